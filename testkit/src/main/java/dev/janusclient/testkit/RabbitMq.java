// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The real RabbitMQ (package {@code rabbitmq-server}), alone on loopback with ports, data and a name of its own. Anybody may
 * log in as {@code guest} with the password {@code guest}.
 *
 * <p>It takes some seconds to start: share one between tests where that is possible.
 */
public final class RabbitMq implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final String STARTED = "Starting broker... completed";

    /** The one in the path refuses to run as anybody but root or rabbitmq. */
    private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

    private final TempFolder folder = new TempFolder("rabbitmq-");
    private final int port = FreePort.tcp();
    private final int namesPort = FreePort.tcp();
    private final int clusterPort = FreePort.tcp();
    private final int tlsPort = FreePort.tcp();
    private final ChildProcess names;
    private ChildProcess broker;
    private int starts;

    private RabbitMq(@Nullable SelfSigned shown, @Nullable String clientsPem) {
        try {
            folder.write("plugins", "[].\n");
            folder.write("rabbit.conf", "loopback_users = none\n" + tls(shown, clientsPem));
            // Erlang's name service. The broker would start one that outlives it.
            names = ChildProcess.start(
                    "epmd",
                    List.of("epmd", "-address", "127.0.0.1", "-port", String.valueOf(namesPort)),
                    folder.path(),
                    folder.resolve("epmd.log"));
            broker = startBroker();
            awaitStarted();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a broker; returns once it takes connections.
     *
     * @throws IllegalStateException if it does not, or is not installed
     */
    public static RabbitMq start() {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException(
                    "RabbitMQ cannot start: " + PROGRAM + " is not there; install the package rabbitmq-server");
        }
        return new RabbitMq(null, null);
    }

    /**
     * Starts a broker that has TLS on a second port.
     *
     * @param shown the certificate it shows there
     * @param clientsPem in PEM, what signed the certificates that clients must show there; null if they need not show one
     */
    public static RabbitMq withTls(SelfSigned shown, @Nullable String clientsPem) {
        return new RabbitMq(shown, clientsPem);
    }

    private String tls(@Nullable SelfSigned shown, @Nullable String clientsPem) {
        if (shown == null) {
            return "";
        }
        boolean asks = clientsPem != null;
        return """
                listeners.ssl.local = 127.0.0.1:%d
                ssl_options.certfile = %s
                ssl_options.keyfile = %s
                ssl_options.cacertfile = %s
                ssl_options.verify = %s
                ssl_options.fail_if_no_peer_cert = %s
                """
                .formatted(
                        tlsPort,
                        folder.write("own.pem", shown.certificatePem()),
                        folder.write("own.key", shown.keyPem()),
                        folder.write("clients.pem", clientsPem == null ? shown.certificatePem() : clientsPem),
                        asks ? "verify_peer" : "verify_none",
                        asks);
    }

    /** The port of 127.0.0.1 on which it has TLS, if that was asked for. */
    public int tlsPort() {
        return tlsPort;
    }

    /** The port it listens on, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Where it is: {@code amqp://127.0.0.1:port}. */
    public URI uri() {
        return URI.create("amqp://127.0.0.1:" + port);
    }

    /** Everything it wrote to standard output. */
    public String log() {
        return broker.log();
    }

    /** Kills it (SIGKILL); durable queues stay. */
    public void kill() {
        broker.kill();
    }

    /** Stops it in an orderly way; durable queues stay. */
    public void stop() {
        broker.close();
    }

    /** Starts it again with the same port and data, after stopping it if it runs. Returns once it takes connections. */
    public void restart() {
        stop();
        broker = startBroker();
        awaitStarted();
    }

    /** Freezes it (SIGSTOP): its sockets stay open and nothing is answered any more. */
    public void pause() {
        broker.signal("STOP");
        broker.awaitStopped();
    }

    /** Lets a {@linkplain #pause() paused} broker go on. */
    public void resume() {
        broker.signal("CONT");
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.kill();
        }
        if (names != null) {
            names.close();
        }
        folder.close();
    }

    private ChildProcess startBroker() {
        List<String> command = new ArrayList<>(List.of("env", "HOME=" + folder.path()));
        command.add("ERL_EPMD_ADDRESS=127.0.0.1");
        command.add("ERL_EPMD_PORT=" + namesPort);
        command.add("RABBITMQ_NODENAME=janus" + port + "@localhost");
        command.add("RABBITMQ_NODE_IP_ADDRESS=127.0.0.1");
        command.add("RABBITMQ_NODE_PORT=" + port);
        command.add("RABBITMQ_DIST_PORT=" + clusterPort);
        command.add("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1}");
        command.add("RABBITMQ_MNESIA_BASE=" + folder.resolve("db"));
        command.add("RABBITMQ_LOG_BASE=" + folder.resolve("log"));
        command.add("RABBITMQ_PID_FILE=" + folder.resolve("pid"));
        command.add("RABBITMQ_CONFIG_FILE=" + folder.resolve("rabbit.conf"));
        command.add("RABBITMQ_ENABLED_PLUGINS_FILE=" + folder.resolve("plugins"));
        // Otherwise a shell stays between us and the broker, and a kill would reach that only.
        command.add("RUNNING_UNDER_SYSTEMD=1");
        command.add(PROGRAM.toString());
        starts++;
        return ChildProcess.start("RabbitMQ", command, folder.path(), folder.resolve("broker.log"));
    }

    private void awaitStarted() {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (broker.log().split(STARTED, -1).length <= starts) {
            boolean ended = broker.awaitExit(TICK);
            if (ended || System.nanoTime() - deadline > 0) {
                String why = ended ? "ended with exit code " + broker.exitCode() : "does not get ready";
                throw new IllegalStateException("RabbitMQ " + why + ". The end of its output:\n" + broker.logTail(30));
            }
        }
    }

    @Override
    public String toString() {
        return "RabbitMQ at " + uri();
    }
}
