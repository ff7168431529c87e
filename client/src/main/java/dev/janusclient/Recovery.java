package dev.janusclient;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.connection.ConnectionManager;
import dev.janusclient.internal.recovery.BoundedRunner;
import dev.janusclient.internal.recovery.RecoveryAction;
import dev.janusclient.internal.recovery.RecoveryInput;
import dev.janusclient.internal.recovery.RecoveryMachine;
import dev.janusclient.internal.recovery.RecoveryPolicy;
import dev.janusclient.internal.recovery.RecoveryState;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does what the {@link RecoveryMachine} says: connects again after a loss, has the sessions back, and tells of it. */
final class Recovery {
    private final ClientContext host;
    private final Scheduler scheduler;
    private final RecoveryOptions options;
    private final SessionReclaimer reclaimer;
    private final SessionRebuilder rebuilder;
    private final Consumer<ConnectionState> tell;

    private RecoveryState state = new RecoveryState.Idle();
    private ConnectionManager.@Nullable ActiveConnection<ServerInfo> live;
    private @Nullable ServerInfo lastServer;
    private CloseReason reason = new CloseReason(CloseReason.Kind.CLIENT_CLOSED, "never connected", null);
    private List<ReclaimOutcome> outcomes = new ArrayList<>();
    private boolean wentDown;
    private Scheduler.@Nullable ScheduledTask timer;
    private @Nullable ConnectionManager<ServerInfo> link;

    Recovery(ClientContext host, Scheduler scheduler, RecoveryOptions options, Consumer<ConnectionState> tell) {
        this.host = host;
        this.scheduler = scheduler;
        this.options = options;
        this.reclaimer = new SessionReclaimer(host, options.sources());
        this.rebuilder = new SessionRebuilder(host);
        this.tell = tell;
    }

    void connectsOver(ConnectionManager<ServerInfo> over) {
        link = over;
    }

    /** There is a connection, whoever asked for it. */
    void up(ConnectionManager.ActiveConnection<ServerInfo> now) {
        boolean right;
        boolean idle;
        synchronized (this) {
            idle = state instanceof RecoveryState.Idle;
            right = lastServer == null
                    || lastServer.serverName().equals(now.server().serverName());
            if (right || idle) {
                live = now;
                lastServer = now.server();
            }
        }
        if (idle) {
            tell.accept(new ConnectionState.Connected(now.server()));
        } else if (!right && link != null && link.avoid(now.uri())) {
            // Another address may lead to the right one.
            now.connection().close();
        }
        step(new RecoveryInput.Connected(right));
    }

    /** A connection has ended. */
    void down(CloseReason why) {
        int suspended = host.suspended().size();
        synchronized (this) {
            reason = why;
            if (state instanceof RecoveryState.Idle) {
                wentDown = false;
                outcomes = new ArrayList<>();
            }
        }
        if (suspended == 0 && why.kind() != CloseReason.Kind.CLIENT_CLOSED) {
            tell.accept(new ConnectionState.Disconnected());
        }
        step(new RecoveryInput.ConnectionLost(suspended));
    }

    void close() {
        step(new RecoveryInput.Close());
        Scheduler.ScheduledTask running;
        synchronized (this) {
            running = timer;
        }
        if (running != null) {
            running.cancel();
        }
        for (JanusSession session : host.suspended()) {
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
        actions.forEach(this::act);
    }

    private RecoveryMachine machine() {
        ServerInfo server = lastServer;
        Duration giveUp = options.giveUpAfter();
        if (giveUp == null) {
            giveUp = server == null ? Duration.ofMinutes(1) : server.maxReclaimWindow();
        }
        return new RecoveryMachine(new RecoveryPolicy(options.firstDelay(), options.maxDelay(), giveUp));
    }

    private void act(RecoveryAction action) {
        if (action instanceof RecoveryAction.Suspend suspend) {
            tell.accept(new ConnectionState.Suspended(reasonNow(), suspend.attempt(), suspend.next()));
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
        ConnectionManager<ServerInfo> over = link;
        if (over == null) {
            return;
        }
        over.activeWithoutRetry("recovery").whenComplete((up, failure) -> {
            if (failure != null) {
                synchronized (this) {
                    // A server whose process is there accepts connections.
                    wentDown |= SessionReclaimer.cause(failure) instanceof JanusConnectException;
                }
                step(new RecoveryInput.ConnectFailed());
            } else {
                reached(up);
            }
        });
    }

    /** The link has told of the connection already, unless it was there before. */
    private void reached(ConnectionManager.ActiveConnection<ServerInfo> now) {
        boolean told;
        synchronized (this) {
            told = now.equals(live);
        }
        if (told) {
            step(new RecoveryInput.Connected(true));
        } else {
            up(now);
        }
    }

    private void claimAll() {
        List<JanusSession> sessions = host.suspended();
        ConnectionManager.ActiveConnection<ServerInfo> now;
        boolean restarted;
        synchronized (this) {
            now = live;
            restarted = wentDown;
        }
        if (now == null) {
            return;
        }
        ConnectionManager.ActiveConnection<ServerInfo> over = now;
        new BoundedRunner<>(sessions, session -> claim(session, over, restarted))
                .run()
                .whenComplete((done, failure) ->
                        step(new RecoveryInput.ClaimsDone(host.suspended().size())));
    }

    private CompletableFuture<?> claim(
            JanusSession session, ConnectionManager.ActiveConnection<ServerInfo> over, boolean restarted) {
        HandoverTicket known = session.knownWhenLost();
        if (known == null) {
            return CompletableFuture.completedFuture(null);
        }
        List<JanusPlugin> handles = session.handles();
        session.moveTo(over.connection(), over.server());
        session.noticeLostConnection();
        return reclaimer
                .reclaim(session, known, over, null, Duration.ZERO, restarted)
                .thenCompose(outcome -> outcome instanceof ReclaimOutcome.Lost lost && options.allowRebuild()
                        ? rebuilder.rebuild(lost, handles, over)
                        : CompletableFuture.completedFuture(outcome))
                .thenAccept(outcome -> settled(session, outcome));
    }

    private void settled(JanusSession session, ReclaimOutcome outcome) {
        synchronized (this) {
            outcomes.add(outcome);
        }
        session.tell(new CoreEvent.Reclaimed(outcome));
    }

    private void resumed() {
        List<ReclaimOutcome> all;
        ConnectionManager.ActiveConnection<ServerInfo> now;
        synchronized (this) {
            all = outcomes;
            outcomes = new ArrayList<>();
            wentDown = false;
            now = live;
        }
        if (now != null) {
            tell.accept(new ConnectionState.Resumed(now.server(), all));
        }
    }

    private void giveUp(LostReason why) {
        List<ReclaimOutcome> all;
        synchronized (this) {
            all = outcomes;
            outcomes = new ArrayList<>();
            wentDown = false;
        }
        String detail = why == LostReason.WRONG_SERVER
                ? "the server that answers is not the one it lives on"
                : "no server could be reached for as long as it can have lived: "
                        + reasonNow().detail();
        for (JanusSession session : host.suspended()) {
            session.lost("it can't be had back: " + detail);
            ReclaimOutcome lost = new ReclaimOutcome.Lost(session.id(), why, detail);
            session.tell(new CoreEvent.Reclaimed(lost));
            all.add(lost);
        }
        tell.accept(new ConnectionState.Lost(why, all));
    }
}
