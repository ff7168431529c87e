// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.error.JanusClosedException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusException;
import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.handover.InFlightRequest;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.log.WireLog;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.message.TransactionIds;
import dev.janusclient.internal.transport.UriParts;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open transport with what hangs on it: the requests that wait and the sessions that live there. A connection that
 * has ended stays ended; its owner opens another one.
 *
 * <p>Threading: the transport's reader opens envelopes and routes them, nothing else. Futures complete and listeners run
 * on the executor of the options. One scheduled task checks timeouts and keepalives.
 */
public final class Connection {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    /** How many events of a handle that is not attached yet are kept. */
    private static final int EARLY_EVENTS = 256;

    /** Who made a connection. */
    public interface Owner {
        /** It has ended, and no session or future has been notified yet. */
        void ending(Connection connection);

        /** Its requests have failed, and its sessions are notified. */
        void ended(Connection connection, CloseReason reason);
    }

    private static final AtomicLong NUMBERS = new AtomicLong();

    /** Tells the connections of a process apart in its log. */
    private final long number = NUMBERS.incrementAndGet();

    private final ConnectionOptions options;
    private final Scheduler scheduler;
    private final TransactionIds transactions;
    private final Owner owner;
    private final PendingRequests pending;
    // Often just one: room for two instead of sixteen.
    private final Map<Long, SessionRoute> sessions = new ConcurrentHashMap<>(1);
    private final AtomicReference<@Nullable CloseReason> ended = new AtomicReference<>();
    private final CompletableFuture<JanusTransport> transport = new CompletableFuture<>();
    private final UnclaimedEvents unclaimed;
    private final CompletableFuture<CloseReason> end = new CompletableFuture<>();
    private final ReadBarrier barrier = new ReadBarrier();
    private final ReadGate gate = new ReadGate();
    private final AnswerMonitor answers;
    private final LogBudget logs;
    private final ByteBudget.Part held;
    private final Sweeper sweeper;
    private volatile long lastHeard;

    /** What waited when this ended, by session; null until then. */
    private volatile @Nullable Map<Long, List<InFlightRequest>> leftUnanswered;

    private Connection(ConnectionOptions options, Scheduler scheduler, TransactionIds transactions, Owner owner) {
        this.options = options;
        this.scheduler = scheduler;
        this.transactions = transactions;
        this.owner = owner;
        this.pending = new PendingRequests(options.executor(), options.requestTimeout(), new RequestsOwner());
        this.logs = options.logs();
        this.held = options.undelivered().half();
        this.unclaimed = new UnclaimedEvents(options.requestTimeout().dividedBy(2), held, logs);
        this.answers = new AnswerMonitor(
                scheduler::nanoTime, gate, () -> request(Request.of("ping").asIdempotent()), this::unanswering);
        Sweeper.Keepalive keepalive =
                options.credentials().asksForTokens() ? new TokenKeepalives(this, scheduler)::due : this::sendKeepalive;
        this.sweeper = new Sweeper(scheduler, logs, sessions, keepalive);
    }

    /**
     * Opens a connection. The future completes on the transport's thread.
     *
     * @param owner called once when it ends, for whatever reason
     */
    public static CompletableFuture<Connection> open(
            TransportFactory factory,
            ConnectionOptions options,
            Scheduler scheduler,
            TransactionIds transactions,
            Owner owner) {
        Connection connection = new Connection(options, scheduler, transactions, owner);
        return Attempts.connect(factory, options.uri(), options.transport(), connection.reader())
                .thenApply(connection::start);
    }

    private ConnectionReader reader() {
        return new ConnectionReader(this, options, pending, unclaimed, barrier, answers);
    }

    private Connection start(JanusTransport open) {
        transport.complete(open);
        LogBudget.debug(
                log,
                "connection {} to {} is open",
                number,
                UriParts.printable(options.uri().toString()));
        try {
            sweeper.start(options.requestTimeout(), pending::sweep, unclaimed::sweep);
        } catch (Throwable e) {
            open.close();
            throw e;
        }
        return this;
    }

