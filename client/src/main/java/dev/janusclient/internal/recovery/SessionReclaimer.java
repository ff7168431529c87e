// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusServerException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.error.JanusUnauthorizedException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.ConnectionManager.ActiveConnection;
import dev.janusclient.internal.handoff.HandoffReceiver;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.session.ClientContext;
import dev.janusclient.internal.session.HandleCore;
import dev.janusclient.internal.session.SessionCore;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.recovery.Findings;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.recovery.ProbeResult;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a session back, whoever had it: claims it, probes its handles, asks who may know what happened meanwhile, tells the
 * handles what they missed, and only then lets in what comes live.
 */
final class SessionReclaimer {
    private static final Logger log = LoggerFactory.getLogger(SessionReclaimer.class);

    private final ClientContext context;
    private final List<GapSource> sources;

    SessionReclaimer(ClientContext context, List<GapSource> sources) {
        this.context = context;
        this.sources = sources;
    }

    /**
     * Takes it back. The session is on its new connection already, and holds back what comes.
     *
     * @param known what the last owner knew
     * @param forwarded reads what the last owner passes on; null if it does not
     * @param restarted whether there are signs that the server went down since
     * @return an outcome; a failure only if the connection ended before it was known
     */
    CompletableFuture<ReclaimResult> reclaim(
            SessionCore session,
            HandoverTicket known,
            ActiveConnection<ServerInfo> active,
            @Nullable HandoffReceiver forwarded,
            Duration handoffTimeout,
            boolean restarted) {
        CompletableFuture<ReclaimResult> settled = session.claim()
                .handle((claimed, failure) -> {
                    if (failure == null) {
                        session.recovery().claimed();
                        return reconcile(session, active, known, forwarded, handoffTimeout);
                    }
                    return refused(session, known, active.server(), Futures.cause(failure), restarted);
                })
                .thenCompose(outcome -> outcome);
        return orLost(active.connection(), settled);
    }

    /**
     * Ends with the connection: what is asked on the way only asks, and would wait for the very recovery that waits for it.
     */
    private static CompletableFuture<ReclaimResult> orLost(Connection over, CompletableFuture<ReclaimResult> settled) {
        CompletableFuture<ReclaimResult> first = new CompletableFuture<>();
        settled.whenComplete((outcome, failure) -> {
            if (failure == null) {
                LogBudget.debug(log, "a reclaim has ended: {}", summary(outcome));
                first.complete(outcome);
            } else {
                first.completeExceptionally(Futures.cause(failure));
            }
        });
        over.whenEnded(reason -> first.completeExceptionally(new JanusConnectionLostException("claim", reason)));
        return first;
    }

    private static String summary(ReclaimResult outcome) {
        if (outcome instanceof ReclaimResult.Lost lost) {
            return "session " + lost.sessionId() + " is lost, " + lost.reason() + ": " + lost.detail();
        } else if (outcome instanceof ReclaimResult.ResumedWithGap gap) {
            return "session " + gap.session().id() + " is here, with a gap";
        } else if (outcome instanceof ReclaimResult.Resumed resumed) {
            return "session " + resumed.session().id() + " is here, and nothing was missed: " + resumed.evidence();
        }
        return "session " + ((ReclaimResult.Rebuilt) outcome).sessionId() + " was made anew";
    }

    /** Stops what is left of an attempt whose connection has ended: the next one is telling the same. */
    private static void requireStill(SessionCore session, Connection over) {
        CloseReason reason = over.ended();
        if (reason != null || session.binding().connection() != over) {
            throw new JanusConnectionLostException(
                    "claim",
                    reason == null
                            ? new CloseReason(CloseReason.Kind.IO_ERROR, "another connection has taken its place", null)
                            : reason);
        }
    }

    private CompletableFuture<ReclaimResult> reconcile(
            SessionCore session,
            ActiveConnection<ServerInfo> active,
            HandoverTicket known,
            @Nullable HandoffReceiver forwarded,
            Duration handoffTimeout) {
        Instant claimed = context.clock().instant();
        CompletableFuture<Map<HandleCore, ProbeResult>> probes = probeAll(session);
        CompletableFuture<GapEvidence> heard = forwarded == null
                ? ask(known).thenApply(findings -> new GapEvidence(null, findings))
                : forwarded
                        .read(context.scheduler(), handoffTimeout)
                        .thenCombine(ask(known), (read, findings) -> new GapEvidence(read.orElse(null), findings));
        return probes.thenCombine(
                        heard, (found, evidence) -> new GapReconciler(session, known, claimed, found, evidence))
                .thenCompose(report -> {
                    requireStill(session, active.connection());
                    return unlessItThrows(report);
                })
                .thenApply(outcome -> {
                    requireStill(session, active.connection());
                    return GapReconciler.withDropped(outcome, session.recovery().release(), known, claimed);
                });
    }

    /** A claimed session is here: whatever can't be read of what happened before makes a gap, and no failure. */
    private static CompletableFuture<ReclaimResult> unlessItThrows(GapReconciler report) {
        CompletableFuture<ReclaimResult> reconciled;
        try {
            reconciled = report.reconcile();
        } catch (JanusConnectionLostException e) {
            throw e;
        } catch (RuntimeException e) {
            reconciled = Futures.failed(e);
        }
        return reconciled.exceptionally(failure -> report.brokenOff(Futures.cause(failure)));
    }

