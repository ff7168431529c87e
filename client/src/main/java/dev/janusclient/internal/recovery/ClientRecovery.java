// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.connection.ConnectionManager;
import dev.janusclient.internal.connection.ConnectionManager.ActiveConnection;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.session.ClientContext;
import dev.janusclient.internal.session.HandleCore;
import dev.janusclient.internal.session.SessionCore;
import dev.janusclient.internal.worker.BoundedRunner;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.recovery.ClaimGuard;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the {@link RecoveryMachine} says: connects again after a loss, reclaims the sessions, and reports. */
public final class ClientRecovery {
    private static final Logger log = LoggerFactory.getLogger(ClientRecovery.class);

    private final ClientContext context;
    private final Scheduler scheduler;
    private final RecoverySettings settings;
    private final SessionReclaimer reclaimer;
    private final SessionRebuilder rebuilder;
    private final RecoveryListener listener;

    private RecoveryState state = new RecoveryState.Idle();
    private @Nullable ActiveConnection<ServerInfo> active;
    private @Nullable ServerInfo lastServer;
    private CloseReason reason = new CloseReason(CloseReason.Kind.CLIENT_CLOSED, "never connected", null);
    private List<ReclaimResult> results = List.of();
    private boolean wentDown;
    private Scheduler.@Nullable ScheduledTask timer;
    private @Nullable ConnectionManager<ServerInfo> connections;

    /** @param listener hears how it goes on */
    public ClientRecovery(
            ClientContext context, Scheduler scheduler, RecoverySettings settings, RecoveryListener listener) {
        this.context = context;
        this.scheduler = scheduler;
        this.settings = settings;
        this.reclaimer = new SessionReclaimer(context, settings.sources());
        this.rebuilder = new SessionRebuilder(context);
        this.listener = listener;
    }

    /** Sets what it connects with; once, before anything is lost. */
    public void connectsOver(ConnectionManager<ServerInfo> over) {
        connections = over;
    }

    /** There is a connection, whoever asked for it. */
    public void up(ActiveConnection<ServerInfo> now) {
        boolean right;
        boolean idle;
        synchronized (this) {
            idle = state instanceof RecoveryState.Idle;
            right = lastServer == null || now.server().mayBe(lastServer.serverName());
            if (right || idle) {
                active = now;
                lastServer = now.server();
            }
        }
        if (idle) {
            listener.connected(now.server());
        } else if (!right && connections != null && connections.avoid(now.uri())) {
            // Another address may lead to the right one.
            now.connection().close();
        }
        step(new RecoveryInput.Connected(right));
    }

    /** A connection has ended. */
    public void down(CloseReason why) {
        int suspended = context.suspended().size();
        synchronized (this) {
            reason = why;
            if (state instanceof RecoveryState.Idle) {
                wentDown = false;
                results = List.of();
            }
        }
        if (suspended == 0 && why.kind() != CloseReason.Kind.CLIENT_CLOSED) {
            listener.disconnected();
        }
        step(new RecoveryInput.ConnectionLost(suspended));
    }

    /** Gives up what is suspended; for a client that is being closed. */
    public void close() {
        step(new RecoveryInput.Close());
        Scheduler.ScheduledTask running;
        synchronized (this) {
            running = timer;
        }
        if (running != null) {
            running.cancel();
        }
        for (SessionCore session : context.suspended()) {
            session.lost("the client was closed");
        }
    }

    private void step(RecoveryInput input) {
        List<RecoveryAction> actions;
        synchronized (this) {
            RecoveryMachine.Step step = machine()
                    .step(
                            state,
                            input,
                            scheduler.nanoTime(),
                            ThreadLocalRandom.current().nextDouble());
            state = step.next();
            actions = step.actions();
        }
        LogBudget.debug(log, "recovery: {} leads to {}", input.getClass().getSimpleName(), actions);
        actions.forEach(this::act);
    }

    private RecoveryMachine machine() {
        return new RecoveryMachine(new RecoveryPolicy(settings.firstDelay(), settings.maxDelay(), giveUpAfter()));
    }

    private synchronized Duration giveUpAfter() {
        ServerInfo server = lastServer;
        Duration giveUp = settings.giveUpAfter();
        if (giveUp != null) {
            return giveUp;
        }
        return server == null ? Duration.ofMinutes(1) : server.maxReclaimWindow();
    }

    private void act(RecoveryAction action) {
        if (action instanceof RecoveryAction.Suspend suspend) {
            listener.suspended(reasonNow(), suspend.attempt(), suspend.next());
        } else if (action instanceof RecoveryAction.Wait wait) {
            await(wait.time());
        } else if (action instanceof RecoveryAction.Connect) {
            connect();
        } else if (action instanceof RecoveryAction.Claim) {
            claimAll();
        } else if (action instanceof RecoveryAction.Resume) {
            resumed();
        } else if (action instanceof RecoveryAction.GiveUp giveUp) {
            giveUp(giveUp.reason());
        }
    }

