// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.videoroom;

import static dev.janusclient.system.videoroom.Guest.done;
import static dev.janusclient.system.videoroom.Guest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomErrorCode;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomReply;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rooms and who is in them, without media; the server wants its admin key for making rooms. */
class RoomManagementTest {
    private static final JanusId ROOM = JanusId.of(9_007_199_254_740_991L);
    private static final JanusId NOWHERE = JanusId.of(404);
    private static final Secret ADMIN = Secret.of("adminkey");
    private static final Secret SECRET = Secret.of("roomsecret");

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(JanusServer.builder()
            .plugins("videoroom")
            .reclaimSessionTimeout(20)
            .set("janus.plugin.videoroom.jcfg", "general", "admin_key", "adminkey"));

    @RegisterExtension
    final VideoRoomFixture fixture = new VideoRoomFixture(JANUS);

    private Guest moderator;
    private JanusVideoRoomPlugin rooms;

    @BeforeEach
    void aRoom() {
        moderator = fixture.guest();
        rooms = moderator.handle();
        done(rooms.create(VideoRoomRequest.Create.builder()
                .room(ROOM)
                .adminKey(ADMIN)
                .secret(SECRET)
                .description("a room with everything set")
                .pin(Secret.of("pin"))
                .isPrivate(false)
                .publishers(2)
                .bitrate(500_000)
                .bitrateCap(true)
                .firFreq(10)
                .audiocodec("opus,pcmu")
                .videocodec("vp8,vp9")
                .opusFec(true)
                .opusDtx(true)
                .audiolevelEvent(true)
                .audioActivePackets(25)
                .audioLevelAverage(40)
                .recDir("/nowhere")
                .notifyJoining(true)
                .dummyPublisher(true)
                .dummyStreams(List.of(
                        VideoRoomRequest.DummyStream.builder().codec("opus").build()))
                .build()));
        // Rooms outlive sessions; a test that ends the room itself is fine.
        fixture.keep(() ->
                rooms.destroy(destroying(ROOM)).handle((done, refused) -> done).join());
    }

    private static VideoRoomRequest.Destroy destroying(JanusId room) {
        return VideoRoomRequest.Destroy.builder().room(room).secret(SECRET).build();
    }

    @Test
    void aRoomIsMadeOnceAndListed() {
        VideoRoomReply.Room room = done(rooms.list()).list().stream()
                .filter(listed -> listed.room().equals(ROOM))
                .findFirst()
                .orElseThrow();
        assertThat(room.description()).isEqualTo("a room with everything set");
        assertThat(room.pinRequired()).isTrue();
        assertThat(room.maxPublishers()).isEqualTo(2);
        assertThat(room.audioActivePackets()).isEqualTo(25);
        assertThat(room.dummyPublisher()).isTrue();
        assertThat(room.recDir()).isEqualTo("/nowhere");
        refused(
                VideoRoomErrorCode.ROOM_EXISTS,
                rooms.create(VideoRoomRequest.Create.builder()
                        .room(ROOM)
                        .adminKey(ADMIN)
                        .build()));
        refused(
                VideoRoomErrorCode.MISSING_ELEMENT,
                rooms.create(VideoRoomRequest.Create.builder().build()));
        refused(
                VideoRoomErrorCode.UNAUTHORIZED,
                rooms.create(VideoRoomRequest.Create.builder()
                        .adminKey(Secret.of("wrong"))
                        .build()));
        refused(
                VideoRoomErrorCode.UNAUTHORIZED,
                rooms.list(VideoRoomRequest.ListRooms.builder()
                        .adminKey(Secret.of("wrong"))
                        .build()));
    }

    @Test
    void existenceIsReported() {
        assertThat(done(rooms.exists(ROOM)).exists()).isTrue();
        assertThat(done(rooms.exists(NOWHERE)).exists()).isFalse();
        refused(VideoRoomErrorCode.INVALID_ELEMENT, rooms.exists(JanusId.of("a text")));
    }

