// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.textroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.textroom.TextRoomChannel;
import dev.janusclient.plugin.textroom.TextRoomEvent;
import dev.janusclient.plugin.textroom.TextRoomReply;
import dev.janusclient.plugin.textroom.TextRoomRequest;
import dev.janusclient.plugin.textroom.TextRoomState;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.system.coverage.Notes;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.webrtc.DataChannel;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The text room plugin of a real Janus: rooms through Janus, and the talk over real data channels. */
class TextRoomTest {
    private static final Secret SECRET = Secret.of("open sesame");
    private static final Secret ADMIN = Secret.of("the boss");

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(JanusServer.builder()
            .plugins("textroom")
            .reclaimSessionTimeout(20)
            .set("janus.plugin.textroom.jcfg", "general", "admin_key", ADMIN.reveal()));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    /** A handle with a data channel. */
    private final class Party {
        final JanusTextRoomPlugin handle;
        final HandleEvents events;
        final TextRoomChannel channel;

        Party() {
            this(stage.attach(JanusTextRoomPlugin.TYPE), false);
        }

        Party(JanusTextRoomPlugin handle, boolean again) {
            this.handle = handle;
            events = stage.listen(handle);
            TextRoomEvent.Ok setup = again ? stage.begunAnew(handle::restart) : stage.done(handle.setup());
            JanusPeer peer = stage.peer(JanusPeerOptions.receiveOnly());
            DataChannel data = peer.createDataChannel(TextRoomChannel.LABEL);
            channel = handle.channel(text -> data.send(Notes.toDataChannel(text)));
            data.onText(text -> channel.receive(Notes.fromDataChannel(text)));
            assertThat(handle.offer()).contains(Objects.requireNonNull(setup.jsep()));
            stage.done(handle.ack(stage.done(peer.answer(setup.jsep()))));
            assertThat(handle.offer()).isEmpty();
            stage.done(peer.connected());
            stage.done(data.opened());
        }

        TextRoomReply.Participants join(JanusId room, String username) {
            return stage.done(channel.join(room, username));
        }
    }

    private static TextRoomRequest.Create room(JanusId id) {
        return TextRoomRequest.Create.builder()
                .room(id)
                .secret(SECRET)
                .adminKey(ADMIN)
                .build();
    }

    private JanusId open(long number) {
        JanusId room = JanusId.of(number);
        stage.done(stage.attach(JanusTextRoomPlugin.TYPE).create(room(room)));
        return room;
    }

