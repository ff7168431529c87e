// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the AudioBridge plugin answers at once. {@code extra} has the members that this version does not know.
 *
 * <p>A description from the server's configuration is null if it is not UTF-8: Janus leaves such a text out.
 */
public sealed interface AudioBridgeReply {
    /**
     * The room is there.
     *
     * @param permanent whether it was written to the configuration file
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Created(JanusId room, boolean permanent, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeReply {}

    /**
     * The room is changed.
     *
     * @param permanent whether the change was written to the configuration file
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Edited(JanusId room, boolean permanent, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeReply {}

    /**
     * The room is gone.
     *
     * @param permanent whether it left the configuration file
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Destroyed(JanusId room, boolean permanent, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeReply {}

    /** Whether the mix is recorded now. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RecordingEnabled(boolean record, @Json.Unmapped Map<String, Object> extra) implements AudioBridgeReply {}

    /** Whether every participant is recorded now. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record MjrsEnabled(boolean mjrs, @Json.Unmapped Map<String, Object> extra) implements AudioBridgeReply {}

    /** The rooms. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Rooms(List<Room> list, @Json.Unmapped Map<String, Object> extra) implements AudioBridgeReply {}

    /** Whether a room is there. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Exists(JanusId room, boolean exists, @Json.Unmapped Map<String, Object> extra) implements AudioBridgeReply {}

    /**
     * Who may join.
     *
     * @param allowed the tokens; null if anyone may
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Allowed(JanusId room, @Nullable List<Secret> allowed, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeReply {}

    /**
     * It is done.
     *
     * @param room which room; null for requests that do not repeat it, and if a mute changed nothing
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Done(@Nullable JanusId room, @Json.Unmapped Map<String, Object> extra) implements AudioBridgeReply {}

    /** Who takes part. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Participants(
            JanusId room, List<AudioBridgeParticipant> participants, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeReply {}

    /**
     * The mix is forwarded.
     *
     * @param streamId names the forwarder
     * @param host its address, resolved
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RtpForwardStarted(
            JanusId room,
            @Nullable String group,
            long streamId,
            String host,
            int port,
            @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeReply {}

    /** The forwarder is gone. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RtpForwardStopped(JanusId room, long streamId, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeReply {}

    /** The forwarders of a room. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Forwarders(JanusId room, List<Forwarder> rtpForwarders, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeReply {}

    /** A file is played, or was stopped. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record FilePlayed(JanusId room, String fileId, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeReply {}

    /** Whether a file is being played. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Playing(JanusId room, String fileId, boolean playing, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeReply {}

    /**
     * The files of a room. Janus 1.2.4 and later.
     *
     * @param announcements null if the server left them out: there are none
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Announcements(
            JanusId room, @Nullable List<Announcement> announcements, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeReply {}

    /**
     * The files that were stopped. Janus 1.3.2 and later.
     *
     * @param fileIdList null if the server left them out: there were none
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record FilesStopped(JanusId room, @Nullable List<String> fileIdList, @Json.Unmapped Map<String, Object> extra)
            implements AudioBridgeReply {}

    /**
     * A room in a list.
     *
     * @param samplingRate hertz
     * @param record whether the mix is recorded
     * @param muted whether all are muted
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Room(
            JanusId room,
            @Nullable String description,
            int samplingRate,
            boolean spatialAudio,
            boolean pinRequired,
            boolean record,
            boolean muted,
            int numParticipants,
            @Json.Unmapped Map<String, Object> extra) {}

    /** A forwarder in a list. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Forwarder(
            long streamId,
            @Nullable String group,
            String ip,
            int port,
            long ssrc,
            String codec,
            int ptype,
            boolean srtp,
            boolean alwaysOn,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * A file in a list.
     *
     * @param filename null unless the room or plugin shows it
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Announcement(
            String fileId,
            @Nullable String filename,
            boolean playing,
            boolean loop,
            @Json.Unmapped Map<String, Object> extra) {}
}
