// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.audiobridge;

import static dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin.room;
import static dev.janusclient.system.plugin.PluginLine.done;
import static dev.janusclient.system.plugin.PluginLine.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia.Join;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.AudioBridgeState;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.system.plugin.PluginLine;
import org.junit.jupiter.api.Test;

/** Who is in a room, without media. */
class ParticipantsTest extends Hall {
    @Test
    void participantsSeeOneAnotherComeChangeAndGo() {
        AudioBridgeEvent.Joined first = joins(alice, "Alice");
        assertThat(first.room()).isEqualTo(hall);
        assertThat(first.participants()).isEmpty();
        assertThat(first.rtp()).isNull();
        assertThat(first.jsep()).isNull();
        awaitState(handle, part(hall, first.id(), "Alice", null));

        AudioBridgeEvent.Joined second = joins(bob, "Bob");
        assertThat(second.participants()).singleElement().satisfies(peer -> {
            assertThat(peer.id()).isEqualTo(first.id());
            assertThat(peer.display()).isEqualTo("Alice");
            assertThat(peer.setup()).isFalse();
            assertThat(peer.muted()).isFalse();
        });
        assertThat(alice.await(AudioBridgeEvent.PeerJoined.class).participants())
                .singleElement()
                .satisfies(peer -> assertThat(peer.display()).isEqualTo("Bob"));
        assertThat(done(handle.listParticipants(hall)).participants()).hasSize(2);
        refused("listparticipants", 485, "NO_SUCH_ROOM", handle.listParticipants(NOWHERE));

        done(bob.handle()
                .configure(
                        AudioBridgeMedia.Configure.builder()
                                .display("Robert")
                                .muted(true)
                                .volume(80)
                                .quality(5)
                                .expectedLoss(2)
                                .bitrate(24_000)
                                .build(),
                        null));
        assertThat(alice.await(AudioBridgeEvent.ParticipantChanged.class, changed -> "Robert"
                                .equals(changed.participants().get(0).display()))
                        .participants())
                .singleElement()
                .satisfies(peer -> assertThat(peer.muted()).isTrue());
        await().untilAsserted(() ->
                assertThat("Robert".equals(bob.handle().state().display())).isTrue());
        await().untilAsserted(() ->
                assertThat(Boolean.TRUE.equals(bob.handle().state().muted())).isTrue());

        AudioBridgeEvent.Left left = done(bob.handle().leave());
        assertThat(left.id()).isEqualTo(second.id());
        assertThat(alice.await(AudioBridgeEvent.PeerLeft.class).leaving()).isEqualTo(second.id());
        awaitState(bob.handle(), AudioBridgeState.EMPTY);
        refused("leave", 487, "NOT_JOINED", bob.handle().leave());
        refused("configure", 487, "NOT_JOINED", bob.handle().mute(true));
        bob.await(AudioBridgeEvent.Refused.class);
    }

    @Test
    void joiningNeedsTheRoomThePinAndAFreeId() {
        refused("join", 485, "NO_SUCH_ROOM", handle.join(NOWHERE, "Alice"));
        JanusId locked = done(handle.create(AudioBridgeRequest.Create.builder()
                        .pin(Secret.of("1234"))
                        .adminKey(ADMIN)
                        .build()))
                .room();
        refused("join", 483, "MISSING_ELEMENT", handle.join(locked, "Alice"));
        refused(
                "join",
                489,
                "UNAUTHORIZED",
                handle.join(Join.builder().room(locked).pin(WRONG).build(), null));
        JanusId id = JanusId.of(5);
        Join join = Join.builder()
                .room(locked)
                .id(id)
                .pin(Secret.of("1234"))
                .muted(true)
                .build();
        assertThat(done(handle.join(join, null)).id()).isEqualTo(id);
        awaitState(handle, part(locked, id, null, true));
        refused("join", 490, "ID_EXISTS", bob.handle().join(join, null));
        refused("join", 491, "ALREADY_JOINED", handle.join(join, null));
    }

