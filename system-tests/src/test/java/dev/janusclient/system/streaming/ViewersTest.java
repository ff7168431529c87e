// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.streaming;

import static dev.janusclient.system.plugin.PluginLine.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.AttachOptions;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusSession;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.streaming.StreamingEvent;
import dev.janusclient.plugin.streaming.StreamingMountpoint;
import dev.janusclient.plugin.streaming.StreamingMountpoint.Media;
import dev.janusclient.plugin.streaming.StreamingReply;
import dev.janusclient.plugin.streaming.StreamingRequest;
import dev.janusclient.plugin.streaming.StreamingState;
import dev.janusclient.system.plugin.PluginFixture;
import dev.janusclient.system.plugin.PluginLine;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.SinceJanus;
import dev.janusclient.webrtc.DataChannel;
import dev.janusclient.webrtc.JanusPeer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mountpoints that are fed and watched. */
class ViewersTest {
    private static final double RADIO_HERTZ = 800;
    private static final double OTHER_HERTZ = 1_300;

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(JanusServer.builder()
            .plugins("streaming", "videoroom")
            .reclaimSessionTimeout(20)
            .sessionTimeout(30));

    @RegisterExtension
    final PluginFixture<JanusStreamingPlugin> fixture =
            new PluginFixture<>(JANUS, JanusStreamingPlugin.TYPE, StreamingEvent.class);

    private StreamingReply.CreatedMountpoint mountpoint(PluginLine<JanusStreamingPlugin> by, Media... media) {
        return done(by.handle()
                        .create(StreamingMountpoint.Rtp.builder()
                                .media(List.of(media))
                                .build()))
                .stream();
    }

    private static int port(StreamingReply.CreatedMountpoint of, int stream) {
        return Objects.requireNonNull(
                Objects.requireNonNull(of.ports()).get(stream).port());
    }

    /** A mountpoint with a tone. */
    private JanusId radio(PluginLine<JanusStreamingPlugin> by, double hertz) {
        StreamingReply.CreatedMountpoint made = mountpoint(by, Media.audio("a", 0, 0, "pcmu"));
        fixture.phone(hertz).sendTo(PluginFixture.ADDRESS, port(made, 0));
        return made.id();
    }

    private JanusPeer watches(PluginLine<JanusStreamingPlugin> viewer, StreamingRequest.Watch watch) {
        JanusPeer peer = fixture.viewer();
        answer(viewer, peer, done(viewer.handle().watch(watch)));
        return peer;
    }

    private static void answer(PluginLine<JanusStreamingPlugin> viewer, JanusPeer peer, StreamingEvent.WatchReply to) {
        Jsep answer = done(peer.answer(Objects.requireNonNull(to.jsep())));
        assertThat(done(viewer.handle().start(answer))).isInstanceOf(StreamingEvent.StartReply.class);
        done(peer.connected());
        viewer.await(StreamingEvent.Started.class);
    }

    @Test
    @SinceJanus(value = "1.3.1", reason = "before that there is no answer")
    void anOfferWaitsOnWhenThereWasNothingToStop() {
        PluginLine<JanusStreamingPlugin> viewer = fixture.line();
        JanusId radio = radio(viewer, RADIO_HERTZ);
        StreamingEvent.WatchReply offered = done(viewer.handle().watch(radio));
        StreamingState waiting = viewer.handle().state();
        assertThat(done(viewer.handle().stop())).isInstanceOf(StreamingEvent.Idle.class);
        assertThat(viewer.handle().state()).isEqualTo(waiting);
        JanusPeer peer = fixture.viewer();
        answer(viewer, peer, offered);
        done(peer.receivedAudio().hears(RADIO_HERTZ));
    }

