// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.doctor.CheckUp;
import dev.janusclient.doctor.Diagnosis;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.connection.ByteBudget;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.ConnectionManager;
import dev.janusclient.internal.connection.Observed;
import dev.janusclient.internal.connection.Transports;
import dev.janusclient.internal.doctor.CheckUps;
import dev.janusclient.internal.doctor.ReclaimTrial;
import dev.janusclient.internal.doctor.ServerCheck;
import dev.janusclient.internal.log.Durations;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.recovery.ClientRecovery;
import dev.janusclient.internal.recovery.SessionClaimer;
import dev.janusclient.internal.recovery.TicketReclaimer;
import dev.janusclient.internal.session.ClientContext;
import dev.janusclient.internal.session.HandleCore;
import dev.janusclient.internal.session.Introduction;
import dev.janusclient.internal.session.SessionCore;
import dev.janusclient.internal.transport.UriParts;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.internal.worker.Workers;
import dev.janusclient.message.Json;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.observe.SessionReclaim;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.TransportFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A client of one Janus server. It connects when it is first used. When the connection is lost while sessions live on it,
 * it connects again and has them back by itself ({@link RecoveryOptions}); otherwise the next use connects.
 *
 * <p>Threading: methods may be called from any thread and never block. Futures complete on the client's executor.
 *
 * <p>Closing a client does not end its sessions: they live on at Janus for the reclaim timeout. To end one, {@linkplain
 * JanusSession#destroy() destroy} it.
 */
public final class JanusClient implements AutoCloseable {
    private final List<ConnectionManager.Address> addresses;
    private final JanusClientOptions options;
    private final Executor executor;
    private final Scheduler scheduler;
    private final ClientContext context;
    private final ConnectionManager<ServerInfo> connections;
    private final Introduction introduction = new Introduction();
    private final ClientRecovery recovery;
    private final ConnectionStates states;
    private final ClientObserver observer;
    private volatile boolean closed;

    private JanusClient(List<ConnectionManager.Address> addresses, JanusClientOptions options, Scheduler scheduler) {
        this.addresses = List.copyOf(addresses);
        this.options = options;
        this.scheduler = scheduler;
        Executor given = options.callbackExecutor();
        this.executor = given == null ? Workers.acquire() : given;
        ByteBudget undelivered = new ByteBudget(options.maxUndeliveredBytes());
        LogBudget logs = new LogBudget(scheduler::nanoTime);
        this.observer = Observed.by(options.observer(), scheduler::nanoTime);
        URI first = addresses.get(0).uri();
        this.context = new ClientContext(
                ClientSettings.session(options, first, executor, scheduler, undelivered, observer, logs),
                executor,
                scheduler,
                new CoreEventFactory(),
                JanusSession::new,
                logs);
        this.states = new ConnectionStates(context, undelivered, observer);
        this.recovery = new ClientRecovery(context, scheduler, ClientSettings.recovery(options.recovery()), states);
        this.connections = new ConnectionManager<>(
                this.addresses,
                ClientSettings.connection(options, first, executor, undelivered, observer, logs),
                scheduler,
                this::introduce,
                new ConnectionEvents());
        recovery.connectsOver(connections);
    }

    /**
     * Makes a client with all defaults. Nothing is sent yet.
     *
     * @param uri where Janus listens, for example {@code ws://localhost:8188}
     * @throws IllegalArgumentException if the URI makes no sense or no transport on the class path serves it
     */
    public static JanusClient create(String uri) {
        return create(uri, JanusClientOptions.defaults());
    }

    /** Makes a client. As {@link #create(String)}. */
    public static JanusClient create(String uri, JanusClientOptions options) {
        return create(List.of(uri), options);
    }

    /**
     * Makes a client that knows several addresses. When it has to connect, all are tried, beginning with the one that served
     * last, and again after pauses that grow, until {@code connectTimeout} is over. A session stays with the server it was created on: after a loss, an address
     * where another server answers (its {@code server_name} tells) is passed over for as long as the session can still be
     * reclaimed.
     */
    public static JanusClient create(List<String> uris, JanusClientOptions options) {
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("uris: at least one is needed");
        }
        List<ConnectionManager.Address> addresses = new ArrayList<>();
        for (String uri : uris) {
            URI parsed = Transports.parse(uri);
            addresses.add(new ConnectionManager.Address(parsed, Transports.forUri(parsed)));
        }
        return new JanusClient(addresses, options, Scheduler.system());
    }

    /** Makes a client over a transport of one's own choice. */
    public static JanusClient create(URI uri, JanusClientOptions options, TransportFactory transports) {
        return create(uri, options, transports, Scheduler.system());
    }

    /** As above, with time in a test's hands. */
    static JanusClient create(URI uri, JanusClientOptions options, TransportFactory transports, Scheduler scheduler) {
        return new JanusClient(List.of(new ConnectionManager.Address(uri, transports)), options, scheduler);
    }

    /** Connects, if it is not connected yet. Other methods do so by themselves. */
    public CompletableFuture<Void> connect() {
        return connections.active("connect").thenApply(up -> null);
    }

    /**
     * Asks the server what it is. A proxy may refuse that, or leave out its version: sessions work all the same, and a warning
     * is logged once.
     */
    public CompletableFuture<ServerInfo> info() {
        return connections.active("info").thenCompose(up -> Introduction.ask(up.connection()));
    }

    /** Checks whether the server answers; returns the time it took. */
    public CompletableFuture<Duration> ping() {
        return connections.active("ping").thenCompose(up -> {
            long start = scheduler.nanoTime();
            return up.connection()
                    .request(Request.of("ping"))
                    .thenApply(pong -> Duration.ofNanos(scheduler.nanoTime() - start));
        });
    }

    /**
     * Creates a session; Janus picks its id. If the future is cancelled, or otherwise ended by its caller, before the session
     * is there, none is left at Janus.
     */
    public CompletableFuture<JanusSession> createSession() {
        return createSession(Request.of("create"), null);
    }

    /**
     * As {@link #createSession()}, with listeners that are there before anything is delivered.
     *
     * @param listen registers listeners; called once, before the future completes. If it throws, the future fails with that,
     *     and no session is left at Janus
     */
    public CompletableFuture<JanusSession> createSession(Consumer<? super JanusSession> listen) {
        return createSession(Request.of("create"), listen);
    }

    /**
     * Creates a session with a chosen id. As {@link #createSession()}.
     *
     * @param sessionId greater than 0; one that is taken fails with 468
     */
    public CompletableFuture<JanusSession> createSession(long sessionId) {
        requireId(sessionId);
        return createSession(Request.of("create").with("id", Json.encode(Long.class, sessionId)), null);
    }

    private CompletableFuture<JanusSession> createSession(
            Request create, @Nullable Consumer<? super JanusSession> listen) {
        return Futures.undoable(
                connections.active("create"),
                up -> up.connection().request(create).thenApply(reply -> {
                    SessionCore session = context.newSession(up.connection(), up.server(), reply.newId());
                    context.warnIfNotReclaimable(up.server(), "session {} was created", session.id());
                    try {
                        session.listenFirst(listener(listen));
                    } catch (RuntimeException e) {
                        session.discard();
                        throw e;
                    }
                    return Faces.of(context.started(session));
                }),
                session -> session.core().discard());
    }

    /**
     * Takes control of a session that is there already, whoever had it. Janus does not notify the process that had it;
     * its handles stay, and are picked up with {@link AttachOptions#existingHandle}. What happened meanwhile is not looked
     * into: that is what {@link #reclaim} does. If the future is cancelled, or otherwise ended by its caller, before the claim
     * is answered, the session is not kept alive here; Janus knows no way to give it back.
     *
     * @return the session, or a failure with {@link dev.janusclient.error.JanusSessionNotFoundException} if it is not there:
     *     timed out, destroyed, on another server, or never was
     */
    public CompletableFuture<JanusSession> claimSession(long sessionId) {
        return claim(sessionId, null);
    }

    /**
     * As {@link #claimSession(long)}, with listeners that are there before the session is claimed.
     *
     * @param listen registers listeners; called once, before the claim is sent. If it throws, the future fails with that, no
     *     claim is sent, and a session of that id that is active here stays so
     */
    public CompletableFuture<JanusSession> claimSession(long sessionId, Consumer<? super JanusSession> listen) {
        return claim(sessionId, listen);
    }

    private CompletableFuture<JanusSession> claim(long sessionId, @Nullable Consumer<? super JanusSession> listen) {
        requireId(sessionId);
        return Futures.undoable(
                connections.active("claim"),
                up -> SessionClaimer.claim(context, up, sessionId, listener(listen))
                        .thenApply(Faces::of),
                session -> session.relinquish(new RelinquishReason.Released("its claim was cancelled")));
    }

    private static @Nullable Consumer<SessionCore> listener(@Nullable Consumer<? super JanusSession> listen) {
        return listen == null ? null : session -> listen.accept(Faces.of(session));
    }

    /**
     * Takes back a session with all the handles of a ticket, and finds out what happened since: claims it, probes the
     * handles, asks who may know, tells the handles what they missed, marked as {@linkplain EventDelivery#replayed() replayed},
     * and lets in what comes live after that. {@code dev.janusclient.reclaim.Reclaim} is the comfortable way to it.
     *
     * @return an outcome, {@link ReclaimOutcome.Lost} included; a failure only if there is no connection, or none any more, or
     *     if a plugin's factory or listener throws. A session of that id that is active here stays so unless it was reclaimed
     */
    public CompletableFuture<ReclaimOutcome> reclaim(HandoverTicket ticket, ReclaimPlan plan) {
        return connections
                .active("reclaim")
                .thenCompose(up -> new TicketReclaimer(context, ClientSettings.reclaim(plan)).reclaim(ticket, up))
                .thenApply(result -> {
                    observer.sessionReclaimed(Reclaims.report(result, SessionReclaim.Cause.TAKEOVER));
                    return Faces.of(result);
                });
    }

    /** The observer of the options, for those who report more to it. What it throws is logged, and not thrown on. */
    public ClientObserver observer() {
        return observer;
    }

    /**
     * Keeps a session without an owner alive for its next owner, without claiming it.
     *
     * @param atMost the end of it, whatever happens
     * @return the keepalive, once the first one was sent; a session that does not exist is reported by
     *     {@link SessionKeepalive#ended()}
     */
    public CompletableFuture<SessionKeepalive> keepAlive(long sessionId, Duration atMost) {
        requireId(sessionId);
        if (atMost.isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException("atMost: " + Durations.text(atMost) + " is not longer than zero");
        }
        return Futures.undoable(
                connections
                        .active("keepalive")
                        .thenApply(up ->
                                new SessionKeepalive(connections, scheduler, executor, sessionId, up.server(), atMost)),
                SessionKeepalive::close);
    }

    /**
     * Examines what would defeat a reclaim: what the server says of itself, what this client's options are, and a trial in
     * which a session's connection is lost and the session is claimed over this one.
     *
     * @param more what else to look at, for instance {@code dev.janusclient.reclaim.AdminCheckUp}
     */
    public CompletableFuture<Diagnosis> doctor(CheckUp... more) {
        List<CheckUp> all = new ArrayList<>();
        all.add(new ServerCheck(ClientSettings.doctor(options)));
        all.add(new ReclaimTrial(this::abandonSession, id -> claimSession(id).thenCompose(JanusSession::destroy)));
        all.addAll(List.of(more));
        return info().thenCompose(server -> CheckUps.run(all, server));
    }

    /** Creates a session with another client like this one, and closes that one. */
    private CompletableFuture<Long> abandonSession() {
        JanusClient other = new JanusClient(addresses, options, Scheduler.system());
        return other.createSession().thenApply(JanusSession::id).whenComplete((id, failure) -> other.close());
    }

    /**
     * Whether a session is there, whoever has it. It counts as activity: the session lives for another {@code session_timeout},
     * or reclaim timeout.
     */
    public CompletableFuture<Boolean> exists(long sessionId) {
        requireId(sessionId);
        return connections.active("keepalive").thenCompose(up -> SessionClaimer.exists(up.connection(), sessionId));
    }

    /** The sessions that are active here or being recovered, by id. */
    public List<JanusSession> sessions() {
        return context.all().stream().map(Faces::of).collect(Collectors.toList());
    }

    /** How this client and its server stand right now. {@link #on} tells of changes. */
    public ConnectionState connectionState() {
        return states.current();
    }

    /**
     * Listens to changes of the {@link #connectionState()}: to one kind, or with {@link ConnectionState} to all. Only what
     * happens from now on is delivered, in order, one at a time, on the client's executor.
     */
    public <S extends ConnectionState> Subscription on(Class<S> stateType, Consumer<? super S> listener) {
        return states.on(stateType, listener);
    }

    /** What the client holds right now; counted when it is called, for gauges that are read every few seconds. */
    public ClientLoad load() {
        Connection newest = connections.newest();
        int handles = 0;
        int waiting = 0;
        for (SessionCore session : context.all()) {
            waiting += session.events().queued();
            for (HandleCore handle : session.handles()) {
                handles++;
                waiting += handle.backlog();
            }
        }
        return new ClientLoad(context.sessions(), handles, newest == null ? 0 : newest.pendingRequests(), waiting);
    }

    /** Whether a connection is open right now. */
    public boolean isConnected() {
        return connections.isConnected();
    }

    /**
     * Closes the connection and ends every future that waits. Sessions live on at Janus. Repeatable.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        connections.close();
        recovery.close();
        states.closed();
        scheduler.close();
        if (options.callbackExecutor() == null && executor instanceof Workers workers) {
            workers.release();
        }
    }

    /**
     * Waits until {@link #close()} is called, from another thread or a shutdown hook. All threads of this library are daemons: a
     * program whose {@code main} returns ends, and this is one way not to.
     */
    public void awaitClosed() throws InterruptedException {
        states.awaitClosed();
    }

    /**
     * What is held right now.
     *
     * @param requests that wait for an answer
     * @param routes of sessions, on the newest connection
     * @param sessions that are active or being reclaimed
     * @param activeTasks timers; a connection has one of its own
     */
    record Held(int requests, int routes, int sessions, int activeTasks) {}

    Held held() {
        Connection newest = connections.newest();
        return new Held(
                newest == null ? 0 : newest.pendingRequests(),
                newest == null ? 0 : newest.routedSessions(),
                context.sessions(),
                scheduler.activeTasks());
    }

    /** What is held for requests and sessions right now; 0 when all of them have ended. */
    int entries() {
        Held held = held();
        return held.requests() + held.routes() + held.sessions();
    }

    private CompletableFuture<ServerInfo> introduce(Connection connection) {
        return introduction.of(connection).thenApply(server -> {
            connection.keepaliveEvery(ClientSettings.keepaliveInterval(options, server, context.logs()));
            return server;
        });
    }

    private static void requireId(long sessionId) {
        if (sessionId <= 0) {
            throw new IllegalArgumentException("sessionId: " + sessionId + " is not the id of a session");
        }
    }

    private final class ConnectionEvents implements ConnectionManager.Listener<ServerInfo> {
        @Override
        public void up(ConnectionManager.ActiveConnection<ServerInfo> active) {
            observer.connectionOpened(active.uri());
            recovery.up(active);
        }

        @Override
        public void down(CloseReason reason) {
            observer.connectionClosed(reason);
            recovery.down(reason);
        }
    }

    /** Names the server's addresses and says how the connection is. */
    @Override
    public String toString() {
        return "JanusClient["
                + addresses.stream()
                        .map(address -> UriParts.printable(address.uri()))
                        .collect(Collectors.joining(", ")) + ", "
                + states + "]";
    }
}
