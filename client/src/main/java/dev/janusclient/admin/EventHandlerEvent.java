// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Janus tells its event handlers, of all sessions and whoever owns them. {@code extra} holds members that this version
 * does not know.
 */
public sealed interface EventHandlerEvent {
    /** Which server sent it, when, and about what. */
    Origin origin();

    /**
     * What every event says.
     *
     * @param emitter the server's name
     * @param type its kind: 1 session, 2 handle, 4 external, 8 jsep, 16 webrtc, 32 media, 64 plugin, 128 transport, 256 core
     * @param subtype tells webrtc, media and core events apart
     * @param timestamp microseconds since 1970, by the server's clock
     * @param sessionId null if it concerns no session
     * @param handleId null if it concerns no handle
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Origin(
            @Nullable String emitter,
            int type,
            @Nullable Integer subtype,
            long timestamp,
            @Nullable Long sessionId,
            @Nullable Long handleId,
            @Nullable String opaqueId,
            @Json.Unmapped Map<String, Object> extra) {
        /** When it was. */
        public Instant at() {
            return Instant.ofEpochSecond(
                    Math.floorDiv(timestamp, 1_000_000L), Math.floorMod(timestamp, 1_000_000L) * 1000L);
        }
    }

    /** A session was created. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SessionCreated(Origin origin, @Nullable Link transport, @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /**
     * A connection of a transport.
     *
     * @param transport for example {@code janus.transport.websockets}
     * @param id as in the events of {@link Transport}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Link(String transport, String id, @Json.Unmapped Map<String, Object> extra) {}

    /** A session was destroyed. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SessionDestroyed(Origin origin, @Json.Unmapped Map<String, Object> extra) implements EventHandlerEvent {}

    /** A session timed out. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SessionTimedOut(Origin origin, @Json.Unmapped Map<String, Object> extra) implements EventHandlerEvent {}

    /** A handle was attached. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record HandleAttached(
            Origin origin,
            String plugin,
            @Nullable String opaqueId,
            @Nullable Secret token,
            @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /** A handle was detached. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record HandleDetached(
            Origin origin,
            String plugin,
            @Nullable String opaqueId,
            @Nullable Secret token,
            @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /** What a client sent through the admin API ({@link JanusAdmin#customEvent}). */
    @Json(naming = Json.Naming.LowerUnderscore)
    record External(Origin origin, String schema, RawJson data, @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /**
     * A description went by.
     *
     * @param owner {@code local} if Janus made it, {@code remote} if the other side did
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Description(Origin origin, String owner, Jsep jsep, @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /** How the sides reach each other has changed: {@code gathering}, {@code connecting}, {@code connected}, {@code ready}, {@code failed}. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record IceState(
            Origin origin,
            String ice,
            @Nullable Integer streamId,
            @Nullable Integer componentId,
            @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /** An address of Janus. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record LocalCandidate(
            Origin origin,
            @Json.Property("local-candidate") String candidate,
            @Nullable Integer streamId,
            @Nullable Integer componentId,
            @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /** An address of the other side. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RemoteCandidate(
            Origin origin,
            @Json.Property("remote-candidate") String candidate,
            @Nullable Integer streamId,
            @Nullable Integer componentId,
            @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /**
     * The addresses that are used.
     *
     * @param candidates both of them taken apart
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SelectedPair(
            Origin origin,
            @Json.Property("selected-pair") String selectedPair,
            @Nullable RawJson candidates,
            @Nullable Integer streamId,
            @Nullable Integer componentId,
            @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /** The encryption is being negotiated ({@code trying}), is there ({@code connected}), or {@code failed}. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record DtlsState(
            Origin origin,
            String dtls,
            @Nullable Integer streamId,
            @Nullable Integer componentId,
            @Nullable Integer retransmissions,
            @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /**
     * A PeerConnection is up ({@code webrtcup}) or gone ({@code hangup}).
     *
     * @param reason why it is gone
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record ConnectionState(
            Origin origin, String connection, @Nullable String reason, @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /**
     * Media arrives, or does not any more.
     *
     * @param media {@code audio} or {@code video}
     * @param substream the simulcast layer
     * @param seconds how long nothing has arrived
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record MediaState(
            Origin origin,
            @Nullable String mid,
            @Nullable Integer mindex,
            String media,
            @Nullable Integer substream,
            boolean receiving,
            @Nullable Integer seconds,
            @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /**
     * Packets are being lost.
     *
     * @param slowLink {@code uplink} if it is what Janus gets, {@code downlink} if it is what it sends
     * @param lostLastsec how many in the last second
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SlowLink(
            Origin origin,
            @Nullable String mid,
            @Nullable Integer mindex,
            String media,
            String slowLink,
            @Nullable Integer lostLastsec,
            @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /**
     * Numbers of one stream, every second unless the server is configured otherwise. Which members are there depends on the
     * medium: data channels have packets and bytes only.
     *
     * @param media {@code audio}, {@code video}, {@code video-sim1}, {@code video-sim2} or {@code data}
     * @param base the clock rate
     * @param rtt round-trip time in milliseconds
     * @param rttValues what it was computed from
     * @param inLinkQuality 0 to 100
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record MediaStats(
            Origin origin,
            @Nullable String mid,
            @Nullable Integer mindex,
            String media,
            @Nullable String codec,
            @Nullable Long base,
            @Nullable Long rtt,
            @Json.Property("rtt-values") @Nullable RawJson rttValues,
            @Nullable Long lost,
            @Json.Property("lost-by-remote") @Nullable Long lostByRemote,
            @Json.Property("jitter-local") @Nullable Long jitterLocal,
            @Json.Property("jitter-remote") @Nullable Long jitterRemote,
            @Json.Property("in-link-quality") @Nullable Long inLinkQuality,
            @Json.Property("in-media-link-quality") @Nullable Long inMediaLinkQuality,
            @Json.Property("out-link-quality") @Nullable Long outLinkQuality,
            @Json.Property("out-media-link-quality") @Nullable Long outMediaLinkQuality,
            @Json.Property("packets-received") @Nullable Long packetsReceived,
            @Json.Property("packets-sent") @Nullable Long packetsSent,
            @Json.Property("bytes-received") @Nullable Long bytesReceived,
            @Json.Property("bytes-sent") @Nullable Long bytesSent,
            @Json.Property("bytes-received-lastsec") @Nullable Long bytesReceivedLastsec,
            @Json.Property("bytes-sent-lastsec") @Nullable Long bytesSentLastsec,
            @Json.Property("nacks-received") @Nullable Long nacksReceived,
            @Json.Property("nacks-sent") @Nullable Long nacksSent,
            @Json.Property("retransmissions-received") @Nullable Long retransmissionsReceived,
            @Json.Property("remb-bitrate") @Nullable Long rembBitrate,
            @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /**
     * What a plugin tells.
     *
     * @param data different for every plugin
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Plugin(Origin origin, String plugin, RawJson data, @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /**
     * What a transport tells of a connection.
     *
     * @param transport for example {@code janus.transport.websockets}
     * @param id the connection, as in {@link SessionCreated}
     * @param data its {@code event} is {@code connected}, {@code disconnected} or {@code request}, with where from
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Transport(Origin origin, String transport, String id, RawJson data, @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /**
     * The server began to run ({@code started}) or was changed ({@code update}).
     *
     * @param info what it says of itself, or what was changed
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record ServerStatus(Origin origin, String status, @Nullable RawJson info, @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /** The server ends. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record ServerShutdown(
            Origin origin, @Nullable String status, @Nullable Integer signum, @Json.Unmapped Map<String, Object> extra)
            implements EventHandlerEvent {}

    /**
     * An event this version does not know, or one that lacks what it should have.
     *
     * @param event what is reported; the whole, with its envelope, if something else is in its place
     */
    record Unknown(Origin origin, RawJson event) implements EventHandlerEvent {}
}