    @Test
    void aToneIsHeardPausedResumedSwitchedAndStopped() {
        PluginLine<JanusStreamingPlugin> viewer = fixture.line();
        JanusId radio = radio(viewer, RADIO_HERTZ);
        JanusId other = radio(viewer, OTHER_HERTZ);
        JanusPeer peer = watches(viewer, StreamingRequest.Watch.mountpoint(radio));
        done(peer.receivedAudio().hears(RADIO_HERTZ));
        await().untilAsserted(() -> assertThat(viewer.handle().state())
                .isEqualTo(new StreamingState(radio, StreamingState.Phase.STARTED, null)));

        done(viewer.handle().pause());
        await().untilAsserted(() ->
                assertThat(peer.receivedAudio().level()).as("paused").isLessThan(0.01));
        done(viewer.handle().start());
        done(peer.receivedAudio().hears(RADIO_HERTZ));

        done(viewer.handle().configure(StreamingRequest.Configure.send("a", false)));
        await().untilAsserted(
                        () -> assertThat(peer.receivedAudio().level()).as("off").isLessThan(0.01));
        done(viewer.handle().configure(StreamingRequest.Configure.send("a", true)));
        done(peer.receivedAudio().hears(RADIO_HERTZ));

        assertThat(done(viewer.handle().switchTo(other)).id()).isEqualTo(other);
        done(peer.receivedAudio().hears(OTHER_HERTZ));
        PluginLine.refused("switch", 455, "NO_SUCH_MOUNTPOINT", viewer.handle().switchTo(JanusId.of(404)));

        assertThat(done(viewer.handle().stop())).isInstanceOf(StreamingEvent.Stopping.class);
        viewer.await(CoreEvent.HangUp.class);
        await().untilAsserted(() -> assertThat(viewer.handle().state()).isEqualTo(StreamingState.EMPTY));
    }

    @Test
    void watchingCanBeRenegotiated() {
        PluginLine<JanusStreamingPlugin> viewer = fixture.line();
        JanusId radio = radio(viewer, RADIO_HERTZ);
        JanusPeer peer = watches(viewer, StreamingRequest.Watch.mountpoint(radio));
        StreamingEvent.WatchReply again = done(viewer.handle()
                .watch(StreamingRequest.Watch.builder().id(radio).restart(true).build()));
        assertThat(again).isInstanceOf(StreamingEvent.Updating.class);
        done(viewer.handle().start(done(peer.answer(Objects.requireNonNull(again.jsep())))));
        done(peer.receivedAudio().hears(RADIO_HERTZ));
    }

    @Test
    void videoIsSeen() {
        PluginLine<JanusStreamingPlugin> viewer = fixture.line();
        StreamingReply.CreatedMountpoint screen = mountpoint(viewer, Media.video("v", 0, 96, "vp8"));
        JanusPeer peer = watches(viewer, StreamingRequest.Watch.mountpoint(screen.id()));
        VideoFeed.to(port(screen, 0), fixture.session(), fixture.peer());
        done(peer.receivedVideo().receives(10, Duration.ofSeconds(15)));
        assertThat(peer.receivedVideo().width()).isEqualTo(320);
        assertThat(done(viewer.handle().info(screen.id())).info().media())
                .singleElement()
                .satisfies(media -> assertThat(media.ageMs()).isNotNull());
    }

    @Test
    void layersOfSimulcastAreDelivered() {
        PluginLine<JanusStreamingPlugin> viewer = fixture.line();
        StreamingReply.CreatedMountpoint screen = mountpoint(
                viewer,
                Media.builder()
                        .type(Media.Type.VIDEO)
                        .mid("v")
                        .port(0)
                        .port2(0)
                        .port3(0)
                        .pt(96)
                        .codec("vp8")
                        .simulcast(true)
                        .build());
        StreamingReply.Ports ports = Objects.requireNonNull(screen.ports()).get(0);
        fixture.keep(ForgedVideo.simulcast(
                Objects.requireNonNull(ports.port()),
                Objects.requireNonNull(ports.port2()),
                Objects.requireNonNull(ports.port3())));
        watches(
                viewer,
                StreamingRequest.Watch.builder()
                        .id(screen.id())
                        .substream(0)
                        .temporal(2)
                        .fallback(500_000)
                        .build());
        // Until the layer that is wanted has a key frame, Janus may begin with another one.
        viewer.await(
                StreamingEvent.SimulcastLayer.class, layer -> Integer.valueOf(0).equals(layer.substream()));
        done(viewer.handle()
                .configure(StreamingRequest.Configure.builder()
                        .mid("v")
                        .substream(2)
                        .temporal(1)
                        .build()));
        assertThat(viewer.await(StreamingEvent.SimulcastLayer.class, layer -> Integer.valueOf(2)
                                .equals(layer.substream()))
                        .extra())
                .isEmpty();
    }

