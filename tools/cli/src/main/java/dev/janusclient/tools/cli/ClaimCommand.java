// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus claim}. */
@Command(
        name = "claim",
        description = "Takes a session from its owner, keeps it alive, and prints what it receives, until Ctrl-C.",
        footer =
                "At the end the session is left to whoever claims it next; nothing in it is ended. Ends with 1 when another"
                        + " process claims it, or when it is gone.")
final class ClaimCommand extends Subcommand {
    @Parameters(paramLabel = "SESSION", description = "The session's id.")
    private long sessionId;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Ends by itself after this time.")
    private @Nullable Integer seconds;

    @Option(names = "--yes", description = "Does not ask first.")
    private boolean yes;

    @Override
    ExitCode run() {
        Terminal.confirm("Take session " + sessionId + " from its owner?", yes);
        Server server = janus().server();
        try (Stop stop = new Stop(seconds)) {
            TakenSession taken = TakenSession.claim(server, sessionId);
            int others = server.hasAdmin() ? taken.attachAll() : 0;
            Output output = output();
            if (output.isTable()) {
                output.plain("Session " + sessionId + " is claimed, with "
                        + Count.of(taken.handles().size(), "handle")
                        + (others == 0 ? "." : "; of plugins that are not known here: " + others + " more."));
                if (!server.hasAdmin()) {
                    output.plain("Without the Admin API its handles are not known, and their events not shown.");
                }
            }
            taken.print(output);
            stop.await(new SessionWatch(taken.session()));
        }
        return ExitCode.OK;
    }
}
