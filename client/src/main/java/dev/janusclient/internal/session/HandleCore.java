// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.error.JanusHandleNotFoundException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.internal.connection.EventStream;
import dev.janusclient.internal.connection.Observed;
import dev.janusclient.internal.connection.SessionRoute;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.message.Version;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.message.Check;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import dev.janusclient.plugin.SideChannel;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.ProbeResult;
import dev.janusclient.recovery.Resync;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attached handle: its events, its requests, and what its ticket needs. */
public final class HandleCore {
    private static final Logger log = LoggerFactory.getLogger(HandleCore.class);

    private final SessionCore session;
    private final HandleKind kind;
    private final long handleId;
    private final @Nullable String opaqueId;
    private final @Nullable HandleTicket ticket;
    private final Inbox inbox = new Inbox();
    private final EventStream events;
    private final RecentEvents recent;
    private final RefusedOffers offers;
    private volatile List<String> unreplayable;
    private @Nullable Object face;
    private @Nullable HandleHooks hooks;
    private volatile boolean attached = true;
    private volatile boolean listenedTo;

    /** Whether it was attached by its id alone, and nothing has said since how it is. */
    private volatile boolean stateUnknown;

    /** Whether its media, if it has any, are this process's own, and not the last owner's. */
    private volatile boolean negotiatedHere;

    /** What another process needs to continue the media. */
    private volatile @Nullable String media;

    HandleCore(
            SessionCore session,
            HandleKind kind,
            long handleId,
            @Nullable String opaqueId,
            @Nullable HandleTicket ticket,
            boolean stateUnknown) {
        this.session = session;
        this.kind = kind;
        this.handleId = handleId;
        this.opaqueId = opaqueId;
        this.ticket = ticket;
        this.events = session.context().newEventStream(inbox);
        this.recent = new RecentEvents(ticket);
        this.stateUnknown = stateUnknown;
        this.offers = new RefusedOffers(this, ticket == null && !stateUnknown);
        this.unreplayable = ticket == null ? List.of() : ticket.unreplayable();
        this.media = ticket == null ? null : ticket.media();
    }

    /** Registers what users see of the handle; once, before the first message comes. */
    public void face(Object seen, HandleHooks pluginHooks) {
        face = seen;
        hooks = pluginHooks;
    }

    /** What users see of the handle. */
    public Object face() {
        return Objects.requireNonNull(face);
    }

    HandleHooks hooks() {
        return Objects.requireNonNull(hooks);
    }

    /** The handle's id at Janus. */
    public long handleId() {
        return handleId;
    }

    /** The opaque id it was attached with, if any. */
    public @Nullable String opaqueId() {
        return opaqueId;
    }

    /** The plugin's package name. */
    public String plugin() {
        return kind.plugin();
    }

    /** What kind of handle it is. */
    public HandleKind kind() {
        return kind;
    }

    /** The session it belongs to. */
    public SessionCore session() {
        return session;
    }

    /** What the last owner knew; null for a new handle, or if no ticket came with it. */
    public @Nullable HandleTicket previousTicket() {
        return ticket;
    }

    /** Whether it is attached, in an active session. */
    public boolean isAttached() {
        return attached && session.isActive();
    }

    /**
     * The handle's events, for a caller that is about to register a listener.
     *
     * @throws IllegalArgumentException if no event of the handle is of that type
     */
    public EventStream listenTo(Class<?> eventType) {
        if (!session.context().coreEvents().isCoreEvent(eventType)
                && !kind.events().emits(eventType)) {
            throw new IllegalArgumentException(eventType.getName() + " is no event of " + kind.plugin()
                    + ", which handle " + handleId + " is attached to");
        }
        listenedTo = true;
        return events;
    }

    /** Registers a listener until a future is done, which fails once the handle is not attached here any more. */
    public <E> void listenUntil(CompletableFuture<?> done, Class<E> eventType, Consumer<? super E> listener) {
        listenTo(eventType).until(done, eventType, listener);
        if (isOver()) {
            eventsOver();
        }
    }

    /** Fails a future of what follows a request, unless it is done in time. */
    public void limit(CompletableFuture<?> future, String request, Duration time) {
        session.context()
                .after(
                        time,
                        () -> future.completeExceptionally(new JanusTimeoutException(request, time, true)),
                        future);
    }

    private boolean isOver() {
        return !attached || session.isOver();
    }

    /** No event will come any more. */
    void eventsOver() {
        events.end(() -> new IllegalStateException("handle " + handleId + " is not attached here any more"
                + (session.isOver() ? ": session " + session.id() + " is " + session.stateName() : "")));
    }

