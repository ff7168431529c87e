// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.console.Console;
import dev.janusclient.tools.console.JanusView;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
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
    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "127.0.0.1:8091 by default; loopback only.")
    private String listen = "127.0.0.1:8091";

    @Option(names = "--for", paramLabel = "SECONDS", description = "Ends by itself after this time.")
    private @Nullable Integer seconds;

    @Override
    ExitCode run() {
        InetSocketAddress address = ListenAddress.of(listen);
        if (!address.getAddress().isLoopbackAddress()) {
            throw new ProblemException(
                    Kind.BAD_INPUT,
                    "--listen: the console does not encrypt, so it listens on loopback only, for example at"
                            + " 127.0.0.1:8091; from elsewhere it is reached through an SSH tunnel.");
        }
        JanusView view = new JanusView(janus().server(), janus().settings().eventFile(), janus().owners());
        try (Stop stop = new Stop(seconds);
                Console console = open(address, view)) {
            output().done("Open " + console.uri(), Map.of("url", console.uri().toString()));
            stop.await();
        }
        return ExitCode.OK;
    }

    private Console open(InetSocketAddress address, JanusView view) {
        try {
            return Console.start(address, view);
        } catch (IOException e) {
            throw ListenAddress.isTaken(listen, e);
        }
    }
}
