// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.tools.model.Owners;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus handoff}. */
@Command(
        name = "handoff",
        description =
                "Takes a session from its owner, and writes a ticket with which another process can go on with it;"
                        + " or, with --member, has the owner give it to another member of its group.",
        footer = {
            "With --member nothing is taken: it needs --store. 'janus owners' shows who has the session.",
            "The ticket names the session's handles; what only the last owner knew, such as a call's id, is not in it.",
            "It lets whoever has it take the session: keep it as you keep a secret."
        })
final class HandoffCommand extends Subcommand {
    @Parameters(paramLabel = "SESSION", description = "The session's id.")
    private long sessionId;

    @Option(names = "--to", paramLabel = "FILE", description = "Where the ticket goes; to the output if absent.")
    private @Nullable Path to;

    @Option(
            names = "--member",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "NAME",
            description = "Asks the member that owns the session to give it to this one, or to any other.")
    private @Nullable String member;

    @Option(names = "--yes", description = "Does not ask first.")
    private boolean yes;

    @Override
    ExitCode run() {
        String wanted = member;
        return wanted == null ? take() : ask(wanted.isEmpty() ? null : wanted);
    }

    /** @param wanted null for any other member */
    private ExitCode ask(@Nullable String wanted) {
        if (to != null) {
            throw new ProblemException(Kind.BAD_INPUT, "--to names the file of a ticket; with --member there is none.");
        }
        Owners owners = janus().requireOwners();
        Terminal.confirm("Have the owner of session " + sessionId + " give it away?", yes);
        output().done(owners.requestHandover(sessionId, wanted), Map.of("session", sessionId));
        return ExitCode.OK;
    }

    private ExitCode take() {
        Terminal.confirm("Take session " + sessionId + " from its owner?", yes);
        TakenSession taken = TakenSession.claim(janus().server(), sessionId);
        int others = taken.attachAll();
        // This process ends: there is nothing that would forward events, as after a hand-off.
        HandoverTicket ticket = taken.session().ticket();
        if (to == null) {
            output().plain(ticket.toJson());
        } else {
            PrivateFile.write(to, ticket.toJson() + "\n");
            output().done(
                            "The ticket is in " + to + ", with "
                                    + Count.of(taken.handles().size(), "handle")
                                    + (others == 0 ? "." : " and without " + others + " of unknown plugins."),
                            Map.of(
                                    "ticket",
                                    to.toString(),
                                    "handles",
                                    taken.handles().size(),
                                    "left_out",
                                    others));
        }
        return ExitCode.OK;
    }
}
