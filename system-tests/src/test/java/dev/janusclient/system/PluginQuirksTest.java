// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClientOptions;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.internal.connection.Transports;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.streaming.StreamingEvent;
import dev.janusclient.plugin.streaming.StreamingMountpoint;
import dev.janusclient.plugin.streaming.StreamingReply;
import dev.janusclient.plugin.streaming.StreamingRequest;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.textroom.TextRoomRequest;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.testkit.FrameRecorder;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LeakCheck;
import dev.janusclient.testkit.UntilJanus;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The quirks of single plugins, by their number in the list, as the real Janus shows them; the others are in {@link WireQuirksTest}. */
class PluginQuirksTest {
    private static final Secret ADMIN = Secret.of("the admin's");
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(JanusServer.builder()
            .plugins("audiobridge", "streaming", "textroom", "videoroom")
            .adminSecret(ADMIN.reveal()));

    private LeakCheck threads;
    private Wire wire;

    @BeforeEach
    void open() {
        threads = LeakCheck.ofThreads("janus-client-");
        wire = new Wire(JANUS.server().uri(), JanusClientOptions.defaults());
    }

    @AfterEach
    void close() {
        wire.close();
        threads.assertNothingLeaked(SOON);
    }

    private static JanusPluginException refusal(CompletableFuture<?> future) {
        return Outcome.failure(future, JanusPluginException.class, SOON);
    }

    /** A participant of a video room, with its events. */
    private record Guest(JanusVideoRoomPlugin handle, HandleEvents events) {
        JanusId id() {
            return Objects.requireNonNull(handle.state().id());
        }
    }

    private Guest guest(JanusId room, String display) {
        JanusVideoRoomPlugin handle = wire.attach(JanusVideoRoomPlugin.TYPE);
        HandleEvents events = new HandleEvents(handle);
        Outcome.of(handle.joinAsPublisher(room, display));
        return new Guest(handle, events);
    }

    private JanusId room() {
        return Outcome.of(wire.attach(JanusVideoRoomPlugin.TYPE)
                        .create(VideoRoomRequest.Create.builder().build()))
                .room();
    }

    @Test
    void quirk08OneMemberHasSeveralMeanings() {
        JanusId room = room();
        Guest alice = guest(room, "alice");
        Guest bob = guest(room, "bob");
        JanusId bobsId = bob.id();
        Outcome.of(bob.handle().asPublisher().leave());
        bob.events().await(VideoRoomEvent.Left.class);
        assertThat(alice.events().await(VideoRoomEvent.PeerLeft.class).leaving())
                .isEqualTo(bobsId);
        assertThat(wire.await("\"leaving\":" + bobsId)).isNotNull();

        Guest carol = guest(room, "carol");
        JanusId carolsId = carol.id();
        Outcome.of(alice.handle().kick(room, carolsId));
        assertThat(carol.events().await(VideoRoomEvent.Kicked.class).reason()).isEqualTo("kicked");
        assertThat(alice.events().await(VideoRoomEvent.PeerKicked.class).kicked())
                .isEqualTo(carolsId);

        JanusAudioBridgePlugin first = wire.attach(JanusAudioBridgePlugin.TYPE);
        JanusAudioBridgePlugin second = wire.attach(JanusAudioBridgePlugin.TYPE);
        HandleEvents events = new HandleEvents(first);
        JanusId bridge = Outcome.of(
                        first.create(AudioBridgeRequest.Create.builder().build()))
                .room();
        AudioBridgeEvent.Joined own = Outcome.of(first.join(bridge, "first"));
        AudioBridgeEvent.Joined seconds = Outcome.of(second.join(bridge, "second"));
        assertThat(seconds.id()).isNotEqualTo(own.id());
        assertThat(events.await(AudioBridgeEvent.PeerJoined.class).participants())
                .extracting("id")
                .containsExactly(seconds.id());
        Outcome.of(first.kickAll(JanusAudioBridgePlugin.room(bridge, null)));
        assertThat(events.await(AudioBridgeEvent.KickedAll.class).kickedAll())
                .as("whom it was told, not how many")
                .isEqualTo(own.id());
    }

    @Test
    void quirk09EventsMayLackThePluginsKey() {
        JanusStreamingPlugin streaming = wire.attach(JanusStreamingPlugin.TYPE);
        HandleEvents events = new HandleEvents(streaming);
        JanusId radio = mountpoint(streaming).id();
        Outcome.of(streaming.watch(radio));
        Outcome.of(streaming.edit(StreamingRequest.Edit.builder()
                .id(radio)
                .newMetadata("more")
                .editedEvent(true)
                .build()));
        assertThat(events.await(StreamingEvent.Edited.class).metadata()).isEqualTo("more");
        assertThat(Wire.data(wire.await("\"edited\"")).member("streaming")).isNull();
    }

