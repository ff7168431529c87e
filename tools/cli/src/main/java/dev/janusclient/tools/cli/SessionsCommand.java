// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.cli.Output.Column;
import dev.janusclient.tools.model.SessionSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code janus sessions}. */
@Command(
        name = "sessions",
        description = "Lists the sessions: who owns them, how long they have been idle, and which are orphans.",
        footer = {
            "Janus tells about a session through its handles: of one without any only the id is known.",
            "Orphans and AGE are known of sessions whose creation 'janus serve-events' has seen, OWNER with --store."
        })
final class SessionsCommand extends Subcommand {
    @Option(names = "--orphans", description = "Only those whose owner's connection is gone.")
    private boolean orphans;

    @Option(names = "--destroy", paramLabel = "SESSION", description = "Ends a session, with all its handles.")
    private @Nullable Long destroy;

    @Option(names = "--yes", description = "Does not ask before it ends a session.")
    private boolean yes;

    @Override
    ExitCode run() {
        Long doomed = destroy;
        if (doomed != null) {
            Terminal.confirm("End session " + doomed + " with all its handles?", yes);
            janus().server().admin(janus().server().admin().destroySession(doomed));
            output().done("Session " + doomed + " was destroyed.", java.util.Map.of("destroyed", doomed));
            return ExitCode.OK;
        }
        List<SessionSummary> sessions = janus().directory().read().sessions().stream()
                .filter(session -> !orphans || Boolean.TRUE.equals(session.orphan()))
                .toList();
        output().rows(
                        sessions,
                        orphans ? "There are no orphans." : "There are no sessions.",
                        Column.<SessionSummary>of("SESSION", SessionSummary::sessionId),
                        Column.of("HANDLES", SessionSummary::handles),
                        Column.<SessionSummary>of("STATE", SessionsCommand::state)
                                .styled(SessionsCommand::style),
                        Column.of("IDLE", session -> Seconds.of(session.idleSeconds())),
                        Column.of("RECLAIM LEFT", session -> Seconds.of(session.reclaimLeftSeconds())),
                        Column.of("AGE", session -> Seconds.of(session.ageSeconds())),
                        Column.of("OWNER", SessionSummary::owner),
                        Column.of("EPOCH", SessionSummary::epoch));
        return ExitCode.OK;
    }

    private static String state(SessionSummary session) {
        if (session.orphan() == null) {
            return "unknown";
        }
        return session.orphan() ? "orphan" : "connected";
    }

    private static Style style(SessionSummary session) {
        return Boolean.TRUE.equals(session.orphan()) ? Style.BAD : Style.PLAIN;
    }
}
