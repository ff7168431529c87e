// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a video room handle knows, kept from its events; it travels in a handover ticket.
 *
 * @param role null before joining, or if nobody told
 * @param room the room it is in
 * @param id for a publisher: its id
 * @param privateId for a publisher: what its own subscriptions name
 * @param display for a publisher: the name others see
 * @param media whether a PeerConnection was negotiated
 * @param others for a publisher: who else it was told of; null if not known
 * @param streams for a subscriber: what it receives
 * @param pendingOffer for a subscriber: an offer that waits for our answer
 */
@Json
public record VideoRoomState(
        @Nullable Role role,
        @Nullable JanusId room,
        @Nullable JanusId id,
        @Nullable Long privateId,
        @Nullable String display,
        boolean media,
        @Nullable VideoRoomOthers others,
        @Nullable List<VideoRoomStream.Subscribed> streams,
        @Nullable Jsep pendingOffer) {
    /** A handle of which nothing is known. */
    public static final VideoRoomState EMPTY =
            new VideoRoomState(null, null, null, null, null, false, null, null, null);

    /** What a handle is in its room; it never changes while it is there. */
    public enum Role {
        PUBLISHER,
        SUBSCRIBER
    }

    private static final Set<Class<?>> ENDS = Set.of(
            VideoRoomEvent.Kicked.class,
            VideoRoomEvent.Left.class,
            VideoRoomEvent.SubscriberLeft.class,
            VideoRoomEvent.Destroyed.class);

    private static final Set<Class<?>> CHANGES = Set.of(
            VideoRoomEvent.Joined.class,
            VideoRoomEvent.Attached.class,
            VideoRoomEvent.Updated.class,
            VideoRoomEvent.Configured.class,
            VideoRoomEvent.Unpublished.class,
            VideoRoomEvent.Publishers.class,
            VideoRoomEvent.PeerJoining.class,
            VideoRoomEvent.PeerUnpublished.class,
            VideoRoomEvent.PeerLeft.class,
            VideoRoomEvent.PeerKicked.class,
            VideoRoomEvent.Switched.class,
            VideoRoomEvent.Kicked.class,
            VideoRoomEvent.Left.class,
            VideoRoomEvent.SubscriberLeft.class,
            VideoRoomEvent.Destroyed.class);

    /** Whether events of a type can change the state at all; the others need not be decoded for it. */
    static boolean changedBy(Class<?> eventType) {
        return CHANGES.contains(eventType);
    }

    /** The state after an event; a pure function. */
    VideoRoomState after(VideoRoomEvent event) {
        if (event instanceof VideoRoomEvent.Joined joined) {
            return new VideoRoomState(
                    Role.PUBLISHER,
                    joined.room(),
                    joined.id(),
                    joined.privateId(),
                    display,
                    joined.jsep() != null,
                    VideoRoomOthers.of(joined),
                    null,
                    null);
        } else if (event instanceof VideoRoomEvent.Attached attached) {
            return new VideoRoomState(
                    Role.SUBSCRIBER,
                    attached.room(),
                    null,
                    null,
                    null,
                    false,
                    null,
                    attached.streams(),
                    attached.jsep());
        } else if (event instanceof VideoRoomEvent.Updated updated) {
            return receiving(updated.streams(), updated.jsep());
        } else if (event instanceof VideoRoomEvent.Switched switched) {
            return receiving(switched.streams(), null);
        } else if (event instanceof VideoRoomEvent.Configured configured) {
            Jsep jsep = configured.jsep();
            if (jsep == null) {
                return this;
            }
            return jsep.isOffer() ? receiving(null, jsep) : withMedia(true);
        } else if (event instanceof VideoRoomEvent.Unpublished) {
            return withMedia(false);
        } else if (ENDS.contains(event.getClass())) {
            return EMPTY;
        }
        return withOthers(others == null ? null : others.after(event));
    }

    private VideoRoomState receiving(@Nullable List<VideoRoomStream.Subscribed> newStreams, @Nullable Jsep newOffer) {
        return new VideoRoomState(
                Role.SUBSCRIBER,
                room,
                null,
                null,
                null,
                media,
                null,
                newStreams == null ? streams : newStreams,
                newOffer == null ? pendingOffer : newOffer);
    }

    private VideoRoomState withOthers(@Nullable VideoRoomOthers now) {
        return new VideoRoomState(role, room, id, privateId, display, media, now, streams, pendingOffer);
    }

    VideoRoomState withMedia(boolean up) {
        return new VideoRoomState(role, room, id, privateId, display, up, others, streams, pendingOffer);
    }

    /** The state of a handle that is in a room without our knowing how it came there. */
    VideoRoomState found(
            Role as, JanusId in, @Nullable JanusId ourId, @Nullable Long ourPrivateId, @Nullable String name) {
        return new VideoRoomState(as, in, ourId, ourPrivateId, name, media, null, null, null);
    }

    /** What became of the media when the owner changed. */
    MediaRecovery recovery() {
        if (role == Role.SUBSCRIBER) {
            // A first offer that was not answered yet is as good for another PeerConnection.
            return pendingOffer != null && !media
                    ? new MediaRecovery.AnswerOffer(pendingOffer, "start")
                    : new MediaRecovery.RestartOnNewHandle("join");
        }
        return media ? new MediaRecovery.RestartOnHandle("publish") : new MediaRecovery.None();
    }

    /** Whether anything that is received has layers. */
    boolean hasLayers() {
        return streams != null
                && streams.stream().anyMatch(stream -> stream.simulcast() != null || stream.svc() != null);
    }

    VideoRoomState called(@Nullable String name) {
        return new VideoRoomState(role, room, id, privateId, name, media, others, streams, pendingOffer);
    }

    VideoRoomState withOffer(@Nullable Jsep offer) {
        return new VideoRoomState(role, room, id, privateId, display, media, others, streams, offer);
    }
}
