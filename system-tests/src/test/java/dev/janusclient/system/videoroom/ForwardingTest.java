// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.videoroom;

import static dev.janusclient.system.videoroom.Guest.done;
import static dev.janusclient.system.videoroom.Guest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.CoreEvent;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.videoroom.VideoRoomErrorCode;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomForwardRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRemoteRequest;
import dev.janusclient.plugin.videoroom.VideoRoomReply;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.UntilJanus;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Media beyond the room: RTP forwarders, and publishers of another Janus, which here is the same one. */
@Timeout(60)
class ForwardingTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JanusId NOBODY = JanusId.of(1);

    /** What Janus numbers the streams of remote publishers from. */
    private static final int REMOTE_SSRC = 1000;

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(JanusServer.builder()
            .plugins("videoroom")
            .reclaimSessionTimeout(20)
            .set("janus.jcfg", "media", "slowlink_threshold", 1)
            .append("janus.plugin.videoroom.jcfg", "room-5678: { videocodec = \"vp9\"; video_svc = true }"));

    /** A room for SVC, which 1.1.2 makes from its configuration file only. */
    private static final JanusId SVC_ROOM = JanusId.of(5678);

    @RegisterExtension
    final VideoRoomFixture fixture = new VideoRoomFixture(JANUS);

    private JanusId room;
    private Guest alice;
    private RtpSource rtp;

    @BeforeEach
    void aRoom() throws IOException {
        room = fixture.room();
        alice = fixture.guest();
        rtp = fixture.keep(new RtpSource());
    }

    private JanusPeer aliceSpeaks() {
        JanusPeer phone = fixture.sender();
        alice.publish(room, "alice", phone, OfferOptions.audioOnly());
        done(phone.audio().sendTone(440));
        return phone;
    }

    @Test
    void aPublisherIsForwardedAsPlainRtp() {
        aliceSpeaks();
        VideoRoomForwardRequest.RtpForward forward = VideoRoomForwardRequest.RtpForward.builder()
                .room(room)
                .publisherId(alice.id())
                .host(VideoRoomFixture.ADDRESS)
                .hostFamily(VideoRoomForwardRequest.HostFamily.IPV4)
                .streams(List.of(VideoRoomForwardRequest.StreamToForward.builder()
                        .mid("0")
                        .port(rtp.port())
                        .pt(77)
                        .ssrc(4_000_000_000L)
                        .build()))
                .build();
        VideoRoomReply.Forwarding forwarding = done(alice.handle().rtpForward(forward));
        VideoRoomReply.Forwarder forwarder =
                Objects.requireNonNull(forwarding.forwarders()).get(0);
        assertThat(forwarder.port()).isEqualTo(rtp.port());
        assertThat(rtp.awaitPayloadType(TIMEOUT)).isEqualTo(77);
        assertThat(done(alice.handle().listForwarders(room))
                        .publishers()
                        .get(0)
                        .forwarders()
                        .get(0)
                        .streamId())
                .isEqualTo(forwarder.streamId());
        VideoRoomForwardRequest.StopRtpForward stop = VideoRoomForwardRequest.StopRtpForward.builder()
                .room(room)
                .publisherId(alice.id())
                .streamId(forwarder.streamId())
                .build();
        assertThat(done(alice.handle().stopRtpForward(stop)).streamId()).isEqualTo(forwarder.streamId());
        refused(VideoRoomErrorCode.NO_SUCH_FEED, alice.handle().stopRtpForward(stop));

        // The deprecated form has an answer of its own.
        VideoRoomReply.LegacyForwarding legacy = Objects.requireNonNull(done(alice.handle()
                        .rtpForward(VideoRoomForwardRequest.RtpForward.builder()
                                .room(room)
                                .publisherId(alice.id())
                                .host(VideoRoomFixture.ADDRESS)
                                .audioPort(rtp.port())
                                .audioPt(78)
                                .build()))
                .rtpStream());
        assertThat(legacy.audio()).isEqualTo(rtp.port());
        await().atMost(TIMEOUT).until(() -> rtp.awaitPayloadType(TIMEOUT) == 78);

        refused(
                VideoRoomErrorCode.NO_SUCH_FEED,
                alice.handle()
                        .rtpForward(VideoRoomForwardRequest.RtpForward.builder()
                                .room(room)
                                .publisherId(NOBODY)
                                .host(VideoRoomFixture.ADDRESS)
                                .build()));
        refused(VideoRoomErrorCode.NO_SUCH_ROOM, alice.handle().listForwarders(NOBODY));
    }

    @Test
    void aPublisherIsHeardInARoomOfAnotherJanus() {
        aliceSpeaks();
        JanusId elsewhere = fixture.room();
        Guest there = fixture.guest();
        there.join(elsewhere, "there");
        VideoRoomReply.RemotePublisherAdded remote = done(there.handle()
                .addRemotePublisher(VideoRoomRemoteRequest.AddRemotePublisher.builder()
                        .room(elsewhere)
                        .id(JanusId.of(77))
                        .display("alice from afar")
                        .streams(List.of(stream(VideoRoomRemoteRequest.MediaType.AUDIO, "opus")
                                .build()))
                        .build()));
        assertThat(remote.id()).isEqualTo(JanusId.of(77));
        assertThat(there.await(VideoRoomEvent.Publishers.class)
                        .publishers()
                        .get(0)
                        .display())
                .isEqualTo("alice from afar");
        VideoRoomRemoteRequest.PublishRemotely publish = VideoRoomRemoteRequest.PublishRemotely.builder()
                .room(room)
                .publisherId(alice.id())
                .remoteId("elsewhere")
                .host(VideoRoomFixture.ADDRESS)
                .port(remote.port())
                .rtcpPort(remote.rtcpPort())
                .build();
        assertThat(done(alice.handle().publishRemotely(publish)).remoteId()).isEqualTo("elsewhere");
        refused(VideoRoomErrorCode.ID_EXISTS, alice.handle().publishRemotely(publish));
        VideoRoomReply.Remote listed = done(alice.handle()
                        .listRemotes(VideoRoomRemoteRequest.ListRemotes.builder()
                                .room(room)
                                .publisherId(alice.id())
                                .build()))
                .list()
                .get(0);
        assertThat(listed.port()).isEqualTo(remote.port());
        assertThat(done(there.handle().listParticipants(elsewhere)).participants())
                .anyMatch(one -> one.remote());

        Guest listener = fixture.guest();
        JanusPeer phone = fixture.receiver();
        listener.receive(elsewhere, phone, remote.id());
        done(phone.receivedAudio().hears(440));

        done(there.handle()
                .updateRemotePublisher(VideoRoomRemoteRequest.UpdateRemotePublisher.builder()
                        .room(elsewhere)
                        .id(remote.id())
                        .display("alice from nearby")
                        .streams(List.of(stream(VideoRoomRemoteRequest.MediaType.AUDIO, "opus")
                                .description("her voice")
                                .build()))
                        .build()));
        VideoRoomRemoteRequest.UnpublishRemotely unpublish = VideoRoomRemoteRequest.UnpublishRemotely.builder()
                .room(room)
                .publisherId(alice.id())
                .remoteId("elsewhere")
                .build();
        assertThat(done(alice.handle().unpublishRemotely(unpublish)).id()).isEqualTo(alice.id());
        refused(VideoRoomErrorCode.NO_SUCH_FEED, alice.handle().unpublishRemotely(unpublish));
        VideoRoomRemoteRequest.RemoveRemotePublisher remove = VideoRoomRemoteRequest.RemoveRemotePublisher.builder()
                .room(elsewhere)
                .id(remote.id())
                .build();
        done(there.handle().removeRemotePublisher(remove));
        assertThat(there.await(VideoRoomEvent.PeerLeft.class).leaving()).isEqualTo(remote.id());
        refused(VideoRoomErrorCode.NO_SUCH_FEED, there.handle().removeRemotePublisher(remove));
        refused(
                VideoRoomErrorCode.NO_SUCH_FEED,
                there.handle()
                        .updateRemotePublisher(VideoRoomRemoteRequest.UpdateRemotePublisher.builder()
                                .room(elsewhere)
                                .id(remote.id())
                                .streams(List.of())
                                .build()));
        refused(
                VideoRoomErrorCode.NO_SUCH_ROOM,
                there.handle()
                        .addRemotePublisher(VideoRoomRemoteRequest.AddRemotePublisher.builder()
                                .room(NOBODY)
                                .streams(List.of(stream(VideoRoomRemoteRequest.MediaType.AUDIO, "opus")
                                        .build()))
                                .build()));
        refused(
                VideoRoomErrorCode.NO_SUCH_FEED,
                alice.handle()
                        .listRemotes(VideoRoomRemoteRequest.ListRemotes.builder()
                                .room(room)
                                .publisherId(NOBODY)
                                .build()));
    }

    private static dev.janusclient.plugin.videoroom.VideoRoomRemoteRequestRemoteStreamBuilder stream(
            VideoRoomRemoteRequest.MediaType type, String codec) {
        return VideoRoomRemoteRequest.RemoteStream.builder()
                .mid("0")
                .mindex(0)
                .type(type)
                .codec(codec);
    }

    private Guest watching(
            JanusId room, VideoRoomRemoteRequest.RemoteStream stream, java.util.function.IntConsumer sendTo) {
        VideoRoomReply.RemotePublisherAdded remote = done(alice.handle()
                .addRemotePublisher(VideoRoomRemoteRequest.AddRemotePublisher.builder()
                        .room(room)
                        .streams(List.of(stream))
                        .build()));
        Guest viewer = fixture.guest();
        viewer.receive(room, fixture.receiver(), remote.id());
        sendTo.accept(remote.port());
        return viewer;
    }

    @Test
    void anotherSimulcastLayerIsDelivered() {
        Guest viewer = watching(
                room,
                stream(VideoRoomRemoteRequest.MediaType.VIDEO, "vp8")
                        .simulcast(true)
                        .build(),
                port -> {
                    for (int frame = 0; frame < 40; frame++) {
                        for (int layer = 0; layer < 3; layer++) {
                            rtp.send(port, REMOTE_SSRC + layer, RtpSource.vp8(frame % 3));
                        }
                    }
                });
        VideoRoomEvent.SimulcastLayer layer =
                viewer.await(VideoRoomEvent.SimulcastLayer.class, event -> event.substream() != null);
        assertThat(layer.mid()).isEqualTo("0");
        assertThat(layer.room()).isEqualTo(room);
        viewer.await(VideoRoomEvent.SimulcastLayer.class, event -> event.temporal() != null);
    }

    @Test
    @UntilJanus(value = "1.1.3", reason = "in newer servers each publisher chooses SVC")
    void aRoomForSvcIsListedAsOne() {
        assertThat(done(alice.handle().list()).list()).anyMatch(listed -> listed.videoSvc());
    }

    @Test
    void anotherSvcLayerIsDelivered() {
        int[] sendTo = new int[1];
        Guest viewer = watching(
                SVC_ROOM,
                stream(VideoRoomRemoteRequest.MediaType.VIDEO, "vp9").svc(true).build(),
                port -> sendTo[0] = port);
        int[] frame = new int[1];
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(20)).until(() -> {
            rtp.send(sendTo[0], REMOTE_SSRC, RtpSource.vp9(frame[0] % 2, frame[0] % 3));
            frame[0]++;
            return viewer.received().stream().anyMatch(VideoRoomEvent.SvcLayer.class::isInstance);
        });
        assertThat(viewer.await(VideoRoomEvent.SvcLayer.class).mid()).isEqualTo("0");
    }

    @Test
    void lostPacketsAreReported() {
        int[] sendTo = new int[1];
        Guest viewer = watching(
                room, stream(VideoRoomRemoteRequest.MediaType.VIDEO, "vp8").build(), port -> sendTo[0] = port);
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(20)).until(() -> {
            rtp.send(sendTo[0], REMOTE_SSRC, RtpSource.vp8(0));
            rtp.lose();
            return viewer.received().stream().anyMatch(VideoRoomEvent.SlowLink.class::isInstance);
        });
        VideoRoomEvent.SlowLink slow = viewer.await(VideoRoomEvent.SlowLink.class);
        assertThat(slow.currentBitrate()).as("for publishers only").isNull();
        assertThat(slow.room()).as("the event does not say").isNull();
        assertThat(viewer.await(CoreEvent.SlowLink.class).lost()).isPositive();
    }
}
