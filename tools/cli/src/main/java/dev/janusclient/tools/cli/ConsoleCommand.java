// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.console.Console;
import dev.janusclient.tools.console.JanusView;
import dev.janusclient.tools.console.ServerIdentity;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code janus console}. */
@Command(
        name = "console",
        description = "Shows the server in a browser, until Ctrl-C: prints the address to open.",
        footer = {
            "Calls, orphans and media over time come from 'janus serve-events', owners with --store.",
            "Whoever has the address can end calls: it has a token in it, another one each time."
        })
final class ConsoleCommand extends Subcommand {
    private static final int PORT = 8091;

    @Option(
            names = {"--listen", "--bind"},
            paramLabel = "HOST[:PORT]",
            description = "127.0.0.1:" + PORT + " by default; 0.0.0.0 for all addresses.")
    private String listen = "127.0.0.1";

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "The certificate to show, in PEM, with those that signed it: the page is reached with https.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key, in PEM (PKCS#8, without a password).")
    private @Nullable Path key;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Ends by itself after this time.")
    private @Nullable Integer seconds;

    @Override
    ExitCode run() {
        InetSocketAddress address = ListenAddress.of(listen, PORT);
        ServerIdentity identity = identity();
        JanusView view = new JanusView(janus().server(), janus().settings().eventFile(), janus().owners());
        try (Stop stop = new Stop(seconds);
                Console console = open(address, identity, view)) {
            if (identity == null && !address.getAddress().isLoopbackAddress()) {
                janus().commandLine()
                        .getErr()
                        .println("Without --tls-cert and --tls-key, whoever is on the way to " + listen
                                + " can read the token, see what you see and end calls.");
            }
            output().done("Open " + console.uri(), Map.of("url", console.uri().toString()));
            stop.await();
        }
        return ExitCode.OK;
    }

    private @Nullable ServerIdentity identity() {
        Path shown = certificate;
        Path secret = key;
        if (shown == null && secret == null) {
            return null;
        } else if (shown == null || secret == null) {
            throw new ProblemException(Kind.BAD_INPUT, "--tls-cert and --tls-key go together: name both.");
        }
        return ServerIdentity.read(shown, secret);
    }

    private Console open(InetSocketAddress address, @Nullable ServerIdentity identity, JanusView view) {
        try {
            return Console.start(address, identity, view);
        } catch (IOException e) {
            throw ListenAddress.isTaken(address.getHostString() + ":" + address.getPort(), e);
        }
    }
}
