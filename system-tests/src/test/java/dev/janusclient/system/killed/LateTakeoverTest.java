// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.admin.HandleInfo;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaTicket;
import dev.janusclient.media.srtp.SrtpProfile;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.HandleStage;
import dev.janusclient.system.Outcome;
import dev.janusclient.system.media.Pulse;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A leg goes on long after the death of its process; and after so long a call that the sequence numbers have begun again, both ways.
 * That takes half an hour, so it is not part of all tests: {@code ./faults media}.
 */
@EnabledIfSystemProperty(
        named = "media.late",
        matches = "true",
        disabledReason = "it takes half an hour: ./faults media")
@Timeout(2_400)
class LateTakeoverTest {
    private static final int SEQUENCE_NUMBERS = 65_536;
    private static final Duration RECLAIM = Duration.ofMinutes(5);

    /** More than the numbers that there are, at 50 a second. */
    private static final Duration LONG_CALL = Duration.ofMinutes(24);

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(JanusServer.builder()
            .plugins("echotest")
            .adminSecret(Heir.ADMIN.reveal())
            // Whichever is shorter ends a session without an owner.
            .sessionTimeout((int) RECLAIM.toSeconds())
            .reclaimSessionTimeout((int) RECLAIM.toSeconds()));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    @ParameterizedTest
    @EnumSource
    void longAfterTheDeath(SrtpProfile profile) {
        goesOn(profile, 1, Duration.ofSeconds(30));
        goesOn(profile, 1, Duration.ofMinutes(3));
    }

    @Test
    void afterSequenceNumbersHaveBegunAgain() {
        goesOn(SrtpProfile.AES_CM_128_HMAC_SHA1_80, SEQUENCE_NUMBERS + 1, Duration.ZERO);
    }

    private void goesOn(SrtpProfile profile, long packetsBefore, Duration gone) {
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.ECHO_WITH_A_LEG, profile);
        HandoverTicket session = HandoverTicket.fromJson(a.await("ticket"));
        long handleId = session.handles().get(0).handleId();
        JanusAdmin admin =
                stage.keep(JanusAdmin.create(JANUS.server().adminUri().toString(), Heir.ADMIN));
        await().atMost(LONG_CALL)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> sentByJanus(Outcome.of(admin.handleInfo(session.sessionId(), handleId))) >= packetsBefore);
        String sealed = a.await("media");
        a.close();
        if (!gone.isZero()) {
            // Time itself is what is tested.
            await().pollDelay(gone).atMost(gone.plusSeconds(10)).until(() -> true);
        }

        MediaTicket ticket =
                MediaTicket.open(sealed, Legs.KEYS, Legs.scope(session.sessionId(), handleId), Duration.ofHours(1));
        MediaLeg leg = stage.keep(MediaEngine.create()).resume(ticket, Legs.options(profile));
        Pulse pulse = new Pulse(Legs.OF_B);
        leg.send(pulse);
        leg.receive(pulse);
        stage.done(leg.connected());
        stage.done(pulse.hears(Legs.OF_B));
        a.killAndClaim(JanusEchoTestPlugin.TYPE, MediaRecovery.RestartOnHandle.class);
        assertThat(stage.done(leg.stats()).packetsRefused()).isZero();
    }

    private static long sentByJanus(HandleInfo handle) {
        return Objects.requireNonNull(handle.webrtc()).media().values().stream()
                .mapToLong(medium -> Objects.requireNonNull(Objects.requireNonNull(
                                        Objects.requireNonNull(medium.stats()).member("out"))
                                .member("packets"))
                        .asLong())
                .sum();
    }
}
