// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.echotest;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the echo test plugin tells. {@code extra} holds members that this version does not know. */
public sealed interface EchoTestEvent {
    /**
     * The settings are taken.
     *
     * @param jsep the answer, if an offer came along
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Ok(@Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra) implements EchoTestEvent {}

    /** The PeerConnection is gone. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Done(@Json.Unmapped Map<String, Object> extra) implements EchoTestEvent {}

    /**
     * What comes back to us is losing packets.
     *
     * @param media {@code audio} or {@code video}
     * @param currentBitrate what Janus asks our side to send, in bit/s; for video only
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SlowLink(
            String media,
            @Json.Property("current-bitrate") @Nullable Long currentBitrate,
            @Json.Unmapped Map<String, Object> extra)
            implements EchoTestEvent {}

    /**
     * Another simulcast layer comes back. Janus 1.1.2 tells one of the two layers, later versions both.
     *
     * @param totTemporalLayers how many temporal layers there are; Janus 1.3.2 and later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SimulcastLayer(
            String videocodec,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Nullable Integer totTemporalLayers,
            @Json.Unmapped Map<String, Object> extra)
            implements EchoTestEvent {}

    /**
     * Another SVC layer comes back. Janus 1.1.4 and later.
     *
     * @param totSpatialLayers how many spatial layers there are; Janus 1.3.2 and later
     * @param totTemporalLayers how many temporal layers there are; Janus 1.3.2 and later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SvcLayer(
            String videocodec,
            @Nullable Integer spatialLayer,
            @Nullable Integer temporalLayer,
            @Nullable Integer totSpatialLayers,
            @Nullable Integer totTemporalLayers,
            @Json.Unmapped Map<String, Object> extra)
            implements EchoTestEvent {}

    /**
     * The plugin refused something. Delivered as an event when it answers no request of this process.
     *
     * @param errorCode one of {@link EchoTestErrorCode}
     * @param error in words; null if Janus cut them in the middle of a character, and left them out
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Refused(int errorCode, @Nullable String error, @Json.Unmapped Map<String, Object> extra)
            implements EchoTestEvent {
        public Refused {
            error = error == null ? null : ErrorCode.text(error);
        }
    }

    /** An event this version does not know. */
    record Unknown(RawJson data, @Nullable Jsep jsep) implements EchoTestEvent {}
}
