// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.streaming;

import static dev.janusclient.system.plugin.PluginLine.done;
import static dev.janusclient.system.plugin.PluginLine.failure;
import static dev.janusclient.system.plugin.PluginLine.refused;
import static dev.janusclient.system.plugin.PluginLine.tooNew;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
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
import dev.janusclient.testkit.UntilJanus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mountpoints and what can be done with them, without media. */
class MountpointsTest {
    private static final Secret ADMIN = Secret.of("the admin key");
    private static final Secret SECRET = Secret.of("the secret");
    private static final Secret WRONG = Secret.of("wrong");
    private static final JanusId NOWHERE = JanusId.of(404);

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(JanusServer.builder()
            .plugins("streaming")
            .reclaimSessionTimeout(20)
            .set("janus.plugin.streaming.jcfg", "general", "admin_key", "the admin key"));

    @RegisterExtension
    final PluginFixture<JanusStreamingPlugin> fixture =
            new PluginFixture<>(JANUS, JanusStreamingPlugin.TYPE, StreamingEvent.class);

    private PluginLine<JanusStreamingPlugin> alice;
    private JanusStreamingPlugin handle;
    private StreamingReply.CreatedMountpoint radio;

    @BeforeEach
    void aMountpoint() {
        alice = fixture.line();
        handle = alice.handle();
        radio = done(handle.create(StreamingMountpoint.Rtp.builder()
                        .name("radio")
                        .description("a tone")
                        .metadata("meta")
                        .secret(SECRET)
                        .adminKey(ADMIN)
                        .media(List.of(
                                Media.audio("a", 0, 0, "pcmu"),
                                Media.builder()
                                        .type(Media.Type.VIDEO)
                                        .mid("v")
                                        .label("picture")
                                        .msid("stream")
                                        .port(0)
                                        .rtcpport(0)
                                        .pt(96)
                                        .codec("vp8")
                                        .fmtp("x=y")
                                        .skew(true)
                                        .bufferkf(true)
                                        .simulcast(true)
                                        .port2(0)
                                        .port3(0)
                                        .build(),
                                Media.data("d", 0)))
                        .threads(1)
                        .collision(1_000)
                        .playoutdelayExt(true)
                        .build()))
                .stream();
    }

    private StreamingRequest.OfMountpoint owned() {
        return new StreamingRequest.OfMountpoint(radio.id(), SECRET);
    }

    @Test
    void aMountpointTellsWhereItsFeedsGo() {
        assertThat(radio.type()).isEqualTo("live");
        assertThat(radio.description()).isEqualTo("a tone");
        List<StreamingReply.Ports> ports = Objects.requireNonNull(radio.ports());
        assertThat(ports).extracting(StreamingReply.Ports::type).containsExactly("audio", "video", "data");
        assertThat(ports).extracting(StreamingReply.Ports::mid).containsExactly("a", "v", "d");
        assertThat(ports).allSatisfy(each -> assertThat(each.port()).isPositive());
        assertThat(ports.get(1).port2()).isPositive();
        assertThat(ports.get(1).port3()).isPositive();
        assertThat(ports.get(1).rtcpPort()).isPositive();
    }

