// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code janus completion}. */
@Command(
        name = "completion",
        description = "Prints the completion script for bash and zsh.",
        footer = "For example: source <(janus completion)")
final class CompletionCommand extends Subcommand {
    @Override
    ExitCode run() {
        output().plain(AutoComplete.bash("janus", janus().commandLine()));
        return ExitCode.OK;
    }
}
