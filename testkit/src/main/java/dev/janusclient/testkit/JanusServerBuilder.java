// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a {@link JanusServer} is started with. Not thread-safe; one builder may start several servers. */
public final class JanusServerBuilder {
    Supplier<JanusInstallation> installation = JanusInstallation::find;
    final JanusConfig extra = new JanusConfig();
    final Set<String> eventHandlers = new LinkedHashSet<>();
    final Set<String> transports = new LinkedHashSet<>(List.of("websockets"));

    final BrokerTransports brokers = new BrokerTransports();

    @Nullable Set<String> plugins;

    @Nullable Path recordings;

    @Nullable SelfSigned certificate;

    String address = "127.0.0.1";
    Duration startTimeout = Duration.ofSeconds(60);
    String unixSocketType = "SOCK_SEQPACKET";
    boolean admin;
    boolean adminHttp;

    JanusServerBuilder() {}

    /**
     * Which Janus to start: program, modules and scripts all from below this prefix, for example {@code /opt/janus}.
     * Default: the environment's {@code JANUS_HOME}, which is a prefix or the word {@code embedded}, else the {@code janus}
     * in the path. A prefix without a Janus, or with parts of several versions, fails the start.
     */
    public JanusServerBuilder installation(Path prefix) {
        installation = () -> JanusInstallation.at(prefix);
        return this;
    }

    /**
     * Starts a Janus that need not be installed: Debian 12's 1.1.2 and its libraries, which {@code apt-get} fetches into
     * the user's cache the first time (55 MB, without root; signatures are checked). Needs Linux with glibc 2.36 or later,
     * {@code apt-get}, {@code dpkg-deb} and Debian's archive keys; what is missing is said by the start that fails.
     */
    public JanusServerBuilder embedded() {
        installation = JanusInstallation::embedded;
        return this;
    }

    /** Every request but {@code info} and {@code ping} must carry this secret. */
    public JanusServerBuilder apiSecret(String secret) {
        return set("janus.jcfg", "general", "api_secret", secret);
    }

    /** Requests must carry a token that was added through the admin API. */
    public JanusServerBuilder tokenAuth() {
        // Janus does not start with stored tokens and no way to store one.
        admin = true;
        return set("janus.jcfg", "general", "token_auth", true);
    }

    /** Requests must carry a token signed with this secret (HMAC-SHA1). */
    public JanusServerBuilder signedTokens(String secret) {
        return tokenAuth().set("janus.jcfg", "general", "token_auth_secret", secret);
    }

    /** Opens the admin API on a WebSocket of its own. */
    public JanusServerBuilder adminSecret(String secret) {
        admin = true;
        return set("janus.jcfg", "general", "admin_secret", secret);
    }

    /** How long a session lives without a request, in seconds; Janus's default is 60, 0 means for ever. */
    public JanusServerBuilder sessionTimeout(int seconds) {
        return set("janus.jcfg", "general", "session_timeout", seconds);
    }

    /** How long a session waits for a claim once its transport is gone, in seconds; Janus's default is 0, not at all. */
    public JanusServerBuilder reclaimSessionTimeout(int seconds) {
        return set("janus.jcfg", "general", "reclaim_session_timeout", seconds);
    }

    /** Loads these plugins only, by short name, for example {@code "sip", "echotest"}. Default: all installed. */
    public JanusServerBuilder plugins(String... names) {
        plugins = new LinkedHashSet<>(List.of(names));
        return this;
    }

    /** Identifiers of these plugins are strings: audiobridge, streaming, textroom, videoroom. */
    public JanusServerBuilder stringIds(String... plugins) {
        for (String plugin : plugins) {
            set("janus.plugin." + plugin + ".jcfg", "general", "string_ids", true);
        }
        return this;
    }

    /** Where recordplay and voicemail keep files. Default: a folder that is deleted with the server. */
    public JanusServerBuilder recordings(Path folder) {
        recordings = folder;
        return this;
    }

