// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.recordplay;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What answers the record and play plugin's requests at once. {@code extra} holds members that this version does not know. */
public sealed interface RecordPlayReply {
    /** The folder was read again. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Updated(@Json.Unmapped Map<String, Object> extra) implements RecordPlayReply {}

    /** The recordings there are. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Recordings(List<Recording> list, @Json.Unmapped Map<String, Object> extra) implements RecordPlayReply {}

    /**
     * One recording.
     *
     * @param isPrivate sent by Janus 1.3.1 and later
     * @param name null if it is not UTF-8, as {@code date}
     * @param date when it was made, as the server writes it
     * @param audioRed whether its audio is redundant
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Recording(
            long id,
            @Nullable Boolean isPrivate,
            @Nullable String name,
            @Nullable String date,
            boolean audio,
            @Nullable String audioCodec,
            boolean audioRed,
            boolean video,
            @Nullable String videoCodec,
            boolean data,
            @Json.Unmapped Map<String, Object> extra) {}

    /** The settings as they are now. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Configured(String status, Settings settings, @Json.Unmapped Map<String, Object> extra)
            implements RecordPlayReply {}

    /**
     * How recordings of this handle are made.
     *
     * @param videoKeyframeInterval milliseconds
     * @param videoBitrateMax bit/s
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Settings(
            @Json.Property("video-keyframe-interval") long videoKeyframeInterval,
            @Json.Property("video-bitrate-max") long videoBitrateMax,
            @Json.Unmapped Map<String, Object> extra) {}
}
