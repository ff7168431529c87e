// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.internal.log.Durations;
import dev.janusclient.message.Secret;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.transport.HttpLimits;
import dev.janusclient.transport.NetworkOptions;
import dev.janusclient.transport.ProxyServer;
import dev.janusclient.transport.Tls;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link JanusClient} behaves. Immutable; made with {@link #builder()}.
 *
 * @param apiSecret Janus's {@code api_secret}, if it has one
 * @param token gives the stored or signed token, if the server asks for one; see {@link Builder#token(Supplier)}
 * @param requestTimeout how long any answer may take; 10 seconds. A request that was acknowledged and not answered fails up to
 *     two such times later: it is found out whether another process has claimed the session
 * @param keepaliveInterval how long a session may be quiet; null takes a third of the smaller of the server's timeouts, and a
 *     longer one than that is shortened to it
 * @param connectTimeout how long an attempt to connect waits for the network: from name look-up to the end of the handshake, over a
 *     broker to Janus's first answer; 5 seconds. {@code janus-client-netty} counts it in 20 parts, and one part at most for whatever keeps
 *     its thread busy, such as loading classes in a JVM that has just been started: an attempt may fail later, and never earlier
 * @param pingInterval how long nothing may be heard before the WebSocket is pinged; 3 seconds, zero never pings
 * @param idleTimeout how long nothing may be heard, pings included, before the connection counts as lost; 9 seconds, zero
 *     means never
 * @param maxFrameBytes the largest frame let in; 16 MiB
 * @param maxMessageBytes the largest message let in, however many frames it comes in; 16 MiB
 * @param maxJsonDepth levels of nesting let in; 64
 * @param maxUndeliveredEvents how many events of a handle wait for a listener to be registered; 256
 * @param maxUndeliveredBytes how much may wait undelivered in the whole client, in bytes of memory (a message takes twice its text
 *     and some more): for slow listeners, and, with half of it at most, for listeners to be registered and for handles to be attached; a handle's first
 *     16 events are let in however much waits for others. Past it events are dropped and counted; 64 MiB
 * @param backlog what is done when listeners are slower than their events; drops the oldest of more than 10,000
 * @param callbackExecutor where futures complete and listeners run; null takes the workers that all clients of this JVM share, which
 *     also read the connections: a callback may block, and others go on after ten milliseconds at most. At most 256 listeners
 *     run at once; futures complete however many callbacks block. With {@code Runnable::run} callbacks run in the middle of
 *     reading, must be quick, and must not block
 * @param network TLS, proxy and headers; straight, trusting what the platform trusts
 * @param versionCheck whether requests newer than the server are refused before they are sent
 * @param recovery what is done when the connection is lost while sessions live on it
 * @param observer counts and times what the client does; none, if not given
 */
public record JanusClientOptions(
        @Nullable Secret apiSecret,
        @Nullable Supplier<Secret> token,
        Duration requestTimeout,
        @Nullable Duration keepaliveInterval,
        Duration connectTimeout,
        Duration pingInterval,
        Duration idleTimeout,
        int maxFrameBytes,
        int maxMessageBytes,
        int maxJsonDepth,
        int maxUndeliveredEvents,
        long maxUndeliveredBytes,
        Backlog backlog,
        @Nullable Executor callbackExecutor,
        NetworkOptions network,
        boolean versionCheck,
        RecoveryOptions recovery,
        ClientObserver observer) {

    public JanusClientOptions {
        positive("requestTimeout", requestTimeout);
        positive("connectTimeout", connectTimeout);
        if (keepaliveInterval != null) {
            positive("keepalive", keepaliveInterval);
        }
        notNegative("pingInterval", pingInterval);
        notNegative("idleTimeout", idleTimeout);
        if (!idleTimeout.isZero() && !pingInterval.isZero() && pingInterval.compareTo(idleTimeout) >= 0) {
            throw new IllegalArgumentException("pingInterval: " + Durations.text(pingInterval)
                    + " is not shorter than idleTimeout " + Durations.text(idleTimeout)
                    + "; a quiet connection would count as lost before it is asked");
        }
        positive("maxFrameBytes", maxFrameBytes);
        positive("maxMessageBytes", maxMessageBytes);
        positive("maxJsonDepth", maxJsonDepth);
        positive("maxUndeliveredEvents", maxUndeliveredEvents);
        positive("maxUndeliveredBytes", maxUndeliveredBytes);
    }

    /** All defaults. */
    public static JanusClientOptions defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with these options. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.apiSecret = apiSecret;
        copy.token = token;
        copy.requestTimeout = requestTimeout;
        copy.keepaliveInterval = keepaliveInterval;
        copy.connectTimeout = connectTimeout;
        copy.pingInterval = pingInterval;
        copy.idleTimeout = idleTimeout;
        copy.maxFrameBytes = maxFrameBytes;
        copy.maxMessageBytes = maxMessageBytes;
        copy.maxJsonDepth = maxJsonDepth;
        copy.maxUndeliveredEvents = maxUndeliveredEvents;
        copy.maxUndeliveredBytes = maxUndeliveredBytes;
        copy.backlog = backlog;
        copy.callbackExecutor = callbackExecutor;
        copy.network = network;
        copy.versionCheck = versionCheck;
        copy.recovery = recovery;
        copy.observer = observer;
        return copy;
    }

    private static void positive(String field, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(field + ": " + Durations.text(value) + " is not longer than zero");
        }
    }

    private static void notNegative(String field, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(field + ": " + Durations.text(value) + " is negative");
        }
    }

    private static void positive(String field, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(field + ": " + value + " is not greater than zero");
        }
    }

    /** The same token for ever. */
    record OneToken(Secret token) implements Supplier<Secret> {
        @Override
        public Secret get() {
            return token;
        }
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private @Nullable Secret apiSecret;
        private @Nullable Supplier<Secret> token;
        private Duration requestTimeout = Duration.ofSeconds(10);
        private @Nullable Duration keepaliveInterval;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration pingInterval = Duration.ofSeconds(3);
        private Duration idleTimeout = Duration.ofSeconds(9);
        private int maxFrameBytes = 16 << 20;
        private int maxMessageBytes = 16 << 20;
        private int maxJsonDepth = 64;
        private int maxUndeliveredEvents = 256;
        private long maxUndeliveredBytes = 64L << 20;
        private Backlog backlog = Backlog.DEFAULT;
        private @Nullable Executor callbackExecutor;
        private NetworkOptions network = NetworkOptions.DEFAULT;
        private boolean versionCheck = true;
        private RecoveryOptions recovery = RecoveryOptions.defaults();
        private ClientObserver observer = ClientObserver.NONE;

        private Builder() {}

        public Builder apiSecret(String apiSecret) {
            this.apiSecret = Secret.of(apiSecret);
            return this;
        }

        /** A stored token, or a signed one that is good for as long as the client lives. */
        public Builder token(String token) {
            return token(new OneToken(Secret.of(token)));
        }

        /**
         * A token that is renewed: every request, keepalive, claim and poll carries what the source gives at that moment, so
         * that no new connection is needed when one expires. Once an expired one is given, requests fail with
         * {@link dev.janusclient.error.JanusUnauthorizedException}, and go on as soon as there is a good one, if the session
         * still lives. If the source throws, the request fails with that.
         *
         * <p>Threading: asked on whatever thread sends, so it had better give what is at hand and renew that elsewhere. {@code
         * SignedToken.renewing} is such a source for whoever holds the key. One that blocks holds up the caller of a request, and
         * the keepalives of its own client; over HTTP it must not block, because the thread that polls asks it.
         */
        public Builder token(Supplier<Secret> source) {
            this.token = source;
            return this;
        }

        public Builder requestTimeout(Duration requestTimeout) {
            this.requestTimeout = requestTimeout;
            return this;
        }

        public Builder keepaliveInterval(Duration keepalive) {
            this.keepaliveInterval = keepalive;
            return this;
        }

        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = connectTimeout;
            return this;
        }

        public Builder pingInterval(Duration pingInterval) {
            this.pingInterval = pingInterval;
            return this;
        }

        public Builder idleTimeout(Duration idleTimeout) {
            this.idleTimeout = idleTimeout;
            return this;
        }

        public Builder maxFrameBytes(int maxFrameBytes) {
            this.maxFrameBytes = maxFrameBytes;
            return this;
        }

        public Builder maxMessageBytes(int maxMessageBytes) {
            this.maxMessageBytes = maxMessageBytes;
            return this;
        }

        public Builder maxJsonDepth(int maxJsonDepth) {
            this.maxJsonDepth = maxJsonDepth;
            return this;
        }

        public Builder maxUndeliveredEvents(int maxUndeliveredEvents) {
            this.maxUndeliveredEvents = maxUndeliveredEvents;
            return this;
        }

        public Builder maxUndeliveredBytes(long maxUndeliveredBytes) {
            this.maxUndeliveredBytes = maxUndeliveredBytes;
            return this;
        }

        public Builder backlog(Backlog backlog) {
            this.backlog = backlog;
            return this;
        }

        public Builder callbackExecutor(Executor executor) {
            this.callbackExecutor = executor;
            return this;
        }

        /** Trusted certificates and the client's own; the platform's and none, if not given. */
        public Builder tls(Tls tls) {
            network = network.withTls(tls);
            return this;
        }

        /** What to go through; straight, if not given. */
        public Builder proxy(ProxyServer proxy) {
            network = network.withProxy(proxy);
            return this;
        }

        /** Sent with every HTTP request, the WebSocket handshake included; the value is never printed. */
        public Builder header(String name, String value) {
            network = network.withHeader(name, value);
            return this;
        }

        /** How much an HTTP transport takes at once. */
        public Builder http(HttpLimits limits) {
            network = network.withHttp(limits);
            return this;
        }

        public Builder versionCheck(boolean versionCheck) {
            this.versionCheck = versionCheck;
            return this;
        }

        public Builder recovery(RecoveryOptions recovery) {
            this.recovery = recovery;
            return this;
        }

        /** Receives requests, events, connections and reclaims; {@code janus-client-micrometer} brings one. */
        public Builder observer(ClientObserver observer) {
            this.observer = observer;
            return this;
        }

        /**
         * Finishes the options.
         *
         * @throws IllegalArgumentException if a value makes no sense; the message names the field
         */
        public JanusClientOptions build() {
            return new JanusClientOptions(
                    apiSecret,
                    token,
                    requestTimeout,
                    keepaliveInterval,
                    connectTimeout,
                    pingInterval,
                    idleTimeout,
                    maxFrameBytes,
                    maxMessageBytes,
                    maxJsonDepth,
                    maxUndeliveredEvents,
                    maxUndeliveredBytes,
                    backlog,
                    callbackExecutor,
                    network,
                    versionCheck,
                    recovery,
                    observer);
        }
    }
}