    /** What log lines call it. */
    long number() {
        return number;
    }

    /** Why it has ended; null while it has not. */
    public @Nullable CloseReason ended() {
        return ended.get();
    }

    /** Whether requests can be sent. */
    public boolean isOpen() {
        return ended.get() == null && transport.isDone();
    }

    /** Sends a request of the client itself, whose first reply answers it. */
    public CompletableFuture<JanusMessage> request(Request request) {
        ClientObserver.RequestEnd end = options.observer()
                .requestStarted(
                        options.uri(), ClientObserver.CORE, request.label(), request.sessionId(), request.handleId());
        return Observed.until(request(request, null), end);
    }

    /** Where the server listens. */
    public URI uri() {
        return options.uri();
    }

    /**
     * Sends a request.
     *
     * @param answeredBy picks the event that answers it if Janus only acknowledges it; null takes the ack for the answer.
     *     Called on the reader.
     * @return the answer, or a failure: refused by Janus, past the deadline, not sent because the connection had ended, or
     *     outcome unknown because it ended later
     */
    public CompletableFuture<JanusMessage> request(Request request, @Nullable Predicate<JanusMessage> answeredBy) {
        return request(request, transactions.next(), answeredBy);
    }

    /** As {@link #request(Request, Predicate)}, with a transaction of the caller's own, which must be unique. */
    public CompletableFuture<JanusMessage> request(
            Request request, String transaction, @Nullable Predicate<JanusMessage> answeredBy) {
        byte[] frame;
        try {
            frame = request.toFrame(transaction, options.credentials());
        } catch (RuntimeException e) {
            // Janus could not read it, or the source of tokens has none.
            return Futures.failed(e);
        }
        long now = scheduler.nanoTime();
        CompletableFuture<JanusMessage> answer = pending.add(transaction, request, now, answeredBy);
        try {
            transmit(frame, request, transaction, now);
        } catch (IllegalArgumentException e) {
            // Too large for this transport, which goes on; the next sweep forgets the entry.
            answer.completeExceptionally(e);
        }
        return answer;
    }

    /** Sends a request that is in the table already. */
    private void transmit(byte[] frame, Request request, String transaction, long now) {
        SessionRoute route = request.sessionId() == 0 ? null : sessions.get(request.sessionId());
        if (route != null && !route.session().maySend()) {
            sweeper.postponeKeepalive(route, now);
            pending.sent(transaction, false);
            pending.fail(
                    transaction,
                    (label, sent) ->
                            new JanusNotSentException(label, "this process does not own the session any more"));
            return;
        }
        boolean written = true;
        WireLog.sent(number, frame);
        try {
            transport.join().send(frame);
        } catch (IllegalStateException e) {
            LogBudget.debug(log, "'{}' found the transport closed", request.label());
            written = false;
        } finally {
            pending.sent(transaction, written);
        }
        // Checked after the request was noted as sent or not: either the end saw it so, or we see the end here. An end
        // that has not noted yet what is in flight fails the request itself: failed here, it would be missing in that
        // note.
        CloseReason reason = leftUnanswered == null ? null : ended.get();
        if (reason != null) {
            pending.fail(transaction, (label, sent) -> unanswered(label, sent, reason));
        } else if (route != null) {
            sweeper.postponeKeepalive(route, now);
        }
    }

