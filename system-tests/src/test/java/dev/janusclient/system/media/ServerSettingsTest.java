// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.media.MediaEngine;
import dev.janusclient.media.MediaLeg;
import dev.janusclient.media.MediaLegOptions;
import dev.janusclient.media.MediaTicket;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import dev.janusclient.system.Outcome;
import dev.janusclient.testkit.JanusServer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * On servers with settings that change how ICE looks after a connection, legs go on twice as well: where we made the offer, and where
 * Janus did.
 */
@Timeout(120)
class ServerSettingsTest {
    /** Of {@code janus.jcfg}, in {@code nat}. */
    enum Setting {
        KEEPALIVES_THAT_ASK("ice_keepalive_conncheck", "true", false),
        REGULAR_NOMINATION("ice_nomination", "regular", false),
        CONSENT("ice_consent_freshness", "true", true);

        private final String name;
        private final String value;
        private final boolean since120;

        Setting(String name, String value, boolean since120) {
            this.name = name;
            this.value = value;
            this.since120 = since120;
        }

        JanusServer start() {
            assumeTrue(!since120 || !JanusServer.installedVersion().startsWith("1.1."), "Janus 1.2.0 and later has it");
            return JanusServer.builder()
                    .plugins("echotest", "videoroom")
                    .set("janus.jcfg", "nat", name, value)
                    .start();
        }
    }

    private static final MediaLegOptions OPTIONS =
            MediaLegOptions.builder().codecs(AudioCodec.PCMU, AudioCodec.OPUS).build();

    @ParameterizedTest
    @EnumSource
    void whereWeMadeTheOffer(Setting setting) {
        try (JanusServer janus = setting.start();
                JanusClient client = JanusClient.create(janus.uri().toString())) {
            JanusEchoTestPlugin echo = done(done(client.createSession()).attach(JanusEchoTestPlugin.TYPE));
            MediaEngine engine = MediaEngine.create();
            MediaLeg leg = engine.newLeg(OPTIONS);
            connect(leg, done(echo.start(done(leg.offer()))).jsep());
            for (int heirs = 1; heirs <= 2; heirs++) {
                done(new Voice(leg).says(440).hears(440));
                MediaTicket ticket = done(leg.ticket());
                engine.close();
                engine = MediaEngine.create();
                leg = engine.resume(ticket, OPTIONS);
            }
            done(new Voice(leg).says(700).hears(700));
            assertThat(done(leg.stats()).handshakes()).isZero();
            engine.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereJanusMadeTheOffer(Setting setting) {
        try (JanusServer janus = setting.start();
                JanusClient client = JanusClient.create(janus.uri().toString());
                MediaEngine publishers = MediaEngine.create()) {
            JanusSession session = done(client.createSession());
            JanusVideoRoomPlugin publishing = done(session.attach(JanusVideoRoomPlugin.TYPE));
            JanusId room = done(publishing.create(
                            VideoRoomRequest.Create.builder().publishers(1).build()))
                    .room();
            MediaLeg alice = publishers.newLeg(OPTIONS);
            VideoRoomPublisher publisher =
                    done(publishing.joinAsPublisher(VideoRoomPublisherRequest.Join.of(room, "Alice")));
            CompletableFuture<CoreEvent.WebRtcUp> up = publishing.next(CoreEvent.WebRtcUp.class);
            connect(alice, done(publisher.publish(done(alice.offer()))).jsep());
            // A moment after the leg is connected: until then there is no such feed.
            done(up);
            new Voice(alice).says(440);

            VideoRoomSubscriber subscriber = done(done(session.attach(JanusVideoRoomPlugin.TYPE))
                    .joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(
                            room, Objects.requireNonNull(publishing.state().id()))));
            MediaEngine engine = MediaEngine.create();
            MediaLeg bob = engine.newLeg(OPTIONS);
            done(subscriber.start(done(bob.answer(subscriber.offer().orElseThrow()))));
            done(bob.connected());
            for (int heirs = 1; heirs <= 2; heirs++) {
                done(new Voice(bob).hears(440));
                MediaTicket ticket = done(bob.ticket());
                engine.close();
                engine = MediaEngine.create();
                bob = engine.resume(ticket, OPTIONS);
            }
            done(new Voice(bob).hears(440));
            assertThat(done(bob.stats()).handshakes()).isZero();
            engine.close();
        }
    }

    private static void connect(MediaLeg leg, @Nullable Jsep answer) {
        done(leg.acceptAnswer(Objects.requireNonNull(answer)));
        done(leg.connected());
    }

    private static <T> T done(CompletableFuture<T> future) {
        return Outcome.of(future);
    }
}
