// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.videoroom;

import static dev.janusclient.system.videoroom.Guest.done;
import static dev.janusclient.system.videoroom.Guest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.videoroom.VideoRoomErrorCode;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server whose rooms and participants have textual ids. */
class StringIdsTest {
    private static final JanusId ROOM = JanusId.of("the room");

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(
            JanusServer.builder().plugins("videoroom").reclaimSessionTimeout(20).stringIds("videoroom"));

    @RegisterExtension
    final VideoRoomFixture fixture = new VideoRoomFixture(JANUS);

    @Test
    void idsAreTextsEverywhere() {
        fixture.room(VideoRoomRequest.Create.builder().room(ROOM).build());
        Guest alice = fixture.guest();
        Guest bob = fixture.guest();
        assertThat(alice.join(ROOM, "alice").joined().orElseThrow().id().isText())
                .isTrue();
        done(bob.handle()
                .joinAsPublisher(VideoRoomPublisherRequest.Join.builder()
                        .room(ROOM)
                        .id(JanusId.of("bob"))
                        .build()));
        assertThat(bob.id()).isEqualTo(JanusId.of("bob"));
        done(bob.handle().asPublisher().leave());
        assertThat(alice.await(VideoRoomEvent.PeerLeft.class).leaving()).isEqualTo(JanusId.of("bob"));
        refused(VideoRoomErrorCode.INVALID_ELEMENT, alice.handle().exists(JanusId.of(1)));
        done(alice.handle().destroy(ROOM));
        alice.await(VideoRoomEvent.Destroyed.class);
    }

    @Test
    void aPeerCalledOkLooksLikeOurselvesWhenItLeaves() {
        JanusId room = fixture.room(VideoRoomRequest.Create.builder().build());
        Guest alice = fixture.guest();
        Guest ok = fixture.guest();
        alice.join(room, "alice");
        done(ok.handle()
                .joinAsPublisher(VideoRoomPublisherRequest.Join.builder()
                        .room(room)
                        .id(JanusId.of("ok"))
                        .build()));
        done(ok.handle().asPublisher().leave());
        alice.await(VideoRoomEvent.Left.class);
        done(alice.handle().destroy(room));
        alice.await(VideoRoomEvent.Destroyed.class);
    }
}
