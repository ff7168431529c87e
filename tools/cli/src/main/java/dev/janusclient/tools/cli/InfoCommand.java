// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.ServerSummary;
import picocli.CommandLine.Command;

/** {@code janus info}. */
@Command(name = "info", description = "Shows what a server says of itself, and what can't be seen as it is configured.")
final class InfoCommand extends Subcommand {
    @Override
    ExitCode run() {
        output().object(ServerSummary.of(janus().server()));
        return ExitCode.OK;
    }
}
