// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParentCommand;

/** What every command has: its parent, with the options and the way to print. */
abstract class Subcommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable JanusCommand parent;

    final JanusCommand janus() {
        return Objects.requireNonNull(parent);
    }

    final Output output() {
        return janus().output();
    }

    @Override
    public final Integer call() {
        return run().code();
    }

    /** Does it. What an operator can do something about is thrown as a {@code ProblemException}. */
    abstract ExitCode run();
}
