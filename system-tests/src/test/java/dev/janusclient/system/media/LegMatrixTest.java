// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.media.MediaLegStats;
import dev.janusclient.media.MediaTicket;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.srtp.SrtpProfile;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A leg in the echo test goes on through another one, and through a third one: in each codec, with each SRTP profile, from each moment;
 * from another address, and with an ICE restart.
 */
@Timeout(120)
class LegMatrixTest {
    enum Moment {
        TALKING,
        SILENT,
        JUST_CONNECTED
    }

    record Case(AudioCodec codec, SrtpProfile profile, Moment moment, boolean restartsIce) {
        MediaLegOptions options() {
            return MediaLegOptions.builder().codecs(codec).profiles(profile).build();
        }
    }

    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("echotest"));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    static Stream<Case> cases() {
        return Arrays.stream(AudioCodec.values()).flatMap(codec -> Arrays.stream(SrtpProfile.values())
                .flatMap(profile -> Arrays.stream(Moment.values()).flatMap(moment -> Stream.of(true, false)
                        .map(restartsIce -> new Case(codec, profile, moment, restartsIce)))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void goesOnTwice(Case one) {
        JanusEchoTestPlugin echo = stage.attach(JanusEchoTestPlugin.TYPE);
        MediaEngine engine = stage.keep(MediaEngine.create());
        MediaLeg leg = engine.newLeg(one.options());
        negotiate(echo, leg, leg.offer());
        stage.done(leg.connected());

        for (int heirs = 1; heirs <= 2; heirs++) {
            reach(one.moment(), leg);
            MediaTicket ticket = stage.done(leg.ticket());
            engine.close();

            engine = stage.keep(MediaEngine.create());
            leg = engine.resume(ticket, one.options());
            if (one.restartsIce()) {
                negotiate(echo, leg, leg.restartIce());
            }
            stage.done(leg.connected());
        }
        stage.done(new Voice(leg).says(700).hears(700));
        MediaLegStats stats = stage.done(leg.stats());
        assertThat(stats.handshakes()).isZero();
        assertThat(stats.packetsRefused()).isZero();
    }

    private void negotiate(JanusEchoTestPlugin echo, MediaLeg leg, CompletableFuture<Jsep> offer) {
        Jsep answer = stage.done(echo.start(stage.done(offer))).jsep();
        stage.done(leg.acceptAnswer(Objects.requireNonNull(answer)));
    }

    private void reach(Moment moment, MediaLeg leg) {
        switch (moment) {
            case TALKING -> stage.done(new Voice(leg).says(440).hears(440));
            case SILENT -> new Voice(leg).saysNothing();
            case JUST_CONNECTED -> {}
        }
    }
}
