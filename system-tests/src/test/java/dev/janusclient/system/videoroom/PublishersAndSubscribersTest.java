// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.videoroom;

import static dev.janusclient.system.videoroom.Guest.answer;
import static dev.janusclient.system.videoroom.Guest.done;
import static dev.janusclient.system.videoroom.Guest.failure;
import static dev.janusclient.system.videoroom.Guest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.videoroom.VideoRoomErrorCode;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.plugin.videoroom.VideoRoomStream;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.webrtc.DataChannel;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Media from publishers to subscribers. */
@Timeout(60)
class PublishersAndSubscribersTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @RegisterExtension
    static final JanusExtension JANUS = VideoRoomFixture.server();

    @RegisterExtension
    final VideoRoomFixture fixture = new VideoRoomFixture(JANUS);

    private static VideoRoomSubscriberRequest.Subscribe more(JanusId publisher) {
        return VideoRoomSubscriberRequest.Subscribe.builder()
                .streams(List.of(VideoRoomSubscriberRequest.StreamToAdd.of(publisher)))
                .build();
    }

    private static VideoRoomSubscriberRequest.Unsubscribe less(JanusId publisher) {
        return VideoRoomSubscriberRequest.Unsubscribe.builder()
                .streams(List.of(VideoRoomSubscriberRequest.StreamToDrop.of(publisher)))
                .build();
    }

    @Test
    void audioVideoAndDataArrive() {
        JanusId room = fixture.room();
        Guest alice = fixture.guest();
        JanusPeer camera = fixture.sender();
        DataChannel says = camera.createDataChannel("chat");
        Guest viewer = fixture.guest();
        VideoRoomPublisher publisher = alice.publish(room, "alice", camera, OfferOptions.audioAndVideo());
        camera.video().sendTestVideo();
        done(camera.audio().sendTone(440));

        JanusPeer screen = fixture.receiver();
        CompletableFuture<String> heard = new CompletableFuture<>();
        screen.onDataChannel(channel -> channel.onText(heard::complete));
        screen.createDataChannel("for the negotiation");
        VideoRoomSubscriber subscriber = viewer.receive(room, screen, alice.id());
        assertThat(subscriber.attached().orElseThrow().streams())
                .extracting(VideoRoomStream.Subscribed::type)
                .containsExactly("audio", "video", "data");
        done(screen.receivedAudio().hears(440));
        done(screen.receivedVideo().receives(10, TIMEOUT));
        done(says.opened());
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(100)).until(() -> {
            done(says.send("hello"));
            return heard.isDone();
        });
        assertThat(heard).isCompletedWithValue("hello");

        // Settings without a negotiation, and the refusals of both roles.
        done(publisher.configure(VideoRoomPublisherRequest.Configure.builder()
                .bitrate(200_000)
                .keyframe(true)
                .streams(List.of(VideoRoomPublisherRequest.StreamSettings.builder()
                        .mid("0")
                        .send(true)
                        .build()))
                .build()));
        refused(VideoRoomErrorCode.ALREADY_PUBLISHED, publisher.publish(done(camera.offer(OfferOptions.audioOnly()))));
        refused(
                VideoRoomErrorCode.ALREADY_JOINED,
                viewer.handle().joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(room, alice.id())));
        refused(
                VideoRoomErrorCode.ALREADY_JOINED,
                viewer.handle().joinAsPublisher(VideoRoomPublisherRequest.Join.of(room, "x")));

        done(subscriber.pause());
        await().atMost(TIMEOUT)
                .until(() -> screen.receivedAudio().dominantTone().isEmpty());
        done(subscriber.start());
        done(screen.receivedAudio().hears(440));
        done(subscriber.configure(VideoRoomSubscriberRequest.Configure.builder()
                .mid("0")
                .send(false)
                .build()));
        await().atMost(TIMEOUT)
                .until(() -> screen.receivedAudio().dominantTone().isEmpty());
        done(subscriber.configure(VideoRoomSubscriberRequest.Configure.builder()
                .streams(List.of(VideoRoomSubscriberRequest.StreamSettings.builder()
                        .mid("0")
                        .send(true)
                        .build()))
                .build()));
        done(screen.receivedAudio().hears(440));
        assertThat(done(subscriber.configure(VideoRoomSubscriberRequest.Configure.builder()
                                .restart(true)
                                .build()))
                        .jsep())
                .isNotNull();
        answer(subscriber, screen);
        assertThat(done(subscriber.leave())).isInstanceOf(VideoRoomEvent.SubscriberLeft.class);
        assertThat(viewer.handle().state().role()).isNull();
    }

    @Test
    void aSubscriptionGrowsShrinksAndIsSwitched() {
        JanusId room = fixture.room();
        Guest alice = fixture.guest();
        Guest bob = fixture.guest();
        JanusPeer alicesPhone = fixture.sender();
        JanusPeer bobsPhone = fixture.sender();
        alice.publish(room, "alice", alicesPhone, OfferOptions.audioOnly());
        bob.publish(room, "bob", bobsPhone, OfferOptions.audioOnly());
        done(alicesPhone.audio().sendTone(440));
        done(bobsPhone.audio().sendTone(880));
        assertThat(bob.await(VideoRoomEvent.Joined.class).publishers().get(0).display())
                .isEqualTo("alice");
        assertThat(alice.await(VideoRoomEvent.Publishers.class)
                        .publishers()
                        .get(0)
                        .id())
                .isEqualTo(bob.id());

        Guest listener = fixture.guest();
        JanusPeer phone = fixture.receiver();
        VideoRoomSubscriber subscriber = listener.receive(room, phone, alice.id());
        done(phone.receivedAudio("0").hears(440));

        // One stream in another's place, without a negotiation.
        VideoRoomEvent.Switched switched = done(subscriber.switchTo(VideoRoomSubscriberRequest.Switch.builder()
                .streams(List.of(VideoRoomSubscriberRequest.StreamToSwitch.builder()
                        .feed(bob.id())
                        .mid("0")
                        .subMid("0")
                        .build()))
                .build()));
        assertThat(switched.changes()).isEqualTo(1);
        done(phone.receivedAudio("0").hears(880));
        assertThat(Objects.requireNonNull(listener.handle().state().streams())
                        .get(0)
                        .feedId())
                .isEqualTo(bob.id());

        VideoRoomEvent.UpdateReply grown = done(subscriber.subscribe(more(alice.id())));
        assertThat(grown).isInstanceOfSatisfying(VideoRoomEvent.Updated.class, updated -> assertThat(updated.jsep())
                .isNotNull());
        // While that offer waits, another change waits too.
        assertThat(done(subscriber.unsubscribe(less(bob.id())))).isInstanceOf(VideoRoomEvent.Updating.class);
        done(subscriber.start(done(phone.answer(subscriber.offer().orElseThrow()))));
        listener.await(
                VideoRoomEvent.Updated.class,
                updated -> updated.jsep() != null && !updated.jsep().equals(((VideoRoomEvent.Updated) grown).jsep()));
        answer(subscriber, phone);
        done(phone.receivedAudio("1").hears(440));

        assertThat(done(subscriber.update(VideoRoomSubscriberRequest.Update.builder()
                        .subscribe(List.of(VideoRoomSubscriberRequest.StreamToAdd.of(bob.id())))
                        .unsubscribe(List.of(VideoRoomSubscriberRequest.StreamToDrop.of(alice.id())))
                        .build())))
                .isInstanceOf(VideoRoomEvent.Updated.class);
        answer(subscriber, phone);
        done(phone.receivedAudio("0").hears(880));
        assertThat(done(subscriber.unsubscribe(less(alice.id()))))
                .as("nothing changes")
                .isInstanceOfSatisfying(VideoRoomEvent.Updated.class, updated -> assertThat(updated.jsep())
                        .isNull());

        refused(
                VideoRoomErrorCode.NO_SUCH_FEED,
                subscriber.subscribe(VideoRoomSubscriberRequest.Subscribe.builder()
                        .streams(List.of(VideoRoomSubscriberRequest.StreamToAdd.of(JanusId.of(1))))
                        .build()));
        refused(
                VideoRoomErrorCode.NO_SUCH_FEED,
                subscriber.update(VideoRoomSubscriberRequest.Update.builder()
                        .subscribe(List.of(VideoRoomSubscriberRequest.StreamToAdd.of(JanusId.of(1))))
                        .build()));
        refused(
                VideoRoomErrorCode.NO_SUCH_FEED,
                subscriber.switchTo(VideoRoomSubscriberRequest.Switch.builder()
                        .feed(JanusId.of(1))
                        .build()));

        // A publisher that goes is taken out of the subscription unasked.
        JanusId bobsId = bob.id();
        done(bob.handle().asPublisher().unpublish());
        assertThat(alice.await(VideoRoomEvent.PeerUnpublished.class).unpublished())
                .isEqualTo(bobsId);
        listener.await(
                VideoRoomEvent.Updated.class,
                updated -> updated.streams() != null
                        && updated.streams().stream().noneMatch(stream -> bobsId.equals(stream.feedId())));
        answer(subscriber, phone);

        // A switch of a place that had been left empty needs a negotiation, which is told first.
        VideoRoomEvent.Switched revived = done(subscriber.switchTo(VideoRoomSubscriberRequest.Switch.builder()
                .streams(List.of(VideoRoomSubscriberRequest.StreamToSwitch.builder()
                        .feed(alice.id())
                        .mid("0")
                        .subMid("0")
                        .build()))
                .build()));
        assertThat(revived.changes()).isEqualTo(1);
        answer(subscriber, phone);
        done(phone.receivedAudio("0").hears(440));
    }

    @Test
    void aRestartWhileAnOfferWaitsIsNeverAnswered() {
        JanusId room = fixture.room();
        Guest alice = fixture.guest();
        alice.publish(room, "alice", fixture.sender(), OfferOptions.audioOnly());
        Guest listener = fixture.guest(
                fixture.newSession(JanusClientOptions.builder()
                        .requestTimeout(Duration.ofMillis(700))
                        .build()),
                AttachOptions.NONE);
        VideoRoomSubscriber subscriber = done(listener.handle().joinAsSubscriber(room, alice.id()));
        JanusTimeoutException timeout = (JanusTimeoutException)
                assertThat(failure(subscriber.configure(VideoRoomSubscriberRequest.Configure.builder()
                                .restart(true)
                                .build())))
                        .isInstanceOf(JanusTimeoutException.class)
                        .actual();
        assertThat(timeout.acknowledged()).isTrue();
        JanusPeer phone = fixture.receiver();
        done(subscriber.start(done(phone.answer(subscriber.offer().orElseThrow()))));
        assertThat(listener.await(VideoRoomEvent.Updated.class).jsep())
                .as("the new offer")
                .isNotNull();
        answer(subscriber, phone);
        done(phone.connected());
    }

    @Test
    void joiningAndPublishingAreOneRequestIfWished(@TempDir Path folder) throws Exception {
        JanusId room = fixture.room(VideoRoomRequest.Create.builder()
                .audiolevelEvent(true)
                .audioActivePackets(10)
                .audioLevelAverage(60)
                .build());
        Guest moderator = fixture.guest();
        moderator.join(room, "moderator");
        Guest alice = fixture.guest();
        JanusPeer phone = fixture.sender();
        VideoRoomPublisher publisher = done(alice.handle()
                .joinAndConfigure(
                        VideoRoomPublisherRequest.JoinAndConfigure.builder()
                                .room(room)
                                .display("alice")
                                .record(true)
                                .filename(folder.resolve("alice").toString())
                                .descriptions(List.of(VideoRoomPublisherRequest.Description.builder()
                                        .mid("0")
                                        .description("her voice")
                                        .build()))
                                .build(),
                        done(phone.offer(OfferOptions.audioOnly()))));
        VideoRoomEvent.Joined joined = publisher.joined().orElseThrow();
        assertThat(joined.audioCodec()).isEqualTo("opus");
        Guest.accept(phone, joined.jsep());
        VideoRoomEvent.Publisher seen =
                moderator.await(VideoRoomEvent.Publishers.class).publishers().get(0);
        assertThat(seen.display()).isEqualTo("alice");
        assertThat(seen.streams().get(0).description()).isEqualTo("her voice");

        done(phone.audio().sendTone(440));
        VideoRoomEvent.Talking talking = moderator.await(VideoRoomEvent.Talking.class);
        assertThat(talking.id()).isEqualTo(alice.id());
        assertThat(talking.audioLevelDBovAvg()).isBetween(0.0, 60.0);
        assertThat(done(moderator.handle().listParticipants(room)).participants())
                .anyMatch(one -> one.id().equals(alice.id()) && one.publisher());
        done(phone.audio().sendSilence());
        assertThat(moderator.await(VideoRoomEvent.StoppedTalking.class).audioLevelDBovAvg())
                .isGreaterThan(60.0);

        done(moderator.handle().moderate(room, alice.id(), "0", true));
        assertThat(alice.await(VideoRoomEvent.Moderated.class).muted()).isTrue();
        assertThat(moderator.await(VideoRoomEvent.Moderated.class).id()).isEqualTo(alice.id());
        refused(VideoRoomErrorCode.NO_SUCH_FEED, moderator.handle().moderate(room, JanusId.of(1), "0", true));

        done(publisher.configure(
                VideoRoomPublisherRequest.Configure.builder().record(false).build()));
        assertThat(done(publisher.unpublish()).room()).isEqualTo(room);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("alice") && name.endsWith(".mjr"));
        }
        refused(
                VideoRoomErrorCode.NO_SUCH_ROOM,
                fixture.guest()
                        .handle()
                        .joinAndConfigure(
                                VideoRoomPublisherRequest.JoinAndConfigure.builder()
                                        .room(JanusId.of(404))
                                        .build(),
                                done(fixture.sender().offer(OfferOptions.audioOnly()))));
    }

    @Test
    void subscribingHasManyWaysToFail() {
        JanusId room = fixture.room();
        Guest alice = fixture.guest();
        refused(
                VideoRoomErrorCode.NO_SUCH_ROOM,
                alice.handle().joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(JanusId.of(404), JanusId.of(1))));
        refused(
                VideoRoomErrorCode.NO_SUCH_FEED,
                alice.handle().joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(room, JanusId.of(1))));
        VideoRoomSubscriber nobody = alice.handle().asSubscriber();
        refused(VideoRoomErrorCode.JOIN_FIRST, nobody.start());
        refused(VideoRoomErrorCode.JOIN_FIRST, nobody.pause());
        refused(
                VideoRoomErrorCode.JOIN_FIRST,
                nobody.configure(VideoRoomSubscriberRequest.Configure.builder().build()));
        refused(VideoRoomErrorCode.JOIN_FIRST, nobody.subscribe(more(JanusId.of(1))));
        refused(VideoRoomErrorCode.JOIN_FIRST, nobody.unsubscribe(less(JanusId.of(1))));
        refused(
                VideoRoomErrorCode.JOIN_FIRST,
                nobody.update(VideoRoomSubscriberRequest.Update.builder()
                        .subscribe(List.of())
                        .build()));
        refused(
                VideoRoomErrorCode.JOIN_FIRST,
                nobody.switchTo(VideoRoomSubscriberRequest.Switch.builder()
                        .feed(JanusId.of(1))
                        .build()));
        refused(VideoRoomErrorCode.JOIN_FIRST, nobody.leave());
        VideoRoomPublisher nobodyYet = alice.handle().asPublisher();
        refused(
                VideoRoomErrorCode.JOIN_FIRST,
                nobodyYet.publish(done(fixture.sender().offer(OfferOptions.audioOnly()))));
        refused(VideoRoomErrorCode.JOIN_FIRST, nobodyYet.rename("nobody"));
        VideoRoomPublisher publisher = alice.join(room, "alice");
        refused(VideoRoomErrorCode.NOT_PUBLISHED, publisher.unpublish());
    }
}
