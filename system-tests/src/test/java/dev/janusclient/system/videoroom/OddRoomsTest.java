// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.videoroom;

import static dev.janusclient.system.videoroom.Guest.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.videoroom.VideoRoomReply;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rooms whose texts and numbers are not what a client hopes for: Latin-1 in a configuration file, 32 bits without a sign. */
class OddRoomsTest {
    private static final long BITRATE = 3_000_000_000L;

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(
            JanusServer.builder()
                    .plugins("videoroom")
                    .append(
                            "janus.plugin.videoroom.jcfg",
                            """
                    room-1: {
                      description = "plain"
                    }
                    room-2: {
                      description = "R\\xE9union"
                    }
                    """));

    @RegisterExtension
    final VideoRoomFixture fixture = new VideoRoomFixture(JANUS);

    @Test
    void aRoomWithADescriptionInLatin1IsListedWithoutItAndCanBeJoined() {
        Guest guest = fixture.guest();
        assertThat(done(guest.handle().list()).list())
                .extracting(VideoRoomReply.Room::room, VideoRoomReply.Room::description)
                .contains(tuple(JanusId.of(1), "plain"), tuple(JanusId.of(2), null));

        guest.join(JanusId.of(2), "Zoé");

        assertThat(guest.handle().state().room()).isEqualTo(JanusId.of(2));
        assertThat(done(guest.handle().listParticipants(JanusId.of(2))).participants())
                .extracting(VideoRoomReply.Participant::display)
                .containsExactly("Zoé");
    }

    @Test
    void aBitrateOf32BitsIsKept() {
        Guest guest = fixture.guest();
        JanusId room = JanusId.of(77);
        // As another client may; nothing that is sent is so much.
        done(guest.handle()
                .message(
                        RawJson.of("{\"request\":\"create\",\"room\":77,\"description\":\"r\",\"bitrate\":" + BITRATE
                                + "}"),
                        null));

        assertThat(done(guest.handle().list()).list())
                .filteredOn(listed -> listed.room().equals(room))
                .extracting(VideoRoomReply.Room::bitrate)
                .containsExactly(BITRATE);
    }
}
