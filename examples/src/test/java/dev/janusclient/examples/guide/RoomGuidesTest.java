// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.streaming.StreamingReply;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.textroom.TextRoomChannel;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.JanusTest;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code of the guides about media, run against a real Janus, with media. */
@JanusTest(plugins = {"echotest", "videoroom", "audiobridge", "streaming", "textroom"})
class RoomGuidesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final double ALICE_HERTZ = 440;
    private static final double BOB_HERTZ = 880;

    private final List<String> screen = new CopyOnWriteArrayList<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private JanusPeer sender(double hertz) {
        JanusPeer peer = JanusPeer.create();
        open.push(peer);
        peer.connected().thenRun(() -> peer.audio().sendTone(hertz));
        return peer;
    }

    private JanusPeer receiver() {
        JanusPeer peer = JanusPeer.create(JanusPeerOptions.receiveOnly());
        open.push(peer);
        return peer;
    }

    private static <T> T done(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private void awaitScreen(String text) {
        await().atMost(SOON).until(() -> screen.stream().anyMatch(line -> line.contains(text)));
    }

    /** What another process has of the only handle of a session. */
    private static <P extends JanusPlugin> P takeOver(
            HandoverTicket ticket, JanusClient first, JanusClient second, PluginType<P> type) {
        first.close();
        ReclaimOutcome outcome = done(Reclaim.with(second).take(ticket));
        return outcome.handle(type).orElseThrow();
    }

    @Test
    void theFirstMinutes(JanusServer janus, JanusClient first, JanusClient second) {
        FirstMinutes.look(janus.uri().toString(), screen::add);
        awaitScreen("keeps sessions of a lost connection: true");
        assertThat(FirstMinutes.whatIsWrong(first)).isEqualTo("nothing is wrong");

        JanusSession session = done(first.createSession());
        JanusEchoTestPlugin echo = FirstMinutes.echo(session, sender(ALICE_HERTZ));
        ReclaimOutcome outcome = FirstMinutes.goOn(first, session, second);
        assertThat(outcome.handle(JanusEchoTestPlugin.TYPE).orElseThrow().handleId())
                .isEqualTo(echo.handleId());
    }

    @Test
    void aPrivateJanusKeepsSessions() {
        try (JanusServer own = FirstMinutes.start(screen::add)) {
            assertThat(screen).containsExactly(own.uri().toString());
            FirstMinutes.look(screen.get(0), screen::add);
            awaitScreen("keeps sessions of a lost connection: true");
        }
    }

    @Test
    void whatIsWrongIsSaid() {
        try (JanusClient nowhere = JanusClient.create("ws://127.0.0.1:1")) {
            assertThat(FirstMinutes.whatIsWrong(nowhere)).startsWith("Janus is not there: ");
        }
    }

    @Test
    void aVideoRoomHasPublishersAndSubscribers(JanusClient first, JanusClient second, JanusClient others) {
        JanusSession around = done(others.createSession());
        JanusId room = VideoRooms.create(around);
        List<JanusId> appeared = new CopyOnWriteArrayList<>();
        JanusSession alices = done(first.createSession());
        VideoRoomPublisher alice =
                VideoRooms.publish(alices, room, sender(ALICE_HERTZ), publisher -> appeared.add(publisher.id()));
        VideoRooms.listen(alice.handle(), screen::add);
        JanusId alicesId = Objects.requireNonNull(alice.handle().state().id());

        List<JanusId> seenByBob = new CopyOnWriteArrayList<>();
        VideoRoomPublisher bob =
                VideoRooms.publish(around, room, sender(BOB_HERTZ), publisher -> seenByBob.add(publisher.id()));
        JanusId bobsId = Objects.requireNonNull(bob.handle().state().id());
        await().atMost(SOON).until(() -> appeared.contains(bobsId));
        JanusPeer display = receiver();
        VideoRoomSubscriber viewer = VideoRooms.subscribe(around, room, alicesId, display);
        done(display.receivedAudio().hears(ALICE_HERTZ, SOON));
        VideoRooms.more(viewer, bobsId, display);
        await().atMost(SOON)
                .until(() -> Objects.requireNonNull(viewer.handle().state().streams()).stream()
                        .anyMatch(stream -> bobsId.equals(stream.feedId())));
        done(bob.unpublish());
        awaitScreen(bobsId + " has stopped");

        HandoverTicket ticket = alices.ticket();
        JanusVideoRoomPlugin taken = takeOver(ticket, first, second, JanusVideoRoomPlugin.TYPE);
        VideoRooms.publishAgain(taken, sender(BOB_HERTZ));
        await().atMost(SOON).until(() -> seenByBob.equals(List.of(alicesId, alicesId)));
        JanusPeer again = receiver();
        VideoRooms.subscribe(around, room, alicesId, again);
        done(again.receivedAudio().hears(BOB_HERTZ, SOON));
        assertThat(VideoRooms.joinIfThere(done(around.attach(JanusVideoRoomPlugin.TYPE)), JanusId.of(404)))
                .isFalse();
        assertThat(VideoRooms.joinIfThere(done(around.attach(JanusVideoRoomPlugin.TYPE)), room))
                .isTrue();
    }

    @Test
    void anAudioBridgeMixes(JanusClient first, JanusClient second, JanusClient others) {
        JanusSession around = done(others.createSession());
        JanusId room = AudioBridgeRooms.create(around);
        JanusPeer bobsPeer = sender(BOB_HERTZ);
        JanusAudioBridgePlugin bob = AudioBridgeRooms.join(around, room, "bob", bobsPeer);
        AudioBridgeRooms.listen(bob, screen::add);
        JanusSession alices = done(first.createSession());
        JanusAudioBridgePlugin alice = AudioBridgeRooms.join(alices, room, "alice", sender(ALICE_HERTZ));
        awaitScreen("alice is here");
        awaitScreen("alice is heard");
        JanusId id = Objects.requireNonNull(alice.state().id());
        awaitScreen(id + " talks");
        done(bobsPeer.receivedAudio().hears(ALICE_HERTZ, SOON));
        AudioBridgeRooms.pause(alice);
        awaitScreen("alice is muted");

        HandoverTicket ticket = alices.ticket();
        JanusAudioBridgePlugin taken = takeOver(ticket, first, second, JanusAudioBridgePlugin.TYPE);
        JanusAudioBridgePlugin again = AudioBridgeRooms.joinAgain(taken, sender(ALICE_HERTZ));
        assertThat(again.state().id()).isEqualTo(id);
        done(bobsPeer.receivedAudio().hears(ALICE_HERTZ, SOON));
        screen.clear();
        AudioBridgeRooms.host(bob, room, id);
        awaitScreen(id + " has left");
    }

    @Test
    void aStreamIsWatched(JanusClient first, JanusClient second, JanusClient others) {
        JanusStreamingPlugin host = done(done(others.createSession()).attach(JanusStreamingPlugin.TYPE));
        JanusId radio = fed(Streams.create(host), ALICE_HERTZ);
        JanusId other = fed(Streams.create(host), BOB_HERTZ);
        Streams.list(host, screen::add);
        awaitScreen(radio + ": ");

        JanusSession session = done(first.createSession());
        JanusPeer peer = receiver();
        JanusStreamingPlugin viewer = Streams.watch(session, radio, peer);
        Streams.listen(viewer, screen::add);
        awaitScreen("media flows");
        done(peer.receivedAudio().hears(ALICE_HERTZ, SOON));
        Streams.control(viewer, other);
        done(peer.receivedAudio().hears(BOB_HERTZ, SOON));

        HandoverTicket ticket = session.ticket();
        JanusStreamingPlugin taken = takeOver(ticket, first, second, JanusStreamingPlugin.TYPE);
        JanusPeer again = receiver();
        assertThat(Streams.watchAgain(taken, again).state().mountpoint()).isEqualTo(other);
        done(again.receivedAudio().hears(BOB_HERTZ, SOON));
        assertThat(Streams.isThere(host, radio)).isTrue();
        assertThat(Streams.isThere(host, JanusId.of(404))).isFalse();
    }

    private JanusId fed(StreamingReply.CreatedMountpoint mountpoint, double hertz) {
        RtpTonePeer studio = new RtpTonePeer(PrivateNetwork.address(), hertz);
        open.push(studio);
        studio.sendTo(
                PrivateNetwork.address(),
                Objects.requireNonNull(
                        Objects.requireNonNull(mountpoint.ports()).get(0).port()));
        return mountpoint.id();
    }

    @Test
    void aTextRoomPassesTextsOn(JanusClient first, JanusClient second, JanusClient others) {
        JanusTextRoomPlugin bob = done(done(others.createSession()).attach(JanusTextRoomPlugin.TYPE));
        JanusId room = TextRooms.create(bob);
        TextRooms.listen(bob, screen::add);
        TextRoomChannel bobs = TextRooms.open(bob, receiver());
        done(bobs.join(room, "bob"));

        JanusSession anns = done(first.createSession());
        JanusTextRoomPlugin ann = done(anns.attach(JanusTextRoomPlugin.TYPE));
        TextRoomChannel channel = TextRooms.open(ann, receiver());
        assertThat(TextRooms.talk(channel, room)).isEqualTo(Map.of("bob", true, "zoe", false));
        awaitScreen("ann is here");
        awaitScreen("ann: hello");
        awaitScreen("ann: psst");

        HandoverTicket ticket = anns.ticket();
        JanusTextRoomPlugin taken = takeOver(ticket, first, second, JanusTextRoomPlugin.TYPE);
        TextRoomChannel again = TextRooms.openAgain(taken, receiver());
        awaitScreen("ann has left");
        done(again.message(room, "back again"));
        awaitScreen("ann: back again");
    }
}
