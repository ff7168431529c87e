// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the video room plugin tells. Answers to requests of a publisher or subscriber are events too. Names without
 * {@code Peer} are about this handle. Every event has {@code extra}: members that this version does not know.
 */
public sealed interface VideoRoomEvent {
    /** The room it belongs to; null for the few events that don't say. */
    default @Nullable JanusId room() {
        return null;
    }

    /** What answers {@code subscribe}, {@code unsubscribe} and {@code update}. */
    sealed interface UpdateReply extends VideoRoomEvent {}

    /** What answers {@code leave}: {@link Left} to a publisher, {@link SubscriberLeft} to a subscriber. */
    sealed interface LeaveReply extends VideoRoomEvent {}

    /**
     * We are in the room as a publisher.
     *
     * @param description the room's name; null if the server's configuration has one that is not UTF-8
     * @param id our id
     * @param privateId what our own subscriptions name, where the room asks for it
     * @param publishers who publishes
     * @param attendees who is there without publishing; only in a room that tells of it
     * @param streams our streams, if we publish already
     * @param jsep the answer, if we publish already
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Joined(
            JanusId room,
            @Nullable String description,
            JanusId id,
            long privateId,
            List<Publisher> publishers,
            @Nullable List<Attendee> attendees,
            @Nullable Integer audioActivePackets,
            @Nullable Integer audioLevelAverage,
            @Nullable List<VideoRoomStream.Own> streams,
            @Nullable String audioCodec,
            @Nullable String videoCodec,
            @Nullable Jsep jsep,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /**
     * We are in the room as a subscriber.
     *
     * @param streams what we will receive
     * @param id the publisher, for the deprecated request with one {@code feed}
     * @param warning that the request's form is deprecated
     * @param jsep the offer, to be answered with {@link VideoRoomSubscriber#start}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Attached(
            JanusId room,
            List<VideoRoomStream.Subscribed> streams,
            @Nullable JanusId id,
            @Nullable String display,
            @Nullable RawJson metadata,
            @Nullable String warning,
            @Nullable Jsep jsep,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /**
     * The subscription changed: as the answer to a request, or because a publisher's streams changed.
     *
     * @param streams all of it; null if nothing changed
     * @param jsep an offer to be answered with {@link VideoRoomSubscriber#start}; null if nothing changed
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Updated(
            JanusId room,
            @Nullable List<VideoRoomStream.Subscribed> streams,
            @Nullable Jsep jsep,
            @Json.Unmapped Map<String, Object> extra)
            implements UpdateReply {}

    /** The last offer is not answered yet; {@link Updated} follows once it is. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Updating(JanusId room, @Json.Unmapped Map<String, Object> extra) implements UpdateReply {}

    /**
     * A participant publishes, or changed what it publishes.
     *
     * @param publishers that one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Publishers(JanusId room, List<Publisher> publishers, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /** A participant joined who does not publish yet; only in a room that reports it. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record PeerJoining(JanusId room, Attendee joining, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /**
     * A participant left the room.
     *
     * @param leaving who
     * @param display Janus 1.3.0 and later
     * @param metadata Janus 1.3.0 and later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record PeerLeft(
            JanusId room,
            JanusId leaving,
            @Nullable String display,
            @Nullable RawJson metadata,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /**
     * A participant was removed of the room.
     *
     * @param kicked who
     * @param display Janus 1.3.0 and later
     * @param metadata Janus 1.3.0 and later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record PeerKicked(
            JanusId room,
            JanusId kicked,
            @Nullable String display,
            @Nullable RawJson metadata,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /**
     * A participant does not publish any more.
     *
     * @param unpublished who
     * @param display Janus 1.3.0 and later
     * @param metadata Janus 1.3.0 and later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record PeerUnpublished(
            JanusId room,
            JanusId unpublished,
            @Nullable String display,
            @Nullable RawJson metadata,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /**
     * We were thrown out of the room.
     *
     * @param reason {@code kicked}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Kicked(JanusId room, String reason, @Json.Unmapped Map<String, Object> extra) implements VideoRoomEvent {}

    /**
     * We, a publisher, left the room. With textual ids a peer called {@code ok} looks the same when it leaves: don't
     * use that id.
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Left(JanusId room, @Json.Unmapped Map<String, Object> extra) implements LeaveReply {}

    /** We, a subscriber, left the room. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SubscriberLeft(JanusId room, @Json.Unmapped Map<String, Object> extra) implements LeaveReply {}

    /** We don't publish any more. The warning of {@link Left} holds here too. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Unpublished(JanusId room, @Json.Unmapped Map<String, Object> extra) implements VideoRoomEvent {}

    /**
     * It is published, or changed.
     *
     * @param streams our streams, after a negotiation
     * @param jsep for a publisher the answer; for a subscriber that asked for one an offer
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Configured(
            JanusId room,
            @Nullable List<VideoRoomStream.Own> streams,
            @Nullable String audioCodec,
            @Nullable String videoCodec,
            @Nullable Jsep jsep,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /** Media flows, or flows again. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Started(JanusId room, @Json.Unmapped Map<String, Object> extra) implements VideoRoomEvent {}

    /** Media is held back. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Paused(JanusId room, @Json.Unmapped Map<String, Object> extra) implements VideoRoomEvent {}

    /**
     * Other publishers are received.
     *
     * @param changes how many streams were switched; 0 if none could be
     * @param streams the whole subscription
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Switched(
            JanusId room,
            int changes,
            List<VideoRoomStream.Subscribed> streams,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /** A participant has another name. Does not say which room. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Renamed(JanusId id, String display, @Nullable RawJson metadata, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /** A participant has other metadata. Does not say which room. Janus 1.3.0 and later. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record MetadataChanged(JanusId id, RawJson metadata, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /**
     * A stream, perhaps our own, was silenced by a moderator, or may be heard again.
     *
     * @param id the publisher
     * @param mid the publisher's stream
     * @param moderation {@code muted} or {@code unmuted}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Moderated(JanusId room, JanusId id, String mid, String moderation, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {
        /** Whether it was silenced. */
        public boolean muted() {
            return moderation.equals("muted");
        }
    }

    /**
     * Another simulcast layer is received.
     *
     * @param mid the stream, by its mid in the subscription
     * @param substream null if that did not change
     * @param temporal null if that did not change
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SimulcastLayer(
            JanusId room,
            String mid,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /**
     * Another SVC layer is received.
     *
     * @param mid the stream, by its mid in the subscription
     * @param spatialLayer null if that did not change
     * @param temporalLayer null if that did not change
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SvcLayer(
            JanusId room,
            String mid,
            @Nullable Integer spatialLayer,
            @Nullable Integer temporalLayer,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /**
     * A participant began to talk; only in a room with {@code audiolevel_event}.
     *
     * @param audioLevelDBovAvg the average level, 0 (loud) to 127 (silence)
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Talking(
            JanusId room,
            JanusId id,
            int mindex,
            String mid,
            @Json.Property("audio-level-dBov-avg") double audioLevelDBovAvg,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /**
     * A participant stopped talking.
     *
     * @param audioLevelDBovAvg the average level, 0 (loud) to 127 (silence)
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record StoppedTalking(
            JanusId room,
            JanusId id,
            int mindex,
            String mid,
            @Json.Property("audio-level-dBov-avg") double audioLevelDBovAvg,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /**
     * Packets are being lost. Does not say which room.
     *
     * @param currentBitrate the limit in bit/s; for publishers only
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SlowLink(
            @Json.Property("current-bitrate") @Nullable Long currentBitrate, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {}

    /** The room is gone, and we are not in it any more. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Destroyed(JanusId room, @Json.Unmapped Map<String, Object> extra) implements VideoRoomEvent {}

    /**
     * The plugin refused something. Delivered as an event when it answers no request of this process.
     *
     * @param errorCode one of {@link VideoRoomErrorCode}
     * @param error in words; null if Janus cut them in the middle of a character, and left them out
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Refused(int errorCode, @Nullable String error, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomEvent {
        public Refused {
            error = error == null ? null : ErrorCode.text(error);
        }
    }

    /** An event this version does not know. */
    record Unknown(RawJson data, @Nullable Jsep jsep) implements VideoRoomEvent {}

    /**
     * A participant who publishes.
     *
     * @param streams empty for one that was found in a gap: Janus's list does not tell them
     * @param metadata Janus 1.3.0 and later
     * @param dummy whether it is the room's dummy publisher
     * @param talking null if Janus does not listen for it
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Publisher(
            JanusId id,
            @Nullable String display,
            @Nullable RawJson metadata,
            boolean dummy,
            @Nullable String audioCodec,
            @Nullable String videoCodec,
            List<VideoRoomStream.Published> streams,
            @Nullable Boolean talking,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * A participant who does not publish.
     *
     * @param metadata Janus 1.3.0 and later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Attendee(
            JanusId id,
            @Nullable String display,
            @Nullable RawJson metadata,
            @Json.Unmapped Map<String, Object> extra) {}
}
