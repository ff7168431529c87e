// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The real Janus gateway with a configuration folder, ports and a name of its own. It listens on loopback; inside a
 * {@link PrivateNetwork} its media goes through that network's interface.
 *
 * <p>It ends with {@link #close()}, at the end of the JVM, and with a killed JVM if {@code setpriv} is installed. Methods
 * may be called from any thread, but not {@link #restart()} and {@link #close()} at the same time.
 */
public final class JanusServer implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration GRACE_FOR_OTHERS = Duration.ofSeconds(1);
    private static final int TAIL_LINES = 40;
    private static final int PORT_ATTEMPTS = 4;
    // What a transport logs when it finds its port taken; Janus itself may live on without it.
    private static final Pattern TRANSPORT_FAILED = Pattern.compile(
            "\\[(FATAL|ERR)\\] \\[transports/|'janus\\.transport\\.\\w+' plugin could not be initialized");

    private final TempFolder folder;
    private final String serverName = "janus-" + ProcessHandle.current().pid() + "-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final JanusServerBuilder options;
    private final JanusInstallation installation;
    private final Path recordings;
    private Endpoints endpoints;
    private ChildProcess process;

    private record Endpoints(
            int ws, int adminWs, int http, int adminHttp, int wss, int adminWss, int https, int adminHttps) {
        static Endpoints free() {
            return new Endpoints(
                    FreePort.tcp(),
                    FreePort.tcp(),
                    FreePort.tcp(),
                    FreePort.tcp(),
                    FreePort.tcp(),
                    FreePort.tcp(),
                    FreePort.tcp(),
                    FreePort.tcp());
        }
    }

    private JanusServer(JanusServerBuilder options) {
        this.options = options;
        this.installation = options.installation.get();
        this.folder = new TempFolder("janus-server-");
        this.recordings = options.recordings != null ? options.recordings : folder.folder("recordings");
        this.endpoints = Endpoints.free();
        try {
            this.process = startProcess();
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** A builder with the defaults: WebSocket only, every installed plugin, no secrets. */
    public static JanusServerBuilder builder() {
        return new JanusServerBuilder();
    }

    /** Starts a server with the defaults. */
    public static JanusServer start() {
        return builder().start();
    }

    /**
     * The version of the Janus that servers are started from unless their builder names another, for example {@code 1.1.2}.
     * None is started for the answer.
     *
     * @throws IllegalStateException if Janus is not installed
     */
    public static String installedVersion() {
        return JanusInstallation.find().version();
    }

    static JanusServer launch(JanusServerBuilder options) {
        JanusServer server = new JanusServer(options);
        try {
            for (int attempt = 1; !server.awaitReady(attempt < PORT_ATTEMPTS); attempt++) {
                server.process.kill();
                server.endpoints = Endpoints.free();
                server.process = server.startProcess();
            }
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** Where the Janus API is, for example {@code ws://127.0.0.1:35201}. */
    public URI uri() {
        return URI.create("ws://" + host() + ":" + endpoints.ws);
    }

    /** Where the admin API is; needs {@link JanusServerBuilder#adminSecret}. */
    public URI adminUri() {
        require(options.admin, "no admin secret was given");
        return URI.create("ws://" + host() + ":" + endpoints.adminWs);
    }

    /** The Janus API over WebSocket with TLS; needs {@link JanusServerBuilder#tls}. */
    public URI wssUri() {
        require(options.certificate != null, "TLS was not asked for");
        return URI.create("wss://" + host() + ":" + endpoints.wss);
    }

    /** The admin API over WebSocket with TLS; needs {@link JanusServerBuilder#tls} and an admin secret. */
    public URI adminWssUri() {
        require(options.certificate != null && options.admin, "TLS and an admin secret were not both asked for");
        return URI.create("wss://" + host() + ":" + endpoints.adminWss);
    }

    /** The Janus API over HTTPS; needs {@link JanusServerBuilder#tls} and {@link JanusServerBuilder#http()}. */
    public URI httpsUri() {
        require(options.certificate != null && options.adminHttp, "TLS and HTTP were not both asked for");
        return URI.create("https://" + host() + ":" + endpoints.https + "/janus");
    }

    /** The admin API over HTTPS; needs {@link JanusServerBuilder#tls}, HTTP and an admin secret. */
    public URI adminHttpsUri() {
        require(
                options.certificate != null && options.adminHttp && options.admin,
                "TLS, HTTP and an admin secret were not all asked for");
        return URI.create("https://" + host() + ":" + endpoints.adminHttps + "/admin");
    }

    /** An IPv6 address stands in brackets in a URI. */
    private String host() {
        return options.address.contains(":") ? "[" + options.address + "]" : options.address;
    }

    /** The HTTP Janus API, with its path; needs {@link JanusServerBuilder#http()}. */
    public URI httpUri() {
        require(options.transports.contains("http"), "HTTP was not asked for");
        return URI.create("http://" + host() + ":" + endpoints.http + "/janus");
    }

    /** The HTTP admin API, with its path; needs {@link JanusServerBuilder#http()} and an admin secret. */
    public URI adminHttpUri() {
        require(options.adminHttp && options.admin, "HTTP and an admin secret were not both asked for");
        return URI.create("http://" + host() + ":" + endpoints.adminHttp + "/admin");
    }

    /** The Unix socket of the Janus API; needs {@link JanusServerBuilder#unixSocket()}. */
    public Path unixSocket() {
        require(options.transports.contains("pfunix"), "no Unix socket was asked for");
        return folder.resolve("janus.sock");
    }

    /** The Unix socket of the admin API; needs {@link JanusServerBuilder#unixSocket()} and an admin secret. */
    public Path adminUnixSocket() {
        require(options.transports.contains("pfunix") && options.admin, "no Unix socket with an admin secret");
        return folder.resolve("admin.sock");
    }

    /** The Janus API behind RabbitMQ, with its queues; needs {@link JanusServerBuilder#rabbitMq}. */
    public URI rabbitMqUri() {
        return options.brokers.rabbitMqUri(serverName, false);
    }

    /** The admin API behind RabbitMQ, with its queues; needs {@link JanusServerBuilder#rabbitMq} and an admin secret. */
    public URI adminRabbitMqUri() {
        require(options.admin, "no admin secret was given");
        return options.brokers.rabbitMqUri(serverName, true);
    }

    /** The Janus API behind MQTT, with its topics; needs {@link JanusServerBuilder#mqtt}. */
    public URI mqttUri() {
        return options.brokers.mqttUri(serverName, false);
    }

    /** The admin API behind MQTT, with its topics; needs {@link JanusServerBuilder#mqtt} and an admin secret. */
    public URI adminMqttUri() {
        require(options.admin, "no admin secret was given");
        return options.brokers.mqttUri(serverName, true);
    }

    /** The {@code server-name} in the answer to {@code info}: no other server has it. */
    public String serverName() {
        return serverName;
    }

    /** The version of Janus, for example {@code 1.1.2}. */
    public String version() {
        return installation.version();
    }

    /** The process id; another one after {@link #restart()}. */
    public long pid() {
        return process.pid();
    }

    /** False once Janus ended, by itself or not. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Everything Janus logged, also before a restart. */
    public String log() {
        return process.log();
    }

    /** The last lines Janus logged. */
    public String logTail(int lines) {
        return process.logTail(lines);
    }

    /** The folder of recordings. */
    public Path recordings() {
        return recordings;
    }

    /** Freezes Janus (SIGSTOP): its sockets stay open and nothing is answered any more once this returns. */
    public void pause() {
        process.signal("STOP");
        process.awaitStopped();
    }

    /** Lets a {@linkplain #pause() paused} Janus go on. */
    public void resume() {
        process.signal("CONT");
    }

    /** Kills Janus (SIGKILL); returns when it is gone. */
    public void kill() {
        process.kill();
    }

    /** Stops Janus in an orderly way, if it still runs; {@link #restart()} starts it again. */
    public void stop() {
        if (process.isAlive()) {
            resume();
        }
        process.close();
    }

    /**
     * Starts Janus again with the same ports, name and configuration, after stopping it if it runs. Returns once it
     * answers; no session survives.
     */
    public void restart() {
        stop();
        process = startProcess();
        awaitReady(false);
    }

    @Override
    public void close() {
        stop();
        folder.close();
    }

    @Override
    public String toString() {
        return installation + ", " + serverName + " at " + uri() + " (pid " + pid() + ")";
    }

    private ChildProcess startProcess() {
        JanusConfig config = generate();
        config.addAll(options.extra);
        config.writeTo(folder);
        String main = folder.resolve("janus.jcfg").toString();
        List<String> command =
                List.of(installation.program(), "-F", folder.path().toString(), "-C", main, "--disable-colors");
        return ChildProcess.start("Janus", command, folder.path(), folder.resolve("janus.log"));
    }

    /** @return false if a port was taken and the caller wants to try others */
    private boolean awaitReady(boolean retryTakenPorts) {
        long started = System.nanoTime();
        long deadline = started + options.startTimeout.toNanos();
        while (true) {
            if (InfoProbe.answers(uri(), serverName, Duration.ofSeconds(2)) && process.isAlive()) {
                String misfit = JanusInstallation.misfit(process.log());
                if (misfit != null) {
                    throw failure("has modules that were not built with it: " + misfit);
                }
                if (othersListen() && unixSocketsStay()) {
                    return true;
                }
                if (System.nanoTime() - started > GRACE_FOR_OTHERS.toNanos()) {
                    process.kill();
                    process = startProcess();
                    started = System.nanoTime();
                }
            }
            boolean ended = process.awaitExit(TICK);
            if (retryTakenPorts && TRANSPORT_FAILED.matcher(process.log()).find()) {
                return false;
            }
            if (ended) {
                throw failure("ended with exit code " + process.exitCode() + " before it answered");
            }
            if (System.nanoTime() - deadline > 0) {
                throw failure("did not answer within " + options.startTimeout.toMillis() + " ms");
            }
        }
    }

    /** Transports start one after the other; the WebSocket may answer before the last is there. */
    private boolean othersListen() {
        List<String> paths = new ArrayList<>();
        Set<Integer> ports = new TreeSet<>();
        if (options.transports.contains("http")) {
            ports.add(endpoints.http);
            if (options.admin) {
                ports.add(endpoints.adminHttp);
            }
        }
        if (options.transports.contains("pfunix")) {
            paths.add("janus.sock");
            if (options.admin) {
                paths.add("admin.sock");
            }
        }
        return paths.stream().allMatch(path -> Files.exists(folder.resolve(path)))
                && ports.stream().allMatch(this::listensOn);
    }

    /** Now and then the thread of Janus's Unix transport starts too early, ends at once, and takes the sockets with it. */
    private boolean unixSocketsStay() {
        return !options.transports.contains("pfunix") || (!process.awaitExit(TICK.multipliedBy(10)) && othersListen());
    }

    private boolean listensOn(int port) {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(options.address, port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private IllegalStateException failure(String what) {
        return new IllegalStateException(this + " " + what + ". The end of its log:\n" + process.logTail(TAIL_LINES));
    }

    private JanusConfig generate() {
        JanusConfig config = new JanusConfig();
        String main = "janus.jcfg";
        config.set(main, "general", "configs_folder", folder.path());
        for (String kind : List.of("plugins", "transports", "events", "loggers")) {
            config.set(main, "general", kind + "_folder", installation.modules().resolve(kind));
        }
        config.set(main, "general", "server_name", serverName);
        config.set(main, "general", "debug_level", 4);
        config.set(main, "general", "debug_timestamps", true);
        config.set(main, "nat", "ignore_mdns", true);
        if (PrivateNetwork.inside()) {
            config.set(main, "nat", "ice_enforce_list", PrivateNetwork.interfaceName());
        }
        config.set(main, "events", "broadcast", !options.eventHandlers.isEmpty());
        config.set(main, "events", "disable", installation.allBut("events", options.eventHandlers));
        config.set(main, "loggers", "disable", installation.allBut("loggers", Set.of()));
        // A transport that is loaded but cannot start may crash Janus, so the others are not even loaded.
        config.set(main, "transports", "disable", installation.allBut("transports", options.transports));
        plugins(config);
        transports(config);
        options.brokers.configure(config, serverName, options.admin);
        int block = FreePort.mediaBlock();
        mediaPorts(config, block, block + 399);
        return config;
    }

    private void plugins(JanusConfig config) {
        Set<String> enabled = new TreeSet<>(installation.installed("plugins"));
        if (options.plugins != null) {
            require(enabled.containsAll(options.plugins), "not all of " + options.plugins + " are among " + enabled);
            enabled.retainAll(options.plugins);
        }
        config.set("janus.jcfg", "plugins", "disable", installation.allBut("plugins", enabled));
        for (String plugin : enabled) {
            config.touch(pluginFile(plugin));
        }
        config.set(pluginFile("recordplay"), "general", "path", recordings);
        config.set(pluginFile("voicemail"), "general", "path", recordings);
        for (String plugin : List.of("lua", "duktape")) {
            Path script = installation.echoScript(plugin);
            if (script != null) {
                config.set(pluginFile(plugin), "general", "path", script.resolveSibling(""));
                config.set(pluginFile(plugin), "general", "script", script);
            }
        }
        String media = PrivateNetwork.inside() ? PrivateNetwork.address() : "127.0.0.1";
        for (String plugin : List.of("sip", "nosip")) {
            config.set(pluginFile(plugin), "general", "local_ip", media);
        }
    }

    private void transports(JanusConfig config) {
        String websockets = "janus.transport.websockets.jcfg";
        config.set(websockets, "general", "ws", true);
        config.set(websockets, "general", "ws_port", endpoints.ws);
        listenOn(config, "general", "ws_ip");
        config.set(websockets, "admin", "admin_ws", options.admin);
        config.set(websockets, "admin", "admin_ws_port", endpoints.adminWs);
        listenOn(config, "admin", "admin_ws_ip");
        if (options.transports.contains("http")) {
            String http = "janus.transport.http.jcfg";
            config.set(http, "general", "http", true);
            config.set(http, "general", "port", endpoints.http);
            config.set(http, "general", "ip", options.address);
            config.set(http, "admin", "admin_http", options.admin);
            config.set(http, "admin", "admin_port", endpoints.adminHttp);
            config.set(http, "admin", "admin_ip", options.address);
        }
        SelfSigned certificate = options.certificate;
        if (certificate != null) {
            tls(config, certificate);
        }
        if (options.transports.contains("pfunix")) {
            String unix = "janus.transport.pfunix.jcfg";
            config.set(unix, "general", "enabled", true);
            config.set(unix, "general", "path", folder.resolve("janus.sock"));
            config.set(unix, "general", "type", options.unixSocketType);
            config.set(unix, "admin", "admin_enabled", options.admin);
            config.set(unix, "admin", "admin_path", folder.resolve("admin.sock"));
            config.set(unix, "admin", "admin_type", options.unixSocketType);
        }
    }

    /** Given an IPv6 address, Janus's WebSockets listen on IPv4's loopback; given none, on every address. */
    private void listenOn(JanusConfig config, String section, String key) {
        if (!options.address.contains(":")) {
            config.set("janus.transport.websockets.jcfg", section, key, options.address);
        }
    }

    private void tls(JanusConfig config, SelfSigned certificate) {
        Path shown = folder.write("certificate.pem", certificate.certificatePem());
        Path key = folder.write("key.pem", certificate.keyPem());
        String websockets = "janus.transport.websockets.jcfg";
        config.set(websockets, "general", "wss", true);
        config.set(websockets, "general", "wss_port", endpoints.wss);
        listenOn(config, "general", "wss_ip");
        config.set(websockets, "admin", "admin_wss", options.admin);
        config.set(websockets, "admin", "admin_wss_port", endpoints.adminWss);
        listenOn(config, "admin", "admin_wss_ip");
        config.set(websockets, "certificates", "cert_pem", shown);
        config.set(websockets, "certificates", "cert_key", key);
        if (options.transports.contains("http")) {
            String http = "janus.transport.http.jcfg";
            config.set(http, "general", "https", true);
            config.set(http, "general", "secure_port", endpoints.https);
            config.set(http, "general", "secure_ip", options.address);
            config.set(http, "admin", "admin_https", options.admin);
            config.set(http, "admin", "admin_secure_port", endpoints.adminHttps);
            config.set(http, "admin", "admin_secure_ip", options.address);
            config.set(http, "certificates", "cert_pem", shown);
            config.set(http, "certificates", "cert_key", key);
        }
    }

    static void mediaPorts(JanusConfig config, int from, int to) {
        int quarter = (to - from + 1) / 4;
        config.set("janus.jcfg", "media", "rtp_port_range", from + "-" + (from + 2 * quarter - 1));
        config.set(
                pluginFile("sip"), "general", "rtp_port_range", (from + 2 * quarter) + "-" + (from + 3 * quarter - 1));
        config.set(pluginFile("nosip"), "general", "rtp_port_range", (from + 3 * quarter) + "-" + to);
    }

    private static String pluginFile(String plugin) {
        return "janus.plugin." + plugin + ".jcfg";
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalStateException(otherwise);
        }
    }
}
