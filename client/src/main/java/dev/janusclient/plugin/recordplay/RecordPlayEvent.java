// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.recordplay;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the record and play plugin tells. {@code extra} holds members that this version does not know. */
public sealed interface RecordPlayEvent {
    /** What answers {@code play}. */
    sealed interface PlayReply extends RecordPlayEvent {}

    /** What answers {@code pause}. */
    sealed interface PauseReply extends RecordPlayEvent {}

    /** What answers {@code resume}. */
    sealed interface ResumeReply extends RecordPlayEvent {}

    /**
     * The recording begins.
     *
     * @param id names it
     * @param isPrivate sent by Janus 1.3.1 and later
     * @param jsep the answer
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Recording(
            long id, @Nullable Boolean isPrivate, @Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra)
            implements RecordPlayEvent {}

    /**
     * The recording is ready to be played.
     *
     * @param warning what may go wrong, for example that the browser may not know a codec
     * @param jsep the offer to answer with {@code start}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Preparing(long id, @Nullable String warning, @Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra)
            implements PlayReply {}

    /**
     * The PeerConnection that plays is renegotiated.
     *
     * @param jsep the offer to answer with {@code start}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Restarting(long id, @Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra) implements PlayReply {}

    /** The playing begins. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Playing(@Json.Unmapped Map<String, Object> extra) implements RecordPlayEvent {}

    /**
     * The recording or the playing was stopped.
     *
     * @param id the recording; null if there was none
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Stopped(@Nullable Long id, @Nullable Boolean isPrivate, @Json.Unmapped Map<String, Object> extra)
            implements RecordPlayEvent {}

    /** The recording pauses. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Paused(long id, @Json.Unmapped Map<String, Object> extra) implements PauseReply {}

    /** The recording goes on. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Resumed(long id, @Json.Unmapped Map<String, Object> extra) implements ResumeReply {}

    /** There was nothing to pause or to resume: nothing is being recorded, or it is so already. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Unchanged(@Json.Unmapped Map<String, Object> extra) implements PauseReply, ResumeReply {}

    /**
     * What goes over the wire is losing packets.
     *
     * @param media {@code audio} or {@code video}
     * @param currentBitrate what Janus asks our side to send, in bit/s; for video only
     * @param uplink whether it is what Janus gets, not what it sends
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SlowLink(
            String media,
            @Json.Property("current-bitrate") @Nullable Long currentBitrate,
            boolean uplink,
            @Json.Unmapped Map<String, Object> extra)
            implements RecordPlayEvent {}

    /**
     * The PeerConnection is gone, and with it the recording or the playing is over.
     *
     * @param id the recording; sent by Janus 1.3.1 and later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Done(@Nullable Long id, @Nullable Boolean isPrivate, @Json.Unmapped Map<String, Object> extra)
            implements RecordPlayEvent {}

    /**
     * The plugin refused something. Delivered as an event when it answers no request of this process.
     *
     * @param errorCode one of {@link RecordPlayErrorCode}
     * @param error in words; null if Janus cut them in the middle of a character, and left them out
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Refused(int errorCode, @Nullable String error, @Json.Unmapped Map<String, Object> extra)
            implements RecordPlayEvent {
        public Refused {
            error = error == null ? null : ErrorCode.text(error);
        }
    }

    /** An event this version does not know. */
    record Unknown(RawJson data, @Nullable Jsep jsep) implements RecordPlayEvent {}
}
