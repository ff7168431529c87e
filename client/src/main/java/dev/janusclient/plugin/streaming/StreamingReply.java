// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the Streaming plugin answers at once. {@code extra} has the members that this version does not know.
 *
 * <p>A description from the server's configuration is null if it is not UTF-8: Janus leaves such a text out.
 */
public sealed interface StreamingReply {
    /** The mountpoints. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Mountpoints(List<Mountpoint> list, @Json.Unmapped Map<String, Object> extra) implements StreamingReply {}

    /** All about a mountpoint. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Info(MountpointInfo info, @Json.Unmapped Map<String, Object> extra) implements StreamingReply {}

    /**
     * The mountpoint is there.
     *
     * @param created its name
     * @param permanent whether it was written to the configuration file
     * @param warning {@code deprecated_api} for {@link StreamingMountpoint.LegacyRtp}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Created(
            String created,
            boolean permanent,
            CreatedMountpoint stream,
            @Nullable String warning,
            @Json.Unmapped Map<String, Object> extra)
            implements StreamingReply {}

    /**
     * The mountpoint is changed.
     *
     * @param permanent whether the change was written to the configuration file
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Edited(JanusId id, boolean permanent, @Json.Unmapped Map<String, Object> extra) implements StreamingReply {}

    /** The mountpoint is gone. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Destroyed(JanusId destroyed, @Json.Unmapped Map<String, Object> extra) implements StreamingReply {}

    /** It is done. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Done(@Json.Unmapped Map<String, Object> extra) implements StreamingReply {}

    /**
     * A mountpoint in a list.
     *
     * @param type {@code live}, {@code on demand} (with a space)
     * @param enabled whether it relays
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Mountpoint(
            JanusId id,
            String type,
            @Nullable String description,
            @Nullable String metadata,
            boolean enabled,
            @Nullable List<ListedMedia> media,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * A stream in a list.
     *
     * @param ageMs milliseconds since the last packet; null before the first
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record ListedMedia(
            String mid,
            String type,
            @Nullable String label,
            @Nullable String msid,
            @Nullable Long ageMs,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * All about a mountpoint; what only its owner may see is null without the secret.
     *
     * @param type {@code live}, {@code on demand} (with a space)
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record MountpointInfo(
            JanusId id,
            @Nullable String name,
            @Nullable String description,
            @Nullable String metadata,
            @Nullable Secret secret,
            @Nullable Secret pin,
            boolean isPrivate,
            boolean enabled,
            @Nullable Integer viewers,
            String type,
            List<InfoMedia> media,
            @Nullable String filename,
            boolean rtsp,
            @Nullable String url,
            @Nullable String rtspUser,
            @Nullable Secret rtspPwd,
            boolean rtspQuirk,
            boolean srtp,
            @Nullable Integer collision,
            @Nullable Integer bufferkfMs,
            @Nullable Long bufferkfBytes,
            @Nullable Integer threads,
            @Nullable String host,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * A stream of a mountpoint.
     *
     * @param mindex its place in the SDP
     * @param ageMs milliseconds since the last packet; null before the first
     * @param recording the file it is recorded to
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record InfoMedia(
            @Nullable Integer mindex,
            String type,
            @Nullable String mid,
            @Nullable String label,
            @Nullable String msid,
            @Nullable Integer pt,
            @Nullable String codec,
            @Nullable String rtpmap,
            @Nullable String fmtp,
            boolean videosimulcast,
            boolean videosvc,
            boolean skewCompensation,
            @Nullable Integer port,
            @Nullable Integer rtcpport,
            @Nullable Integer port2,
            @Nullable Integer port3,
            @Nullable String datatype,
            @Nullable Long ageMs,
            @Nullable String recording,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * A mountpoint that was made.
     *
     * @param type {@code live}, {@code on demand} (with a space)
     * @param ports where the feeds of {@link StreamingMountpoint.Rtp} go
     * @param audioPort where the audio of {@link StreamingMountpoint.LegacyRtp} goes; the other ports alike
     * @param host the address all ports are at; before Janus 1.3.1, later {@link Ports} say it
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record CreatedMountpoint(
            JanusId id,
            String type,
            @Nullable String description,
            boolean isPrivate,
            @Nullable List<Ports> ports,
            @Nullable String audioHost,
            @Nullable Integer audioPort,
            @Nullable Integer audioRtcpPort,
            @Nullable String videoHost,
            @Nullable Integer videoPort,
            @Nullable Integer videoRtcpPort,
            @Json.Property("video_port_2") @Nullable Integer videoPort2,
            @Json.Property("video_port_3") @Nullable Integer videoPort3,
            @Nullable String dataHost,
            @Nullable Integer dataPort,
            @Nullable String host,
            @Json.Unmapped Map<String, Object> extra) {}

    /** Where the feed of one stream goes. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Ports(
            String type,
            String mid,
            @Nullable String msid,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable Integer rtcpPort,
            @Json.Property("port_2") @Nullable Integer port2,
            @Json.Property("port_3") @Nullable Integer port3,
            @Json.Unmapped Map<String, Object> extra) {}
}
