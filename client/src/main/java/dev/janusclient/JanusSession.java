package dev.janusclient;

import dev.janusclient.error.JanusClosedException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.EventStream;
import dev.janusclient.internal.connection.SessionRoute;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A session at Janus, as long as this process has control of it.
 *
 * <p>It is kept alive while it is active here. When its connection is lost it is suspended, and by default {@linkplain
 * RecoveryOptions had back} over another one, with the same handles; {@link JanusClient#connectionState()} tells of it. It
 * stops being active for good when it is {@linkplain #handOff() handed off}, {@linkplain #destroy() destroyed}, timed out,
 * or can't be had back; at Janus it may then live on for the reclaim timeout, for anybody to claim.
 *
 * <p>Threading: as {@link JanusPlugin}.
 */
public final class JanusSession {
    /** Where the session's messages go and come from at present. */
    private record Binding(Connection connection, SessionRoute route, ServerInfo server) {}

    private final ClientContext context;
    private final long id;
    private final EventStream events;
    private final Map<Long, JanusPlugin> handles = new ConcurrentHashMap<>();
    private final Sink sink = new Sink();
    private volatile Binding binding;

    /** Why the session is not active here; null while it is. */
    private volatile @Nullable String inactive;

    private volatile @Nullable CloseReason connectionLost;
    private volatile @Nullable Suspension suspension;
    private volatile @Nullable HandoffSender forwarding;

    JanusSession(ClientContext host, Connection connection, ServerInfo server, long id) {
        this.context = host;
        this.id = id;
        this.events = newEventStream(sink);
        this.binding = new Binding(connection, connection.route(id, sink), server);
    }

    /** The session's id at Janus, up to 64 bits. */
    public long id() {
        return id;
    }

    /** Whether this process has control of the session, as far as it knows: Janus tells nobody that a session was claimed. */
    public boolean isActive() {
        return inactive == null;
    }

    /** Whether it is active, or will be again. */
    private synchronized boolean isHere() {
        return inactive == null || suspension != null;
    }

    /** Whether its connection is lost and it is being had back. It is not active meanwhile. */
    public boolean isSuspended() {
        return suspension != null;
    }

    /** What the server said of itself when the connection was made. */
    public ServerInfo server() {
        return binding.server();
    }

    /** Listens to what concerns the session as a whole: one of {@link CoreEvent}. */
    public <E extends CoreEvent> Subscription on(Class<E> eventType, Consumer<? super E> listener) {
        return events.on(eventType, listener);
    }

    /** As {@link #on}, and tells how each event came: live, or late because nobody listened when it happened. */
    public <E extends CoreEvent> Subscription onDelivery(
            Class<E> eventType, Consumer<? super EventDelivery<E>> listener) {
        return events.onEmission(
                eventType, (event, emission) -> listener.accept(EventEmission.delivered(event, emission)));
    }

    /** Attaches a new handle to a plugin. As {@link #attach(PluginType, AttachOptions)}. */
    public <P extends JanusPlugin> CompletableFuture<P> attach(PluginType<P> type) {
        return attach(type, AttachOptions.NONE);
    }

    /**
     * Attaches a handle to a plugin: a new one, or one that is there already.
     *
     * <p>For an existing handle <b>nothing is sent</b>; the future is complete at once, and what Janus has sent for the
     * handle since the session was claimed is told to its first listeners. Whether the handle is really there is what
     * {@link JanusPlugin#probe()} finds out. A handle that is attached here already is given back as it is.
     *
     * @throws IllegalStateException if the session is not active, for a new and for an existing handle alike
     */
    public <P extends JanusPlugin> CompletableFuture<P> attach(PluginType<P> type, AttachOptions options) {
        String why = inactive;
        if (why != null) {
            throw new IllegalStateException("session " + id + " is not active here: " + why);
        }
        Long existing = options.existingHandleId();
        if (existing != null) {
            return CompletableFuture.completedFuture(adopt(type, existing, options));
        }
        Request attach = Request.of("attach", id).with("plugin", type.name()).with("opaque_id", options.opaqueId());
        return request(attach, null).thenApply(reply -> adopt(type, ClientContext.idIn(reply), options));
    }

    <P extends JanusPlugin> P adopt(PluginType<P> type, long handleId, AttachOptions options) {
        JanusPlugin handle = handles.get(handleId);
        if (handle == null) {
            boolean stranger = options.existingHandleId() != null && options.ticket() == null;
            P made = type.factory()
                    .apply(new Attachment(this, type, handleId, options.opaqueId(), options.ticket(), stranger));
            handle = handles.putIfAbsent(handleId, made);
            if (handle == null) {
                handle = made;
                // Outside of the map's own locks: what waited may be the news that the handle is gone.
                binding.route().attach(handleId, made.sink());
            }
        }
        if (!handle.type().name().equals(type.name())) {
            throw new IllegalStateException("handle " + handleId + " is attached here already, to " + handle.plugin()
                    + " and not to " + type.name());
        }
        @SuppressWarnings("unchecked") // the name stands for the type: each plugin has one
        P same = (P) handle;
        return same;
    }

    /** A snapshot for another process; this one keeps control. */
    public HandoverTicket ticket() {
        return ticket(context.clock().instant());
    }

    private HandoverTicket ticket(Instant at) {
        List<HandleTicket> tickets = handles().stream().map(JanusPlugin::ticket).collect(Collectors.toList());
        return HandoverTicket.of(context.identity(binding.server()), id, at, tickets)
                .withInFlight(binding.connection().inFlight(id));
    }

    /**
     * Lets go: takes a last snapshot and makes the session inactive. Nothing is destroyed; the session waits for its next
     * owner as long as its timeouts allow.
     *
     * <p>Events that Janus still sends here, because the next owner has not claimed the session yet, are passed on to it
     * through Janus, as long as this client stays open; the session is kept alive meanwhile, for half a minute at most.
     * {@link #handedOver()} tells when the next owner has everything: who closes the client before that leaves a gap.
     *
     * @throws IllegalStateException if the session is not active here
     */
    public HandoverTicket handOff() {
        Binding now = binding;
        HandoffSender passesOn =
                HandoffSender.through(now.connection(), now.route(), now.server(), context.scheduler(), id);
        if (!deactivate("it was handed off", passesOn != null)) {
            throw new IllegalStateException("session " + id + " is not active here: " + inactive);
        }
        context.warnIfNotReclaimable(now.server(), "session " + id + " was handed off");
        if (passesOn == null) {
            // Taken last, so that whatever was told to a listener here is in it.
            return ticket();
        }
        forwarding = passesOn;
        now.route().divert(passesOn::collect);
        HandoverTicket ticket = ticket().withForwarding(passesOn.name());
        passesOn.begin();
        return ticket;
    }

    /**
     * When the next owner has the session after {@link #handOff()}.
     *
     * @return true once the next owner has claimed the session and has been passed everything that came here after the
     *     ticket; false if this can't be, for instance because the client was closed, nobody came in half a minute, who came
     *     did not take what was passed on, or the server has none of the plugins it is passed on with
     */
    public CompletableFuture<Boolean> handedOver() {
        HandoffSender passesOn = forwarding;
        return passesOn == null ? CompletableFuture.completedFuture(false) : passesOn.done();
    }

    /** Ends the session at Janus, with all its handles, for everybody. */
    public CompletableFuture<Void> destroy() {
        return request(Request.of("destroy", id), null).thenApply(done -> {
            deactivate("it was destroyed", false);
            return null;
        });
    }

    /** Sends a keepalive now; the session sends its own when it is quiet. */
    public CompletableFuture<Void> keepalive() {
        return request(Request.of("keepalive", id).asIdempotent(), null).thenApply(ack -> null);
    }

    CompletableFuture<JanusMessage> request(Request request, @Nullable Predicate<JanusMessage> answeredBy) {
        return request(
                request,
                answeredBy,
                context.scheduler().nanoTime() + context.requestTimeout().toNanos());
    }

    private CompletableFuture<JanusMessage> request(
            Request request, @Nullable Predicate<JanusMessage> answeredBy, long deadline) {
        if (inactive != null) {
            Suspension suspended;
            String why;
            synchronized (this) {
                // Together: between one and the other it may be lost, or had back.
                suspended = suspension;
                why = inactive;
            }
            if (why != null) {
                return suspended != null && request.idempotent()
                        ? whenResumed(suspended, request, answeredBy, deadline)
                        : notSent(request.label(), why);
            }
        }
        CompletableFuture<JanusMessage> answer = binding.connection().request(request, answeredBy);
        return request.idempotent() ? againIfLost(answer, request, answeredBy, deadline) : answer;
    }

    private CompletableFuture<JanusMessage> againIfLost(
            CompletableFuture<JanusMessage> answer,
            Request request,
            @Nullable Predicate<JanusMessage> answeredBy,
            long deadline) {
        CompletableFuture<JanusMessage> result = new CompletableFuture<>();
        answer.whenComplete((message, failure) -> {
            if (failure == null) {
                result.complete(message);
                return;
            }
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof JanusConnectionLostException && isHere()) {
                settle(result, request(request, answeredBy, deadline));
            } else {
                result.completeExceptionally(cause == null ? failure : cause);
            }
        });
        return result;
    }

    private static void settle(CompletableFuture<JanusMessage> result, CompletableFuture<JanusMessage> by) {
        by.whenComplete((message, failure) -> {
            if (failure == null) {
                result.complete(message);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private CompletableFuture<JanusMessage> whenResumed(
            Suspension suspended, Request request, @Nullable Predicate<JanusMessage> answeredBy, long deadline) {
        CompletableFuture<JanusMessage> answer = new CompletableFuture<>();
        suspended.waiting(
                context,
                deadline,
                () -> settle(answer, request(request, answeredBy, deadline)),
                () -> answer.completeExceptionally(
                        new JanusTimeoutException(request.label(), context.requestTimeout(), false)));
        return answer;
    }

    /** As a request, but sent beside the signalling. */
    CompletableFuture<JanusMessage> exchange(String label, Consumer<String> send) {
        String why = inactive;
        return why == null ? binding.connection().exchange(label, send) : notSent(label, why);
    }

    String newTransaction() {
        return binding.connection().newTransaction();
    }

    boolean answer(JanusMessage message) {
        return binding.connection().answer(message);
    }

    private CompletableFuture<JanusMessage> notSent(String label, String why) {
        CloseReason lost = connectionLost;
        if (lost == null) {
            return Futures.failed(new IllegalStateException(
                    "'" + label + "' was not sent: session " + id + " is not active here: " + why));
        }
        return Futures.failed(
                lost.kind() == CloseReason.Kind.CLIENT_CLOSED
                        ? new JanusClosedException(label)
                        : new JanusConnectionLostException(label, lost));
    }

    /** What a future gives, or something else if it takes longer than a request may. */
    <T> CompletableFuture<T> within(Duration time, CompletableFuture<T> future, Supplier<T> otherwise) {
        CompletableFuture<T> first = new CompletableFuture<>();
        Scheduler.ScheduledTask timer =
                context.scheduler().once(time, () -> context.run(() -> first.complete(otherwise.get())));
        future.whenComplete((value, failure) -> {
            timer.cancel();
            if (failure == null) {
                first.complete(value);
            } else {
                first.completeExceptionally(failure);
            }
        });
        return first;
    }

    EventStream newEventStream(EventStream.Owner owner) {
        return context.newEventStream(owner);
    }

    /** Makes the connection stop reading for a stream, or go on; false if it can't. */
    boolean pauseReading(EventStream stream, boolean stop) {
        return binding.connection().pauseReading(stream, stop);
    }

    boolean checksVersions() {
        return context.checksVersions();
    }

    /** Runs something soon that is not urgent and quick. */
    void later(Runnable task) {
        binding.connection().later(task);
    }

    long millis() {
        return context.clock().millis();
    }

    Connection connection() {
        return binding.connection();
    }

    SessionRoute route() {
        return binding.route();
    }

    /** The handles that are attached here, by id. */
    List<JanusPlugin> handles() {
        List<JanusPlugin> all = new ArrayList<>(handles.values());
        all.sort(Comparator.comparingLong(JanusPlugin::handleId));
        return all;
    }

    /** A session that was made just when its connection ended is told so here. */
    void noticeLostConnection() {
        CloseReason reason = binding.connection().ended();
        if (reason != null) {
            sink.onConnectionLost(reason);
        }
    }

    void forget(JanusPlugin handle) {
        handles.remove(handle.handleId(), handle);
        binding.route().detach(handle.handleId());
    }

    /** Another object of this client has taken the session's place. */
    void superseded() {
        deactivate("it was claimed anew by the same client", false);
    }

    /** What an attempt to have it back that was broken off could not find out, by handle. */
    Map<Long, List<String>> leftOpen() {
        Suspension suspended = suspension;
        return suspended == null ? Map.of() : suspended.leftOpen();
    }

    /** What was known when the connection was lost; null if it is not. */
    @Nullable HandoverTicket knownWhenLost() {
        Suspension suspended = suspension;
        return suspended == null ? null : suspended.known();
    }

    /** Goes over to another connection: what comes there waits until {@link #release()}; nothing is sent yet. */
    void moveTo(Connection connection, ServerInfo server) {
        SessionRoute route = connection.route(id, sink);
        route.hold();
        for (JanusPlugin handle : handles.values()) {
            route.attach(handle.handleId(), handle.sink());
        }
        binding = new Binding(connection, route, server);
    }

    /**
     * Its handles have been told what they missed: should the connection end now, that is not told again.
     *
     * @param open what could not be found out, by handle
     */
    void caughtUp(Map<Long, List<String>> open) {
        Suspension suspended = suspension;
        if (suspended != null) {
            suspended.caughtUp(ticket(), open);
        }
    }

    /** The session is ours again: requests can be sent. What comes still waits. */
    synchronized void regained() {
        if (suspension != null) {
            inactive = null;
        }
    }

    /**
     * What has waited is delivered, and everything after it; who waited to ask may do so.
     *
     * @return how many messages of a handle there was no room for
     */
    Map<Long, Long> release() {
        Map<Long, Long> lost = binding.route().release();
        Suspension suspended;
        synchronized (this) {
            suspended = suspension;
            if (inactive == null) {
                suspension = null;
                connectionLost = null;
            }
        }
        if (suspended != null) {
            suspended.end();
        }
        return lost;
    }

    /** It can't be had back. */
    void lost(String why) {
        if (deactivate(why, false)) {
            events.emit(EventEmission.of(new CoreEvent.SessionGone(why)));
        }
    }

    /** Tells what concerns the session as a whole and happened earlier. */
    void replay(JanusMessage message, @Nullable Instant at) {
        events.emit(EventEmission.ofCore(message).asReplayed(at));
    }

    void tell(CoreEvent event) {
        events.emit(EventEmission.of(event));
    }

    private boolean deactivate(String why, boolean keepRoute) {
        Suspension suspended;
        synchronized (this) {
            suspended = suspension;
            if (inactive != null && suspended == null) {
                return false;
            }
            inactive = why;
            suspension = null;
        }
        if (!keepRoute) {
            binding.connection().unroute(binding.route());
        }
        context.sessionEnded(this);
        if (suspended != null) {
            suspended.end();
        }
        return true;
    }

    private boolean suspend(CloseReason reason) {
        Instant heard = context.clock()
                .instant()
                .minusNanos(Math.max(
                        0, context.scheduler().nanoTime() - binding.connection().lastHeard()));
        synchronized (this) {
            if (suspension != null) {
                // Lost again while it was being had back: what is known is what was known then.
                inactive = "its connection ended: " + reason.detail();
                return true;
            }
            if (inactive != null) {
                return false;
            }
            suspension = new Suspension(ticket(heard));
            inactive = "its connection ended: " + reason.detail();
        }
        return true;
    }

    private final class Sink implements SessionRoute.SessionSink, EventStream.Owner {
        @Override
        public Object eventsDropped(long lost) {
            return new CoreEvent.EventsDropped(lost);
        }

        @Override
        public Object listenerAbandoned(int waiting) {
            return new CoreEvent.ListenerAbandoned(waiting);
        }

        @Override
        public boolean pauseReading(EventStream stream, boolean stop) {
            return JanusSession.this.pauseReading(stream, stop);
        }

        @Override
        public void onLost(long count) {
            events.emit(EventEmission.of(new CoreEvent.EventsDropped(count)));
        }

        @Override
        public void onMessage(JanusMessage message) {
            if (message.kind() == MessageKind.TIMEOUT) {
                deactivate("it timed out at Janus", false);
            }
            events.emit(EventEmission.ofCore(message));
        }

        @Override
        public void afterwards(Runnable task) {
            events.run(task);
        }

        @Override
        public void onGone(String reason) {
            if (deactivate("it does not exist any more: " + reason, false)) {
                events.emit(EventEmission.of(new CoreEvent.SessionGone(reason)));
            }
        }

        @Override
        public void onConnectionLost(CloseReason reason) {
            HandoffSender passesOn = forwarding;
            if (passesOn != null) {
                passesOn.connectionLost();
            }
            boolean again = isSuspended();
            boolean recovers = context.recovers() && reason.kind() != CloseReason.Kind.CLIENT_CLOSED;
            connectionLost = reason;
            boolean told = recovers ? suspend(reason) : deactivate("its connection ended: " + reason.detail(), false);
            if (told && !again) {
                events.emit(EventEmission.of(new CoreEvent.ConnectionLost(reason)));
            }
        }
    }
}
