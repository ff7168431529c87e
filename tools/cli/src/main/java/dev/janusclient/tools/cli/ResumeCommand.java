// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.error.JanusHandoverTicketException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.reclaim.AdminSource;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import dev.janusclient.tools.model.Server;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus resume}. */
@Command(
        name = "resume",
        description = "Takes back the session that a ticket names, says what was missed, and keeps it until Ctrl-C.",
        footer = "At the end a new ticket is written over the old one, for whoever goes on. Ends with 1 if the session"
                + " was lost, or when another process claims it.")
final class ResumeCommand extends Subcommand {
    @Parameters(paramLabel = "TICKET", description = "A file with a ticket.")
    private Path ticket = Path.of("");

    @Option(names = "--for", paramLabel = "SECONDS", description = "Ends by itself after this time.")
    private @Nullable Integer seconds;

    @Override
    ExitCode run() {
        Server server = janus().server();
        Output output = output();
        try (Stop stop = new Stop(seconds)) {
            Reclaim reclaim = Reclaim.with(server.api());
            if (server.hasAdmin()) {
                reclaim.source(new AdminSource(server.admin()));
            }
            ReclaimOutcome outcome = server.api(reclaim.take(read()));
            print(output, Outcome.of(outcome));
            JanusSession session = outcome.session();
            if (session == null) {
                return ExitCode.FINDINGS;
            }
            session.on(
                    CoreEvent.class,
                    event -> output.item(EventRow.of(session.id(), event), EventRow.line(event), Style.PLAIN));
            stop.await(new SessionWatch(session));
            return keep(session) ? ExitCode.OK : ExitCode.FINDINGS;
        }
    }

    /** Writes the ticket for whoever goes on; false if the session ended meanwhile, as an event has said. */
    private boolean keep(JanusSession session) {
        String json;
        try {
            json = session.ticket().toJson();
        } catch (IllegalStateException e) {
            return false;
        }
        PrivateFile.write(ticket, json + "\n");
        return true;
    }

    private HandoverTicket read() {
        try {
            return HandoverTicket.fromJson(Settings.read(ticket).reveal());
        } catch (JanusHandoverTicketException e) {
            throw new ProblemException(Kind.BAD_INPUT, ticket + " is no ticket: " + e.getMessage() + ".");
        }
    }

    /**
     * What became of it.
     *
     * @param outcome resumed, resumed with a gap, rebuilt or lost
     * @param says evidence, reason or what stays unresolved
     * @param handles a line each
     */
    record Outcome(String outcome, long sessionId, String says, List<String> handles) {
        static Outcome of(ReclaimOutcome outcome) {
            return new Outcome(
                    outcome.getClass().getSimpleName(),
                    outcome.sessionId(),
                    OutcomeText.of(outcome),
                    outcome.handles().stream().map(OutcomeText::of).toList());
        }
    }

    private static void print(Output output, Outcome outcome) {
        if (output.isTable()) {
            output.plain(outcome.says());
            outcome.handles().forEach(output::plain);
        } else {
            output.value(outcome);
        }
    }
}
