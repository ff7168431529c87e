// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import picocli.CommandLine.Command;

/** {@code janus man}. */
@Command(name = "man", description = "Prints the manual page.", footer = "For example: janus man | man -l -")
final class ManCommand extends Subcommand {
    @Override
    ExitCode run() {
        output().plain(ManPage.of(janus().commandLine()));
        return ExitCode.OK;
    }
}
