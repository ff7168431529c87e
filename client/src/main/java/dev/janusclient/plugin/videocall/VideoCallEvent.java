// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videocall;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the video call plugin tells. {@code extra} holds members that this version does not know. */
public sealed interface VideoCallEvent {
    /** What answers {@code call}: {@link Calling}, or {@link Hangup} if the peer is busy. */
    sealed interface CallReply extends VideoCallEvent {}

    /** The name is ours. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Registered(String username, @Json.Unmapped Map<String, Object> extra) implements VideoCallEvent {}

    /** The users that are registered, ourselves included. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Users(List<String> list, @Json.Unmapped Map<String, Object> extra) implements VideoCallEvent {}

    /** The peer's side rings; {@link Accepted} or {@link Hangup} follows. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Calling(@Json.Unmapped Map<String, Object> extra) implements CallReply {}

    /** The settings are taken. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SettingsTaken(@Json.Unmapped Map<String, Object> extra) implements VideoCallEvent {}

    /**
     * An incoming call.
     *
     * @param username who
     * @param jsep the offer to answer
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record IncomingCall(String username, @Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra)
            implements VideoCallEvent {}

    /**
     * The call is answered.
     *
     * @param username the peer that answered; null in the reply to our own accept
     * @param jsep the peer's answer; null in the reply to our own accept
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Accepted(@Nullable String username, @Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra)
            implements VideoCallEvent {}

    /**
     * The peer renegotiates.
     *
     * @param jsep an offer to answer with {@code set}, or the answer to an offer of ours
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Update(@Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra) implements VideoCallEvent {}

    /**
     * The call is over, or did not come about.
     *
     * @param username who ended it; the caller itself if the peer is busy; null if it is not known because it ended in a gap
     * @param reason in words
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Hangup(@Nullable String username, String reason, @Json.Unmapped Map<String, Object> extra)
            implements CallReply {}

    /** Another simulcast layer of the peer's video comes. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SimulcastLayer(
            String videocodec,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoCallEvent {}

    /**
     * What we send or get is losing packets.
     *
     * @param media {@code audio} or {@code video}
     * @param currentBitrate what Janus asks our side to send, in bit/s; for video only
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SlowLink(
            String media,
            @Json.Property("current-bitrate") @Nullable Long currentBitrate,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoCallEvent {}

    /**
     * The plugin refused something. Delivered as an event when it answers no request of this process.
     *
     * @param errorCode one of {@link VideoCallErrorCode}
     * @param error in words; null if Janus cut them in the middle of a character, and left them out
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Refused(int errorCode, @Nullable String error, @Json.Unmapped Map<String, Object> extra)
            implements VideoCallEvent {
        public Refused {
            error = error == null ? null : ErrorCode.text(error);
        }
    }

    /** An event this version does not know. */
    record Unknown(RawJson data, @Nullable Jsep jsep) implements VideoCallEvent {}
}