    /**
     * Sends a request some other way than over the transport, such as over a data channel; {@link #answer} brings what
     * answers it. Deadline, executor and end of the connection are those of any request.
     *
     * @param send sends the request with the transaction it is given
     */
    public CompletableFuture<JanusMessage> exchange(String label, Consumer<String> send) {
        String transaction = transactions.next();
        CompletableFuture<JanusMessage> answer = pending.add(transaction, label, scheduler.nanoTime());
        try {
            send.accept(transaction);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
        CloseReason reason = ended.get();
        if (reason != null) {
            pending.fail(transaction, (lost, sent) -> unanswered(lost, sent, reason));
        }
        return answer;
    }

    /** Names a request that is sent some other way and not answered. */
    public String newTransaction() {
        return transactions.next();
    }

    /** Tells why it ended, once it has, or if it has already; where futures complete. */
    public void whenEnded(Consumer<CloseReason> reported) {
        end.thenAccept(reason -> run(() -> reported.accept(reason)));
    }

    /** When the server was last heard, by the scheduler's clock. */
    public long lastHeard() {
        return lastHeard;
    }

    /** The requests of a session that may change something and whose outcome is not known, now or when this ended. */
    public List<InFlightRequest> inFlight(long sessionId) {
        Map<Long, List<InFlightRequest>> left = leftUnanswered;
        return (left == null ? pending.inFlight(lastHeard) : left).getOrDefault(sessionId, List.of());
    }

    /** Gives what came some other way to the request it answers; false if it answers none. */
    public boolean answer(JanusMessage message) {
        return pending.offer(message);
    }

    /**
     * Takes the messages of a session from now on. Done before the session is claimed: it may speak before the claim is
     * answered.
     */
    public SessionRoute route(long sessionId, SessionRoute.SessionSink sink) {
        SessionRoute route = new SessionRoute(sessionId, sink, EARLY_EVENTS, held, barrier, logs);
        sweeper.postponeKeepalive(route, scheduler.nanoTime());
        unclaimed.giveTo(route, () -> sessions.put(sessionId, route));
        transport.thenAccept(open -> open.sessionOpened(sessionId));
        return route;
    }

    /** Where the messages of a session go at present. */
    public @Nullable SessionRoute currentRoute(long sessionId) {
        return sessions.get(sessionId);
    }

    /** Puts a route back that another one took the place of, when that came to nothing; with what has come meanwhile. */
    public void reinstate(SessionRoute route, SessionRoute instead) {
        sessions.put(route.sessionId(), route);
        instead.giveWaiting(route);
        CloseReason reason = ended.get();
        if (reason != null) {
            // It was registered too late to be notified of the end of the connection.
            unroute(route);
            route.session().onConnectionLost(reason);
        } else {
            transport.thenAccept(open -> open.sessionOpened(route.sessionId()));
        }
    }

    /** Ends the deliveries and keepalives of a session; nothing is sent to Janus. */
    public void unroute(SessionRoute route) {
        if (sessions.remove(route.sessionId(), route)) {
            if (ended.get() == null) {
                route.abandon();
            }
            transport.thenAccept(open -> open.sessionClosed(route.sessionId()));
        }
    }

    /**
     * Fails a session's requests, whose answers are not waited for any more.
     *
     * @param why in words, for those that were not sent
     * @param ifSent makes the failure of one that was, from its label
     */
    public void failRequests(long sessionId, String why, Function<String, JanusException> ifSent) {
        pending.failSession(
                sessionId, (label, sent) -> sent ? ifSent.apply(label) : new JanusNotSentException(label, why));
    }

    /** Sets how long a session may be quiet before a keepalive is sent for it. */
    public void keepaliveEvery(Duration interval) {
        sweeper.keepaliveEvery(interval);
    }

    /** Closes the transport. Sessions live on at Janus. Repeatable. */
    public void close() {
        closeAs(new CloseReason(CloseReason.Kind.CLIENT_CLOSED, "the client was closed", null));
    }

    /** Ends for a reason, and closes the transport. */
    void closeAs(CloseReason reason) {
        end(reason);
        transport.thenAccept(JanusTransport::close);
    }

    /** What it is sent over; null before that is open. */
    @Nullable JanusTransport transport() {
        return transport.getNow(null);
    }

    /** The server has been heard just now. */
    void heard() {
        lastHeard = scheduler.nanoTime();
    }

    /**
     * Stops reading as long as there is a stream that wants it.
     *
     * @return false if the transport can't stop
     */
    public boolean pauseReading(EventStream stream, boolean stop) {
        return gate.pause(transport.join(), stream, stop);
    }

    /** How many requests wait for an answer. */
    public int pendingRequests() {
        return pending.size();
    }

    /** How many sessions are routed here. */
    public int routedSessions() {
        return sessions.size();
    }

    /** Runs something soon that is not urgent and quick: with the next sweep, or with the end of the connection. */
    public void later(Runnable task) {
        sweeper.later(task);
    }

    void postponeKeepalive(long sessionId, long now) {
        sweeper.postponeKeepalive(sessions.get(sessionId), now);
    }

    /** They recur for every session, and nothing waits for them: they allocate as little as possible. */
    void sendKeepalive(long sessionId, long now) {
        Request keepalive = Request.of("keepalive", sessionId);
        String transaction = transactions.next();
        byte[] frame;
        try {
            frame = keepalive.toFrame(transaction, options.credentials());
        } catch (RuntimeException e) {
            // The source of tokens has none; the next sweep asks again.
            keepaliveFailed(sessionId, e);
            return;
        }
        pending.addUnawaited(transaction, keepalive, now);
        transmit(frame, keepalive, transaction, now);
    }

    private void keepaliveFailed(long sessionId, RuntimeException why) {
        // A session that is gone has been notified already.
        if (!(why instanceof JanusSessionNotFoundException) && ended.get() == null) {
            logs.warn(log, "keepalive of session {} failed: {}", sessionId, why.getMessage());
        }
    }

    void sessionLost(long sessionId, String reason) {
        SessionRoute route = sessions.get(sessionId);
        if (route != null) {
            unroute(route);
            route.session().onGone(reason);
        }
    }

    void end(CloseReason reason) {
        if (!ended.compareAndSet(null, reason)) {
            return;
        }
        LogBudget.debug(log, "connection {} has ended: {}", number, reason.kind());
        owner.ending(this);
        sweeper.stop();
        leftUnanswered = pending.inFlight(lastHeard);
        List<SessionRoute> routed = new ArrayList<>(sessions.values());
        for (SessionRoute route : routed) {
            unroute(route);
            route.session().onConnectionLost(reason);
        }
        // After the sessions know: whoever hears that a request was lost finds them suspended, not active.
        pending.failAll((label, sent) -> unanswered(label, sent, reason));
        // What was held for handles and sessions to come goes with the connection.
        held.close();
        end.complete(reason);
        owner.ended(this, reason);
    }

    private static RuntimeException unanswered(String label, boolean sent, CloseReason reason) {
        if (sent) {
            return new JanusConnectionLostException(label, reason);
        }
        return reason.kind() == CloseReason.Kind.CLIENT_CLOSED
                ? new JanusClosedException(label)
                : new JanusNotSentException(
                        label, "the connection is closed (" + reason.kind() + ": " + reason.detail() + ")");
    }

    private void unanswering() {
        closeAs(new CloseReason(
                CloseReason.Kind.IDLE_TIMEOUT,
                "no request was answered for "
                        + options.requestTimeout().multipliedBy(2).toMillis() + " ms",
                null));
    }

    /** Limits what waits to be delivered or passed on. */
    public ByteBudget held() {
        return held;
    }

    /** For what is logged about this connection and its sessions. */
    public LogBudget logs() {
        return logs;
    }

    /** Runs something where futures complete; if the executor refuses, here. */
    public void run(Runnable task) {
        Executions.submitOrRun(options.executor(), task);
    }

    private final class RequestsOwner implements PendingRequests.Owner {
        @Override
        public void sessionGone(long sessionId) {
            sessionLost(sessionId, "Janus answered a request with 458");
        }

        @Override
        public void unawaitedFailed(long sessionId, RuntimeException why) {
            keepaliveFailed(sessionId, why);
        }

        @Override
        public void createdTooLate(Request undo) {
            // Not on the reader: a request may ask a user's source of tokens.
            run(() -> Futures.logFailure(request(undo), undo + " after an answer that came too late"));
        }

        @Override
        public void overdue(long sentAt) {
            answers.overdue(sentAt);
        }
    }
}
