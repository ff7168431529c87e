// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.nosip;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.message.FalseIfAbsent;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the NoSIP plugin tells, always as the answer to a request. {@code extra} holds members that this version does not
 * know.
 */
public sealed interface NoSipEvent {
    /**
     * The barebone description, to be passed on to the RTP side by one's own means.
     *
     * @param type {@code offer} or {@code answer}
     * @param sdp the description
     * @param update whether it changes a session that is up
     * @param uniqueId Janus 1.4.0 and later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Description(
            String type,
            String sdp,
            @FalseIfAbsent boolean update,
            @Nullable String uniqueId,
            @Json.Unmapped Map<String, Object> extra)
            implements NoSipEvent {}

    /**
     * The RTP side's description is taken.
     *
     * @param srtp {@code sdes_optional} or {@code sdes_mandatory}, if the RTP side asks for it
     * @param jsep the same for our PeerConnection: an offer to answer, or the answer to our offer
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Processed(
            @Nullable String srtp,
            @FalseIfAbsent boolean update,
            @Nullable String uniqueId,
            @Nullable Jsep jsep,
            @Json.Unmapped Map<String, Object> extra)
            implements NoSipEvent {}

    /** The session ends. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record HangingUp(@Json.Unmapped Map<String, Object> extra) implements NoSipEvent {}

    /** The recording began or ended. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RecordingUpdated(@Json.Unmapped Map<String, Object> extra) implements NoSipEvent {}

    /** The key frame was asked for. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record KeyframeSent(@Json.Unmapped Map<String, Object> extra) implements NoSipEvent {}

    /** Forwarding began. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RtpForwardStarted(@Nullable List<Forwarder> forwarders, @Json.Unmapped Map<String, Object> extra)
            implements NoSipEvent {}

    /** Forwarding ended. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RtpForwardStopped(@Nullable Long streamId, @Json.Unmapped Map<String, Object> extra) implements NoSipEvent {}

    /** The forwarders there are. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Forwarders(@Nullable List<Forwarder> rtpForwarders, @Json.Unmapped Map<String, Object> extra)
            implements NoSipEvent {}

    /** Somewhere RTP is forwarded to. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Forwarder(
            long streamId,
            @Nullable String type,
            String host,
            int port,
            String media,
            @Nullable Integer pt,
            @Nullable Long ssrc,
            boolean srtp,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * The plugin refused something. Delivered as an event when it answers no request of this process.
     *
     * @param errorCode one of {@link NoSipErrorCode}
     * @param error in words; null if Janus cut them in the middle of a character, and left them out
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Refused(int errorCode, @Nullable String error, @Json.Unmapped Map<String, Object> extra)
            implements NoSipEvent {
        public Refused {
            error = error == null ? null : ErrorCode.text(error);
        }
    }

    /** An event this version does not know. */
    record Unknown(RawJson data, @Nullable Jsep jsep) implements NoSipEvent {}
}
