// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.error.JanusClaimedElsewhereException;
import dev.janusclient.error.JanusException;
import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.error.JanusRelinquishedException;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.EventStream;
import dev.janusclient.internal.connection.Executions;
import dev.janusclient.internal.connection.SessionRoute;
import dev.janusclient.internal.handoff.HandoffSender;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.recovery.OwnershipStatus;
import dev.janusclient.transport.CloseReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session at Janus, as long as this process has control of it: its state, its handles, and the way of its requests.
 *
 * <p>Threading: any thread. The state is one reference, changed by {@link SessionMachine} only; what follows from a change
 * is done by the thread that made it.
 */
public final class SessionCore {
    private static final Logger log = LoggerFactory.getLogger(SessionCore.class);

    private static final AtomicReferenceFieldUpdater<SessionCore, SessionState> STATE =
            AtomicReferenceFieldUpdater.newUpdater(SessionCore.class, SessionState.class, "state");

    private final ClientContext context;
    private final long id;
    private final EventStream events;
    // Often just one: room for two instead of sixteen.
    private final Map<Long, HandleCore> handles = new ConcurrentHashMap<>(1);
    private final SessionInbox inbox = new SessionInbox(this);
    private final SessionRequests requests = new SessionRequests(this);
    private volatile BooleanSupplier gate = () -> true;
    private volatile SessionState state;

    /** Null unless something listens to tickets: a server may have very many sessions. */
    private volatile @Nullable TicketReports tickets;

    private @Nullable Object face;

    SessionCore(ClientContext context, Connection connection, ServerInfo server, long id) {
        this.context = context;
        this.id = id;
        this.events = context.newEventStream(inbox);
        this.state = new SessionState.Active(new Binding(connection, connection.route(id, inbox), server));
    }

    /** The session's id at Janus. */
    public long id() {
        return id;
    }

    /** What users see of the session. */
    public Object face() {
        return Objects.requireNonNull(face);
    }

    /** Registers what users see of the session; once, before any other code has the core. */
    public void face(Object seen) {
        face = seen;
    }

    /** Whether requests may be sent. */
    public boolean isActive() {
        return state.isActive();
    }

    /** Whether its connection is lost and the session is being recovered. */
    public boolean isSuspended() {
        return outage() != null;
    }

    @Nullable Outage outage() {
        return state.outage();
    }

    /** Whether it can't become active here any more. */
    boolean isOver() {
        return !isActive() && !isSuspended();
    }

    /** What a recovery does to it. */
    public SessionRecovery recovery() {
        return new SessionRecovery(this);
    }

    /** Where its messages go to and come from. */
    public Binding binding() {
        return state.binding();
    }

    /** What the server said of itself when the connection was made. */
    public ServerInfo server() {
        return binding().server();
    }