    @Test
    void layersOfSvcAreDelivered() {
        PluginLine<JanusStreamingPlugin> viewer = fixture.line();
        StreamingReply.CreatedMountpoint screen = mountpoint(
                viewer,
                Media.builder()
                        .type(Media.Type.VIDEO)
                        .mid("v")
                        .port(0)
                        .pt(96)
                        .codec("vp9")
                        .svc(true)
                        .build());
        fixture.keep(ForgedVideo.svc(port(screen, 0)));
        watches(
                viewer,
                StreamingRequest.Watch.builder()
                        .id(screen.id())
                        .spatialLayer(0)
                        .temporalLayer(0)
                        .build());
        viewer.await(StreamingEvent.SvcLayer.class);
        done(viewer.handle()
                .configure(StreamingRequest.Configure.builder()
                        .mid("v")
                        .spatialLayer(1)
                        .build()));
        viewer.await(StreamingEvent.SvcLayer.class, layer -> Integer.valueOf(1).equals(layer.spatialLayer()));
    }

    @Test
    void messagesArriveOverADataChannel() throws IOException {
        PluginLine<JanusStreamingPlugin> viewer = fixture.line();
        StreamingReply.CreatedMountpoint news = done(viewer.handle()
                        .create(StreamingMountpoint.Rtp.builder()
                                .media(List.of(Media.data("d", 0)))
                                .datatype("text")
                                .buffermsg(true)
                                .build()))
                .stream();
        JanusPeer peer = fixture.viewer();
        CompletableFuture<String> heard = new CompletableFuture<>();
        DataChannel channel = peer.createDataChannel("JanusDataChannel");
        channel.onText(heard::complete);
        // Janus 1.1.2 sends them as bytes whatever the mountpoint says.
        channel.onBinary(bytes -> heard.complete(new String(bytes, StandardCharsets.UTF_8)));
        answer(viewer, peer, done(viewer.handle().watch(news.id())));
        byte[] text = "extra".getBytes(StandardCharsets.UTF_8);
        InetAddress address = InetAddress.getAllByName(PluginFixture.ADDRESS)[0];
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, 0))) {
            DatagramPacket packet = new DatagramPacket(text, text.length, address, port(news, 0));
            await().untilAsserted(() -> {
                socket.send(packet);
                assertThat(heard).isCompleted();
            });
        }
        assertThat(heard).isCompletedWithValue("extra");
    }

    @Test
    void aFileIsHeardAndWhatIsRelayedIsRecorded() throws IOException {
        PluginLine<JanusStreamingPlugin> viewer = fixture.line();
        Path folder = fixture.janus().recordings();
        Path file = folder.resolve("tone.mulaw");
        Files.write(file, squareWave(500));
        for (StreamingMountpoint.File.Mode mode : StreamingMountpoint.File.Mode.values()) {
            StreamingReply.Created created = done(viewer.handle()
                    .create(StreamingMountpoint.File.builder()
                            .type(mode)
                            .audio(true)
                            .filename(file.toString())
                            .build()));
            assertThat(done(viewer.handle().list()).list())
                    .anyMatch(each -> each.id().equals(created.stream().id()));
            done(viewer.handle().info(created.stream().id()));
            PluginLine<JanusStreamingPlugin> listener = fixture.line();
            JanusPeer peer = watches(
                    listener, StreamingRequest.Watch.mountpoint(created.stream().id()));
            done(peer.receivedAudio().hears(500));
        }
        JanusId radio = radio(viewer, RADIO_HERTZ);
        done(viewer.handle()
                .startRecording(StreamingRequest.StartRecording.builder()
                        .id(radio)
                        .audio(folder.resolve("radio").toString())
                        .build()));
        JanusPeer peer = watches(viewer, StreamingRequest.Watch.mountpoint(radio));
        done(peer.receivedAudio().hears(RADIO_HERTZ));
        done(viewer.handle()
                .stopRecording(StreamingRequest.StopRecording.builder()
                        .id(radio)
                        .audio(true)
                        .build()));
        await().untilAsserted(() ->
                assertThat(Files.size(folder.resolve("radio.mjr"))).isGreaterThan(300));
    }

    /** Two seconds of µ-law. */
    private static byte[] squareWave(int hertz) {
        byte[] wave = new byte[16_000];
        for (int i = 0; i < wave.length; i++) {
            wave[i] = (byte) (i * 2 * hertz / 8_000 % 2 == 0 ? 0x9f : 0x1f);
        }
        return wave;
    }

    @Test
    void viewersAreNotifiedWhenItEnds() {
        PluginLine<JanusStreamingPlugin> owner = fixture.line();
        PluginLine<JanusStreamingPlugin> viewer = fixture.line();
        JanusId radio = radio(owner, RADIO_HERTZ);
        watches(viewer, StreamingRequest.Watch.mountpoint(radio));
        done(owner.handle().kickAll(new StreamingRequest.OfMountpoint(radio, null)));
        viewer.await(StreamingEvent.KickedAll.class);
        viewer.await(CoreEvent.HangUp.class);
        PluginLine<JanusStreamingPlugin> second = fixture.line();
        watches(second, StreamingRequest.Watch.mountpoint(radio));
        done(owner.handle().destroy(StreamingRequest.Destroy.builder().id(radio).build()));
        second.await(StreamingEvent.Stopped.class);
    }

    @Test
    void theNextOwnerAnswersThePendingOffer() {
        JanusSession first = done(fixture.newClient().createSession());
        PluginLine<JanusStreamingPlugin> line = fixture.line(first, AttachOptions.NONE);
        JanusId radio = radio(line, RADIO_HERTZ);
        done(line.handle().watch(radio));
        await().untilAsserted(() -> assertThat(line.handle().offer()).isPresent());
        PluginLine<JanusStreamingPlugin> heir = takeOver(first);
        JanusPeer peer = fixture.viewer();
        Jsep offer = heir.handle().offer().orElseThrow();
        done(heir.handle().start(done(peer.answer(offer))));
        done(peer.receivedAudio().hears(RADIO_HERTZ));
    }

    @Test
    void theNextOwnerWatchesAgainAfterAHangup() {
        JanusSession first = done(fixture.newClient().createSession());
        PluginLine<JanusStreamingPlugin> line = fixture.line(first, AttachOptions.NONE);
        JanusId radio = radio(line, RADIO_HERTZ);
        watches(line, StreamingRequest.Watch.mountpoint(radio));
        await().untilAsserted(() -> assertThat(line.handle().state().phase()).isEqualTo(StreamingState.Phase.STARTED));
        PluginLine<JanusStreamingPlugin> heir = takeOver(first);
        assertThat(heir.handle().state().mountpoint()).isEqualTo(radio);
        done(heir.handle().hangup());
        heir.await(CoreEvent.HangUp.class);
        JanusPeer peer = fixture.viewer();
        answer(heir, peer, done(heir.handle().watch(radio)));
        done(peer.receivedAudio().hears(RADIO_HERTZ));
    }

    private PluginLine<JanusStreamingPlugin> takeOver(JanusSession from) {
        HandoverTicket ticket = HandoverTicket.fromJson(from.handOff().toJson());
        JanusSession session = done(fixture.newClient().claimSession(ticket.sessionId()));
        fixture.keep(() -> done(session.destroy()));
        return fixture.line(
                session,
                AttachOptions.from(ticket.handle("janus.plugin.streaming").orElseThrow()));
    }
}
