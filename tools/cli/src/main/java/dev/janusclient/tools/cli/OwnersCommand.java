// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.cli.Output.Column;
import dev.janusclient.tools.model.Owners;
import dev.janusclient.tools.model.Owners.Member;
import dev.janusclient.tools.model.Owners.OwnedSession;
import dev.janusclient.tools.model.Server;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code janus owners}. */
@Command(
        name = "owners",
        description = "Lists the members of a cluster, and who owns the sessions that are at Janus now.",
        footer = "It needs --store, and the Admin API for the list of sessions.")
final class OwnersCommand extends Subcommand {
    /** Both lists. */
    record Listing(List<Member> members, List<OwnedSession> sessions) {}

    @Override
    ExitCode run() {
        Owners owners = janus().requireOwners();
        Server server = janus().server();
        Listing listing = new Listing(
                owners.members(), owners.sessions(server.admin(server.admin().listSessions())));
        if (!output().isTable()) {
            output().value(listing);
            return ExitCode.OK;
        }
        output().rows(
                        listing.members(),
                        "No member is live.",
                        Column.<Member>of("MEMBER", Member::name),
                        Column.of("LEASE LEFT MS", Member::leaseLeftMillis),
                        Column.of("SESSIONS", Member::sessions),
                        Column.of("DRAINING", member -> member.draining() ? "yes" : "-"));
        output().plain("");
        output().rows(
                        listing.sessions(),
                        "The store knows none of the sessions at Janus.",
                        Column.<OwnedSession>of("SESSION", OwnedSession::sessionId),
                        Column.of("KIND", OwnedSession::kind),
                        Column.<OwnedSession>of("OWNER", OwnedSession::owner)
                                .styled(each -> each.live() ? Style.GOOD : Style.BAD),
                        Column.of("LIVE", each -> each.live() ? "yes" : "no: free to be taken over"),
                        Column.of("EPOCH", OwnedSession::epoch));
        return ExitCode.OK;
    }
}
