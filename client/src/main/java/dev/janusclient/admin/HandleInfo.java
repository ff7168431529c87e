// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything Janus tells of a handle. Points in time are microseconds of the server's own clock, which began at no
 * particular time: compare them with {@code currentTime}.
 *
 * @param sessionLastActivity when the session last spoke
 * @param sessionTimeout seconds the session may be quiet
 * @param sessionTransport where its owner is or was, for example {@code janus.transport.websockets}
 * @param token the token it was attached with
 * @param loopRunning whether its thread runs
 * @param plugin null while it is being attached or detached
 * @param pluginSpecific what the plugin tells of it; different for every plugin, {@link RawJson#as} makes it a record
 * @param flags null if only the plugin was asked for, as everything below it
 * @param iceMode {@code full} or {@code lite}; null without a PeerConnection, as everything that concerns it
 * @param iceRole {@code controlling} or {@code controlled}
 * @param pendingTrickles candidates that came before the description they belong to
 * @param queuedPackets packets that wait to be sent
 * @param text2pcapFile where packets are written as text, if they are
 * @param pcapFile where packets are written, if they are
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record HandleInfo(
        long sessionId,
        long sessionLastActivity,
        int sessionTimeout,
        @Nullable String sessionTransport,
        long handleId,
        @Nullable String opaqueId,
        @Nullable Secret token,
        @Json.Property("loop-running") boolean loopRunning,
        long created,
        long currentTime,
        @Nullable String plugin,
        @Nullable RawJson pluginSpecific,
        @Nullable Flags flags,
        @Json.Property("agent-created") @Nullable Long agentCreated,
        @Json.Property("agent-started") @Nullable Long agentStarted,
        @Json.Property("ice-mode") @Nullable String iceMode,
        @Json.Property("ice-role") @Nullable String iceRole,
        @Nullable Sdps sdps,
        @Json.Property("pending-trickles") @Nullable Integer pendingTrickles,
        @Json.Property("queued-packets") @Nullable Integer queuedPackets,
        @Json.Property("dump-to-text2pcap") boolean dumpToText2pcap,
        @Json.Property("text2pcap-file") @Nullable String text2pcapFile,
        @Json.Property("dump-to-pcap") boolean dumpToPcap,
        @Json.Property("pcap-file") @Nullable String pcapFile,
        @Nullable PeerConnection webrtc,
        @Json.Unmapped Map<String, Object> extra) {

    /** Where a handle is in its negotiation, as the server's source names it. */
    @Json(naming = Json.Naming.LowerUnderscore)
    public record Flags(
            @Json.Property("got-offer") boolean gotOffer,
            @Json.Property("got-answer") boolean gotAnswer,
            boolean negotiated,
            @Json.Property("processing-offer") boolean processingOffer,
            boolean starting,
            @Json.Property("ice-restart") boolean iceRestart,
            boolean ready,
            boolean stopped,
            boolean alert,
            boolean trickle,
            @Json.Property("all-trickles") boolean allTrickles,
            @Json.Property("resend-trickles") boolean resendTrickles,
            @Json.Property("trickle-synced") boolean trickleSynced,
            @Json.Property("data-channels") boolean dataChannels,
            @Json.Property("has-audio") boolean hasAudio,
            @Json.Property("has-video") boolean hasVideo,
            @Json.Property("new-datachan-sdp") boolean newDatachanSdp,
            @Json.Property("rfc4588-rtx") boolean rfc4588Rtx,
            boolean cleaning,
            boolean e2ee,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * The handle's descriptions.
     *
     * @param profile the media profile, for example {@code UDP/TLS/RTP/SAVPF}
     * @param local what Janus said last: the offer or answer, as its owner got it
     * @param remote what the other side said last
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    public record Sdps(
            @Nullable String profile,
            @Nullable String local,
            @Nullable String remote,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * A PeerConnection.
     *
     * @param extensions RTP header extensions by URI
     * @param media by mid
     * @param tooLarge packets that were larger than the MTU; Janus 1.4.1 and later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    public record PeerConnection(
            Ice ice,
            Dtls dtls,
            Map<String, Integer> extensions,
            Bwe bwe,
            @Json.Property("too-large") @Nullable Long tooLarge,
            Map<String, Medium> media,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * How the sides reach each other.
     *
     * @param state {@code gathering}, {@code connecting}, {@code connected}, {@code ready}, {@code failed}, …
     * @param selectedPair the addresses in use
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    public record Ice(
            @Nullable Integer streamId,
            @Nullable Integer componentId,
            @Nullable String state,
            @Nullable Long gathered,
            @Json.Property("failed-detected") @Nullable Long failedDetected,
            @Json.Property("icetimer-started") @Nullable Boolean icetimerStarted,
            @Nullable Long connected,
            @Json.Property("local-candidates") @Nullable List<String> localCandidates,
            @Json.Property("remote-candidates") @Nullable List<String> remoteCandidates,
            @Json.Property("selected-pair") @Nullable String selectedPair,
            @Nullable RawJson ready,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * How the media is encrypted.
     *
     * @param dtlsState {@code created}, {@code trying}, {@code connected} or {@code failed}
     * @param stats packets and bytes, {@code in} and {@code out}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    public record Dtls(
            @Nullable String fingerprint,
            @Json.Property("remote-fingerprint") @Nullable String remoteFingerprint,
            @Json.Property("remote-fingerprint-hash") @Nullable String remoteFingerprintHash,
            @Json.Property("dtls-role") @Nullable String dtlsRole,
            @Json.Property("dtls-state") @Nullable String dtlsState,
            @Nullable Integer retransmissions,
            @Nullable Boolean valid,
            @Json.Property("srtp-profile") @Nullable String srtpProfile,
            @Nullable RawJson ready,
            @Json.Property("handshake-started") @Nullable Long handshakeStarted,
            @Nullable Long connected,
            @Json.Property("sctp-association") @Nullable Boolean sctpAssociation,
            @Nullable RawJson stats,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * Bandwidth estimation.
     *
     * @param twcc whether transport-wide congestion control was negotiated
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    public record Bwe(
            boolean twcc,
            @Json.Property("twcc-ext-id") @Nullable Integer twccExtId,
            @Json.Unmapped Map<String, Object> extra) {}

    /**
     * One stream, an m-line of the description.
     *
     * @param type {@code audio}, {@code video} or {@code data}
     * @param mindex its place in the description
     * @param doNacks whether lost packets are asked for
     * @param nackQueueMs how long sent packets are kept for retransmissions
     * @param ssrc the sources of both sides, by what they carry
     * @param rtcp what RTCP reports say, by source ({@code main}, {@code sim1}, {@code sim2})
     * @param stats packets and bytes, {@code in} and {@code out}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    public record Medium(
            String type,
            int mindex,
            String mid,
            @Nullable RawJson msid,
            @Nullable Boolean doNacks,
            @Json.Property("nack-queue-ms") @Nullable Integer nackQueueMs,
            @Nullable RawJson ssrc,
            @Json.Property("rid-simulcast") @Nullable RawJson ridSimulcast,
            @Nullable Direction direction,
            @Nullable RawJson codecs,
            @Nullable RawJson rtcp,
            @Nullable RawJson stats,
            @Json.Unmapped Map<String, Object> extra) {}

    /** Which way media may go, seen from Janus. */
    @Json(naming = Json.Naming.LowerUnderscore)
    public record Direction(boolean send, boolean recv, @Json.Unmapped Map<String, Object> extra) {}
}
