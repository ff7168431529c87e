// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.Server;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code janus ping}. */
@Command(name = "ping", description = "Measures how long the API takes to answer.")
final class PingCommand extends Subcommand {
    @Override
    ExitCode run() {
        Server server = janus().server();
        double millis = server.ping().toNanos() / 1e6;
        output().done(
                        String.format(
                                "%s answered after %.1f ms", server.address().uri(), millis),
                        Map.of("millis", Math.round(millis * 10) / 10.0));
        return ExitCode.OK;
    }
}
