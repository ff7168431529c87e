// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.EventFollower;
import dev.janusclient.tools.model.Observations;
import dev.janusclient.tools.model.ObservedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code janus watch}. */
@Command(
        name = "watch",
        description = "Prints what event handlers report, as it happens, until Ctrl-C.",
        footer = "With -o json an event is one line, as Janus sent it.")
final class WatchCommand extends Subcommand {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    @Option(names = "--session", paramLabel = "SESSION", description = "Only what concerns a session.")
    private @Nullable Long session;

    @Option(names = "--handle", paramLabel = "HANDLE", description = "Only what concerns a handle.")
    private @Nullable Long handle;

    @Option(names = "--statistics", description = "Also the numbers of each stream, every second.")
    private boolean statistics;

    @Option(names = "--from-start", description = "Begins with the events that are kept.")
    private boolean fromStart;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Ends by itself after this time.")
    private @Nullable Integer seconds;

    @Override
    ExitCode run() {
        Path file = janus().eventFile("What happens");
        EventFollower follower = new EventFollower(file, fromStart);
        Observations observed = new Observations(1 << 20);
        Output output = output();
        try (Stop stop = new Stop(seconds)) {
            observed.onEvent(event -> print(output, event));
            do {
                follower.poll().forEach(observed::accept);
            } while (!stop.within(TICK));
        }
        return ExitCode.OK;
    }

    private void print(Output output, ObservedEvent event) {
        if ((session != null && event.sessionId() != session)
                || (handle != null && event.handleId() != handle)
                || (event.isStatistics() && !statistics)) {
            return;
        }
        String who = (event.sessionId() == 0 ? "" : " " + event.sessionId())
                + (event.handleId() == 0 ? "" : "/" + event.handleId());
        String line = TIME.format(event.at()) + " " + event.server() + who + "  " + Observations.describe(event);
        output.item(event.whole(), line, style(event));
    }

    private static Style style(ObservedEvent event) {
        String line = Observations.describe(event);
        if (line.contains("failed") || line.startsWith("slow link") || line.contains("disconnected")) {
            return Style.BAD;
        }
        return line.startsWith("PeerConnection") || line.startsWith("owned by") ? Style.BOLD : Style.PLAIN;
    }
}
