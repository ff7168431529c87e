// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.connection.ConnectionManager.ActiveConnection;
import dev.janusclient.internal.connection.SessionRoute;
import dev.janusclient.internal.handoff.HandoffReceiver;
import dev.janusclient.internal.session.Binding;
import dev.janusclient.internal.session.ClientContext;
import dev.janusclient.internal.session.SessionCore;
import dev.janusclient.internal.transport.UriParts;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.recovery.LostReason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reclaims what a ticket names, which perhaps another process owned. */
public final class TicketReclaimer {
    private final ClientContext context;
    private final ReclaimSettings settings;

    public TicketReclaimer(ClientContext context, ReclaimSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /**
     * Reclaims it; a failure only if the connection ends before the result is known, or if a plugin's factory or a listener
     * throws. A session that is active here before stays so unless this succeeds.
     */
    public CompletableFuture<ReclaimResult> reclaim(HandoverTicket ticket, ActiveConnection<ServerInfo> active) {
        if (!active.server().mayBe(ticket.server().name())) {
            return CompletableFuture.completedFuture(new ReclaimResult.Lost(
                    ticket.sessionId(),
                    LostReason.WRONG_SERVER,
                    "the session lives on Janus '" + ticket.server().name() + "' ("
                            + UriParts.printable(ticket.server().uri()) + "), and this is '"
                            + active.server().serverName() + "'"));
        }
        SessionRoute before = active.connection().currentRoute(ticket.sessionId());
        SessionCore session = context.newSession(active.connection(), active.server(), ticket.sessionId());
        session.commandGate(settings.commandGate());
        return begin(session, ticket, active)
                .whenComplete((result, failure) -> {
                    if (failure != null || result instanceof ReclaimResult.Lost) {
                        if (before != null) {
                            active.connection()
                                    .reinstate(before, session.binding().route());
                        }
                        session.superseded();
                    } else {
                        context.started(session);
                    }
                })
                .thenCompose(result -> result instanceof ReclaimResult.Lost lost && settings.allowRebuild()
                        ? new SessionRebuilder(context).rebuild(lost, wanted(ticket), active)
                        : CompletableFuture.completedFuture(result));
    }

    /** What goes wrong is in the future: a session that was here before is to have its route back in any case. */
    private CompletableFuture<ReclaimResult> begin(
            SessionCore session, HandoverTicket ticket, ActiveConnection<ServerInfo> active) {
        try {
            session.binding().route().hold();
            HandoffReceiver forwarded = openForwarded(ticket, session.binding());
            for (HandleTicket handle : ticket.handles()) {
                settings.kind(handle.plugin())
                        .ifPresent(kind -> session.adopt(kind, handle.handleId(), handle.opaqueId(), handle, false));
            }
            return new SessionReclaimer(context, settings.sources())
                    .reclaim(session, ticket, active, forwarded, settings.handoffTimeout(), false);
        } catch (RuntimeException e) {
            // A plugin's factory or a listener that it was given, which are the user's.
            return Futures.failed(e);
        }
    }

    private @Nullable HandoffReceiver openForwarded(HandoverTicket ticket, Binding binding) {
        String name = ticket.forwarding();
        return name == null
                ? null
                : HandoffReceiver.open(
                        binding.connection(), binding.route(), ticket.sessionId(), name, settings.keys());
    }

    private Map<Long, SessionRebuilder.Wanted> wanted(HandoverTicket ticket) {
        Map<Long, SessionRebuilder.Wanted> wanted = new LinkedHashMap<>();
        for (HandleTicket handle : ticket.handles()) {
            settings.kind(handle.plugin())
                    .ifPresent(kind ->
                            wanted.put(handle.handleId(), new SessionRebuilder.Wanted(kind, handle.opaqueId())));
        }
        return wanted;
    }
}
