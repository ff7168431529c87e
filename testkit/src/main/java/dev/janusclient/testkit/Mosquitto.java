// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The real Mosquitto (package {@code mosquitto}), an MQTT broker, alone on loopback with a port and a file of its own. */
public final class Mosquitto implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 4;

    private final TempFolder folder = new TempFolder("mosquitto-");
    private final int port = FreePort.tcp();
    private final int tlsPort = FreePort.tcp();
    private ChildProcess broker;

    private Mosquitto(String extra, @Nullable SelfSigned shown, @Nullable String clientsPem) {
        folder.write(
                "mosquitto.conf",
                """
                # Started by root it would change to a user without access to its folder; with other users it does not.
                user root
                listener %d 127.0.0.1
                allow_anonymous true
                # Mosquitto's own default drops what a client that is away would miss beyond 1000 messages.
                max_queued_messages 0
                # Without it a small message may wait 40 ms for the receipt of the one before.
                set_tcp_nodelay true
                persistence true
                persistence_location %s/
                log_dest stderr
                %s
                """
                        .formatted(port, folder.path(), extra + tls(shown, clientsPem)));
        broker = startBroker();
    }

    /** What belongs to a listener follows it, so this comes last. */
    private String tls(@Nullable SelfSigned shown, @Nullable String clientsPem) {
        if (shown == null) {
            return "";
        }
        StringBuilder lines = new StringBuilder("\nlistener " + tlsPort + " 127.0.0.1");
        lines.append("\ncertfile ").append(folder.write("own.pem", shown.certificatePem()));
        lines.append("\nkeyfile ").append(folder.write("own.key", shown.keyPem()));
        if (clientsPem != null) {
            lines.append("\ncafile ").append(folder.write("clients.pem", clientsPem));
            lines.append("\nrequire_certificate true");
        }
        return lines.append('\n').toString();
    }

    /** Starts a broker without authentication; returns once it takes connections. */
    public static Mosquitto start() {
        return start("");
    }

    /**
     * Starts a broker; returns once it takes connections.
     *
     * @param extra more lines for its configuration file
     * @throws IllegalStateException if it does not, or is not installed
     */
    public static Mosquitto start(String extra) {
        return start(extra, null, null);
    }

    /**
     * Starts a broker that has TLS on a second port.
     *
     * @param shown the certificate it shows there
     * @param clientsPem in PEM, what signed the certificates that clients must show there; null if they need not show one
     */
    public static Mosquitto withTls(SelfSigned shown, @Nullable String clientsPem) {
        return start("", shown, clientsPem);
    }

    private static Mosquitto start(String extra, @Nullable SelfSigned shown, @Nullable String clientsPem) {
        for (int attempt = 1; ; attempt++) {
            Mosquitto mosquitto = new Mosquitto(extra, shown, clientsPem);
            try {
                mosquitto.awaitListening();
                return mosquitto;
            } catch (IllegalStateException e) {
                mosquitto.close();
                // Another process may have taken the port meanwhile.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** The port it listens on, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The port of 127.0.0.1 on which it has TLS, if that was asked for. */
    public int tlsPort() {
        return tlsPort;
    }

    /** Where it is: {@code mqtt://127.0.0.1:port}. */
    public URI uri() {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    /** Everything it logged. */
    public String log() {
        return broker.log();
    }

    /** Kills it (SIGKILL); what it wrote to its file stays. */
    public void kill() {
        broker.kill();
    }

    /** Stops it in an orderly way; persistent sessions stay. */
    public void stop() {
        broker.close();
    }

    /** Starts it again with the same port and file, after stopping it if it runs. Returns once it takes connections. */
    public void restart() {
        stop();
        broker = startBroker();
        awaitListening();
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
        broker.kill();
        folder.close();
    }

    private ChildProcess startBroker() {
        return ChildProcess.start(
                "Mosquitto",
                List.of("mosquitto", "-c", folder.resolve("mosquitto.conf").toString()),
                folder.path(),
                folder.resolve("mosquitto.log"));
    }

    private void awaitListening() {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!listens()) {
            boolean ended = broker.awaitExit(TICK);
            if (ended || System.nanoTime() - deadline > 0) {
                String why = ended ? "ended with exit code " + broker.exitCode() : "does not listen";
                throw new IllegalStateException("Mosquitto " + why + ". The end of its log:\n" + broker.logTail(30));
            }
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return broker.isAlive();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "Mosquitto at " + uri();
    }
}
