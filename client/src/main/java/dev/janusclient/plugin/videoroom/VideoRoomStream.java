// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A media stream of a room, as whoever asks sees it. The members that are null are those Janus leaves out.
 */
public sealed interface VideoRoomStream {
    /** What it carries: {@code audio}, {@code video} or {@code data}. */
    String type();

    /** Its name in the SDP. */
    String mid();

    /**
     * A stream as a publisher offers it to others.
     *
     * @param type {@code audio}, {@code video} or {@code data}
     * @param mindex its place in the SDP
     * @param mid its name in the SDP
     * @param disabled whether it is not there any more; only the first three members count then
     * @param description the publisher's text for it
     * @param talking null if Janus does not listen for it
     * @param moderated whether a moderator silenced it
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Published(
            String type,
            int mindex,
            String mid,
            boolean disabled,
            @Nullable String description,
            @Nullable String codec,
            boolean stereo,
            boolean fec,
            boolean dtx,
            @Nullable Boolean talking,
            @Nullable String h264Profile,
            @Nullable String vp9Profile,
            boolean moderated,
            boolean simulcast,
            boolean svc,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomStream {}

    /**
     * A publisher's stream, as the publisher itself receives it.
     *
     * @param type {@code audio}, {@code video} or {@code data}
     * @param mindex its place in the SDP
     * @param mid its name in the SDP
     * @param disabled whether it is not there any more
     * @param audiolevelExtId the RTP extension's id; {@code videoorientExtId} and {@code playoutdelayExtId} alike
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Own(
            String type,
            int mindex,
            String mid,
            boolean disabled,
            @Nullable String description,
            @Nullable String codec,
            boolean stereo,
            boolean fec,
            boolean dtx,
            @Nullable String h264Profile,
            @Nullable String vp9Profile,
            boolean simulcast,
            boolean svc,
            @Nullable Integer audiolevelExtId,
            @Nullable Integer videoorientExtId,
            @Nullable Integer playoutdelayExtId,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomStream {}

    /**
     * A stream of a subscription.
     *
     * @param type {@code audio}, {@code video} or {@code data}
     * @param mindex its place in the SDP
     * @param mid its name in the SDP
     * @param active false for a place that waits to be used again
     * @param crossrefid the name it was asked for with
     * @param ready whether it is negotiated
     * @param send whether it is relayed
     * @param sources for data: how many publishers share it, {@code sourceIds} which
     * @param feedId the publisher
     * @param feedMid the publisher's mid of it
     * @param feedMetadata Janus 1.4.1 and later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Subscribed(
            String type,
            boolean active,
            int mindex,
            String mid,
            @Nullable String crossrefid,
            boolean ready,
            boolean send,
            @Nullable Integer sources,
            @Nullable List<JanusId> sourceIds,
            @Nullable JanusId feedId,
            @Nullable String feedDisplay,
            @Nullable RawJson feedMetadata,
            @Nullable String feedMid,
            @Nullable String feedDescription,
            @Nullable String codec,
            @Json.Property("h264-profile") @Nullable String h264Profile,
            @Json.Property("vp9-profile") @Nullable String vp9Profile,
            @Json.Property("playout-delay") @Nullable PlayoutDelay playoutDelay,
            @Nullable Simulcast simulcast,
            @Nullable Svc svc,
            @Json.Unmapped Map<String, Object> extra)
            implements VideoRoomStream {}

    /** Playout delay in ms. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record PlayoutDelay(
            @Json.Property("min-delay") int minDelay,
            @Json.Property("max-delay") int maxDelay,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * The simulcast layers that are received, and those that were asked for.
     *
     * @param fallback microseconds without packets after which a lower substream is taken
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Simulcast(
            int substream,
            @Json.Property("substream-target") int substreamTarget,
            @Json.Property("temporal-layer") int temporalLayer,
            @Json.Property("temporal-layer-target") int temporalLayerTarget,
            @Nullable Long fallback,
            @Json.Unmapped Map<String, Object> extra) {}

    /** The SVC layers that are received, and those that were asked for. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Svc(
            @Json.Property("spatial-layer") int spatialLayer,
            @Json.Property("target-spatial-layer") int targetSpatialLayer,
            @Json.Property("temporal-layer") int temporalLayer,
            @Json.Property("target-temporal-layer") int targetTemporalLayer,
            @Json.Unmapped Map<String, Object> extra) {}
}