    @Test
    @UntilJanus(value = "1.3.1", reason = "newer servers name the plugin there")
    void quirk09RepliesMayLackThePluginsKey() {
        JanusTextRoomPlugin textroom = wire.attach(JanusTextRoomPlugin.TYPE);
        JanusId room = Outcome.of(
                        textroom.create(TextRoomRequest.Create.builder().build()))
                .room();
        assertThat(Outcome.of(textroom.listParticipants(room)).participants()).isEmpty();
        assertThat(wire.lastData().member("textroom")).isNull();
    }

    private static StreamingReply.CreatedMountpoint mountpoint(JanusStreamingPlugin streaming) {
        return Outcome.of(streaming.create(StreamingMountpoint.Rtp.builder()
                        .media(List.of(StreamingMountpoint.Media.audio("a", 0, 0, "pcmu")))
                        .build()))
                .stream();
    }

    @Test
    void quirk10SomeVideoRoomEventsDoNotNameTheRoom() {
        JanusId room = room();
        Guest alice = guest(room, "alice");
        Guest bob = guest(room, "bob");
        Outcome.of(bob.handle().asPublisher().rename("robert"));
        VideoRoomEvent.Renamed renamed = alice.events().await(VideoRoomEvent.Renamed.class);
        assertThat(renamed.display()).isEqualTo("robert");
        assertThat(renamed.room()).isNull();
        assertThat(Wire.data(wire.await("\"robert\"")).member("room")).isNull();
    }

    @Test
    void quirk12AReplyMaySpellAMemberAnotherWayThanTheRequest() {
        URI uri = JANUS.server().adminUri();
        FrameRecorder frames = new FrameRecorder(Transports.forUri(uri));
        try (JanusAdmin admin = JanusAdmin.create(uri, ADMIN, JanusClientOptions.defaults(), frames)) {
            assertThat(Outcome.of(admin.setNackOptimizations(true))).isTrue();
            assertThat(frames.sent()).last().asString().contains("\"nack_optimizations\":true");
            assertThat(frames.received()).last().asString().containsPattern("\"nack-optimizations\": ?true");
        }
    }

    @Test
    void quirk13TextRoomErrorsAndVerbsComeInTwoForms() {
        JanusTextRoomPlugin textroom = wire.attach(JanusTextRoomPlugin.TYPE);
        JanusId nowhere = JanusId.of(404);
        assertThat(refusal(textroom.listParticipants(nowhere)).code()).isEqualTo(417);
        assertThat(wire.lastData().string("textroom")).isEqualTo("error");
        assertThat(refusal(textroom.message(RawJson.of("{\"request\":\"levitate\"}"), null))
                        .code())
                .isEqualTo(415);
        assertThat(wire.lastData().string("textroom")).isEqualTo("event");
        assertThat(Outcome.of(textroom.create(TextRoomRequest.Create.builder().build()))
                        .room())
                .isNotNull();
        assertThat(wire.lastData().string("textroom")).isEqualTo("created");
        RawJson overridden = Outcome.of(
                textroom.message(RawJson.of("{\"request\":\"list\",\"textroom\":\"exists\",\"room\":404}"), null));
        assertThat(overridden.member("exists")).hasToString("false");
    }

    @Test
    void quirk14AMuteThatChangesNothingDoesNotNameTheRoom() {
        JanusAudioBridgePlugin handle = wire.attach(JanusAudioBridgePlugin.TYPE);
        JanusId room = Outcome.of(
                        handle.create(AudioBridgeRequest.Create.builder().build()))
                .room();
        JanusId id = Outcome.of(handle.join(room, "alice")).id();
        AudioBridgeRequest.Participant alice = JanusAudioBridgePlugin.participant(room, id);
        assertThat(Outcome.of(handle.mute(alice)).room()).isEqualTo(room);
        assertThat(Outcome.of(handle.mute(alice)).room()).isNull();
        assertThat(wire.lastData().member("room")).isNull();
    }

    @Test
    void quirk15WhatIsCheckedIsNotAlwaysWhatIsRead() {
        JanusVideoRoomPlugin rooms = wire.attach(JanusVideoRoomPlugin.TYPE);
        JanusPluginException nowhere =
                refusal(rooms.message(RawJson.of("{\"request\":\"kick\",\"room\":\"hall\",\"id\":1}"), null));
        assertThat(nowhere.code()).isEqualTo(426);
        assertThat(nowhere.reason()).contains("(0)");
    }

    @Test
    @UntilJanus(value = "1.1.4", reason = "newer servers check what they read")
    void quirk15AViewersMediaAreSwitchedByATypeThatIsNotChecked() {
        JanusStreamingPlugin streaming = wire.attach(JanusStreamingPlugin.TYPE);
        Outcome.of(streaming.watch(mountpoint(streaming).id()));
        assertThat(Outcome.of(streaming.configure(
                        StreamingRequest.Configure.builder().audio(true).build())))
                .isInstanceOf(StreamingEvent.Configured.class);
        assertThat(Objects.requireNonNull(wire.sent().member("body")).member("audio"))
                .hasToString("true");
    }
}