    @Test
    void aRoomIsChangedWithItsSecret() {
        VideoRoomRequest.Edit edit = VideoRoomRequest.Edit.builder()
                .room(ROOM)
                .secret(SECRET)
                .newDescription("renamed")
                .newIsPrivate(true)
                .newPublishers(4)
                .build();
        assertThat(done(rooms.edit(edit)).room()).isEqualTo(ROOM);
        assertThat(done(rooms.list()).list()).as("private rooms are not listed").noneMatch(room -> room.room()
                .equals(ROOM));
        assertThat(done(rooms.list(VideoRoomRequest.ListRooms.builder()
                                .adminKey(ADMIN)
                                .build()))
                        .list())
                .anyMatch(room -> "renamed".equals(room.description()) && room.maxPublishers() == 4);
        refused(
                VideoRoomErrorCode.UNAUTHORIZED,
                rooms.edit(VideoRoomRequest.Edit.builder()
                        .room(ROOM)
                        .secret(Secret.of("wrong"))
                        .build()));
        refused(
                VideoRoomErrorCode.NO_SUCH_ROOM,
                rooms.edit(VideoRoomRequest.Edit.builder().room(NOWHERE).build()));
    }

    @Test
    void aRoomIsEndedWithItsSecretAndThoseInItAreNotified() {
        join(fixture.guest(), "alice");
        refused(VideoRoomErrorCode.MISSING_ELEMENT, rooms.destroy(ROOM));
        refused(VideoRoomErrorCode.NO_SUCH_ROOM, rooms.destroy(NOWHERE));
        Guest bob = fixture.guest();
        join(bob, "bob");
        assertThat(done(rooms.destroy(destroying(ROOM))).permanent()).isFalse();
        assertThat(bob.await(VideoRoomEvent.Destroyed.class).room()).isEqualTo(ROOM);
        assertThat(bob.handle().state().room()).isNull();
    }

    private static void join(Guest guest, String display) {
        done(guest.handle().joinAsPublisher(joining(display)));
    }

    private static VideoRoomPublisherRequest.Join joining(String display) {
        return VideoRoomPublisherRequest.Join.builder()
                .room(ROOM)
                .pin(Secret.of("pin"))
                .display(display)
                .build();
    }

    @Test
    void tokensSayWhoMayJoin() {
        done(rooms.allowed(VideoRoomRequest.Allowed.builder()
                .room(ROOM)
                .secret(SECRET)
                .action(VideoRoomRequest.Allowed.Action.ENABLE)
                .build()));
        VideoRoomReply.Allowed allowed = done(rooms.allowed(allowed(VideoRoomRequest.Allowed.Action.ADD)));
        assertThat(allowed.allowed()).containsExactly(Secret.of("token"));
        Guest alice = fixture.guest();
        refused(VideoRoomErrorCode.UNAUTHORIZED, alice.handle().joinAsPublisher(joining("alice")));
        done(alice.handle()
                .joinAsPublisher(VideoRoomPublisherRequest.Join.builder()
                        .room(ROOM)
                        .pin(Secret.of("pin"))
                        .token(Secret.of("token"))
                        .build()));
        assertThat(done(rooms.allowed(allowed(VideoRoomRequest.Allowed.Action.REMOVE)))
                        .allowed())
                .isEmpty();
        done(rooms.allowed(VideoRoomRequest.Allowed.builder()
                .room(ROOM)
                .secret(SECRET)
                .action(VideoRoomRequest.Allowed.Action.DISABLE)
                .build()));
        join(fixture.guest(), "bob");
        refused(
                VideoRoomErrorCode.UNAUTHORIZED,
                rooms.allowed(VideoRoomRequest.Allowed.builder()
                        .room(ROOM)
                        .secret(Secret.of("wrong"))
                        .action(VideoRoomRequest.Allowed.Action.ENABLE)
                        .build()));
    }

    private static VideoRoomRequest.Allowed allowed(VideoRoomRequest.Allowed.Action action) {
        return VideoRoomRequest.Allowed.builder()
                .room(ROOM)
                .secret(SECRET)
                .action(action)
                .allowed(List.of(Secret.of("token")))
                .build();
    }

