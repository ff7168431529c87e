// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the AudioBridge plugin tells. {@code extra} has the members that this version does not know. Answers to asynchronous
 * requests are events too.
 */
public sealed interface AudioBridgeEvent {
    /**
     * We take part.
     *
     * @param id our own
     * @param participants the others
     * @param rtp where to send our plain RTP; null with WebRTC
     * @param jsep Janus's answer, or its offer if it was asked to make one; null without media
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Joined(
            JanusId room,
            JanusId id,
            List<AudioBridgeParticipant> participants,
            @Nullable RtpDetails rtp,
            @Nullable Jsep jsep,
            @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeEvent {}

    /**
     * Another participant takes part.
     *
     * @param participants one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record PeerJoined(JanusId room, List<AudioBridgeParticipant> participants, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeEvent {}

    /**
     * Our own part was changed.
     *
     * @param jsep Janus's answer or offer; null if nothing was negotiated
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Configured(@Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra) implements AudioBridgeEvent {}

    /**
     * A participant, perhaps ourselves, was changed: muted, given a name, has media now.
     *
     * @param participants one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record ParticipantChanged(
            JanusId room, List<AudioBridgeParticipant> participants, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeEvent {}

    /** The whole room was muted or unmuted. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RoomMuted(JanusId room, boolean muted, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeEvent {}

    /** A participant left. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record PeerLeft(JanusId room, JanusId leaving, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeEvent {}

    /** A participant, perhaps ourselves, was removed. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Kicked(JanusId room, JanusId kicked, @Json.Unmapped Map<String, Object> extra) implements AudioBridgeEvent {}

    /**
     * All participants were removed.
     *
     * @param kickedAll our own id: each participant gets its own
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record KickedAll(JanusId room, JanusId kickedAll, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeEvent {}

    /** A participant was suspended. Janus 1.2.1 and later. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Suspended(JanusId room, JanusId suspended, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeEvent {}

    /**
     * A participant was resumed. Janus 1.2.1 and later.
     *
     * @param participants who takes part, if it was ourselves
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Resumed(
            JanusId room,
            JanusId resumed,
            @Nullable List<AudioBridgeParticipant> participants,
            @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeEvent {}

    /**
     * We take part in another room.
     *
     * @param id our own, there
     * @param participants the others there
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RoomChanged(
            JanusId room,
            JanusId id,
            List<AudioBridgeParticipant> participants,
            @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeEvent {}

    /**
     * We left.
     *
     * @param id our own
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Left(@Nullable JanusId room, JanusId id, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeEvent {}

    /** Our PeerConnection is being taken down. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record HangingUp(@Json.Unmapped Map<String, Object> extra) implements AudioBridgeEvent {}

    /** The room was destroyed. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Destroyed(JanusId room, @Json.Unmapped Map<String, Object> extra) implements AudioBridgeEvent {}

    /** A participant, perhaps ourselves, began to talk; in rooms made with {@code audiolevelEvent}. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Talking(JanusId room, JanusId id, @Json.Unmapped Map<String, Object> extra) implements AudioBridgeEvent {}

    /** A participant, perhaps ourselves, stopped talking. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record StoppedTalking(JanusId room, JanusId id, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeEvent {}

    /** A file is being played. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record AnnouncementStarted(JanusId room, String fileId, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeEvent {}

    /** A file is not played any more. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record AnnouncementStopped(JanusId room, String fileId, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeEvent {}

    /**
     * A request was refused; its future failed with the same.
     *
     * @param errorCode see {@link AudioBridgeErrorCode}
     * @param error in words; null if Janus cut them in the middle of a character, and left them out
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Refused(int errorCode, @Nullable String error, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeEvent {
        public Refused {
            error = error == null ? null : ErrorCode.text(error);
        }
    }

    /** Where Janus waits for plain RTP. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RtpDetails(String ip, int port, int payloadType, @Json.Unmapped Map<String, Object> extra) {}

    /** An event that this version does not know. */
    record Unknown(RawJson data, @Nullable Jsep jsep) implements AudioBridgeEvent {}
}
