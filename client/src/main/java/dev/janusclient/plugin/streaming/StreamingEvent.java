// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the Streaming plugin tells. {@code extra} has the members that this version does not know. Answers to asynchronous
 * requests are events too.
 */
public sealed interface StreamingEvent {
    /** What answers {@code watch}: an offer, or an answer if there was an offer. */
    sealed interface WatchReply extends StreamingEvent {
        /** Janus's description. */
        @Nullable Jsep jsep();
    }

    /** What answers {@code start}. */
    sealed interface StartReply extends StreamingEvent {}

    /** What answers {@code stop}. */
    sealed interface StopReply extends StreamingEvent {}

    /**
     * The mountpoint can be watched.
     *
     * @param jsep Janus's offer, to be answered with {@code start}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Preparing(@Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra) implements WatchReply {}

    /**
     * What is watched changes.
     *
     * @param jsep Janus's offer, to be answered with {@code start}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Updating(@Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra) implements WatchReply {}

    /**
     * The PeerConnection is being made.
     *
     * @param jsep Janus's answer, if {@code watch} came with an offer
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Starting(@Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra) implements WatchReply, StartReply {}

    /** Media flows. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Started(@Json.Unmapped Map<String, Object> extra) implements StartReply {}

    /** Media stops until {@code start}. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Pausing(@Json.Unmapped Map<String, Object> extra) implements StreamingEvent {}

    /** The PeerConnection is being taken down. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Stopping(@Json.Unmapped Map<String, Object> extra) implements StopReply {}

    /** There was no media to stop; an offer that waits for our answer goes on waiting. Janus 1.3.1 and later. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Idle(@Json.Unmapped Map<String, Object> extra) implements StopReply {}

    /** The mountpoint is gone. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Stopped(@Json.Unmapped Map<String, Object> extra) implements StreamingEvent {}

    /** All viewers were sent away. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record KickedAll(@Json.Unmapped Map<String, Object> extra) implements StreamingEvent {}

    /** What we are sent was changed. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Configured(@Json.Unmapped Map<String, Object> extra) implements StreamingEvent {}

    /** Another mountpoint is watched. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Switched(JanusId id, @Json.Unmapped Map<String, Object> extra) implements StreamingEvent {}

    /**
     * A layer of a simulcast stream is sent.
     *
     * @param mid null in the answer to {@code configure}
     * @param substream the quality; null if it is the same
     * @param temporal the frame rate; null if it is the same
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SimulcastLayer(
            @Nullable String mid,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Json.Unmapped Map<String, Object> extra)
            implements StreamingEvent {}

    /**
     * A layer of an SVC stream is sent.
     *
     * @param mid null in the answer to {@code configure}
     * @param spatialLayer the quality; null if it is the same
     * @param temporalLayer the frame rate; null if it is the same
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SvcLayer(
            @Nullable String mid,
            @Nullable Integer spatialLayer,
            @Nullable Integer temporalLayer,
            @Json.Unmapped Map<String, Object> extra)
            implements StreamingEvent {}

    /** The mountpoint was changed. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Edited(JanusId id, @Nullable String metadata, @Json.Unmapped Map<String, Object> extra)
            implements StreamingEvent {}

    /** The RTSP server is lost. Janus 1.3.3 and later. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RtspDisconnected(JanusId id, @Json.Unmapped Map<String, Object> extra) implements StreamingEvent {}

    /** The RTSP server is back. Janus 1.3.3 and later. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RtspReconnected(JanusId id, @Json.Unmapped Map<String, Object> extra) implements StreamingEvent {}

    /**
     * A request was refused; its future failed with the same.
     *
     * @param errorCode see {@link StreamingErrorCode}
     * @param error in words; null if Janus cut them in the middle of a character, and left them out
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Refused(int errorCode, @Nullable String error, @Json.Unmapped Map<String, Object> extra)
            implements StreamingEvent {
        public Refused {
            error = error == null ? null : ErrorCode.text(error);
        }
    }

    /** An event that this version does not know. */
    record Unknown(RawJson data, @Nullable Jsep jsep) implements StreamingEvent {}
}
