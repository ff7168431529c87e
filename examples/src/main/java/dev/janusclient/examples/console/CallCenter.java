// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.console;

import dev.janusclient.examples.failover.Failover;
import dev.janusclient.examples.failover.Member;
import dev.janusclient.examples.rescue.RescueFailed;
import dev.janusclient.examples.rescue.Step;
import dev.janusclient.examples.rescue.TemporaryFolder;
import dev.janusclient.message.RawJson;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.SipRegistrar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is in the private network: Janus, callers, the failover group, and the command {@code janus} twice, which keeps events
 * and serves the console. A member is killed for each line that is read; when there are no more, everything ends.
 */
final class CallCenter {
    private static final int LINES = 6;
    private static final int EVENTS_PORT = 8090;
    private static final int KEY_LENGTH = 32;
    private static final int RECLAIM_SECONDS = 60;

    private CallCenter() {}

    /** Arguments: the command {@code janus}, the console's port, the folder of {@link Sockets}. */
    public static void main(String[] args) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread main = Thread.currentThread();
        Thread input = new Thread(() -> read(lines, main), "input");
        input.setDaemon(true);
        input.start();
        try {
            run(Path.of(args[0]), Integer.parseInt(args[1]), new Sockets(Path.of(args[2])), lines);
            System.exit(0);
        } catch (IOException | RuntimeException e) {
            Step.tell("failed", String.valueOf(e.getMessage()));
            System.exit(1);
        }
    }

    private static void read(BlockingQueue<String> lines, Thread main) {
        try {
            for (int read = System.in.read(); read >= 0; read = System.in.read()) {
                if (read == '\n') {
                    lines.add("kill");
                }
            }
        } catch (IOException e) {
            // As if it had ended.
        }
        main.interrupt();
    }

    @SuppressWarnings("try") // the relays pass connections on by themselves
    private static void run(Path command, int port, Sockets sockets, BlockingQueue<String> lines) throws IOException {
        String secret = Files.readString(sockets.adminSecret()).strip();
        try (TemporaryFolder folder = TemporaryFolder.create();
                JanusServer janus = janus(secret);
                Relay api = Relay.start(sockets.api(), address(janus.uri()));
                Relay admin = Relay.start(sockets.admin(), address(janus.adminUri()));
                SipRegistrar registrar = SipRegistrar.start(PrivateNetwork.address())) {
            Path home = folder.path();
            String store = Files.createDirectory(home.resolve("store")).toUri().toString();
            configure(command, home, secret, janus, store);
            try (OperatorCommand events =
                            operator(command, home, secret, "serve-events", "--listen", "127.0.0.1:" + EVENTS_PORT);
                    OperatorCommand console =
                            operator(command, home, secret, "console", "--listen", "127.0.0.1:" + port);
                    Relay relay = Relay.start(
                            sockets.console(), new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                var unused = events.printed();
                Step.tell(
                        "console", String.valueOf(RawJson.of(console.printed()).string("url")));
                talk(registrar, janus, store, key(home), lines);
            }
        }
    }

    private static InetSocketAddress address(URI uri) {
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    private static JanusServer janus(String secret) {
        return JanusServer.builder()
                .plugins("sip")
                .adminSecret(secret)
                .reclaimSessionTimeout(RECLAIM_SECONDS)
                .eventHandler(
                        "sample",
                        "general: {\n\tenabled = true\n\tevents = \"all\"\n\tgrouping = true\n\tbackend = \"http://127.0.0.1:"
                                + EVENTS_PORT + "/\"\n}\n")
                .start();
    }

    private static OperatorCommand operator(Path command, Path home, String secret, String... arguments) {
        return OperatorCommand.start(command, home, secret, arguments);
    }

    private static void configure(Path command, Path home, String secret, JanusServer janus, String store) {
        try (OperatorCommand context = operator(
                command,
                home,
                secret,
                "context",
                "demonstration",
                "--use",
                "url=" + janus.uri(),
                "admin-url=" + janus.adminUri(),
                "store=" + store,
                "server=" + Member.server(0))) {
            var unused = context.printed();
        }
    }

    private static Path key(Path home) throws IOException {
        byte[] key = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        return Files.write(home.resolve("key"), key);
    }

    @SuppressWarnings("try") // the callers call by themselves
    private static void talk(
            SipRegistrar registrar, JanusServer janus, String store, Path key, BlockingQueue<String> lines) {
        Failover.Program calls = new Failover.Program(
                CallMember.class, List.of(key.toString(), registrar.address() + ":" + registrar.port()));
        try (Failover group = new Failover(calls, store, List.of(janus.uri().toString()), LINES, table -> {});
                Callers callers = new Callers(registrar, users())) {
            Step.tell("ready", LINES + " lines at " + Failover.MEMBERS + " members");
            for (int next = 0; awaitLine(lines); next++) {
                String name = Failover.name(next % Failover.MEMBERS);
                Step.tell("kill", name);
                Step.tell("killed", group.kill(next % Failover.MEMBERS));
            }
        } catch (RescueFailed e) {
            // What is closed must not be interrupted.
            if (!Thread.interrupted()) {
                throw e;
            }
        }
    }

    private static boolean awaitLine(BlockingQueue<String> lines) {
        try {
            @Nullable String line;
            do {
                line = lines.poll(1, TimeUnit.MINUTES);
            } while (line == null);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static List<String> users() {
        List<String> users = new ArrayList<>();
        for (int member = 0; member < Failover.MEMBERS; member++) {
            for (int line = 0; line < LINES / Failover.MEMBERS; line++) {
                users.add(CallMember.user(Failover.name(member), line));
            }
        }
        return users;
    }
}
