// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.media.MediaLegState;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.srtp.SrtpProfile;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A leg in the echo test of a real Janus, which sends back each packet as it came. */
@Timeout(120)
class EchoLegTest {
    private static final int VALUE = 17;

    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("echotest"));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private MediaLeg connect(JanusEchoTestPlugin echo, MediaLegOptions options) {
        MediaLeg leg = stage.keep(stage.keep(MediaEngine.create()).newLeg(options));
        EchoTestEvent.Ok ok = stage.done(echo.start(stage.done(leg.offer())));
        stage.done(leg.acceptAnswer(Objects.requireNonNull(ok.jsep())));
        stage.done(leg.connected());
        return leg;
    }

    @ParameterizedTest
    @EnumSource
    void hearsItself(SrtpProfile profile) {
        MediaLeg leg = connect(
                stage.attach(JanusEchoTestPlugin.TYPE),
                MediaLegOptions.builder()
                        .codecs(AudioCodec.PCMU)
                        .profiles(profile)
                        .build());
        Pulse pulse = new Pulse(VALUE);
        leg.send(pulse);
        leg.receive(pulse);

        stage.done(pulse.hears(VALUE));
        assertThat(leg.state()).isEqualTo(MediaLegState.CONNECTED);
        assertThat(stage.done(leg.stats()).packetsRefused()).isZero();
    }

    @Test
    void restartsIceWithoutAnotherHandshake() {
        JanusEchoTestPlugin echo = stage.attach(JanusEchoTestPlugin.TYPE);
        MediaLeg leg =
                connect(echo, MediaLegOptions.builder().codecs(AudioCodec.PCMU).build());
        Pulse pulse = new Pulse(VALUE);
        leg.send(pulse);
        leg.receive(pulse);
        stage.done(pulse.hears(VALUE));

        Jsep offer = stage.done(leg.restartIce());
        EchoTestEvent.Ok ok = stage.done(echo.start(offer));
        stage.done(leg.acceptAnswer(Objects.requireNonNull(ok.jsep())));
        Pulse later = new Pulse(VALUE + 1);
        leg.send(later);
        leg.receive(later);
        stage.done(later.hears(VALUE + 1));
        assertThat(stage.done(leg.stats()).handshakes()).isEqualTo(1);
    }
}
