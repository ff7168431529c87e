// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.cli.Output.Column;
import dev.janusclient.tools.model.CallSummary;
import dev.janusclient.tools.model.EventFile;
import dev.janusclient.tools.model.Observations;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code janus calls}. */
@Command(
        name = "calls",
        description = "Lists the SIP calls that event handlers reported, the newest first, and why they ended.")
final class CallsCommand extends Subcommand {
    @Option(names = "--active", description = "Only those that go on.")
    private boolean active;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most; 50 by default.")
    private int limit = 50;

    @Override
    ExitCode run() {
        Path file = janus().eventFile("The list of calls");
        Observations observed = new Observations();
        EventFile.read(file, observed);
        List<CallSummary> calls = observed.calls().stream()
                .filter(call -> !active || call.state() != CallSummary.State.ENDED)
                .limit(limit)
                .toList();
        output().rows(
                        calls,
                        "No call was reported.",
                        Column.<CallSummary>of("CALL ID", CallSummary::callId),
                        Column.of("BEGAN", call -> call.began().truncatedTo(ChronoUnit.SECONDS)),
                        Column.of("DIRECTION", call -> call.direction().name().toLowerCase(Locale.ROOT)),
                        Column.of("CALLER", CallSummary::caller),
                        Column.of("CALLEE", CallSummary::callee),
                        Column.<CallSummary>of(
                                        "STATE", call -> call.state().name().toLowerCase(Locale.ROOT))
                                .styled(CallsCommand::style),
                        Column.of("WHY IT ENDED", CallsCommand::ending));
        return ExitCode.OK;
    }

    private static Style style(CallSummary call) {
        return switch (call.state()) {
            case RINGING -> Style.DOUBTFUL;
            case TALKING -> Style.GOOD;
            case ENDED -> Style.DIM;
        };
    }

    private static @Nullable String ending(CallSummary call) {
        String words = Stream.of(call.hangupCode(), call.hangupReason(), call.mediaReason())
                .filter(word -> word != null)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? null : words;
    }
}