    private synchronized CloseReason reasonNow() {
        return reason;
    }

    private synchronized void await(Duration time) {
        timer = scheduler.once(time, () -> step(new RecoveryInput.Due()));
    }

    private void connect() {
        ConnectionManager<ServerInfo> over = connections;
        if (over == null) {
            return;
        }
        attempt(over).whenComplete((up, failure) -> {
            if (failure != null) {
                synchronized (this) {
                    // A server whose process is there accepts connections.
                    wentDown |= Futures.cause(failure) instanceof JanusConnectException;
                }
                step(new RecoveryInput.ConnectFailed());
            } else {
                reached(up);
            }
        });
    }

    /** Never throws: whatever an attempt fails with, the next one follows. */
    private static CompletableFuture<ActiveConnection<ServerInfo>> attempt(ConnectionManager<ServerInfo> over) {
        try {
            return over.activeWithoutRetry("recovery");
        } catch (Throwable e) {
            return Futures.failed(e);
        }
    }

    /** The connection manager has reported the connection already, unless it was there before. */
    private void reached(ActiveConnection<ServerInfo> now) {
        boolean reported;
        synchronized (this) {
            reported = now.equals(active);
        }
        if (reported) {
            step(new RecoveryInput.Connected(true));
        } else {
            up(now);
        }
    }

    private void claimAll() {
        List<SessionCore> sessions = context.suspended();
        ActiveConnection<ServerInfo> now;
        boolean restarted;
        synchronized (this) {
            now = active;
            restarted = wentDown;
        }
        if (now == null) {
            return;
        }
        ActiveConnection<ServerInfo> over = now;
        new BoundedRunner<>(sessions, session -> claim(session, over, restarted))
                .run()
                .whenComplete((done, failure) ->
                        step(new RecoveryInput.ClaimsDone(context.suspended().size())));
    }

    private CompletableFuture<?> claim(SessionCore session, ActiveConnection<ServerInfo> over, boolean restarted) {
        HandoverTicket known = session.recovery().knownWhenLost();
        if (known == null) {
            return CompletableFuture.completedFuture(null);
        }
        ClaimGuard guard = settings.beforeClaim();
        if (guard == null) {
            return claim(session, known, over, restarted);
        }
        Duration silence = session.recovery().silence();
        Duration left = giveUpAfter().minus(silence == null ? Duration.ZERO : silence);
        Duration bounded = left.isNegative() || left.isZero() ? Duration.ofMillis(1) : left;
        return GuardedClaim.refusal(context, known, guard, over.connection(), bounded)
                .thenCompose(refusal -> {
                    if (refusal == null) {
                        return claim(session, known, over, restarted);
                    }
                    session.claimedElsewhere(refusal);
                    settled(session, new ReclaimResult.Lost(session.id(), LostReason.CLAIM_REFUSED, refusal));
                    return CompletableFuture.completedFuture(null);
                });
    }

    private CompletableFuture<?> claim(
            SessionCore session, HandoverTicket known, ActiveConnection<ServerInfo> over, boolean restarted) {
        List<HandleCore> handles = session.handles();
        session.recovery().moveTo(over.connection(), over.server());
        return reclaimer
                .reclaim(session, known, over, null, Duration.ZERO, restarted)
                .thenCompose(result -> result instanceof ReclaimResult.Lost lost && settings.allowRebuild()
                        ? rebuilder.rebuild(lost, handles, over)
                        : CompletableFuture.completedFuture(result))
                .thenAccept(result -> settled(session, result));
    }

    private void settled(SessionCore session, ReclaimResult result) {
        synchronized (this) {
            if (results.isEmpty()) {
                results = new ArrayList<>();
            }
            results.add(result);
        }
        listener.reclaimed(session, result);
    }

    private void resumed() {
        List<ReclaimResult> all;
        ActiveConnection<ServerInfo> now;
        synchronized (this) {
            all = results;
            results = List.of();
            wentDown = false;
            now = active;
        }
        if (now != null) {
            listener.resumed(now.server(), all);
        }
    }

    private void giveUp(LostReason why) {
        List<ReclaimResult> all;
        synchronized (this) {
            all = new ArrayList<>(results);
            results = List.of();
            wentDown = false;
        }
        String detail = why == LostReason.WRONG_SERVER
                ? "the server that answers is not the one it lives on"
                : "no server could be reached for as long as it can have lived: "
                        + reasonNow().detail();
        for (SessionCore session : context.suspended()) {
            session.lost("it can't be recovered: " + detail);
            ReclaimResult lost = new ReclaimResult.Lost(session.id(), why, detail);
            listener.reclaimed(session, lost);
            all.add(lost);
        }
        listener.lost(why, all);
    }
}