    /** How the media can be restored. */
    public MediaRecovery mediaRecovery() {
        MediaRecovery byState = hooks().mediaRecovery();
        if (byState instanceof MediaRecovery.None) {
            return stateUnknown ? new MediaRecovery.Unknown() : byState;
        }
        // An offer waits for its answer in whichever process.
        return negotiatedHere && !(byState instanceof MediaRecovery.AnswerOffer)
                ? new MediaRecovery.Unaffected()
                : byState;
    }

    /** Whatever media the handle has, this process has negotiated them. */
    void negotiatedHere() {
        negotiatedHere = true;
    }

    /** Takes what another process needs to continue the media that this process has; it goes with the handle's tickets. */
    public void media(String sealed) {
        media = sealed;
        negotiatedHere();
        ticketChanged();
    }

    /** Whether the connected server has what came with a version of Janus. */
    public boolean serverHas(String version) {
        return Version.atLeast(session.server().versionString(), version);
    }

    /** Sends a message whose request is of no table; gives the plugin's data in the first answer. */
    public CompletableFuture<RawJson> message(RawJson body, @Nullable Jsep jsep) {
        return message(body, jsep, () -> {
            String label = RequestCodec.label(body);
            return request(
                    Request.message(session.id(), handleId, label, body, jsep),
                    reply -> reply.data() != null,
                    reply -> RequestCodec.data(kind, label, reply));
        });
    }

    private <R> R negotiatedBy(R reply) {
        negotiatedHere();
        return reply;
    }

    /**
     * Sends a request of the plugin's table.
     *
     * @param body null for a request without members
     */
    public <Q, R> CompletableFuture<R> send(PluginRequest<Q, R> request, @Nullable Q body, @Nullable Jsep jsep) {
        RawJson members;
        try {
            members = RequestCodec.encode(request, body);
        } catch (IllegalArgumentException e) {
            return Futures.failed(e);
        }
        if (session.context().settings().checksVersions()) {
            JanusVersionException tooNew = RequestCodec.newerThanServer(
                    request, members, session.server().versionString());
            if (tooNew != null) {
                return Futures.failed(tooNew);
            }
        }
        Request message = Request.message(session.id(), handleId, request.label(), members, jsep);
        return message(
                members,
                jsep,
                () -> request(
                        request.isIdempotent() ? message.asIdempotent() : message,
                        event -> RequestCodec.answers(kind, request, event),
                        reply -> RequestCodec.decode(kind, request, reply)));
    }

    /** What every message to the plugin goes through. */
    private <R> CompletableFuture<R> message(RawJson body, @Nullable Jsep jsep, Supplier<CompletableFuture<R>> send) {
        try {
            Check.readable("", body);
            hooks().checkRequest(body);
        } catch (IllegalArgumentException e) {
            return Futures.failed(e);
        }
        if (jsep == null) {
            return send.get();
        }
        CompletableFuture<R> answer = send.get().thenApply(this::negotiatedBy);
        return jsep.isOffer() ? offers.settled(answer) : answer;
    }

    /** Whoever makes requests has registered the listeners for what comes of them. */
    private <R> CompletableFuture<R> request(
            Request request,
            @Nullable Predicate<JanusMessage> answeredBy,
            Function<? super JanusMessage, ? extends R> decode) {
        events.settle();
        String addressee = answeredBy == null ? ClientObserver.CORE : kind.plugin();
        ClientObserver.RequestEnd end = session.requests().started(addressee, request.label(), handleId);
        return Observed.until(session.request(request, answeredBy).thenApply(decode), end);
    }

    /** Sends a request of the core about this handle. */
    public CompletableFuture<Void> coreRequest(String janus) {
        return request(Request.of(janus, session.id(), handleId), null, done -> null);
    }

    /** Sends candidates, or that there are no more. */
    public CompletableFuture<Void> trickle(String member, RawJson value) {
        return request(Request.of("trickle", session.id(), handleId).with(member, value), null, ack -> null);
    }

    /** Ends the handle at Janus. */
    public CompletableFuture<Void> detach() {
        return coreRequest("detach").thenApply(done -> {
            markDetached();
            return null;
        });
    }

