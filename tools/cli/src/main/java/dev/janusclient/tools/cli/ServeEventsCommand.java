// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import com.sun.net.httpserver.HttpServer;
import dev.janusclient.admin.EventHandlerReceiver;
import dev.janusclient.message.RawJson;
import dev.janusclient.netty.EventHandlerHttpHandler;
import dev.janusclient.tools.model.EventFile;
import dev.janusclient.tools.model.Owners;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import dev.janusclient.tools.model.Server;
import dev.janusclient.tools.model.Unseen;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code janus serve-events}. */
@Command(
        name = "serve-events",
        description =
                "Receives what Janus's event handlers send, and keeps it in a file for 'calls', 'call' and 'watch',"
                        + " until Ctrl-C.",
        footer = {
            "With --store, and the Admin API, changes of a session's owner are noted there as well.",
            "The user's password is read from JANUS_EVENTS_PASSWORD, or from a file."
        })
final class ServeEventsCommand extends Subcommand {
    private static final Duration OWNERS_INTERVAL = Duration.ofMillis(500);
    private static final long MEGABYTE = 1L << 20;

    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "127.0.0.1:8090 by default.")
    private String listen = "127.0.0.1:8090";

    @Option(names = "--user", paramLabel = "NAME", description = "Whom Janus has to be (backend_user).")
    private @Nullable String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "Has the user's password (backend_pwd).")
    private @Nullable Path passwordFile;

    @Option(names = "--max-megabytes", paramLabel = "N", description = "How much is kept; 256 by default.")
    private int megabytes = 256;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Ends by itself after this time.")
    private @Nullable Integer seconds;

    @Override
    ExitCode run() {
        InetSocketAddress address = ListenAddress.of(listen);
        EventHandlerReceiver receiver = receiver(address);
        Path file = janus().settings().eventFile();
        EventFile kept = janus().keep(new EventFile(file, megabytes * MEGABYTE));
        receiver.onJson(event -> append(kept, event));
        Owners owners = janus().owners();
        Server server = owners == null ? null : janus().server();
        HttpServer http = open(address);
        try (Stop stop = new Stop(seconds)) {
            http.createContext("/", new EventHandlerHttpHandler(receiver));
            http.start();
            String url = "http://" + address.getHostString() + ":"
                    + http.getAddress().getPort() + "/";
            output().done(
                            "Listening at " + url + "; events go into " + file + ". Janus needs:\n\n"
                                    + Unseen.eventHandlerConfig(url, user),
                            Map.of("url", url, "file", file.toString()));
            if (owners == null || server == null) {
                stop.await();
            } else {
                watch(owners, server, kept, stop);
            }
        } finally {
            http.stop(0);
        }
        return ExitCode.OK;
    }

    private static void append(EventFile kept, RawJson event) {
        // Events come on the server's only thread, owners' changes on this command's.
        synchronized (kept) {
            kept.append(event);
        }
    }

    private void watch(Owners owners, Server server, EventFile kept, Stop stop) {
        String last = "";
        String emitter = null;
        do {
            try {
                emitter = emitter == null ? server.info().serverName() : emitter;
                owners.changes(server.admin(server.admin().listSessions()), emitter)
                        .forEach(event -> append(kept, event));
                last = "";
            } catch (ProblemException e) {
                // Janus or the store may be away for a while; what is said once is enough.
                String problem = String.valueOf(e.getMessage());
                if (!problem.equals(last)) {
                    janus().commandLine().getErr().println(problem);
                }
                last = problem;
            }
        } while (!stop.within(OWNERS_INTERVAL));
    }

    private EventHandlerReceiver receiver(InetSocketAddress address) {
        EventHandlerReceiver.Builder receiver = EventHandlerReceiver.builder();
        String name = user;
        if (name != null) {
            String variable = System.getenv("JANUS_EVENTS_PASSWORD");
            if (passwordFile == null && variable == null) {
                throw new ProblemException(
                        Kind.NOT_CONFIGURED, "--user needs a password: set JANUS_EVENTS_PASSWORD or --password-file.");
            }
            receiver.basicAuth(
                    name,
                    passwordFile == null
                            ? dev.janusclient.message.Secret.of(String.valueOf(variable))
                            : Settings.read(passwordFile));
        } else if (!address.getAddress().isLoopbackAddress()) {
            throw new ProblemException(
                    Kind.NOT_CONFIGURED,
                    "What is received is believed: an address that others reach needs --user and a password.");
        }
        return receiver.build();
    }

    private HttpServer open(InetSocketAddress address) {
        try {
            return HttpServer.create(address, 0);
        } catch (IOException e) {
            throw ListenAddress.isTaken(listen, e);
        }
    }
}
