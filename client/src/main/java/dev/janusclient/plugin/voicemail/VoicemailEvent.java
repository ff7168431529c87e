// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.voicemail;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the voice mail plugin tells. {@code extra} holds members that this version does not know. */
public sealed interface VoicemailEvent {
    /** What answers {@code record}. */
    sealed interface RecordReply extends VoicemailEvent {}

    /**
     * The recording begins once the media is up; {@link Started} tells of it.
     *
     * @param jsep the answer
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Starting(@Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra) implements RecordReply {}

    /** The recording has begun. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Started(@Json.Unmapped Map<String, Object> extra) implements RecordReply {}

    /**
     * The PeerConnection was renegotiated.
     *
     * @param jsep the answer
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Updating(@Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra) implements VoicemailEvent {}

    /**
     * The recording is over: it was stopped, or 10 seconds have passed.
     *
     * @param recording where it can be fetched: the file's name behind the base that the server is configured with
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Done(String recording, @Json.Unmapped Map<String, Object> extra) implements VoicemailEvent {}

    /**
     * The plugin refused something. Delivered as an event when it answers no request of this process.
     *
     * @param errorCode one of {@link VoicemailErrorCode}
     * @param error in words; null if Janus cut them in the middle of a character, and left them out
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Refused(int errorCode, @Nullable String error, @Json.Unmapped Map<String, Object> extra)
            implements VoicemailEvent {
        public Refused {
            error = error == null ? null : ErrorCode.text(error);
        }
    }

    /** An event this version does not know. */
    record Unknown(RawJson data, @Nullable Jsep jsep) implements VoicemailEvent {}
}