    @Test
    void roomsAreManagedThroughJanus() {
        JanusTextRoomPlugin textroom = stage.attach(JanusTextRoomPlugin.TYPE);
        JanusId id = JanusId.of(100);
        TextRoomReply.RoomChanged created = stage.done(textroom.create(TextRoomRequest.Create.builder()
                .room(id)
                .description("all of it")
                .secret(SECRET)
                .pin(Secret.of("1234"))
                .post("http://127.0.0.1:1/nowhere")
                .isPrivate(true)
                .history(5)
                .allowed(List.of(Secret.of("token")))
                .permanent(false)
                .adminKey(ADMIN)
                .build()));
        assertThat(created.room()).isEqualTo(id);
        assertThat(created.permanent()).isFalse();
        assertThat(stage.done(textroom.exists(id)).exists()).isTrue();
        assertThat(stage.done(textroom.list()).list()).extracting("room").doesNotContain(id);
        assertThat(stage.done(textroom.list(TextRoomRequest.ListRooms.builder()
                                .adminKey(ADMIN)
                                .build()))
                        .list())
                .extracting("room")
                .contains(id);
        assertThat(stage.done(textroom.edit(TextRoomRequest.Edit.builder()
                                .room(id)
                                .secret(SECRET)
                                .newDescription("changed")
                                .newSecret(Secret.of("new"))
                                .newPin(Secret.of("4321"))
                                .newPost("http://127.0.0.1:1/elsewhere")
                                .newIsPrivate(false)
                                .permanent(false)
                                .build()))
                        .room())
                .isEqualTo(id);
        TextRoomReply.RoomInfo listed = stage.done(textroom.list()).list().stream()
                .filter(one -> one.room().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(listed.description()).isEqualTo("changed");
        assertThat(listed.pinRequired()).isTrue();
        assertThat(listed.history()).isEqualTo(5);
        TextRoomRequest.Allowed add = TextRoomRequest.Allowed.builder()
                .room(id)
                .secret(Secret.of("new"))
                .action(TextRoomRequest.Allowed.Action.ADD)
                .allowed(List.of(Secret.of("second")))
                .build();
        assertThat(stage.done(textroom.allowed(add)).allowed())
                .containsExactlyInAnyOrder(Secret.of("token"), Secret.of("second"));
        assertThat(stage.done(textroom.allowed(TextRoomRequest.Allowed.builder()
                                .room(id)
                                .secret(Secret.of("new"))
                                .action(TextRoomRequest.Allowed.Action.DISABLE)
                                .build()))
                        .allowed())
                .isNull();
        assertThat(stage.done(textroom.listParticipants(id)).participants()).isEmpty();
        stage.done(textroom.announce(TextRoomRequest.Announcement.builder()
                .room(id)
                .secret(Secret.of("new"))
                .text("nobody listens")
                .build()));
        assertThat(stage.done(textroom.destroy(TextRoomRequest.Destroy.builder()
                                .room(id)
                                .secret(Secret.of("new"))
                                .permanent(false)
                                .build()))
                        .room())
                .isEqualTo(id);
        assertThat(stage.done(textroom.exists(id)).exists()).isFalse();
    }

    @Test
    void whatCanNotBeIsRefusedThroughJanus() {
        JanusTextRoomPlugin textroom = stage.attach(JanusTextRoomPlugin.TYPE);
        JanusId none = JanusId.of(999_999);
        JanusId room = open(110);
        assertThat(stage.refusal(textroom.create(
                        TextRoomRequest.Create.builder().room(none).build())))
                .isEqualTo("413 MISSING_ELEMENT");
        assertThat(stage.refusal(textroom.create(TextRoomRequest.Create.builder()
                        .adminKey(Secret.of("wrong"))
                        .build())))
                .isEqualTo("419 UNAUTHORIZED");
        assertThat(stage.refusal(textroom.create(room(room)))).isEqualTo("418 ROOM_EXISTS");
        assertThat(stage.refusal(textroom.listParticipants(none))).isEqualTo("417 NO_SUCH_ROOM");
        assertThat(stage.refusal(
                        textroom.edit(TextRoomRequest.Edit.builder().room(none).build())))
                .isEqualTo("417 NO_SUCH_ROOM");
        assertThat(stage.refusal(textroom.destroy(
                        TextRoomRequest.Destroy.builder().room(room).build())))
                .isEqualTo("413 MISSING_ELEMENT");
        assertThat(stage.refusal(textroom.announce(TextRoomRequest.Announcement.builder()
                        .room(room)
                        .secret(Secret.of("wrong"))
                        .text("hi")
                        .build())))
                .isEqualTo("419 UNAUTHORIZED");
        assertThat(stage.refusal(textroom.kick(TextRoomRequest.Kick.builder()
                        .room(room)
                        .secret(SECRET)
                        .username("nobody")
                        .build())))
                .isEqualTo("423 NO_SUCH_USER");
        assertThat(stage.refusal(textroom.allowed(TextRoomRequest.Allowed.builder()
                        .room(none)
                        .action(TextRoomRequest.Allowed.Action.ENABLE)
                        .build())))
                .isEqualTo("417 NO_SUCH_ROOM");
        assertThat(stage.refusal(textroom.message(RawJson.of("{\"request\":\"exists\",\"room\":\"x\"}"), null)))
                .startsWith("414");
        assertThat(stage.refusal(textroom.message(RawJson.of("{\"request\":\"exists\"}"), null)))
                .startsWith("413");
        assertThat(stage.refusal(textroom.message(RawJson.of("{\"request\":\"levitate\"}"), null)))
                .startsWith("415");
    }

    @Test
    void peopleTalkWhisperAndLeave() {
        JanusId room = open(120);
        Party ann = new Party();
        Party bob = new Party();
        assertThat(stage.done(ann.channel.join(TextRoomRequest.Join.builder()
                                .room(room)
                                .username("ann")
                                .display("Ann")
                                .history(false)
                                .build()))
                        .participants())
                .isEmpty();
        TextRoomReply.Participants present = bob.join(room, "bob");
        assertThat(present.participants())
                .extracting("username", "display")
                .containsExactly(org.assertj.core.groups.Tuple.tuple("ann", "Ann"));
        ann.events.await(TextRoomEvent.Join.class, join -> join.username().equals("bob"));
        bob.events.await(TextRoomEvent.Join.class, join -> join.username().equals("bob"));

        assertThat(stage.done(ann.channel.message(room, "hello")).sent()).isNull();
        TextRoomEvent.Message hello = bob.events.await(TextRoomEvent.Message.class);
        assertThat(hello.from()).isEqualTo("ann");
        assertThat(hello.text()).isEqualTo("hello");
        assertThat(hello.whisper()).isFalse();
        ann.events.await(TextRoomEvent.Message.class);

        TextRoomRequest.Message whisper = TextRoomRequest.Message.builder()
                .room(room)
                .text("psst")
                .to("ann")
                .build();
        assertThat(stage.done(bob.channel.message(whisper)).sent()).isEqualTo(Map.of("ann", true));
        assertThat(ann.events.await(TextRoomEvent.Message.class).whisper()).isTrue();
        TextRoomRequest.Message toSome = TextRoomRequest.Message.builder()
                .room(room)
                .text("psst")
                .tos(List.of("bob", "zoe"))
                .build();
        assertThat(stage.done(ann.channel.message(toSome)).sent()).isEqualTo(Map.of("bob", true, "zoe", false));
        assertThat(bob.events.await(TextRoomEvent.Message.class).text()).isEqualTo("psst");
        stage.done(ann.channel.message(TextRoomRequest.Message.builder()
                .room(room)
                .text("whatever")
                .ack(false)
                .build()));
        assertThat(bob.events.await(TextRoomEvent.Message.class).text()).isEqualTo("whatever");

        TextRoomRequest.Announcement announcement = TextRoomRequest.Announcement.builder()
                .room(room)
                .secret(SECRET)
                .text("closing soon")
                .build();
        stage.done(ann.channel.announce(announcement));
        assertThat(bob.events.await(TextRoomEvent.Announcement.class).text()).isEqualTo("closing soon");
        stage.done(ann.handle.announce(announcement));
        bob.events.await(TextRoomEvent.Announcement.class);
        assertThat(stage.done(ann.channel.listParticipants(room)).participants())
                .hasSize(2);
        assertThat(stage.done(ann.handle.listParticipants(room)).participants()).hasSize(2);

        assertThat(bob.handle.state().rooms()).containsExactly(new TextRoomState.Membership(room, "bob", null));
        stage.done(bob.channel.leave(room));
        assertThat(bob.handle.state().rooms()).isEmpty();
        ann.events.await(TextRoomEvent.Leave.class, leave -> leave.username().equals("bob"));

        bob.join(room, "robert");
        stage.done(ann.channel.kick(TextRoomRequest.Kick.builder()
                .room(room)
                .secret(SECRET)
                .username("robert")
                .build()));
        bob.events.await(TextRoomEvent.Kicked.class);
        assertThat(bob.handle.state().rooms()).isEmpty();
        bob.join(room, "bob");
        stage.done(ann.handle.kick(TextRoomRequest.Kick.builder()
                .room(room)
                .secret(SECRET)
                .username("bob")
                .build()));
        ann.events.await(TextRoomEvent.Kicked.class, kicked -> kicked.username().equals("bob"));
        stage.done(ann.handle.destroy(
                TextRoomRequest.Destroy.builder().room(room).secret(SECRET).build()));
        ann.events.await(TextRoomEvent.Destroyed.class);
        assertThat(ann.handle.state().rooms()).isEmpty();
    }

    @Test
    void roomsAreManagedOverTheDataChannelToo() {
        Party boss = new Party();
        JanusId id = JanusId.of(130);
        assertThat(stage.done(boss.channel.create(room(id))).room()).isEqualTo(id);
        assertThat(stage.done(boss.channel.exists(id)).exists()).isTrue();
        assertThat(stage.done(boss.channel.list(TextRoomRequest.ListRooms.builder()
                                .adminKey(ADMIN)
                                .build()))
                        .list())
                .extracting("room")
                .contains(id);
        stage.done(boss.channel.edit(TextRoomRequest.Edit.builder()
                .room(id)
                .secret(SECRET)
                .newPin(Secret.of("1234"))
                .newDescription("with a pin")
                .build()));
        assertThat(stage.done(boss.channel.allowed(TextRoomRequest.Allowed.builder()
                                .room(id)
                                .secret(SECRET)
                                .action(TextRoomRequest.Allowed.Action.ENABLE)
                                .allowed(List.of(Secret.of("token")))
                                .build()))
                        .room())
                .isEqualTo(id);
        assertThat(stage.refusal(boss.channel.join(id, "ann"))).isEqualTo("413 MISSING_ELEMENT");
        assertThat(stage.refusal(boss.channel.join(TextRoomRequest.Join.builder()
                        .room(id)
                        .username("ann")
                        .pin(Secret.of("wrong"))
                        .build())))
                .isEqualTo("419 UNAUTHORIZED");
        stage.done(boss.channel.allowed(TextRoomRequest.Allowed.builder()
                .room(id)
                .secret(SECRET)
                .action(TextRoomRequest.Allowed.Action.ADD)
                .allowed(List.of(Secret.of("token")))
                .build()));
        stage.done(boss.channel.join(TextRoomRequest.Join.builder()
                .room(id)
                .username("ann")
                .pin(Secret.of("1234"))
                .token(Secret.of("token"))
                .build()));
        stage.done(boss.channel.destroy(
                TextRoomRequest.Destroy.builder().room(id).secret(SECRET).build()));
        boss.events.await(TextRoomEvent.Destroyed.class);
    }

    @Test
    void whatCanNotBeIsRefusedOverTheDataChannel() {
        JanusId room = open(140);
        JanusId none = JanusId.of(999_999);
        Party ann = new Party();
        Party bob = new Party();
        ann.join(room, "ann");
        assertThat(stage.refusal(ann.channel.join(none, "ann"))).isEqualTo("417 NO_SUCH_ROOM");
        assertThat(stage.refusal(bob.channel.join(room, "ann"))).isEqualTo("420 USERNAME_EXISTS");
        assertThat(stage.refusal(ann.channel.join(room, "anna"))).isEqualTo("421 ALREADY_IN_ROOM");
        assertThat(stage.refusal(bob.channel.message(room, "hi"))).isEqualTo("422 NOT_IN_ROOM");
        assertThat(stage.refusal(bob.channel.leave(room))).isEqualTo("422 NOT_IN_ROOM");
        assertThat(stage.refusal(bob.channel.listParticipants(none))).isEqualTo("417 NO_SUCH_ROOM");
        assertThat(stage.refusal(bob.channel.create(
                        TextRoomRequest.Create.builder().room(none).build())))
                .isEqualTo("413 MISSING_ELEMENT");
        assertThat(stage.refusal(bob.channel.kick(TextRoomRequest.Kick.builder()
                        .room(room)
                        .secret(SECRET)
                        .username("nobody")
                        .build())))
                .isEqualTo("423 NO_SUCH_USER");
        assertThat(stage.refusal(bob.channel.edit(
                        TextRoomRequest.Edit.builder().room(none).build())))
                .isEqualTo("417 NO_SUCH_ROOM");
        assertThat(stage.refusal(bob.channel.destroy(
                        TextRoomRequest.Destroy.builder().room(none).build())))
                .isEqualTo("417 NO_SUCH_ROOM");
        assertThat(stage.refusal(bob.channel.allowed(TextRoomRequest.Allowed.builder()
                        .room(none)
                        .action(TextRoomRequest.Allowed.Action.ENABLE)
                        .build())))
                .isEqualTo("417 NO_SUCH_ROOM");
        assertThat(stage.refusal(bob.channel.announce(TextRoomRequest.Announcement.builder()
                        .room(none)
                        .text("hi")
                        .build())))
                .isEqualTo("417 NO_SUCH_ROOM");
        assertThat(stage.refusal(bob.channel.exists(JanusId.of("no number")))).isEqualTo("414 INVALID_ELEMENT");
        TextRoomRequest.ListRooms wrongKey =
                TextRoomRequest.ListRooms.builder().adminKey(Secret.of("wrong")).build();
        assertThat(stage.refusal(bob.channel.list(wrongKey))).isEqualTo("419 UNAUTHORIZED");
        assertThat(stage.refusal(bob.handle.list(wrongKey))).isEqualTo("419 UNAUTHORIZED");
        bob.channel.message(TextRoomRequest.Message.builder()
                .room(room)
                .text("hi")
                .ack(false)
                .build());
        assertThat(bob.events.await(TextRoomEvent.Refused.class).errorCode()).isEqualTo(422);
        assertThat(stage.refusal(bob.handle.setup())).isEqualTo("416 ALREADY_SETUP");
    }

    @Test
    void aRoomTellsWhoJoinsLaterWhatWasSaid() {
        JanusId room = JanusId.of(150);
        Party ann = new Party();
        stage.done(ann.handle.create(TextRoomRequest.Create.builder()
                .room(room)
                .history(3)
                .adminKey(ADMIN)
                .build()));
        ann.join(room, "ann");
        stage.done(ann.channel.message(room, "first"));
        Party bob = new Party();
        CompletableFuture<TextRoomReply.Participants> joined = bob.channel.join(room, "bob");
        assertThat(bob.events.await(TextRoomEvent.Message.class).text()).isEqualTo("first");
        stage.done(joined);
    }

    @Test
    void anotherProcessOpensANewDataChannelAndJoinsAgain() {
        JanusId room = open(160);
        Party first = new Party();
        first.join(room, "ann");
        JanusTextRoomPlugin taken = stage.takeOver(JanusTextRoomPlugin.TYPE, first.handle);
        assertThat(taken.state().rooms()).containsExactly(new TextRoomState.Membership(room, "ann", null));
        assertThat(stage.refusal(taken.setup())).isEqualTo("416 ALREADY_SETUP");
        stage.hangUp(taken);
        Party second = new Party(taken, true);
        TextRoomState.Membership known = taken.state().rooms().get(0);
        second.join(known.room(), known.username());
        stage.done(second.channel.message(room, "back again"));
        assertThat(second.events.await(TextRoomEvent.Message.class).text()).isEqualTo("back again");
    }
}