    /** Adds plain HTTP, with the admin API on a second port if there is an admin secret. */
    public JanusServerBuilder http() {
        transports.add("http");
        adminHttp = true;
        return this;
    }

    /** Opens each WebSocket and HTTP port a second time with TLS, showing this certificate. */
    public JanusServerBuilder tls(SelfSigned shown) {
        certificate = shown;
        return this;
    }

    /** Adds a Unix socket of type {@code SOCK_SEQPACKET}, and one for the admin API if there is an admin secret. */
    public JanusServerBuilder unixSocket() {
        transports.add("pfunix");
        return this;
    }

    /** Like {@link #unixSocket()}, with {@code SOCK_DGRAM} sockets. */
    public JanusServerBuilder unixDatagramSocket() {
        unixSocketType = "SOCK_DGRAM";
        return unixSocket();
    }

    /** Adds RabbitMQ, where all that Janus says goes to one queue, as is Janus's default: for a single client. */
    public JanusServerBuilder rabbitMq(RabbitMq broker) {
        transports.add("rabbitmq");
        brokers.rabbitMq = broker;
        return this;
    }

    /** Like {@link #rabbitMq}, but what Janus says goes to an exchange, where each client has a queue of its own. */
    public JanusServerBuilder rabbitMqWithExchange(RabbitMq broker) {
        brokers.exchange = true;
        return rabbitMq(broker);
    }

    /**
     * Adds MQTT, also for the admin API if there is an admin secret.
     *
     * @param version what Janus itself speaks to the broker: {@code "3.1.1"} or {@code "5"}
     */
    public JanusServerBuilder mqtt(Mosquitto broker, String version) {
        transports.add("mqtt");
        brokers.mosquitto = broker;
        brokers.mqttVersion = version;
        return this;
    }

    /** Adds a transport this builder knows nothing about, for example {@code nanomsg}; configure it with {@link #set}. */
    public JanusServerBuilder transport(String name) {
        transports.add(name);
        return this;
    }

    /**
     * Switches an event handler on.
     *
     * @param name the word before {@code evh}, for example {@code sample}
     * @param config the whole of its jcfg file
     */
    public JanusServerBuilder eventHandler(String name, String config) {
        eventHandlers.add(name);
        return append("janus.eventhandler." + name + "evh.jcfg", config);
    }

    /** Candidates of Janus come as trickle events instead of inside its SDP. */
    public JanusServerBuilder fullTrickle() {
        return set("janus.jcfg", "nat", "full_trickle", true);
    }

    /** How much Janus logs, 0 to 7; default 4. */
    public JanusServerBuilder logLevel(int level) {
        return set("janus.jcfg", "general", "debug_level", level);
    }

    /** Where the signalling listens; default 127.0.0.1. With an IPv6 address its WebSockets listen everywhere. */
    public JanusServerBuilder address(String ip) {
        address = ip;
        return this;
    }

    /** Ports for media, both included: the first half for PeerConnections, the rest for the SIP and NoSIP plugins. */
    public JanusServerBuilder rtpPorts(int from, int to) {
        JanusServer.mediaPorts(extra, from, to);
        return this;
    }

    /** How long to wait for the first {@code info}; default a minute. */
    public JanusServerBuilder startTimeout(Duration atMost) {
        startTimeout = atMost;
        return this;
    }

    /** Sets any item of any configuration file, for example {@code ("janus.plugin.sip.jcfg", "general", "register_ttl", 60)}. */
    public JanusServerBuilder set(String file, String section, String key, Object value) {
        extra.set(file, section, key, value);
        return this;
    }

    /** Adds text to the end of a configuration file, for example a room. It must not repeat a section that is set here. */
    public JanusServerBuilder append(String file, String text) {
        extra.append(file, text);
        return this;
    }

    /**
     * Starts Janus and returns once it answers.
     *
     * @throws IllegalStateException if it does not, with the tail of its log, or if there is no Janus to start
     */
    public JanusServer start() {
        return JanusServer.launch(this);
    }
}
