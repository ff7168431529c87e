// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.media.MediaLegState;
import dev.janusclient.media.MediaLegStats;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.rtp.ReceptionReport;
import dev.janusclient.media.srtp.SrtpProfile;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A leg in the echo test of a real Janus, which sends back each packet as it came. */
@Timeout(120)
class EchoLegTest {
    private static final int VALUE = 17;
    private static final int DELAY_MILLIS = 25;
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

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
    void bothSidesReportWhatTheyMiss() {
        LossyRelay relay = stage.keep(new LossyRelay(PrivateNetwork.address(), DELAY_MILLIS, 10));
        JanusEchoTestPlugin echo = stage.attach(JanusEchoTestPlugin.TYPE);
        MediaLeg leg = stage.keep(MediaEngine.create())
                .newLeg(MediaLegOptions.builder().codecs(AudioCodec.PCMU).build());
        leg.send(new Pulse(VALUE));
        Jsep offer = relay.ofLeg(stage.done(leg.offer()));
        stage.done(leg.acceptAnswer(relay.ofJanus(stage.done(echo.start(offer)).jsep())));
        stage.done(leg.connected());

        await().atMost(TIMEOUT).until(() -> {
            MediaLegStats now = stage.done(leg.stats());
            return now.roundTripTime() != null && missesSome(now.remoteInbound()) && missesSome(now.inbound());
        });
        MediaLegStats stats = stage.done(leg.stats());
        assertThat(stats.roundTripTime()).isGreaterThan(Duration.ofMillis(2 * DELAY_MILLIS - 2));
        assertThat(Objects.requireNonNull(stats.remoteInbound()).lost()).isLessThanOrEqualTo(relay.droppedToJanus());
        // Janus sends back what it has got, so that both losses add up here.
        assertThat(Objects.requireNonNull(stats.inbound()).lost())
                .isGreaterThan(Objects.requireNonNull(stats.remoteInbound()).lost());
    }

    private static boolean missesSome(@Nullable ReceptionReport report) {
        return report != null && report.lost() > 5 && report.fractionLost() > 0 && report.fractionLost() < 0.5;
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
