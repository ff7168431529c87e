// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.videoroom;

import static dev.janusclient.system.videoroom.Guest.answer;
import static dev.janusclient.system.videoroom.Guest.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.plugin.videoroom.VideoRoomStream;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequestStreamSettingsBuilder;
import dev.janusclient.system.media.BrowserGuest;
import dev.janusclient.testkit.Browser;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.webrtc.AudioReceiver;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real browser in a room with a Java participant. */
@Tag("chromium")
@Timeout(150)
class BrowserTest {
    /** A browser beside Janus on two busy cores takes its time. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @RegisterExtension
    static final JanusExtension JANUS = VideoRoomFixture.server();

    @RegisterExtension
    final VideoRoomFixture fixture = new VideoRoomFixture(JANUS);

    private JanusId room;
    private BrowserGuest browser;

    @BeforeEach
    void aBrowserAndARoom() throws URISyntaxException {
        assumeTrue(Browser.isInstalled(), "there is no Chromium here");
        browser = fixture.keep(new BrowserGuest(fixture.janus()));
        // Janus keeps requests for key frames back that come within a second of another; this makes one each second.
        room = fixture.room(
                VideoRoomRequest.Create.builder().publishers(6).firFreq(1).build());
    }

    private static ConditionFactory patiently() {
        return await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(50));
    }

    /** Hears Chromium's fake microphone: short loud beeps, and silence between them. */
    private static void hearsBeeps(AudioReceiver received) {
        patiently().until(() -> received.level() > 0.05);
        patiently().until(() -> received.level() < 0.001);
        patiently().until(() -> received.level() > 0.05);
    }

    @Test
    void aBrowserAndAJavaPeerSeeAndHearEachOther() {
        Guest alice = fixture.guest();
        JanusPeer camera = fixture.sender();
        alice.publish(room, "alice", camera, OfferOptions.audioAndVideo());
        camera.video().sendTestVideo();
        done(camera.audio().sendTone(440));

        JanusId id = browser.publish(room, 320, 180);
        VideoRoomEvent.Publisher seen =
                alice.await(VideoRoomEvent.Publishers.class).publishers().get(0);
        assertThat(seen.id()).isEqualTo(id);
        assertThat(seen.display()).isEqualTo("browser");
        assertThat(seen.streams()).extracting(VideoRoomStream::type).containsExactly("audio", "video");

        browser.receive(room, alice.id());
        Guest viewer = fixture.guest();
        JanusPeer screen = fixture.receiver();
        viewer.receive(room, screen, id);

        // What Java gets of the browser.
        done(screen.receivedVideo().receives(30, TIMEOUT));
        assertThat(screen.receivedVideo().width()).isEqualTo(320);
        assertThat(screen.receivedVideo().height()).isEqualTo(180);
        hearsBeeps(screen.receivedAudio());
        assertThat(done(screen.stats()).audio().packetsReceived()).isPositive();

        // What the browser gets of Java.
        patiently().until(() -> browser.received("1", "frames") > 0);
        long frames = browser.received("1", "frames");
        long packets = browser.received("0", "packets");
        patiently().until(() -> browser.received("1", "frames") >= frames + 30);
        assertThat(browser.received("1", "width")).isEqualTo(320);
        assertThat(browser.received("1", "height")).isEqualTo(240);
        assertThat(browser.received("0", "packets")).isGreaterThan(packets);
        patiently().until(() -> Math.abs(browser.received("0", "tone") - 440) < 15);
        done(camera.audio().sendTone(880));
        patiently().until(() -> Math.abs(browser.received("0", "tone") - 880) < 15);
    }

    @Test
    void aSubscriberChoosesAmongTheLayersOfABrowsersSimulcast() {
        Guest alice = fixture.guest();
        alice.join(room, "alice");
        // Of a smaller picture Chromium makes fewer layers.
        JanusId id = browser.publishSimulcast(room, 960, 540);
        VideoRoomStream.Published published = alice.await(VideoRoomEvent.Publishers.class)
                .publishers()
                .get(0)
                .streams()
                .get(1);
        assertThat(published.codec()).isEqualTo("vp8");
        assertThat(published.simulcast()).isTrue();

        Guest viewer = fixture.guest();
        JanusPeer screen = fixture.receiver();
        VideoRoomSubscriber subscriber = viewer.receive(room, screen, id);
        VideoRoomStream.Subscribed subscribed =
                subscriber.attached().orElseThrow().streams().get(1);
        assertThat(Objects.requireNonNull(subscribed.simulcast()).substreamTarget())
                .isEqualTo(2);
        String mid = subscribed.mid();
        awaitLayer(viewer, 0, layer -> Objects.equals(layer.substream(), 2));
        awaitLayer(viewer, 0, layer -> Objects.equals(layer.temporal(), 2));
        awaitPicture(screen, "h");

        choose(subscriber, viewer, video(mid).substream(0).build());
        awaitPicture(screen, "l");
        choose(subscriber, viewer, video(mid).substream(1).build());
        awaitPicture(screen, "m");
        assertThat(browser.sent("l", "width"))
                .isLessThan(browser.sent("m", "width"))
                .isPositive();
        assertThat(browser.sent("m", "width")).isLessThan(browser.sent("h", "width"));

        // Of three temporal layers the lowest has every fourth frame.
        choose(subscriber, viewer, video(mid).temporal(0).build());
        patiently().until(() -> shareOfFrames(screen, "m") < 0.4);
        choose(subscriber, viewer, video(mid).temporal(2).build());
        patiently().until(() -> shareOfFrames(screen, "m") > 0.7);
        choose(subscriber, viewer, video(mid).substream(2).build());
        awaitPicture(screen, "h");
    }