    private static CompletableFuture<Map<HandleCore, ProbeResult>> probeAll(SessionCore session) {
        Map<HandleCore, CompletableFuture<ProbeResult>> asked = new LinkedHashMap<>();
        session.handles().forEach(handle -> asked.put(handle, handle.probe()));
        return CompletableFuture.allOf(asked.values().toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> {
                    Map<HandleCore, ProbeResult> results = new LinkedHashMap<>();
                    asked.forEach((handle, result) -> results.put(handle, result.join()));
                    return results;
                });
    }

    /** What each source found, by its name; one that failed found nothing, and says so. */
    private CompletableFuture<List<Findings>> ask(HandoverTicket known) {
        List<CompletableFuture<Findings>> asked = new ArrayList<>();
        for (GapSource source : sources) {
            asked.add(context.within(timeout(), query(source, known), () -> silent(source)));
        }
        return CompletableFuture.allOf(asked.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> asked.stream().map(CompletableFuture::join).collect(Collectors.toList()));
    }

    /** In a task of its own, and going on in one: a source is a user's code, and may end its future on any thread. */
    private CompletableFuture<Findings> query(GapSource source, HandoverTicket known) {
        return CompletableFuture.supplyAsync(() -> source.query(known), context::run)
                .thenCompose(Function.identity())
                .handleAsync(
                        (found, failure) -> failure == null && found != null ? found : failed(source, failure),
                        context::run);
    }

    private Duration timeout() {
        return context.requestTimeout();
    }

    private Findings silent(GapSource source) {
        return failed(
                source, new TimeoutException("no answer within " + timeout().toMillis() + " ms"));
    }

    private static Findings failed(GapSource source, @Nullable Throwable failure) {
        String why = failure == null
                ? "it gave no answer"
                : String.valueOf(Futures.cause(failure).getMessage());
        return new Findings(false, List.of(), Map.of(), List.of(source.name() + " could not be asked: " + why), null);
    }

    private CompletableFuture<ReclaimResult> refused(
            SessionCore session, HandoverTicket known, ServerInfo server, Throwable why, boolean restarted) {
        if (why instanceof JanusSessionNotFoundException) {
            return ask(known).thenApply(findings -> {
                LostReason reason = findings.stream()
                        .map(Findings::lostReason)
                        .filter(fate -> fate != null)
                        .findFirst()
                        .orElseGet(() -> guess(silence(session, known), server, restarted));
                return lost(session, reason, explain(reason, silence(session, known), server));
            });
        } else if (why instanceof JanusUnauthorizedException) {
            return CompletableFuture.completedFuture(lost(
                    session, LostReason.UNAUTHORIZED, "the server refused our secret or token: " + why.getMessage()));
        } else if (why instanceof JanusServerException) {
            return CompletableFuture.completedFuture(
                    lost(session, LostReason.GONE, "the server refused the claim: " + why.getMessage()));
        }
        CompletableFuture<ReclaimResult> unknown = new CompletableFuture<>();
        unknown.completeExceptionally(why);
        return unknown;
    }

    private static ReclaimResult lost(SessionCore session, LostReason reason, String detail) {
        session.lost("it can't be reclaimed: " + detail);
        return new ReclaimResult.Lost(session.id(), reason, detail);
    }

    /** How long ago the session was last known: of one that was lost here by a clock that does not go back. */
    private Duration silence(SessionCore session, HandoverTicket known) {
        Duration measured = session.recovery().silence();
        return measured == null
                ? Duration.between(known.issuedAt(), context.clock().instant())
                : measured;
    }

    private static LostReason guess(Duration passed, ServerInfo server, boolean restarted) {
        if (server.versionKnown() && !server.reclaimEnabled()) {
            return LostReason.RECLAIM_DISABLED;
        }
        if (restarted) {
            // Seen to be down. Whether the session was over before does not matter any more.
            return LostReason.SERVER_RESTARTED;
        }
        return passed.compareTo(server.guaranteedReclaimWindow()) > 0 ? LostReason.EXPIRED : LostReason.GONE;
    }

    private static String explain(LostReason reason, Duration passed, ServerInfo server) {
        String seconds = String.format(java.util.Locale.ROOT, "%.1f s", passed.toMillis() / 1000.0);
        return switch (reason) {
            case RECLAIM_DISABLED ->
                "Janus '" + server.serverName()
                        + "' keeps no session whose connection is gone: its reclaim_session_timeout is 0";
            case EXPIRED ->
                "the session was last known " + seconds + " ago, and Janus '" + server.serverName()
                        + "' keeps one without activity for "
                        + server.guaranteedReclaimWindow().toMillis() / 1000.0
                        + " s for certain (reclaim_session_timeout " + server.reclaimSessionTimeout()
                        + " s, session_timeout " + server.sessionTimeout() + " s)";
            case SERVER_RESTARTED -> "Janus '" + server.serverName() + "' was restarted; its sessions are gone";
            case DESTROYED -> "it was destroyed";
            default ->
                "the session was last known " + seconds
                        + " ago and should still be there: it was destroyed, or the server was restarted";
        };
    }
}
