// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the video room plugin answers to requests about rooms. Every reply has {@code extra}: members that this
 * version does not know.
 *
 * <p>A description from the server's configuration is null if it is not UTF-8: Janus leaves such a text out.
 */
public sealed interface VideoRoomReply {
    /**
     * The room is there.
     *
     * @param permanent whether it is in the configuration file
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Created(JanusId room, boolean permanent, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomReply {}

    /**
     * The room is changed.
     *
     * @param permanent whether the configuration file is changed too
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Edited(JanusId room, boolean permanent, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomReply {}

    /**
     * The room is gone.
     *
     * @param permanent whether it left the configuration file too
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Destroyed(JanusId room, boolean permanent, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomReply {}

    /** The rooms there are. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Rooms(List<Room> list, @Json.Unmapped Map<String, Object> extra) implements VideoRoomReply {}

    /** Whether there is such a room. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Exists(JanusId room, boolean exists, @Json.Unmapped Map<String, Object> extra) implements VideoRoomReply {}

    /**
     * The list of tokens was changed.
     *
     * @param allowed the tokens now; null if the list does not count
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Allowed(JanusId room, @Nullable List<Secret> allowed, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomReply {}

    /**
     * It is done: the answer to {@code kick}, {@code moderate}, {@code update_remote_publisher} and {@code
     * remove_remote_publisher}.
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Done(@Json.Unmapped Map<String, Object> extra) implements VideoRoomReply {}

    /** Whether the room is recorded now. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RecordingSet(boolean record, @Json.Unmapped Map<String, Object> extra) implements VideoRoomReply {}

    /** Who is in the room. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Participants(JanusId room, List<Participant> participants, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomReply {}

    /**
     * Forwarding began.
     *
     * @param forwarders one or more for each stream asked for
     * @param rtpStream the same, for the deprecated form of the request
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Forwarding(
            JanusId room,
            JanusId publisherId,
            @Nullable List<Forwarder> forwarders,
            @Nullable LegacyForwarding rtpStream,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomReply {}

    /** Forwarding ended. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record ForwardStopped(JanusId room, JanusId publisherId, long streamId, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomReply {}

    /**
     * The forwarders of a room.
     *
     * @param publishers those who have any
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Forwarders(JanusId room, List<ForwardersOf> publishers, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomReply {}

    /** The publisher is being sent to another Janus. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record PublishedRemotely(JanusId room, JanusId id, String remoteId, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomReply {}

    /** The publisher is not sent any more. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record UnpublishedRemotely(JanusId room, JanusId id, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomReply {}

    /** Where a publisher is sent to. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Remotes(JanusId room, JanusId id, List<Remote> list, @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomReply {}

    /**
     * The publisher of another Janus is in the room.
     *
     * @param ip the address to send its media to, if Janus knows it
     * @param port the port to send its media to
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RemotePublisherAdded(
            JanusId room,
            JanusId id,
            @Nullable String ip,
            int port,
            int rtcpPort,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomReply {}

    /**
     * A room.
     *
     * @param maxPublishers how many may publish at once
     * @param bitrate limit of each publisher in bit/s; 0 is none
     * @param firFreq seconds between requests for key frames
     * @param numParticipants those who joined as publishers, publishing or not
     * @param videoSvc sent up to Janus 1.1.3
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Room(
            JanusId room,
            @Nullable String description,
            boolean pinRequired,
            boolean isPrivate,
            int maxPublishers,
            long bitrate,
            boolean bitrateCap,
            int firFreq,
            boolean requirePvtid,
            boolean requireE2ee,
            boolean dummyPublisher,
            boolean notifyJoining,
            String audiocodec,
            String videocodec,
            boolean opusFec,
            boolean opusDtx,
            boolean record,
            @Nullable String recDir,
            boolean lockRecord,
            int numParticipants,
            boolean audiolevelExt,
            boolean audiolevelEvent,
            @Nullable Integer audioActivePackets,
            @Nullable Integer audioLevelAverage,
            boolean videoorientExt,
            boolean playoutdelayExt,
            boolean transportWideCcExt,
            boolean videoSvc,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * A participant in a room.
     *
     * @param dummy whether it is the room's dummy publisher
     * @param remote whether it is a publisher of another Janus
     * @param publisher whether it publishes
     * @param talking null if Janus does not listen for it
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Participant(
            JanusId id,
            @Nullable String display,
            @Nullable RawJson metadata,
            boolean dummy,
            boolean remote,
            boolean publisher,
            @Nullable Boolean talking,
            @Json.Unmapped Map<String, Object> extra) {}

    /** A publisher's forwarders. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record ForwardersOf(
            JanusId publisherId,
            @Nullable String display,
            @Nullable RawJson metadata,
            List<Forwarder> forwarders,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * Somewhere a stream is forwarded to.
     *
     * @param type {@code audio}, {@code video} or {@code data}
     * @param substream the simulcast layer
     * @param srtp whether it is encrypted
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Forwarder(
            long streamId,
            String type,
            String host,
            int port,
            @Nullable Integer localRtcpPort,
            @Nullable Integer remoteRtcpPort,
            @Nullable Integer pt,
            @Nullable Long ssrc,
            @Nullable Integer substream,
            boolean srtp,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * Where streams are forwarded to, as the deprecated form of {@code rtp_forward} is answered.
     *
     * @param audio the port; {@code video} and {@code data} alike
     * @param warning that the form is deprecated
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record LegacyForwarding(
            String host,
            @Nullable Long audioStreamId,
            @Nullable Integer audio,
            @Nullable Long videoStreamId,
            @Nullable Integer video,
            @Nullable Integer videoRtcp,
            @Json.Property("video_stream_id_2") @Nullable Long videoStreamId2,
            @Json.Property("video_2") @Nullable Integer video2,
            @Json.Property("video_stream_id_3") @Nullable Long videoStreamId3,
            @Json.Property("video_3") @Nullable Integer video3,
            @Nullable Long dataStreamId,
            @Nullable Integer data,
            String warning,
            @Json.Unmapped Map<String, Object> extra) {}

    /** Another Janus that a publisher is sent to. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Remote(
            String remoteId,
            String host,
            int port,
            @Nullable Integer rtcpPort,
            @Json.Unmapped Map<String, Object> extra) {}
}