    @Test
    void participantsComeGoAndAreThrownOut() {
        Guest alice = fixture.guest();
        Guest bob = fixture.guest();
        join(alice, "alice");
        join(bob, "bob");
        VideoRoomEvent.PeerJoining joining = alice.await(VideoRoomEvent.PeerJoining.class);
        assertThat(joining.joining().id()).isEqualTo(bob.id());
        assertThat(joining.joining().display()).isEqualTo("bob");
        assertThat(bob.await(VideoRoomEvent.Joined.class).attendees())
                .anyMatch(attendee -> attendee.id().equals(alice.id()));

        assertThat(done(rooms.listParticipants(ROOM)).participants())
                .anyMatch(one -> one.dummy())
                .anyMatch(one -> one.id().equals(alice.id()) && "alice".equals(one.display()) && !one.publisher());
        refused(VideoRoomErrorCode.NO_SUCH_ROOM, rooms.listParticipants(NOWHERE));

        JanusId bobsId = bob.id();
        refused(
                VideoRoomErrorCode.NO_SUCH_FEED,
                rooms.kick(VideoRoomRequest.Kick.builder()
                        .room(ROOM)
                        .secret(SECRET)
                        .id(JanusId.of(1))
                        .build()));
        done(rooms.kick(VideoRoomRequest.Kick.builder()
                .room(ROOM)
                .secret(SECRET)
                .id(bobsId)
                .build()));
        assertThat(bob.await(VideoRoomEvent.Kicked.class).reason()).isEqualTo("kicked");
        assertThat(bob.handle().state().role()).isNull();
        assertThat(alice.await(VideoRoomEvent.PeerKicked.class).kicked()).isEqualTo(bobsId);

        Guest carol = fixture.guest();
        join(carol, "carol");
        JanusId carolsId = carol.id();
        assertThat(done(carol.handle().asPublisher().leave())).isInstanceOf(VideoRoomEvent.Left.class);
        assertThat(alice.await(VideoRoomEvent.PeerLeft.class, left -> left.leaving()
                                .equals(carolsId))
                        .room())
                .isEqualTo(ROOM);
        refused(VideoRoomErrorCode.NO_SUCH_ROOM, carol.handle().asPublisher().leave());
    }

    @Test
    void joiningHasManyWaysToFail() {
        Guest alice = fixture.guest();
        refused(
                VideoRoomErrorCode.NO_SUCH_ROOM,
                alice.handle().joinAsPublisher(VideoRoomPublisherRequest.Join.of(NOWHERE, null)));
        refused(
                VideoRoomErrorCode.MISSING_ELEMENT,
                alice.handle().joinAsPublisher(VideoRoomPublisherRequest.Join.of(ROOM, null)));
        join(alice, "alice");
        refused(VideoRoomErrorCode.ALREADY_JOINED, alice.handle().joinAsPublisher(joining("alice again")));
        refused(
                VideoRoomErrorCode.ID_EXISTS,
                fixture.guest()
                        .handle()
                        .joinAsPublisher(VideoRoomPublisherRequest.Join.builder()
                                .room(ROOM)
                                .pin(Secret.of("pin"))
                                .id(alice.id())
                                .build()));
        refused(VideoRoomErrorCode.NOT_PUBLISHED, alice.handle().asPublisher().unpublish());
        alice.await(
                VideoRoomEvent.Refused.class,
                refusal -> refusal.errorCode() == VideoRoomErrorCode.ALREADY_JOINED.code());
    }

    @Test
    void somebodyTakesAnotherName() {
        Guest alice = fixture.guest();
        Guest bob = fixture.guest();
        join(alice, "alice");
        join(bob, "bob");
        done(bob.handle().asPublisher().rename("robert"));
        VideoRoomEvent.Renamed renamed = alice.await(VideoRoomEvent.Renamed.class);
        assertThat(renamed.id()).isEqualTo(bob.id());
        assertThat(renamed.display()).isEqualTo("robert");
        assertThat(renamed.room()).as("the event does not say").isNull();
        assertThat(bob.handle().state().display()).isEqualTo("robert");
    }

    @Test
    void aWholeRoomIsRecorded() {
        VideoRoomRequest.EnableRecording on = VideoRoomRequest.EnableRecording.builder()
                .room(ROOM)
                .secret(SECRET)
                .record(true)
                .build();
        assertThat(done(rooms.enableRecording(on)).record()).isTrue();
        refused(
                VideoRoomErrorCode.NO_SUCH_ROOM,
                rooms.enableRecording(VideoRoomRequest.EnableRecording.builder()
                        .room(NOWHERE)
                        .record(true)
                        .build()));
    }
}
