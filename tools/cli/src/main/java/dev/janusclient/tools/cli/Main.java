// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.ProblemException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Starts the command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command; the exit code. */
    static int run(String... args) {
        try (JanusCommand janus = new JanusCommand()) {
            return commandLine(janus, args).execute(args);
        }
    }

    static CommandLine commandLine(JanusCommand janus, String... args) {
        CommandLine line = new CommandLine(janus);
        Subcommands.addTo(line, args);
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
        line.setParameterExceptionHandler((failure, arguments) -> {
            failure.getCommandLine().getErr().println(UsageProblem.sentence(failure));
            failure.getCommandLine()
                    .getErr()
                    .println("See '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
            return ExitCode.USAGE.code();
        });
        return line;
    }

    private static int report(Exception failure, CommandLine command) {
        if (failure instanceof ProblemException problem) {
            command.getErr().println(problem.getMessage());
            return ExitCode.of(problem.kind()).code();
        }
        command.getErr().println("This is a defect of the command, please report it:");
        failure.printStackTrace(command.getErr());
        return ExitCode.DEFECT.code();
    }
}
