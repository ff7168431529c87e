// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.rescue;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands that {@code ./run} starts have in common: their exit codes, their help, where they write. */
public abstract class Demonstration implements Callable<Integer> {
    /** Something that was to be shown was not seen. */
    protected static final int NOT_SEEN = 1;

    /** Something that is needed can't be had here. */
    protected static final int UNAVAILABLE = 69;

    // After the options of the command itself.
    @Option(names = "--help", usageHelp = true, description = "print this", order = 100)
    boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli puts it in
    private CommandSpec spec;

    /** Runs this with a command's arguments, and ends the process with the exit code. */
    protected final void run(String[] args) {
        // What is drawn has to arrive, whatever the system calls its character set.
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        System.exit(new CommandLine(this).setOut(out).execute(args));
    }

    @Override
    public final Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            return show(out, spec.commandLine().getErr());
        } finally {
            out.flush();
        }
    }

    /** Shows it; gives the exit code. */
    protected abstract int show(PrintWriter out, PrintWriter err) throws IOException;

    /** What is thrown because of an option that can't be. */
    protected final ParameterException wrongOption(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
