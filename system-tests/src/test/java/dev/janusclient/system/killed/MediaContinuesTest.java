// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaTicket;
import dev.janusclient.media.srtp.SrtpProfile;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.HandleStage;
import dev.janusclient.system.media.Pulse;
import dev.janusclient.testkit.JanusExtension;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A leg whose process was killed goes on in process B: at another port, with A's keys, and with no handshake. */
@Timeout(120)
class MediaContinuesTest {
    @RegisterExtension
    static final JanusExtension JANUS = Heir.server("echotest");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    @ParameterizedTest
    @EnumSource
    void anEchoGoesOnBeforeTheSessionIsClaimed(SrtpProfile profile) {
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.ECHO_WITH_A_LEG, profile);
        HandoverTicket session = HandoverTicket.fromJson(a.await("ticket"));
        long handleId = session.handles().get(0).handleId();
        MediaTicket ticket = MediaTicket.open(
                a.await("media"), Legs.KEYS, Legs.scope(session.sessionId(), handleId), Duration.ofMinutes(5));
        MediaEngine engine = stage.keep(MediaEngine.create());
        a.close();

        MediaLeg leg = stage.keep(engine.resume(ticket, Legs.options(profile)));
        Pulse pulse = new Pulse(Legs.OF_B);
        leg.send(pulse);
        leg.receive(pulse);
        stage.done(leg.connected());
        stage.done(pulse.hears(Legs.OF_B));

        Heir<JanusEchoTestPlugin> b = a.killAndClaim(JanusEchoTestPlugin.TYPE, MediaRecovery.RestartOnHandle.class);
        b.assertSameHandle();
        int heard = pulse.received(Legs.OF_B);
        await().until(() -> pulse.received(Legs.OF_B) > heard + 5);
        assertThat(stage.done(leg.stats()).handshakes()).isZero();
        assertThat(stage.done(leg.stats()).packetsRefused()).isZero();
    }
}
