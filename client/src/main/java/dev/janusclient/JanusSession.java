package dev.janusclient;

import dev.janusclient.connection.Connection;
import dev.janusclient.connection.EventStream;
import dev.janusclient.connection.Futures;
import dev.janusclient.connection.SessionRoute;
import dev.janusclient.connection.Subscription;
import dev.janusclient.error.JanusClosedException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.JanusMessage;
import dev.janusclient.message.MessageKind;
import dev.janusclient.message.Request;
import dev.janusclient.transport.CloseReason;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A session at Janus, as long as this process has control of it.
 *
 * <p>It is kept alive while it is active here. It stops being active when it is {@linkplain #handOff() handed off},
 * {@linkplain #destroy() destroyed}, timed out, or when its connection ends; at Janus it may then live on for the reclaim
 * timeout, for anybody to claim.
 *
 * <p>Threading: as {@link JanusPlugin}.
 */
public final class JanusSession {
    private final SessionHost host;
    private final Connection connection;
    private final ServerInfo server;
    private final long id;
    private final EventStream events;
    private final Map<Long, JanusPlugin> handles = new ConcurrentHashMap<>();
    private final SessionRoute.SessionSink sink = new Sink();
    private final SessionRoute route;

    /** Why the session is not active here; null while it is. */
    private volatile @Nullable String inactive;

    private volatile @Nullable CloseReason connectionLost;

    JanusSession(SessionHost host, Connection connection, ServerInfo server, long id) {
        this.host = host;
        this.connection = connection;
        this.server = server;
        this.id = id;
        this.events = newEventStream();
        this.route = connection.route(id, sink);
    }

    /** The session's id at Janus, up to 64 bits. */
    public long id() {
        return id;
    }

    /** Whether this process has control of the session, as far as it knows: Janus tells nobody that a session was claimed. */
    public boolean isActive() {
        return inactive == null;
    }

    /** What the server said of itself when the connection was made. */
    public ServerInfo server() {
        return server;
    }

    /** Listens to what concerns the session as a whole: one of {@link CoreEvent}. */
    public <E extends CoreEvent> Subscription on(Class<E> eventType, Consumer<? super E> listener) {
        return events.on(eventType, listener);
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
        return request(attach, null).thenApply(reply -> adopt(type, SessionHost.idIn(reply), options));
    }

    private <P extends JanusPlugin> P adopt(PluginType<P> type, long handleId, AttachOptions options) {
        JanusPlugin handle = handles.get(handleId);
        if (handle == null) {
            P made = type.factory().apply(new Attachment(this, type, handleId, options.opaqueId(), options.ticket()));
            handle = handles.putIfAbsent(handleId, made);
            if (handle == null) {
                handle = made;
                // Outside of the map's own locks: what waited may be the news that the handle is gone.
                route.attach(handleId, made.sink());
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
        List<HandleTicket> tickets = handles.values().stream()
                .sorted(Comparator.comparingLong(JanusPlugin::handleId))
                .map(JanusPlugin::ticket)
                .collect(Collectors.toList());
        return HandoverTicket.of(host.identity(server), id, host.clock().instant(), tickets);
    }

    /**
     * Lets go: takes a last snapshot, ends keepalives and deliveries here, and makes the session inactive. Janus is told
     * nothing and nothing is destroyed; the session waits for its next owner as long as its timeouts allow.
     *
     * @throws IllegalStateException if the session is not active here
     */
    public HandoverTicket handOff() {
        if (!deactivate("it was handed off")) {
            throw new IllegalStateException("session " + id + " is not active here: " + inactive);
        }
        // Taken last, so that whatever was told to a listener here is in it.
        HandoverTicket ticket = ticket();
        host.warnIfNotReclaimable(server, "session " + id + " was handed off");
        return ticket;
    }

    /** Ends the session at Janus, with all its handles, for everybody. */
    public CompletableFuture<Void> destroy() {
        return request(Request.of("destroy", id), null).thenApply(done -> {
            deactivate("it was destroyed");
            return null;
        });
    }

    /** Sends a keepalive now; the session sends its own when it is quiet. */
    public CompletableFuture<Void> keepalive() {
        return request(Request.of("keepalive", id), null).thenApply(ack -> null);
    }

    CompletableFuture<JanusMessage> request(Request request, @Nullable Predicate<JanusMessage> answeredBy) {
        String why = inactive;
        return why == null ? connection.request(request, answeredBy) : notSent(request.label(), why);
    }

    /** As a request, but sent beside the signalling. */
    CompletableFuture<JanusMessage> exchange(String label, Consumer<String> send) {
        String why = inactive;
        return why == null ? connection.exchange(label, send) : notSent(label, why);
    }

    String newTransaction() {
        return connection.newTransaction();
    }

    boolean answer(JanusMessage message) {
        return connection.answer(message);
    }

    private CompletableFuture<JanusMessage> notSent(String label, String why) {
        CloseReason lost = connectionLost;
        if (lost == null) {
            return Futures.failed(new IllegalStateException(
                    "'" + label + "' was not sent: session " + id + " is not active here: " + why));
        }
        return Futures.failed(
                lost.kind() == CloseReason.Kind.CLOSED_BY_US
                        ? new JanusClosedException(label)
                        : new JanusConnectionLostException(label, lost));
    }

    EventStream newEventStream() {
        return new EventStream(host.executor(), host.eventBuffer(), CoreEvent.Overflow::new);
    }

    SessionRoute route() {
        return route;
    }

    boolean checksVersions() {
        return host.checksVersions();
    }

    /** A session that was made just when its connection ended is told so here. */
    void noticeLostConnection() {
        CloseReason reason = connection.ended();
        if (reason != null) {
            sink.onConnectionLost(reason);
        }
    }

    void forget(JanusPlugin handle) {
        handles.remove(handle.handleId(), handle);
        route.detach(handle.handleId());
    }

    /** Another object of this client has taken the session's place. */
    void superseded() {
        deactivate("it was claimed anew by the same client");
    }

    private synchronized boolean deactivate(String why) {
        if (inactive != null) {
            return false;
        }
        inactive = why;
        connection.unroute(route);
        host.sessionEnded(this);
        return true;
    }

    private final class Sink implements SessionRoute.SessionSink {
        @Override
        public void onMessage(JanusMessage message) {
            if (message.kind() == MessageKind.TIMEOUT) {
                deactivate("it timed out at Janus");
            }
            events.emit(EventEmission.ofCore(message));
        }

        @Override
        public void onGone(String reason) {
            if (deactivate("it does not exist any more: " + reason)) {
                events.emit(EventEmission.of(new CoreEvent.SessionGone(reason)));
            }
        }

        @Override
        public void onConnectionLost(CloseReason reason) {
            connectionLost = reason;
            if (deactivate("its connection ended: " + reason.detail())) {
                events.emit(EventEmission.of(new CoreEvent.ConnectionLost(reason)));
            }
        }
    }
}