    @Test
    void everybodyMayKnowSomethingAndTheOwnerAll() {
        assertThat(done(handle.list()).list())
                .filteredOn(each -> each.id().equals(radio.id()))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.metadata()).isEqualTo("meta");
                    assertThat(each.enabled()).isTrue();
                    assertThat(each.media()).hasSize(3);
                });
        StreamingReply.MountpointInfo open = done(handle.info(radio.id())).info();
        assertThat(open.description()).isEqualTo("a tone");
        assertThat(open.secret()).isNull();
        assertThat(done(handle.info(new StreamingRequest.Info(radio.id(), WRONG)))
                        .info()
                        .secret())
                .isNull();
        StreamingReply.MountpointInfo all =
                done(handle.info(new StreamingRequest.Info(radio.id(), SECRET))).info();
        assertThat(all.secret()).isEqualTo(SECRET);
        assertThat(all.viewers()).isZero();
        assertThat(all.threads()).isEqualTo(1);
        assertThat(all.collision()).isEqualTo(1_000);
        assertThat(all.media()).hasSize(3).element(1).satisfies(video -> {
            assertThat(video.codec()).isEqualTo("vp8");
            assertThat(video.videosimulcast()).isTrue();
            assertThat(video.port2()).isPositive();
        });
        refused("info", 455, "NO_SUCH_MOUNTPOINT", handle.info(NOWHERE));
        assertThat(done(handle.list(new StreamingRequest.ListMountpoints(ADMIN)))
                        .list())
                .isNotEmpty();
        refused("list", 457, "UNAUTHORIZED", handle.list(new StreamingRequest.ListMountpoints(WRONG)));
    }

    @Test
    void aMountpointIsChangedAndDestroyed() {
        PluginLine<JanusStreamingPlugin> viewer = fixture.line();
        done(viewer.handle().watch(radio.id()));
        StreamingReply.Edited edited = done(handle.edit(StreamingRequest.Edit.builder()
                .id(radio.id())
                .secret(SECRET)
                .newDescription("another tone")
                .newMetadata("more")
                .newIsPrivate(true)
                .editedEvent(true)
                .permanent(true)
                .build()));
        assertThat(edited.id()).isEqualTo(radio.id());
        assertThat(edited.permanent()).isTrue();
        StreamingEvent.Edited received = viewer.await(StreamingEvent.Edited.class);
        assertThat(received.id()).isEqualTo(radio.id());
        assertThat(received.metadata()).isEqualTo("more");
        refused(
                "edit",
                457,
                "UNAUTHORIZED",
                handle.edit(StreamingRequest.Edit.builder()
                        .id(radio.id())
                        .secret(WRONG)
                        .build()));
        refused(
                "destroy",
                457,
                "UNAUTHORIZED",
                handle.destroy(StreamingRequest.Destroy.builder()
                        .id(radio.id())
                        .secret(WRONG)
                        .build()));
        assertThat(done(handle.destroy(StreamingRequest.Destroy.builder()
                                .id(radio.id())
                                .secret(SECRET)
                                .permanent(true)
                                .build()))
                        .destroyed())
                .isEqualTo(radio.id());
        viewer.await(StreamingEvent.Stopped.class);
        await().untilAsserted(() -> assertThat(viewer.handle().state()).isEqualTo(StreamingState.EMPTY));
    }

    @Test
    void theOldFormStillWorksWithAWarning() {
        StreamingReply.Created created = done(handle.create(StreamingMountpoint.LegacyRtp.builder()
                .id(JanusId.of(12))
                .adminKey(ADMIN)
                .audio(true)
                .audioport(0)
                .audiopt(0)
                .audiocodec("pcmu")
                .video(true)
                .videoport(0)
                .videopt(96)
                .videocodec("vp8")
                .videosimulcast(true)
                .videoport2(0)
                .videoport3(0)
                .data(true)
                .dataport(0)
                .datatype("text")
                .permanent(true)
                .build()));
        assertThat(created.warning()).isEqualTo("deprecated_api");
        assertThat(created.permanent()).isTrue();
        assertThat(created.stream().audioPort()).isPositive();
        assertThat(created.stream().videoPort3()).isPositive();
        assertThat(created.stream().dataPort()).isPositive();
        done(handle.destroy(
                StreamingRequest.Destroy.builder().id(JanusId.of(12)).build()));
    }

    @Test
    void whatCanNotBeMadeIsRefused() {
        StreamingMountpoint.Rtp again = StreamingMountpoint.Rtp.builder()
                .id(radio.id())
                .adminKey(ADMIN)
                .media(List.of(Media.audio("a", 0, 0, "pcmu")))
                .build();
        refused("create", 456, "CANT_CREATE", handle.create(again));
        refused(
                "create",
                453,
                "MISSING_ELEMENT",
                handle.create(StreamingMountpoint.Rtp.builder().build()));
        refused(
                "create",
                456,
                "CANT_CREATE",
                handle.create(StreamingMountpoint.File.builder()
                        .type(StreamingMountpoint.File.Mode.LIVE)
                        .adminKey(ADMIN)
                        .audio(true)
                        .filename("/nowhere.mulaw")
                        .build()));
        refused(
                "create",
                456,
                "CANT_CREATE",
                handle.create(StreamingMountpoint.Rtsp.builder()
                        .adminKey(ADMIN)
                        .url("rtsp://127.0.0.1:9/nothing")
                        .audio(true)
                        .rtspUser("me")
                        .rtspPwd(SECRET)
                        .build()));
    }

    @Test
    void anRtspMountpointMayWaitForItsServer() {
        StreamingReply.Created created = done(handle.create(StreamingMountpoint.Rtsp.builder()
                .adminKey(ADMIN)
                .secret(SECRET)
                .url("rtsp://127.0.0.1:9/nothing")
                .rtspUser("me")
                .rtspPwd(Secret.of("password"))
                .audio(true)
                .rtspFailcheck(false)
                .rtspReconnectDelay(1)
                .build()));
        StreamingReply.MountpointInfo info = done(handle.info(
                        new StreamingRequest.Info(created.stream().id(), SECRET)))
                .info();
        assertThat(info.rtsp()).isTrue();
        assertThat(info.url()).isEqualTo("rtsp://127.0.0.1:9/nothing");
        assertThat(info.toString()).doesNotContain("password");
        done(handle.destroy(StreamingRequest.Destroy.builder()
                .id(created.stream().id())
                .secret(SECRET)
                .build()));
    }

    @Test
    void recordingsBeginAndEnd() {
        Path folder = fixture.janus().recordings();
        StreamingRequest.StartRecording start = StreamingRequest.StartRecording.builder()
                .id(radio.id())
                .secret(SECRET)
                .media(List.of(
                        new StreamingRequest.RecordedMedia(
                                "a", folder.resolve("sound").toString()),
                        new StreamingRequest.RecordedMedia(
                                "v", folder.resolve("picture").toString())))
                .build();
        done(handle.startRecording(start));
        assertThat(done(handle.info(new StreamingRequest.Info(radio.id(), SECRET)))
                        .info()
                        .media()
                        .get(0)
                        .recording())
                .contains("sound");
        refused("recording", 452, "INVALID_REQUEST", handle.startRecording(start));
        done(handle.stopRecording(StreamingRequest.StopRecording.builder()
                .id(radio.id())
                .secret(SECRET)
                .media(List.of(new StreamingRequest.StoppedMedia("a"), new StreamingRequest.StoppedMedia("v")))
                .build()));
        refused(
                "recording",
                457,
                "UNAUTHORIZED",
                handle.stopRecording(StreamingRequest.StopRecording.builder()
                        .id(radio.id())
                        .secret(WRONG)
                        .audio(true)
                        .build()));
    }

    @Test
    void aMountpointIsDisabledAndEnabled() {
        done(handle.disable(StreamingRequest.Disable.builder()
                .id(radio.id())
                .secret(SECRET)
                .stopRecording(false)
                .build()));
        assertThat(done(handle.info(radio.id())).info().enabled()).isFalse();
        done(handle.enable(owned()));
        assertThat(done(handle.info(radio.id())).info().enabled()).isTrue();
        refused(
                "disable",
                457,
                "UNAUTHORIZED",
                handle.disable(StreamingRequest.Disable.builder()
                        .id(radio.id())
                        .secret(WRONG)
                        .build()));
        refused("enable", 455, "NO_SUCH_MOUNTPOINT", handle.enable(new StreamingRequest.OfMountpoint(NOWHERE, null)));
    }

    @Test
    void watchingBeginsWithAnOfferOfJanus() {
        StreamingEvent.WatchReply reply = done(handle.watch(radio.id()));
        assertThat(reply).isInstanceOf(StreamingEvent.Preparing.class);
        Jsep offer = Objects.requireNonNull(reply.jsep());
        assertThat(offer.isOffer()).isTrue();
        await().untilAsserted(() -> assertThat(handle.state())
                .isEqualTo(new StreamingState(radio.id(), StreamingState.Phase.OFFERED, offer)));
        assertThat(handle.offer()).contains(offer);

        PluginLine<JanusStreamingPlugin> other = fixture.line();
        refused("watch", 455, "NO_SUCH_MOUNTPOINT", other.handle().watch(NOWHERE));
        assertThat(other.handle().state()).isEqualTo(StreamingState.EMPTY);
        other.await(StreamingEvent.Refused.class);
        JanusId locked = done(handle.create(StreamingMountpoint.Rtp.builder()
                        .adminKey(ADMIN)
                        .pin(Secret.of("1234"))
                        .media(List.of(Media.audio("a", 0, 0, "pcmu")))
                        .build()))
                .stream()
                .id();
        refused(
                "watch",
                457,
                "UNAUTHORIZED",
                other.handle()
                        .watch(StreamingRequest.Watch.builder()
                                .id(locked)
                                .pin(WRONG)
                                .build()));
        StreamingEvent.WatchReply part = done(other.handle()
                .watch(StreamingRequest.Watch.builder()
                        .id(radio.id())
                        .media(List.of("a"))
                        .offerAudio(true)
                        .build()));
        assertThat(Objects.requireNonNull(part.jsep()).sdp())
                .contains("m=audio")
                .doesNotContain("m=video");

        done(handle.kickAll(owned()));
        alice.await(StreamingEvent.KickedAll.class);
        other.await(StreamingEvent.KickedAll.class);
        await().untilAsserted(() -> assertThat(handle.state()).isEqualTo(StreamingState.EMPTY));
        refused("kick_all", 457, "UNAUTHORIZED", handle.kickAll(new StreamingRequest.OfMountpoint(radio.id(), WRONG)));
    }

    @Test
    void whatNeedsAViewerIsRefusedWithoutOne() {
        refused("start", 455, "NO_SUCH_MOUNTPOINT", handle.start());
        refused("pause", 455, "NO_SUCH_MOUNTPOINT", handle.pause());
        refused("configure", 455, "NO_SUCH_MOUNTPOINT", handle.configure(StreamingRequest.Configure.send("a", false)));
        refused("switch", 455, "NO_SUCH_MOUNTPOINT", handle.switchTo(NOWHERE));
    }

    @Test
    @UntilJanus(value = "1.3.0", reason = "newer servers answer that the viewer is idle")
    void stopBeforeStartIsNeverAnswered() {
        JanusClient impatient = fixture.keep(JanusClient.create(
                fixture.janus().uri().toString(),
                JanusClientOptions.builder()
                        .requestTimeout(Duration.ofMillis(500))
                        .build()));
        PluginLine<JanusStreamingPlugin> line = fixture.line(done(impatient.createSession()), AttachOptions.NONE);
        assertThat(failure(line.handle().stop()))
                .isInstanceOfSatisfying(JanusTimeoutException.class, timeout -> assertThat(timeout.acknowledged())
                        .isTrue());
    }

    // tag::sinceJanus[]
    @Test
    @SinceJanus("1.3.1")
    void stopBeforeStartIsAnsweredAndChangesNothing() {
        assertThat(done(handle.stop())).isInstanceOf(StreamingEvent.Idle.class);
        assertThat(handle.state()).isEqualTo(StreamingState.EMPTY);
    }
    // end::sinceJanus[]

    @Test
    @UntilJanus(value = "1.1.2", reason = "newer servers have some of these members")
    void whatIsNewerThanTheServerIsNotSent() {
        tooNew(
                "configure.streams",
                "1.2.0",
                handle.configure(StreamingRequest.Configure.builder()
                        .streams(List.of(
                                StreamingRequest.StreamChange.builder().mid("a").build()))
                        .build()));
        tooNew(
                "create.bufferkf_ms",
                "1.3.3",
                handle.create(StreamingMountpoint.Rtp.builder().bufferkfMs(10).build()));
        tooNew(
                "create.media[].datatype",
                "1.2.4",
                handle.create(StreamingMountpoint.Rtp.builder()
                        .media(List.of(Media.builder()
                                .type(Media.Type.DATA)
                                .mid("d")
                                .port(0)
                                .datatype("text")
                                .build()))
                        .build()));
        tooNew(
                "create.rtsp_notify_changes",
                "1.3.3",
                handle.create(StreamingMountpoint.Rtsp.builder()
                        .url("rtsp://x")
                        .rtspNotifyChanges(true)
                        .build()));
        tooNew(
                "create.h264sps",
                "1.1.3",
                handle.create(
                        StreamingMountpoint.LegacyRtp.builder().h264sps("x").build()));
    }
}