    /** Asks Janus whether the handle is still there, without any effect on it. */
    public CompletableFuture<ProbeResult> probe() {
        return request(Request.of("keepalive", session.id(), handleId).asIdempotent(), null, ack -> ack)
                .handle((ack, failure) -> {
                    Throwable cause = failure == null ? null : Futures.cause(failure);
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

    /** A way for requests and events beside the signalling. */
    public SideChannel sideChannel(EventTable<?> table, String verb, Consumer<String> send) {
        return new HandleSideChannel(this, table, verb, send);
    }

    /**
     * Notes that something may happen to the handle, or can't happen any more, that event handlers do not report.
     *
     * @param what a sentence for a person
     */
    public synchronized void unreplayable(String what, boolean possible) {
        if (possible == unreplayable.contains(what)) {
            return;
        }
        // Few handles have any: most share the empty list.
        List<String> changed = new ArrayList<>(unreplayable);
        if (possible) {
            changed.add(what);
        } else {
            changed.remove(what);
        }
        unreplayable = List.copyOf(changed);
        ticketChanged();
    }

    /** Something that the handle's ticket holds has changed. */
    public void ticketChanged() {
        session.ticketChanged();
    }

    /** What may happen to the handle without a report to event handlers. */
    public List<String> unreplayable() {
        return unreplayable;
    }

    /** Compares the handle's state with what Janus says now. */
    public CompletableFuture<Resync> resync(@Nullable HandleStatus status) {
        return hooks().resync(status);
    }

    /** A snapshot for the next owner. */
    public HandleTicket ticket() {
        return new HandleTicket(
                handleId,
                kind.plugin(),
                opaqueId,
                hooks().pendingOffer(),
                hooks().snapshot(),
                recent.list(),
                unreplayable(),
                media);
    }

    /** Whether it was attached by its id alone, and nothing has said since how it is. */
    public boolean isStateUnknown() {
        return stateUnknown;
    }

    /** What the last owner knew can't be used; before the handle is. */
    public void markStateUnknown() {
        stateUnknown = true;
    }

    /** The handle's state is known now. */
    public void stateKnown() {
        stateUnknown = false;
    }

    /** The handle is not attached here any more, and nothing will come for it. */
    public void markDetached() {
        attached = false;
        session.forget(this);
        eventsOver();
    }

    /** For what is logged about the handle. */
    public LogBudget logs() {
        return session.context().logs();
    }

    /** How many events wait for listeners or are being delivered. */
    public int backlog() {
        return events.queued();
    }

    SessionRoute.HandleSink sink() {
        return inbox;
    }

    /** A message of this handle as an event. */
    public EventEmission emission(JanusMessage message, boolean answered) {
        RawJson data = message.data();
        return message.kind() == MessageKind.EVENT && data != null
                ? EventEmission.ofPlugin(kind.events(), message, data, answered)
                : session.context().coreEvents().decode(message);
    }

    /** Delivers a message late that another owner received, or should have received. */
    public void replay(JanusMessage message, @Nullable Instant at) {
        note(message);
        emit(emission(message, false).asReplayed(at));
    }

    private void receive(JanusMessage message, boolean answered) {
        EventEmission event = emission(message, answered);
        note(message);
        if (!answered || !hooks().suppresses(event.type())) {
            emit(event);
        }
    }

    /** Before listeners are called: they find a handle that says so. */
    private void note(JanusMessage message) {
        offers.noted(message);
        if (message.kind() == MessageKind.DETACHED) {
            attached = false;
            session.forget(this);
        }
    }

    /** Delivers an event: to the handle's own state first, then to listeners. */
    void emit(EventEmission event) {
        String source = event.kind() == EventEmission.Kind.PLUGIN ? kind.plugin() : ClientObserver.CORE;
        session.context().observer().eventReceived(source, event.name(), event.replayed());
        long now = session.context().clock().millis();
        if (recent.add(event.name(), event.happened(now), event.source())) {
            session.later(recent::settle);
        }
        try {
            if (event.kind() == EventEmission.Kind.PLUGIN) {
                hooks().onEvent(event.type(), event::event);
            } else if (event.kind() == EventEmission.Kind.HANGUP) {
                stateKnown();
                media = null;
                hooks().onHangup();
            }
        } catch (RuntimeException e) {
            // Listeners are to have it all the same.
            logs().warn(log, "{}: the handle's state misses an event: {}", kind.plugin(), e.getMessage());
        }
        ticketChanged();
        events.emit(event);
        if (!attached) {
            eventsOver();
        }
    }

    private final class Inbox extends StreamOwner implements SessionRoute.HandleSink {
        @Override
        SessionCore session() {
            return session;
        }

        @Override
        public void onMessage(JanusMessage message, boolean answered) {
            receive(message, answered);
        }

        @Override
        public void onLost(long count) {
            events.emit(lost(count));
        }

        @Override
        public void afterwards(Runnable task) {
            if (listenedTo) {
                events.afterDelivery(task);
            } else {
                // The first listener is about to come. A broker that may send more before would fill the buffer.
                session.later(() -> events.afterDelivery(task));
            }
        }

        @Override
        public void abandoned() {
            logs().warn(log, "handle {} is detached here: its listeners are slower than its events", handleId);
            markDetached();
        }
    }
}
