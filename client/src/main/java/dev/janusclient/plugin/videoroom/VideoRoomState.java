// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.StateTable;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a video room handle knows, kept from its events; it travels in a handover ticket.
 *
 * @param role null before joining, or if not known
 * @param room the room it is in
 * @param id for a publisher: its id
 * @param privateId for a publisher: what its own subscriptions name
 * @param display for a publisher: the name others see
 * @param media whether a PeerConnection was negotiated
 * @param others for a publisher: which others it was notified of; null if not known
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

    static final StateTable<VideoRoomState> TABLE = StateTable.builder(VideoRoomState.class, EMPTY)
            .after(VideoRoomEvent.Joined.class, VideoRoomState::joined)
            .after(VideoRoomEvent.Attached.class, (state, attached) -> attached(attached))
            .after(VideoRoomEvent.Updated.class, (state, updated) -> state.receiving(updated.streams(), updated.jsep()))
            .after(VideoRoomEvent.Switched.class, (state, switched) -> state.receiving(switched.streams(), null))
            .after(VideoRoomEvent.Configured.class, (state, configured) -> state.described(configured.jsep()))
            .after(VideoRoomEvent.Unpublished.class, (state, unpublished) -> state.withMedia(false))
            .after(
                    VideoRoomEvent.Publishers.class,
                    (state, reported) -> state.others(o -> o.published(reported.publishers())))
            .after(
                    VideoRoomEvent.PeerJoining.class,
                    (state, peer) -> state.others(o -> o.joined(peer.joining().id())))
            .after(
                    VideoRoomEvent.PeerUnpublished.class,
                    (state, peer) -> state.others(o -> o.unpublished(peer.unpublished())))
            .after(VideoRoomEvent.PeerLeft.class, (state, peer) -> state.others(o -> o.without(peer.leaving())))
            .after(VideoRoomEvent.PeerKicked.class, (state, peer) -> state.others(o -> o.without(peer.kicked())))
            .after(VideoRoomEvent.Kicked.class, (state, kicked) -> EMPTY)
            .after(VideoRoomEvent.Left.class, (state, left) -> EMPTY)
            .after(VideoRoomEvent.SubscriberLeft.class, (state, left) -> EMPTY)
            .after(VideoRoomEvent.Destroyed.class, (state, destroyed) -> EMPTY)
            .afterHangup(state -> state.withMedia(false).withOffer(null))
            .offer(VideoRoomState::pendingOffer, VideoRoomState::withOffer)
            .recovery(VideoRoomState::recovery)
            .build();

    private VideoRoomState joined(VideoRoomEvent.Joined joined) {
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
    }

    private static VideoRoomState attached(VideoRoomEvent.Attached attached) {
        return new VideoRoomState(
                Role.SUBSCRIBER, attached.room(), null, null, null, false, null, attached.streams(), attached.jsep());
    }

    /** With what Janus said of the PeerConnection: its answer to a publisher, its offer to a subscriber. */
    private VideoRoomState described(@Nullable Jsep jsep) {
        if (jsep == null) {
            return this;
        }
        return jsep.isOffer() ? receiving(null, jsep) : withMedia(true);
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

    private VideoRoomState others(Function<VideoRoomOthers, @Nullable VideoRoomOthers> change) {
        VideoRoomOthers now = others == null ? null : change.apply(others);
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

    /** The state after an offer was answered, unless a newer one has come since. */
    VideoRoomState answered(@Nullable Jsep offer) {
        VideoRoomState up = withMedia(true);
        return Objects.equals(pendingOffer, offer) ? up.withOffer(null) : up;
    }

    VideoRoomState withOffer(@Nullable Jsep offer) {
        return new VideoRoomState(role, room, id, privateId, display, media, others, streams, offer);
    }
}