    /** The state's name, for people. */
    public String stateName() {
        return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** The events of the session as a whole. */
    public EventStream events() {
        return events;
    }

    /**
     * Refuses what needs an active session.
     *
     * @param request what errors call it
     * @throws JanusNotSentException if it is not active, saying why
     */
    public void requireActive(String request) {
        SessionState now = state;
        if (!now.isActive()) {
            throw requests.notSent(request, now);
        }
    }

    /**
     * Has listeners registered that get everything, in order: what came before them, too, and an event goes to all of them
     * before the next one goes to any.
     *
     * @param listen registers them; null if there are none
     */
    public void listenFirst(@Nullable Consumer<SessionCore> listen) {
        if (listen != null) {
            events.hold();
            try {
                listen.accept(this);
            } finally {
                events.open();
            }
        }
    }

    /** Attaches a new handle. One that its plugin's factory or listener throws for does not stay at Janus. */
    public CompletableFuture<HandleCore> attach(HandleKind kind, NewHandle handle) {
        JanusVersionException tooNew =
                context.settings().checksVersions() ? handle.newerThanServer(server().versionString()) : null;
        if (tooNew != null) {
            return Futures.failed(tooNew);
        }
        return requests.observed(handle.request(id, kind.plugin())).thenApply(reply -> {
            try {
                HandleCore made = adopt(kind, reply.newId(), handle.opaqueId(), null, false);
                made.negotiatedHere();
                return made;
            } catch (RuntimeException e) {
                Request detach = Request.of("detach", id, reply.newId()).asIdempotent();
                Futures.logFailure(
                        request(detach, null), "detaching handle " + reply.newId() + ", which has no owner,");
                throw e;
            }
        });
    }

    /**
     * Takes up a handle that is there already; nothing is sent. One that is attached here is given back as it is.
     *
     * @param ticket what its last owner knew; null for nothing
     * @param stateUnknown whether nothing says how the handle is
     * @throws IllegalStateException if it is attached here to another plugin
     */
    public HandleCore adopt(
            HandleKind kind,
            long handleId,
            @Nullable String opaqueId,
            @Nullable HandleTicket ticket,
            boolean stateUnknown) {
        HandleCore handle = handles.get(handleId);
        if (handle == null) {
            HandleCore made = new HandleCore(this, kind, handleId, opaqueId, ticket, stateUnknown);
            kind.face().accept(made);
            handle = handles.putIfAbsent(handleId, made);
            if (handle == null) {
                handle = made;
                // Outside of the map's own locks: what was held may be the news that the handle is gone.
                binding().route().attach(handleId, made.sink());
                LogBudget.debug(log, "session {}: handle {} of {} is attached here", id, handleId, kind.plugin());
                ticketChanged();
            }
        }
        if (!handle.plugin().equals(kind.plugin())) {
            throw new IllegalStateException("handle " + handleId + " is attached here already, to " + handle.plugin()
                    + " and not to " + kind.plugin());
        }
        return handle;
    }

    /**
     * A snapshot for another process. While the session is being recovered it is what was known when the connection was
     * lost: nothing was received since, and a later moment would hide what was missed.
     *
     * @throws IllegalStateException if the session is over
     */
    public HandoverTicket ticket() {
        SessionState now = state;
        if (now instanceof SessionState.Ended ended) {
            throw new IllegalStateException("there is no ticket of session " + id + ": " + ended.inactive());
        }
        return ticket(now);
    }

    /** As {@link #ticket()}; null if the session is not active. */
    @Nullable HandoverTicket ticketIfActive() {
        SessionState now = state;
        return now.isActive() ? ticket(now) : null;
    }

    private HandoverTicket ticket(SessionState now) {
        Outage outage = now.outage();
        return outage == null ? snapshot() : outage.known();
    }

    /**
     * Reports the ticket to a listener whenever it has changed.
     *
     * @return ends that
     */
    public Runnable onTicket(Consumer<? super HandoverTicket> listener) {
        TicketReports reports;
        synchronized (this) {
            reports = tickets == null ? new TicketReports(this) : tickets;
            tickets = reports;
        }
        return reports.add(listener);
    }

    /** Something that the ticket holds has changed. For any thread. */
    void ticketChanged() {
        TicketReports reports = tickets;
        if (reports != null) {
            reports.changed();
        }
    }

    HandoverTicket snapshot() {
        return snapshot(context.clock().instant());
    }

    HandoverTicket snapshot(Instant at) {
        Binding now = binding();
        List<HandleTicket> tickets = handles().stream().map(HandleCore::ticket).collect(Collectors.toList());
        // A device that has just been started may not know the time.
        Instant issued = at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at;
        return HandoverTicket.of(context.identity(now.server()), id, issued, tickets)
                .withInFlight(now.connection().inFlight(id));
    }

    /**
     * Hands the session off: takes a last snapshot, and forwards what still comes.
     *
     * @param keys authenticate what is forwarded; null if there are none
     * @throws IllegalStateException if it is not active, or not settled after a loss
     */
    public HandoverTicket handOff(@Nullable HandoverKeys keys) {
        Binding now = binding();
        HandoffSender sender =
                HandoffSender.create(now.connection(), now.route(), now.server(), context.scheduler(), id, keys);
        if (!step(new SessionInput.HandOff(sender))) {
            SessionState found = state;
            throw new IllegalStateException("session " + id + " can't be handed off: "
                    + (found.isActive() ? "it is still being recovered" : found.inactive()));
        }
        context.warnIfNotReclaimable(now.server(), "session {} was handed off", id);
        if (sender == null) {
            // Taken last, so that whatever was delivered to a listener here is in it.
            return snapshot();
        }
        now.route().divert(sender::collect);
        HandoverTicket ticket = snapshot().withForwarding(sender.name());
        sender.begin();
        return ticket;
    }

    /** Completes with true once the next owner has everything after {@link #handOff}. */
    public CompletableFuture<Boolean> handedOver() {
        return state instanceof SessionState.HandedOff off && off.sender() != null
                ? Executions.handOut(off.sender().done(), context.executor())
                : CompletableFuture.completedFuture(false);
    }

    /** Whether {@link #handedOver} has still to complete. */
    public boolean isHandingOver() {
        return state instanceof SessionState.HandedOff off
                && off.sender() != null
                && !off.sender().done().isDone();
    }

    /** Ends the session at Janus. */
    public CompletableFuture<Void> destroy() {
        return requests.observed(Request.of("destroy", id)).thenApply(done -> {
            step(new SessionInput.End("it was destroyed"));
            return null;
        });
    }

    /** Ends the session at Janus and here, whether or not Janus can be reached: it has no owner. */
    public void discard() {
        Futures.logFailure(
                destroy().whenComplete((done, failure) -> step(new SessionInput.End("its creation was cancelled"))),
                "destroying session " + id + ", whose creation was cancelled,");
    }

    /** Ends a handle at Janus that has no owner; if the connection is lost, after the recovery. */
    public void discard(HandleCore handle) {
        Request detach = Request.of("detach", id, handle.handleId()).asIdempotent();
        Futures.logFailure(
                request(detach, null).whenComplete((done, failure) -> handle.markDetached()),
                "detaching handle " + handle.handleId() + ", whose attachment was cancelled,");
    }

    /** Sends a keepalive now. */
    public CompletableFuture<Void> keepalive() {
        return requests.observed(Request.of("keepalive", id).asIdempotent()).thenApply(ack -> null);
    }

    /** Claims the session over its connection. */
    public CompletableFuture<JanusMessage> claim() {
        return binding().connection().request(Request.of("claim", id));
    }

    /** The way of its requests. */
    SessionRequests requests() {
        return requests;
    }

    CompletableFuture<JanusMessage> request(Request request, @Nullable Predicate<JanusMessage> answeredBy) {
        // Whoever makes requests has registered the listeners for what comes of them.
        events.settle();
        return requests.send(request, answeredBy);
    }

    /** What state it is in; messages may come while this object is being made, and find none yet. */
    @Nullable SessionState state() {
        return state;
    }

    /** What it shares with the client's other sessions. */
    public ClientContext context() {
        return context;
    }

    /** Makes the connection stop reading for a stream, or go on; false if it can't. */
    boolean pauseReading(EventStream stream, boolean pause) {
        return binding().connection().pauseReading(stream, pause);
    }

    /** Runs something soon that is not urgent and quick. */
    void later(Runnable task) {
        binding().connection().later(task);
    }

    /** Where its messages are to go from now on. */
    SessionRoute routeOver(Connection connection) {
        return connection.route(id, inbox);
    }

    /** The handles that are attached here, by id. */
    public List<HandleCore> handles() {
        List<HandleCore> all = new ArrayList<>(handles.values());
        all.sort(Comparator.comparingLong(HandleCore::handleId));
        return all;
    }

    void forget(HandleCore handle) {
        LogBudget.debug(log, "session {}: handle {} is not attached here any more", id, handle.handleId());
        handles.remove(handle.handleId(), handle);
        binding().route().detach(handle.handleId());
        ticketChanged();
    }

    /** Notices a connection that has ended and has not said so to this session. */
    void checkConnection() {
        CloseReason reason = binding().connection().ended();
        if (reason != null) {
            inbox.onConnectionLost(reason);
        }
    }

    /** Another object of this client has taken the session's place. */
    public void superseded() {
        step(new SessionInput.End("it was claimed anew by the same client"));
    }

    /** It can't be recovered, for a reason that is emitted as an event. */
    public void lost(String why) {
        gone(why, why);
    }

    void gone(String why, String reason) {
        if (step(new SessionInput.End(why))) {
            emit(EventEmission.of(CoreEvents.SESSION_GONE, context.coreEvents().sessionGone(reason)));
        }
    }

    /** Another process has control of it: it ends here, and nothing more is sent for it. */
    public void claimedElsewhere(String evidence) {
        end(
                "another process has claimed it: " + evidence,
                evidence,
                request -> new JanusClaimedElsewhereException(request, evidence),
                EventEmission.of(
                        CoreEvents.CLAIMED_ELSEWHERE, context.coreEvents().claimedElsewhere(evidence)));
    }

    /** This process gives up control of it: it ends here, and nothing more is sent for it. */
    public void relinquish(RelinquishReason reason) {
        end(
                reason.text(),
                reason.text(),
                request -> new JanusRelinquishedException(request, reason),
                EventEmission.of(CoreEvents.RELINQUISHED, context.coreEvents().relinquished(reason)));
    }

    private void end(String why, String notSent, Function<String, JanusException> sent, EventEmission event) {
        Connection connection = binding().connection();
        if (step(new SessionInput.End(why))) {
            connection.failRequests(id, notSent, sent);
            emit(event);
        }
    }

    /** Has something decide, before each request and each keepalive, whether it is sent. It must be quick. */
    public void commandGate(BooleanSupplier mayCommand) {
        gate = mayCommand;
    }

    /** Whether this process may still act for the session: it has control of it, and the gate does not say no. */
    public boolean isOwned() {
        return !isOver() && gate.getAsBoolean();
    }

    /** Whether this process owns the session. After a hand-off its requests are those of the forwarding, which the next owner waits for. */
    boolean mayCommand() {
        return state instanceof SessionState.HandedOff || gate.getAsBoolean();
    }

    /** Asks Janus whether the session's events come here; if they go elsewhere, the session ends here. */
    public CompletableFuture<OwnershipStatus> confirmOwnership() {
        return OwnershipProbe.confirm(this);
    }

    /** Delivers an event of the session as a whole. */
    public void emit(EventEmission event) {
        context.observer().eventReceived(ClientObserver.CORE, event.name(), event.replayed());
        events.emit(event);
    }

    /** Changes the state; true if the input meant anything. */
    boolean step(SessionInput input) {
        SessionMachine.Step step;
        SessionState before;
        do {
            before = state;
            step = SessionMachine.step(before, input);
        } while (!STATE.compareAndSet(this, before, step.next()));
        if (step.accepted()) {
            LogBudget.debug(
                    log, "session {}: {} makes it {}", id, input.getClass().getSimpleName(), stateName());
        }
        step.effects().forEach(this::perform);
        return step.accepted();
    }

    private void perform(SessionEffect effect) {
        if (effect instanceof SessionEffect.Unroute unroute) {
            unroute.from().connection().unroute(unroute.from().route());
        } else if (effect instanceof SessionEffect.Forget) {
            context.ended(this);
            handles.values().forEach(HandleCore::eventsOver);
        } else if (effect instanceof SessionEffect.EndOutage end) {
            end.over().complete(null);
        } else if (effect instanceof SessionEffect.EmitConnectionLost lost) {
            emit(EventEmission.of(
                    CoreEvents.CONNECTION_LOST, context.coreEvents().connectionLost(lost.reason())));
        }
    }
}
