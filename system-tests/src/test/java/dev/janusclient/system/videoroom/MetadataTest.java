// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.videoroom;

import static dev.janusclient.system.videoroom.Guest.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.SinceJanus;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a participant says of itself in an application's own words. */
@SinceJanus("1.3.0")
class MetadataTest {
    @RegisterExtension
    static final JanusExtension JANUS = VideoRoomFixture.server();

    @RegisterExtension
    final VideoRoomFixture fixture = new VideoRoomFixture(JANUS);

    @Test
    void theOthersAreNotifiedOfAParticipantsMetadataAndItsChanges() {
        JanusId room = fixture.room(VideoRoomRequest.Create.builder()
                .publishers(6)
                .notifyJoining(true)
                .build());
        Guest alice = fixture.guest();
        alice.join(room, "alice");
        Guest bob = fixture.guest();
        VideoRoomPublisher publisher = done(bob.handle()
                .joinAsPublisher(VideoRoomPublisherRequest.Join.builder()
                        .room(room)
                        .display("bob")
                        .metadata(RawJson.of("{\"seat\":7}"))
                        .build()));
        assertThat(Objects.requireNonNull(
                        alice.await(VideoRoomEvent.PeerJoining.class).joining().metadata()))
                .hasToString("{\"seat\":7}");

        done(publisher.configure(VideoRoomPublisherRequest.Configure.builder()
                .metadata(RawJson.of("{\"seat\":8}"))
                .build()));
        VideoRoomEvent.MetadataChanged changed = alice.await(VideoRoomEvent.MetadataChanged.class);
        assertThat(changed.id()).isEqualTo(bob.handle().state().id());
        assertThat(changed.metadata()).hasToString("{\"seat\":8}");

        done(publisher.leave());
        assertThat(Objects.requireNonNull(
                        alice.await(VideoRoomEvent.PeerLeft.class).metadata()))
                .hasToString("{\"seat\":8}");
    }
}
