// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.videoroom;

import static dev.janusclient.system.videoroom.Guest.done;
import static dev.janusclient.system.videoroom.Guest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AttachOptions;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusSession;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.videoroom.VideoRoomErrorCode;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomState;
import dev.janusclient.plugin.videoroom.VideoRoomStream;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Handles that one client made are gone on with by another. */
@Timeout(60)
class VideoRoomHandoverTest {
    @RegisterExtension
    static final JanusExtension JANUS = VideoRoomFixture.server();

    @RegisterExtension
    final VideoRoomFixture fixture = new VideoRoomFixture(JANUS);

    private JanusId room;
    private JanusSession firstSession;

    @BeforeEach
    void aRoom() {
        room = fixture.room();
        firstSession = done(fixture.newClient().createSession());
    }

    /** The first client lets go of its only handle; the second takes it. */
    private Guest takeOver() {
        HandleTicket ticket = firstSession.handOff().handles().get(0);
        JanusSession claimed = done(fixture.newClient().claimSession(firstSession.id()));
        fixture.keep(() -> done(claimed.destroy()));
        return fixture.guest(claimed, AttachOptions.from(ticket));
    }

    @Test
    void aPublisherPublishesAgainAndKeepsItsId() {
        Guest first = fixture.guest(firstSession, AttachOptions.NONE);
        JanusPeer dead = fixture.sender();
        first.publish(room, "alice", dead, OfferOptions.audioOnly());
        done(dead.audio().sendTone(440));
        VideoRoomState known = first.handle().state();

        Guest second = takeOver();
        assertThat(second.handle().state()).isEqualTo(known);
        assertThat(known.privateId()).isNotNull();
        VideoRoomPublisher publisher = second.handle().asPublisher();
        done(second.handle().hangup());
        second.await(CoreEvent.HangUp.class);
        JanusPeer peer = fixture.sender();
        Guest.accept(
                peer,
                done(publisher.publish(done(peer.offer(OfferOptions.audioOnly()))))
                        .jsep());
        done(peer.audio().sendTone(880));

        Guest listener = fixture.guest();
        JanusPeer phone = fixture.receiver();
        listener.receive(room, phone, Objects.requireNonNull(known.id()));
        done(phone.receivedAudio().hears(880));
        assertThat(second.handle().state()).isEqualTo(known);
    }

    @Test
    void aSubscribersUnansweredOfferIsAnsweredByTheNextOwner() {
        Guest alice = speaking("alice", 440);
        Guest first = fixture.guest(firstSession, AttachOptions.NONE);
        done(first.handle().joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(room, alice.id())));

        Guest second = takeOver();
        assertThat(second.handle().state()).isEqualTo(first.handle().state());
        VideoRoomSubscriber subscriber = second.handle().asSubscriber();
        JanusPeer phone = fixture.receiver();
        Guest.answer(subscriber, phone);
        done(phone.receivedAudio().hears(440));
    }

    @Test
    void aSubscriberWhoseMediaDiedStartsOverOnANewHandle() {
        Guest alice = speaking("alice", 440);
        Guest first = fixture.guest(firstSession, AttachOptions.NONE);
        first.receive(room, fixture.receiver(), alice.id());

        Guest second = takeOver();
        done(second.handle().hangup());
        refused(
                VideoRoomErrorCode.ALREADY_JOINED,
                second.handle().joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(room, alice.id())));
        VideoRoomState known = second.handle().state();
        assertThat(known.streams()).hasSize(1);
        assertThat(known.room()).isEqualTo(room);
        Guest fresh = fixture.guest(second.handle().session(), AttachOptions.NONE);
        JanusPeer phone = fixture.receiver();
        VideoRoomStream.Subscribed received =
                Objects.requireNonNull(known.streams()).get(0);
        fresh.receive(room, phone, Objects.requireNonNull(received.feedId()));
        done(phone.receivedAudio().hears(440));
        done(second.handle().detach());
    }

    private Guest speaking(String display, double hertz) {
        Guest guest = fixture.guest();
        JanusPeer phone = fixture.sender();
        guest.publish(room, display, phone, OfferOptions.audioOnly());
        done(phone.audio().sendTone(hertz));
        guest.await(VideoRoomEvent.Configured.class);
        return guest;
    }
}
