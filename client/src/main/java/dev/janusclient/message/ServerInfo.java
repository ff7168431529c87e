// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import io.avaje.jsonb.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Janus server says of itself ({@code info}). A null, or an empty version or name, means that the server did not say:
 * too old, hidden, or a proxy.
 *
 * @param versionString the version, for example {@code 1.1.2}
 * @param serverName the name from the server's configuration; tickets carry it
 * @param sessionTimeout seconds of silence after which a session ends; 0 means never, and so does what is negative
 * @param reclaimSessionTimeout seconds for which a session outlives its connection; 0, and what is negative, means that it
 *     dies with it
 * @param extra what a newer server says beyond that
 */
@Json
public record ServerInfo(
        String name,
        int version,
        @Json.Property("version_string") String versionString,
        @Nullable String author,
        @Json.Property("commit-hash") @Nullable String commitHash,
        @Json.Property("compile-time") @Nullable String compileTime,
        @Json.Property("log-to-stdout") @Nullable Boolean logToStdout,
        @Json.Property("log-to-file") @Nullable Boolean logToFile,
        @Json.Property("log-path") @Nullable String logPath,
        @Json.Property("data_channels") @Nullable Boolean dataChannels,
        @Json.Property("accepting-new-sessions") @Nullable Boolean acceptingNewSessions,
        @Json.Property("session-timeout") int sessionTimeout,
        @Json.Property("reclaim-session-timeout") int reclaimSessionTimeout,
        @Json.Property("candidates-timeout") @Nullable Integer candidatesTimeout,
        @Json.Property("server-name") String serverName,
        @Json.Property("local-ip") @Nullable String localIp,
        @Json.Property("public-ip") @Nullable String publicIp,
        @Json.Property("public-ips") @Nullable List<String> publicIps,
        @Nullable Boolean ipv6,
        @Json.Property("ipv6-link-local") @Nullable Boolean ipv6LinkLocal,
        @Json.Property("ice-lite") @Nullable Boolean iceLite,
        @Json.Property("ice-tcp") @Nullable Boolean iceTcp,
        @Json.Property("ice-nomination") @Nullable String iceNomination,
        @Json.Property("ice-consent-freshness") @Nullable Boolean iceConsentFreshness,
        @Json.Property("ice-keepalive-conncheck") @Nullable Boolean iceKeepaliveConncheck,
        @Json.Property("hangup-on-failed") @Nullable Boolean hangupOnFailed,
        @Json.Property("full-trickle") @Nullable Boolean fullTrickle,
        @Json.Property("mdns-enabled") @Nullable Boolean mdnsEnabled,
        @Json.Property("min-nack-queue") @Nullable Integer minNackQueue,
        @Json.Property("nack-optimizations") @Nullable Boolean nackOptimizations,
        @Json.Property("twcc-period") @Nullable Integer twccPeriod,
        @Nullable Integer dscp,
        @Json.Property("dtls-mtu") @Nullable Integer dtlsMtu,
        @Json.Property("stun-server") @Nullable String stunServer,
        @Json.Property("turn-server") @Nullable String turnServer,
        @Json.Property("allow-force-relay") @Nullable Boolean allowForceRelay,
        @Json.Property("static-event-loops") @Nullable Integer staticEventLoops,
        @Json.Property("loop-indication") @Nullable Boolean loopIndication,
        @Json.Property("api_secret") @Nullable Boolean apiSecret,
        @Json.Property("auth_token") @Nullable Boolean authToken,
        @Json.Property("event_handlers") @Nullable Boolean eventHandlers,
        @Json.Property("opaqueid_in_api") @Nullable Boolean opaqueidInApi,
        @Json.Property("webrtc_encryption") @Nullable Boolean webrtcEncryption,
        @Nullable Map<String, String> dependencies,
        @Nullable Map<String, Module> transports,
        @Nullable Map<String, Module> events,
        @Nullable Map<String, Module> loggers,
        @Nullable Map<String, Module> plugins,
        @Json.Unmapped Map<String, Object> extra) {
    /** A plugin, transport, event handler or logger that is loaded. */
    @Json
    public record Module(
            String name,
            @Nullable String author,
            @Nullable String description,
            @Json.Property("version_string") @Nullable String versionString,
            @Nullable Integer version,
            @Json.Unmapped Map<String, Object> extra) {}

    public ServerInfo {
        versionString = versionString == null ? "" : versionString;
        serverName = serverName == null ? "" : serverName;
        // No server means a time before now; a negative interval would be no interval.
        sessionTimeout = Math.max(0, sessionTimeout);
        reclaimSessionTimeout = Math.max(0, reclaimSessionTimeout);
    }

    /** A server that said nothing of itself. */
    public static final ServerInfo UNKNOWN = RawJson.of("{}").as(ServerInfo.class);

    /** Whether it said its version, as every Janus does; if not, its timeouts are not known either. */
    public boolean versionKnown() {
        return !versionString.isEmpty();
    }

    /** Whether it may be the server of a name: it is, or one of the two names is not known. */
    public boolean mayBe(String name) {
        return name.isEmpty() || serverName.isEmpty() || name.equals(serverName);
    }

    /** Whether a session outlives its connection at all. */
    public boolean reclaimEnabled() {
        return reclaimSessionTimeout > 0;
    }

    /**
     * How long a session may be quiet: a third of the smaller of both timeouts, because both run from the last activity
     * and not from the loss of the connection. 25 seconds if the server has neither.
     */
    public Duration maxKeepaliveInterval() {
        int smaller = Math.min(orNever(sessionTimeout), orNever(reclaimSessionTimeout));
        return smaller == Integer.MAX_VALUE ? Duration.ofSeconds(25) : Duration.ofMillis(smaller * 1000L / 3);
    }

    /**
     * How long a session certainly lives on after its owner was last known to be there: the smaller of both timeouts, less
     * the longest its owner may have been quiet before, and less 2 seconds because some versions end a session that much
     * early (measured on 1.4.1).
     */
    public Duration guaranteedReclaimWindow() {
        return guaranteedReclaimWindow(maxKeepaliveInterval());
    }

    /** As {@link #guaranteedReclaimWindow()}, of an owner that was never quiet for longer than a time. */
    public Duration guaranteedReclaimWindow(Duration keepaliveInterval) {
        int smaller = Math.min(orNever(sessionTimeout), orNever(reclaimSessionTimeout));
        Duration whole = Duration.ofSeconds(smaller == Integer.MAX_VALUE ? 0 : smaller);
        Duration rest = whole.minus(keepaliveInterval).minusSeconds(2);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    /**
     * How long a session without activity can be there at most: the larger of both timeouts and the 4 seconds that two
     * rounds of the server's clock take; 5 minutes if it keeps sessions for ever.
     */
    public Duration maxReclaimWindow() {
        return sessionTimeout == 0
                ? Duration.ofMinutes(5)
                : Duration.ofSeconds(Math.max(sessionTimeout, reclaimSessionTimeout) + 4L);
    }

    private static int orNever(int seconds) {
        return seconds == 0 ? Integer.MAX_VALUE : seconds;
    }
}
