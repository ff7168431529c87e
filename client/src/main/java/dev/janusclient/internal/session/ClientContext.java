// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.handover.ServerIdentity;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.EventStream;
import dev.janusclient.internal.connection.Executions;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.observe.ClientObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the sessions of one client share. */
public final class ClientContext {
    private static final Logger log = LoggerFactory.getLogger(ClientContext.class);

    private final SessionSettings settings;
    private final Executor executor;
    private final Scheduler scheduler;
    private final CoreEvents coreEvents;
    private final Consumer<SessionCore> face;
    private final LogBudget logs;
    // Often just one: room for two instead of sixteen.
    private final Map<Long, SessionCore> sessions = new ConcurrentHashMap<>(1);

    /** @param face makes the object that users see of a new session */
    public ClientContext(
            SessionSettings settings,
            Executor executor,
            Scheduler scheduler,
            CoreEvents coreEvents,
            Consumer<SessionCore> face,
            LogBudget logs) {
        this.settings = settings;
        this.executor = executor;
        this.scheduler = scheduler;
        this.coreEvents = coreEvents;
        this.face = face;
        this.logs = logs;
    }

    /** Where futures complete and listeners run. */
    public Executor executor() {
        return executor;
    }

    /** The time. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** For what is logged about the client and its sessions. */
    public LogBudget logs() {
        return logs;
    }

    /** The wall clock, for times that travel. */
    public Clock clock() {
        return Clock.systemUTC();
    }

    /** How long any answer may take. */
    public Duration requestTimeout() {
        return settings.requestTimeout();
    }

    /** What a future gives, or something else if it takes longer than a time. */
    public <T> CompletableFuture<T> within(Duration time, CompletableFuture<T> future, Supplier<T> otherwise) {
        CompletableFuture<T> first = new CompletableFuture<>();
        after(time, () -> first.complete(otherwise.get()), future);
        Futures.complete(first, future);
        return first;
    }

    /** Does something in a task of its own after a time, unless a future is done by then. */
    void after(Duration time, Runnable task, CompletableFuture<?> unless) {
        Scheduler.ScheduledTask timer = scheduler.once(time, () -> run(task));
        unless.whenComplete((value, failure) -> timer.cancel());
    }

    ClientObserver observer() {
        return settings.observer();
    }

    SessionSettings settings() {
        return settings;
    }

    CoreEvents coreEvents() {
        return coreEvents;
    }

    /** Runs something on the executor; if that refuses, here. */
    public void run(Runnable task) {
        Executions.submitOrRun(executor, task);
    }

    EventStream newEventStream(EventStream.Owner owner) {
        return new EventStream(settings.delivery(), owner);
    }

    ServerIdentity identity(ServerInfo server) {
        return new ServerIdentity(
                server.serverName(), server.versionString(), settings.uri().toString());
    }

    /** A session whose messages come here from now on; it is not noted as the client's yet. */
    public SessionCore newSession(Connection connection, ServerInfo server, long sessionId) {
        SessionCore session = new SessionCore(this, connection, server, sessionId);
        face.accept(session);
        return session;
    }

    /** Notes a session as the client's; one of the same id that was here before has lost control of it. */
    public SessionCore started(SessionCore session) {
        LogBudget.debug(log, "session {} is owned here, {}", session.id(), session.stateName());
        SessionCore before = sessions.put(session.id(), session);
        if (before != null && before != session) {
            before.superseded();
        }
        session.checkConnection();
        if (session.isOver()) {
            // It ended before it was noted: nothing would take it out again.
            ended(session);
        }
        return session;
    }

    void ended(SessionCore session) {
        sessions.remove(session.id(), session);
    }

    /** The sessions whose connection is lost and that are to be claimed again. */
    public List<SessionCore> suspended() {
        List<SessionCore> suspended = new ArrayList<>();
        for (SessionCore session : sessions.values()) {
            if (session.isSuspended() && !session.isActive()) {
                suspended.add(session);
            }
        }
        return suspended;
    }

    /** The sessions that are active or being recovered, by id. */
    public List<SessionCore> all() {
        List<SessionCore> all = new ArrayList<>(sessions.values());
        all.sort(Comparator.comparingLong(SessionCore::id));
        return all;
    }

    /** How many sessions are active or being recovered. */
    public int sessions() {
        return sessions.size();
    }

    /**
     * Warns if a session can't outlive its connection.
     *
     * @param what a constant that says what was done, with {@code {}} for the session
     */
    public void warnIfNotReclaimable(ServerInfo server, String what, long sessionId) {
        if (!server.versionKnown()) {
            logs.warn(
                    log,
                    what
                            + ", but the server does not say its reclaim_session_timeout: whether the session can be claimed"
                            + " after a crash is not known",
                    sessionId);
        } else if (!server.reclaimEnabled()) {
            logs.warn(
                    log,
                    what
                            + ", but reclaim_session_timeout of Janus '{}' is 0: a session ends with its connection and can't be"
                            + " claimed after a crash. Set it in janus.jcfg, for example to 60",
                    sessionId,
                    server.serverName());
        }
    }
}
