// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusSession;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomErrorCode;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The code of {@code docs/guides/videoroom.md}. */
public final class VideoRooms {
    private VideoRooms() {}

    /** A room. */
    public static JanusId create(JanusSession session) {
        // tag::create[]
        JanusVideoRoomPlugin videoroom =
                session.attach(JanusVideoRoomPlugin.TYPE).join();
        JanusId room = videoroom
                .create(VideoRoomRequest.Create.builder()
                        .description("Monday")
                        .publishers(6) // at once; 3 if it is not said
                        .build())
                .join()
                .room();
        // end::create[]
        return room;
    }

    /** Sends. */
    public static VideoRoomPublisher publish(
            JanusSession session, JanusId room, JanusPeer camera, Consumer<VideoRoomEvent.Publisher> appeared) {
        // tag::publish[]
        JanusVideoRoomPlugin videoroom =
                session.attach(JanusVideoRoomPlugin.TYPE).join();
        videoroom.on(
                VideoRoomEvent.Publishers.class, // who begins to publish later
                event -> event.publishers().forEach(appeared));

        VideoRoomPublisher publisher = videoroom.joinAsPublisher(room, "alice").join();
        publisher.joined().orElseThrow().publishers().forEach(appeared); // who publishes already

        Jsep offer = camera.offer(OfferOptions.audioAndVideo()).join();
        VideoRoomEvent.Configured published = publisher.publish(offer).join();
        camera.acceptAnswer(Objects.requireNonNull(published.jsep())).join();
        // end::publish[]
        return publisher;
    }

    /** Receives. */
    public static VideoRoomSubscriber subscribe(JanusSession session, JanusId room, JanusId alice, JanusPeer screen) {
        // tag::subscribe[]
        JanusVideoRoomPlugin videoroom =
                session.attach(JanusVideoRoomPlugin.TYPE).join(); // a handle of its own
        VideoRoomSubscriber subscriber = videoroom.joinAsSubscriber(room, alice).join();
        Jsep answer = screen.answer(subscriber.offer().orElseThrow()).join();
        subscriber.start(answer).join();
        // end::subscribe[]
        return subscriber;
    }

    /** Receives one more over the same PeerConnection. */
    public static void more(VideoRoomSubscriber subscriber, JanusId bob, JanusPeer screen) {
        // tag::more[]
        subscriber
                .subscribe(VideoRoomSubscriberRequest.Subscribe.builder()
                        .streams(List.of(VideoRoomSubscriberRequest.StreamToAdd.of(bob)))
                        .build())
                .join();
        Jsep offer = subscriber.offer().orElseThrow(); // all streams, the new ones too
        subscriber.start(screen.answer(offer).join()).join();
        // end::more[]
    }

    /** Who comes and goes. */
    public static void listen(JanusVideoRoomPlugin videoroom, Consumer<String> screen) {
        // tag::listen[]
        videoroom.on(
                VideoRoomEvent.PeerUnpublished.class, event -> screen.accept(event.unpublished() + " has stopped"));
        videoroom.on(VideoRoomEvent.PeerLeft.class, event -> screen.accept(event.leaving() + " has left"));
        videoroom.on(VideoRoomEvent.Kicked.class, event -> screen.accept("removed from the room: " + event.reason()));
        videoroom.on(VideoRoomEvent.Destroyed.class, event -> screen.accept("the room is gone"));
        videoroom.on(VideoRoomEvent.Updated.class, event -> screen.accept(event.jsep() == null ? "" : "a new offer"));
        // end::listen[]
    }

    /** Sends again in a process that has taken the publisher's handle over. */
    public static void publishAgain(JanusVideoRoomPlugin videoroom, JanusPeer camera) {
        // tag::publishAgain[]
        CompletableFuture<CoreEvent.HangUp> ended = videoroom.next(CoreEvent.HangUp.class);
        videoroom.hangup().join(); // ends the PeerConnection of the process that is gone
        ended.join();
        Jsep offer = camera.offer(OfferOptions.audioAndVideo()).join();
        VideoRoomEvent.Configured published =
                videoroom.asPublisher().publish(offer).join(); // still joined
        camera.acceptAnswer(Objects.requireNonNull(published.jsep())).join();
        // end::publishAgain[]
    }

    /** A refusal that is not a failure. */
    public static boolean joinIfThere(JanusVideoRoomPlugin videoroom, JanusId room) {
        // tag::joinIfThere[]
        try {
            videoroom.joinAsPublisher(room, "alice").join();
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof JanusPluginException refused
                    && refused.errorCode() == VideoRoomErrorCode.NO_SUCH_ROOM) {
                return false;
            }
            throw e;
        }
        // end::joinIfThere[]
    }
}