    private static VideoRoomSubscriberRequestStreamSettingsBuilder video(String mid) {
        return VideoRoomSubscriberRequest.StreamSettings.builder().mid(mid);
    }

    /** Asks for a layer, and waits until Janus tells that it is relayed. */
    private static void choose(
            VideoRoomSubscriber subscriber, Guest viewer, VideoRoomSubscriberRequest.StreamSettings wanted) {
        int delivered = viewer.received().size();
        done(subscriber.configure(VideoRoomSubscriberRequest.Configure.builder()
                .streams(List.of(wanted))
                .build()));
        // On the way there Janus may tell of another layer.
        awaitLayer(
                viewer,
                delivered,
                layer -> layer.mid().equals(wanted.mid())
                        && (wanted.substream() == null || wanted.substream().equals(layer.substream()))
                        && (wanted.temporal() == null || wanted.temporal().equals(layer.temporal())));
    }

    private static void awaitLayer(Guest viewer, int delivered, Predicate<VideoRoomEvent.SimulcastLayer> wanted) {
        patiently().until(() -> viewer.received().stream()
                .skip(delivered)
                .anyMatch(event -> event instanceof VideoRoomEvent.SimulcastLayer layer && wanted.test(layer)));
    }

    /** Waits for frames as large as the browser makes those of an encoding. */
    private void awaitPicture(JanusPeer screen, String rid) {
        patiently()
                .until(() -> screen.receivedVideo().width() == browser.sent(rid, "width")
                        && screen.receivedVideo().height() == browser.sent(rid, "height"));
        done(screen.receivedVideo().receives(5, TIMEOUT));
    }

    /** The part of the next frames of an encoding that arrives. */
    private double shareOfFrames(JanusPeer screen, String rid) {
        long sent = browser.sent(rid, "frames");
        long received = screen.receivedVideo().frames();
        patiently().until(() -> browser.sent(rid, "frames") >= sent + 30);
        return (screen.receivedVideo().frames() - received) / (double) (browser.sent(rid, "frames") - sent);
    }

    @Test
    void streamsOfABrowserComeAndGoOverOneConnection() {
        JanusId id = browser.publish(room, 320, 180);
        VideoRoomSubscriberRequest.StreamToAdd audio = VideoRoomSubscriberRequest.StreamToAdd.builder()
                .feed(id)
                .mid("0")
                .build();
        Guest viewer = fixture.guest();
        VideoRoomSubscriber subscriber = done(viewer.handle()
                .joinAsSubscriber(VideoRoomSubscriberRequest.Join.builder()
                        .room(room)
                        .streams(List.of(audio))
                        .build()));
        JanusPeer screen = fixture.receiver();
        answer(subscriber, screen);
        done(screen.connected());
        hearsBeeps(screen.receivedAudio("0"));

        done(subscriber.subscribe(VideoRoomSubscriberRequest.Subscribe.builder()
                .streams(List.of(VideoRoomSubscriberRequest.StreamToAdd.builder()
                        .feed(id)
                        .mid("1")
                        .build()))
                .build()));
        answer(subscriber, screen);
        done(screen.receivedVideo("1").receives(10, TIMEOUT));

        done(subscriber.unsubscribe(VideoRoomSubscriberRequest.Unsubscribe.builder()
                .streams(List.of(VideoRoomSubscriberRequest.StreamToDrop.builder()
                        .feed(id)
                        .mid("0")
                        .build()))
                .build()));
        answer(subscriber, screen);
        assertThat(viewer.handle().state().streams())
                .extracting(VideoRoomStream.Subscribed::active)
                .containsExactly(false, true);
        long packets = done(screen.stats()).audio().packetsReceived();
        done(screen.receivedVideo("1").receives(10, TIMEOUT));
        assertThat(done(screen.stats()).audio().packetsReceived())
                .as("no more audio comes")
                .isEqualTo(packets);

        // The audio gets its old place back.
        done(subscriber.subscribe(VideoRoomSubscriberRequest.Subscribe.builder()
                .streams(List.of(audio))
                .build()));
        answer(subscriber, screen);
        assertThat(viewer.handle().state().streams())
                .extracting(VideoRoomStream.Subscribed::active)
                .containsExactly(true, true);
        hearsBeeps(screen.receivedAudio("0"));
        done(screen.receivedVideo("1").receives(10, TIMEOUT));
    }
}
