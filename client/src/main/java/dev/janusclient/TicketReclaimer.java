package dev.janusclient;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.connection.ConnectionManager;
import dev.janusclient.internal.connection.SessionRoute;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.recovery.LostReason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes back what a ticket names, which perhaps another process had. */
final class TicketReclaimer {
    private final ClientContext host;
    private final ReclaimPlan plan;

    TicketReclaimer(ClientContext host, ReclaimPlan plan) {
        this.host = host;
        this.plan = plan;
    }

    CompletableFuture<ReclaimOutcome> reclaim(
            HandoverTicket ticket, ConnectionManager.ActiveConnection<ServerInfo> live) {
        if (!ticket.server().name().equals(live.server().serverName())) {
            return CompletableFuture.completedFuture(new ReclaimOutcome.Lost(
                    ticket.sessionId(),
                    LostReason.WRONG_SERVER,
                    "the session lives on Janus '" + ticket.server().name() + "' ("
                            + ticket.server().uri() + "), and this is '"
                            + live.server().serverName() + "'"));
        }
        SessionRoute before = live.connection().currentRoute(ticket.sessionId());
        JanusSession session = new JanusSession(host, live.connection(), live.server(), ticket.sessionId());
        session.route().hold();
        HandoffReceiver mail = openMail(ticket, session);
        for (HandleTicket handle : ticket.handles()) {
            type(handle).ifPresent(type -> session.adopt(type, handle.handleId(), AttachOptions.from(handle)));
        }
        return new SessionReclaimer(host, plan.sources())
                .reclaim(session, ticket, live, mail, plan.handoffTimeout(), false)
                .whenComplete((outcome, failure) -> {
                    if (failure != null || outcome instanceof ReclaimOutcome.Lost) {
                        if (before != null) {
                            live.connection().reinstate(before, session.route());
                        }
                        session.superseded();
                    } else {
                        host.sessionStarted(session);
                        session.noticeLostConnection();
                    }
                })
                .thenCompose(outcome -> outcome instanceof ReclaimOutcome.Lost lost && plan.allowRebuild()
                        ? new SessionRebuilder(host).rebuild(lost, wanted(ticket), live)
                        : CompletableFuture.completedFuture(outcome));
    }

    private static @Nullable HandoffReceiver openMail(HandoverTicket ticket, JanusSession session) {
        String name = ticket.forwarding();
        return name == null
                ? null
                : HandoffReceiver.open(session.connection(), session.route(), ticket.sessionId(), name);
    }

    private Optional<PluginType<?>> type(HandleTicket handle) {
        return plan.types().stream()
                .filter(type -> type.name().equals(handle.plugin()))
                .findFirst();
    }

    private Map<Long, SessionRebuilder.Wanted> wanted(HandoverTicket ticket) {
        Map<Long, SessionRebuilder.Wanted> wanted = new LinkedHashMap<>();
        for (HandleTicket handle : ticket.handles()) {
            type(handle)
                    .ifPresent(type ->
                            wanted.put(handle.handleId(), new SessionRebuilder.Wanted(type, handle.opaqueId())));
        }
        return wanted;
    }
}