    @Test
    void aParticipantIsMutedAndUnmuted() {
        joins(alice, "Alice");
        JanusId id = joins(bob, "Bob").id();
        assertThat(done(handle.mute(acting(id))).room()).isEqualTo(hall);
        bob.await(AudioBridgeEvent.ParticipantChanged.class);
        await().untilAsserted(() ->
                assertThat(Boolean.TRUE.equals(bob.handle().state().muted())).isTrue());
        assertThat(done(handle.mute(acting(id))).room())
                .as("a mute that changes nothing names no room")
                .isNull();
        assertThat(done(handle.unmute(acting(id))).room()).isEqualTo(hall);
        alice.await(
                AudioBridgeEvent.ParticipantChanged.class,
                changed -> !changed.participants().get(0).muted());
        assertThat(done(handle.unmute(acting(id))).room()).isNull();
        refused("mute", 489, "UNAUTHORIZED", handle.mute(new AudioBridgeRequest.Participant(WRONG, hall, id)));
        refused("mute", 492, "NO_SUCH_USER", handle.mute(acting(NOWHERE)));
        refused("unmute", 492, "NO_SUCH_USER", handle.unmute(acting(NOWHERE)));
    }

    @Test
    void theWholeRoomIsMutedAndUnmuted() {
        joins(alice, "Alice");
        assertThat(done(handle.muteRoom(room(hall, SECRET))).room()).isEqualTo(hall);
        assertThat(alice.await(AudioBridgeEvent.RoomMuted.class).muted()).isTrue();
        assertThat(listed().muted()).isTrue();
        assertThat(done(handle.muteRoom(room(hall, SECRET))).room()).isNull();
        assertThat(done(handle.unmuteRoom(room(hall, SECRET))).room()).isEqualTo(hall);
        assertThat(alice.await(AudioBridgeEvent.RoomMuted.class).muted()).isFalse();
        refused("mute_room", 489, "UNAUTHORIZED", handle.muteRoom(room(hall, WRONG)));
        refused("unmute_room", 485, "NO_SUCH_ROOM", handle.unmuteRoom(room(NOWHERE, WRONG)));
    }

    @Test
    void aParticipantIsThrownOutAndThenEverybody() {
        JanusId own = joins(alice, "Alice").id();
        JanusId id = joins(bob, "Bob").id();
        done(handle.kick(acting(id)));
        assertThat(alice.await(AudioBridgeEvent.Kicked.class).kicked()).isEqualTo(id);
        assertThat(bob.await(AudioBridgeEvent.Kicked.class).kicked()).isEqualTo(id);
        awaitState(bob.handle(), AudioBridgeState.EMPTY);
        assertThat(handle.state().id()).isEqualTo(own);
        refused("kick", 492, "NO_SUCH_USER", handle.kick(acting(NOWHERE)));

        PluginLine<JanusAudioBridgePlugin> carol = fixture.line();
        JanusId third = joins(carol, "Carol").id();
        done(handle.kickAll(room(hall, SECRET)));
        assertThat(alice.await(AudioBridgeEvent.KickedAll.class).kickedAll()).isEqualTo(own);
        assertThat(carol.await(AudioBridgeEvent.KickedAll.class).kickedAll()).isEqualTo(third);
        awaitState(handle, AudioBridgeState.EMPTY);
        refused("kick_all", 489, "UNAUTHORIZED", handle.kickAll(room(hall, WRONG)));
    }

    @Test
    void aParticipantGoesToAnotherRoom() {
        JanusId annex = done(handle.create(
                        AudioBridgeRequest.Create.builder().adminKey(ADMIN).build()))
                .room();
        joins(alice, "Alice");
        refused("changeroom", 487, "NOT_JOINED", bob.handle().changeRoom(Join.room(annex, "Bob")));
        done(bob.handle().join(annex, "Bob"));
        refused("changeroom", 485, "NO_SUCH_ROOM", handle.changeRoom(Join.room(NOWHERE, null)));
        AudioBridgeEvent.RoomChanged changed = done(handle.changeRoom(Join.room(annex, "Alice")));
        assertThat(changed.room()).isEqualTo(annex);
        assertThat(changed.participants()).hasSize(1);
        awaitState(handle, part(annex, changed.id(), "Alice", null));
        bob.await(AudioBridgeEvent.PeerJoined.class);
    }
}
