package dev.janusclient;

import dev.janusclient.error.JanusHandleNotFoundException;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.internal.connection.EventStream;
import dev.janusclient.internal.connection.SessionRoute;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.message.Version;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.Resync;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attached handle. Subclasses add a plugin's requests.
 *
 * <p>Threading: methods may be called from any thread and never block. Listeners of one handle run one at a time and in
 * the order of the wire, on the client's executor; a listener may wait for a request of its own handle.
 *
 * <p>Nothing here ends by itself: a handle that is no longer referenced lives on at Janus until {@link #detach()}, the end
 * of its session, or a timeout.
 */
public abstract class JanusPlugin {
    private static final Logger log = LoggerFactory.getLogger(JanusPlugin.class);

    private final JanusSession session;
    private final PluginType<?> type;
    private final long handleId;
    private final @Nullable String opaqueId;
    private final Inbox inbox = new Inbox();
    private final EventStream events;
    private final RecentEvents recent;
    private final Set<String> unreplayable = new CopyOnWriteArraySet<>();
    private volatile boolean attached = true;
    private volatile boolean listenedTo;

    /** Whether it was attached by its id alone, and nothing has said since how it is. */
    private volatile boolean stateUnknown;

    protected JanusPlugin(Attachment attachment) {
        this.session = attachment.session;
        this.type = attachment.type;
        this.handleId = attachment.handleId;
        this.opaqueId = attachment.opaqueId;
        this.events = session.newEventStream(inbox);
        this.recent = new RecentEvents(attachment.ticket);
        this.stateUnknown = attachment.stateUnknown;
        if (attachment.ticket != null) {
            unreplayable.addAll(attachment.ticket.unreplayable());
        }
    }

    /** The handle's id at Janus, up to 64 bits. */
    public final long handleId() {
        return handleId;
    }

    /** The name it was attached with, if any. */
    public final @Nullable String opaqueId() {
        return opaqueId;
    }

    /** The plugin's package name. */
    public final String plugin() {
        return type.name();
    }

    /** The session it belongs to. */
    public final JanusSession session() {
        return session;
    }

    /** Whether the handle is usable here: attached, in an active session. */
    public final boolean isAttached() {
        return attached && session.isActive();
    }

    /**
     * Listens to events of a type and its subtypes: one of {@link CoreEvent}, one of the plugin's, or a whole family. What
     * arrived before and found no listener is told first.
     */
    public final <E> Subscription on(Class<E> eventType, Consumer<? super E> listener) {
        listenedTo = true;
        return events.on(eventType, listener);
    }

    /** As {@link #on}, and tells how each event came: live, or late because nobody listened when it happened. */
    public final <E> Subscription onDelivery(Class<E> eventType, Consumer<? super EventDelivery<E>> listener) {
        listenedTo = true;
        return events.onEmission(
                eventType, (event, emission) -> listener.accept(EventEmission.delivered(event, emission)));
    }

    /**
     * What has become of the handle's media if its owner was another process before, or died, and how to have it again. As
     * long as the PeerConnection it was negotiated with lives on, there is nothing to do.
     */
    public final MediaRecovery mediaRecovery() {
        MediaRecovery noted = mediaRecoveryFromState();
        return stateUnknown && noted instanceof MediaRecovery.None ? new MediaRecovery.Unknown() : noted;
    }

    /** What the handle's own notes say of {@link #mediaRecovery()}. */
    protected MediaRecovery mediaRecoveryFromState() {
        return new MediaRecovery.Unknown();
    }

    /**
     * Sends a message that this library has no method for.
     *
     * @param body an object; for most plugins with a member {@code request}
     * @return the plugin's data from the reply, or from the first event that answers
     */
    public final CompletableFuture<RawJson> message(RawJson body, @Nullable Jsep jsep) {
        if (!body.isObject()) {
            throw new IllegalArgumentException("body: a JSON object is needed");
        }
        String named = body.string("request");
        String label = named == null ? "message" : named;
        return session.request(
                        Request.message(session.id(), handleId, label, body, jsep), reply -> reply.data() != null)
                .thenApply(reply -> dataOf(label, reply));
    }

    /** Passes a candidate of ours to Janus. */
    public final CompletableFuture<Void> trickle(IceCandidate candidate) {
        return trickle(Json.encode(IceCandidate.class, candidate), "candidate");
    }

    /** Passes several candidates at once. */
    public final CompletableFuture<Void> trickle(List<IceCandidate> candidates) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException(
                    "candidates: at least one is needed; to end them use trickleCompleted()");
        }
        return trickle(Json.encode(candidates), "candidates");
    }

    /** Tells Janus that no candidates of ours follow. */
    public final CompletableFuture<Void> trickleCompleted() {
        return trickle(RawJson.of("{\"completed\":true}"), "candidate");
    }

    private CompletableFuture<Void> trickle(RawJson value, String member) {
        return session.request(Request.of("trickle", session.id(), handleId).with(member, value), null)
                .thenApply(ack -> null);
    }

    /**
     * Ends the PeerConnection; the handle stays. Several plugins end their call with it. Janus answers before it is done:
     * what is to begin anew on this handle should wait for {@link CoreEvent.HangUp}, which comes if there was a
     * PeerConnection.
     */
    public final CompletableFuture<Void> hangup() {
        return session.request(Request.of("hangup", session.id(), handleId), null)
                .thenApply(done -> null);
    }

    /** Ends the handle at Janus, for everybody. */
    public final CompletableFuture<Void> detach() {
        return session.request(Request.of("detach", session.id(), handleId), null)
                .thenApply(done -> {
                    markDetached();
                    return null;
                });
    }

    /** Asks Janus whether the handle is still there, without any effect on it. */
    public final CompletableFuture<ProbeResult> probe() {
        return session.request(Request.of("keepalive", session.id(), handleId).asIdempotent(), null)
                .handle((ack, failure) -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause == null) {
                        return ProbeResult.ALIVE;
                    } else if (cause instanceof JanusHandleNotFoundException) {
                        return ProbeResult.HANDLE_GONE;
                    } else if (cause instanceof JanusSessionNotFoundException) {
                        return ProbeResult.SESSION_GONE;
                    }
                    throw new CompletionException(cause);
                });
    }

    /** What {@link #probe()} found. */
    public enum ProbeResult {
        ALIVE,
        /** 459: the session is there, the handle is not. */
        HANDLE_GONE,
        /** 458: the whole session is gone. */
        SESSION_GONE
    }

    /** Sends a request without members. */
    protected final <R> CompletableFuture<R> send(PluginRequest<Void, R> request, @Nullable Jsep jsep) {
        return send(request, Json.withMember("request", request.name(), null), jsep);
    }

    /** Sends a request of the plugin's table. */
    protected final <Q, R> CompletableFuture<R> send(PluginRequest<Q, R> request, Q body, @Nullable Jsep jsep) {
        RawJson members = Json.encode(request.body(), body);
        boolean unnamed = request.name().isEmpty();
        return send(request, unnamed ? members : Json.withMember("request", request.name(), members), jsep);
    }

    private <R> CompletableFuture<R> send(PluginRequest<?, R> request, RawJson body, @Nullable Jsep jsep) {
        JanusVersionException tooNew = session.checksVersions() ? newerThanServer(request, body) : null;
        if (tooNew != null) {
            return Futures.failed(tooNew);
        }
        Predicate<JanusMessage> answers = event -> answers(request, event);
        Request message = Request.message(session.id(), handleId, request.label(), body, jsep);
        return session.request(request.isIdempotent() ? message.asIdempotent() : message, answers)
                .thenApply(reply -> decodeReply(request, reply));
    }

    /** Whether the connected server has what came with a version of Janus. */
    protected final boolean serverHas(String version) {
        return Version.atLeast(session.server().versionString(), version);
    }

    private @Nullable JanusVersionException newerThanServer(PluginRequest<?, ?> request, RawJson body) {
        String server = session.server().versionString();
        String needed = request.since();
        if (needed != null && !Version.atLeast(server, needed)) {
            return new JanusVersionException(request.label(), needed, server);
        }
        for (Map.Entry<String, String> field : request.newerFields().entrySet()) {
            if (has(body, field.getKey()) && !Version.atLeast(server, field.getValue())) {
                return new JanusVersionException(request.label() + "." + field.getKey(), field.getValue(), server);
            }
        }
        return null;
    }

    /** Whether a body has a member, or any object of a list ({@code streams[].substream}) has. */
    private static boolean has(RawJson body, String path) {
        int list = path.indexOf("[].");
        if (list < 0) {
            return body.member(path) != null;
        }
        RawJson items = body.member(path.substring(0, list));
        return items != null
                && items.elements().stream().anyMatch(item -> has(item, path.substring(list + "[].".length())));
    }

    private boolean answers(PluginRequest<?, ?> request, JanusMessage event) {
        RawJson data = event.data();
        if (data == null || event.kind() != MessageKind.EVENT) {
            return false;
        }
        return isError(data) || request.reply().isAssignableFrom(type.events().typeOf(data));
    }

    private <R> R decodeReply(PluginRequest<?, R> request, JanusMessage reply) {
        RawJson data = dataOf(request.label(), reply);
        return reply.kind() == MessageKind.EVENT
                ? request.reply().cast(type.events().decode(data, reply.jsep()))
                : type.events().decodeReply(request.reply(), data, reply.jsep());
    }

    final RawJson dataOf(String request, JanusMessage reply) {
        RawJson data = reply.data() == null ? RawJson.of("{}") : reply.data();
        if (isError(data)) {
            RawJson code = data.member("error_code");
            int number = code == null ? 0 : (int) code.asLong();
            String reason = data.string("error");
            throw new JanusPluginException(
                    type.name(),
                    request,
                    number,
                    type.errorNames().apply(number),
                    reason == null ? "no reason given" : reason);
        }
        return data;
    }

    /** Plugins write errors into their data; some with code 0, so the text counts too. */
    private static boolean isError(RawJson data) {
        return data.member("error_code") != null || data.string("error") != null;
    }

    /**
     * Sees every event of the plugin before any listener or future does, on the connection's reader: it must only take
     * notes.
     *
     * @param eventType what the event is
     * @param event decodes it
     */
    protected void onEvent(Class<?> eventType, Supplier<?> event) {}

    /** Sees the end of the PeerConnection, as {@link #onEvent} sees events. */
    protected void onHangup() {}

    /** Whether an event answers a question that {@link #resync} asked: nobody else has to hear of it. */
    protected boolean suppresses(Class<?> eventType) {
        return false;
    }

    /**
     * Notes that from now on something may happen to the handle of which Janus tells its event handlers nothing, so that no
     * journal can know of it; or that it can't happen any more. It travels in a handover ticket.
     *
     * @param what a sentence for a person
     */
    protected final void unreplayable(String what, boolean possible) {
        if (possible) {
            unreplayable.add(what);
        } else {
            unreplayable.remove(what);
        }
    }

    /** What the next owner of this handle must know and can't ask Janus for; null if there is nothing. */
    protected @Nullable RawJson snapshot() {
        return null;
    }

    /**
     * Compares what the handle knows with what Janus says now, after a time in which nobody listened. What it finds out goes
     * into its notes when the implied events are told to it, right after this.
     *
     * <p>Requests may be made; nothing may be changed at Janus.
     *
     * @param facts what the Admin API says of the handle; null if nobody could be asked
     * @return a failure counts as not knowing, and is told in the outcome
     */
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        return CompletableFuture.completedFuture(
                Resync.unresolved("what happened to the handle: its plugin can't be asked"));
    }

    /** An offer of Janus's that still waits for its answer. */
    protected @Nullable Jsep pendingOffer() {
        return null;
    }

    /**
     * A way for requests and events beside the signalling, such as a data channel.
     *
     * @param table decodes what comes that way
     * @param verb the member that names a request there
     * @param send sends a text that way
     */
    protected final SideChannel sideChannel(EventTable<?> table, String verb, Consumer<String> send) {
        return new SideChannel(this, table, verb, send);
    }

    final HandleTicket ticket() {
        return new HandleTicket(
                handleId, type.name(), opaqueId, pendingOffer(), snapshot(), recent.list(), unreplayable());
    }

    final List<String> unreplayable() {
        return List.copyOf(unreplayable);
    }

    final boolean isStateUnknown() {
        return stateUnknown;
    }

    /** Somebody has said how the handle is now. */
    final void stateKnown() {
        stateUnknown = false;
    }

    final PluginType<?> type() {
        return type;
    }

    final void markDetached() {
        attached = false;
        session.forget(this);
    }

    /** How many events wait for listeners or are being told. */
    final int backlog() {
        return events.queued();
    }

    final SessionRoute.HandleSink sink() {
        return inbox;
    }

    private final class Inbox implements SessionRoute.HandleSink, EventStream.Owner {
        @Override
        public void onMessage(JanusMessage message, boolean answered) {
            receive(message, answered);
        }

        @Override
        public void onLost(long count) {
            events.emit(EventEmission.of(new CoreEvent.EventsDropped(count)));
        }

        @Override
        public void afterwards(Runnable task) {
            if (listenedTo) {
                events.run(task);
            } else {
                // The first listener is about to come. A broker that may send more before would fill the buffer.
                session.later(() -> events.run(task));
            }
        }

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
            return session.pauseReading(stream, stop);
        }

        @Override
        public void abandoned() {
            log.warn("handle {} is given up: its listeners are slower than its events", handleId);
            markDetached();
        }
    }

    private void receive(JanusMessage message, boolean answered) {
        EventEmission event = emission(message, answered);
        leaveIfDetached(message);
        if (!answered || !suppresses(event.type())) {
            tell(event);
        }
    }

    /** Before listeners are told: whoever hears of it finds a handle that says so. */
    private void leaveIfDetached(JanusMessage message) {
        if (message.kind() == MessageKind.DETACHED) {
            markDetached();
        }
    }

    final EventEmission emission(JanusMessage message, boolean answered) {
        RawJson data = message.data();
        return message.kind() == MessageKind.EVENT && data != null
                ? EventEmission.ofPlugin(type.events(), message, data, answered)
                : EventEmission.ofCore(message);
    }

    /** Tells a message that came too late, or that somebody else had. */
    final void replay(JanusMessage message, @Nullable Instant at) {
        leaveIfDetached(message);
        tell(emission(message, false).asReplayed(at));
    }

    /** Tells an event: to the handle's own notes first, then to listeners. */
    final void tell(EventEmission event) {
        if (recent.add(event.type().getSimpleName(), event.happened(session.millis()), event.source())) {
            session.later(recent::settle);
        }
        try {
            if (!CoreEvent.class.isAssignableFrom(event.type())) {
                onEvent(event.type(), event::event);
            } else if (event.type() == CoreEvent.HangUp.class) {
                stateKnown();
                onHangup();
            }
        } catch (JanusProtocolException e) {
            log.warn("{}: the handle's state misses an event: {}", type.name(), e.getMessage());
        }
        events.emit(event);
    }
}
