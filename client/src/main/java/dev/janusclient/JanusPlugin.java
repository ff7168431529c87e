// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.internal.session.HandleCore;
import dev.janusclient.internal.session.HandleHooks;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import dev.janusclient.plugin.SideChannel;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.ProbeResult;
import dev.janusclient.recovery.Resync;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    private final HandleCore core;

    protected JanusPlugin(Attachment attachment) {
        this.core = attachment.core();
        core.face(this, new Hooks());
    }

    /** The handle's id at Janus, up to 64 bits. */
    public final long handleId() {
        return core.handleId();
    }

    /** The opaque id it was attached with, if any. */
    public final @Nullable String opaqueId() {
        return core.opaqueId();
    }

    /** The plugin's package name. */
    public final String plugin() {
        return core.plugin();
    }

    /** The session it belongs to. */
    public final JanusSession session() {
        return Faces.of(core.session());
    }

    /** Whether the handle is usable here: attached, in an active session. */
    public final boolean isAttached() {
        return core.isAttached();
    }

    /**
     * Listens to events of a type and its subtypes: one of {@link CoreEvent}, one of the plugin's, or a whole family. Listeners
     * take no events from each other. What arrived before the first listener was registered goes, in order, to all that
     * are registered within 50 milliseconds of it or before the handle's next request, whichever is sooner; a later one
     * gets what has found no listener so far.
     *
     * @throws IllegalArgumentException if it is an event of another plugin, which can't come here
     */
    public final <E> Subscription on(Class<E> eventType, Consumer<? super E> listener) {
        return core.listenTo(eventType).on(eventType, listener)::run;
    }

    /** As {@link #on}, and says how each event came: live, or replayed because no owner listened when it happened. */
    public final <E> Subscription onDelivery(Class<E> eventType, Consumer<? super EventDelivery<E>> listener) {
        return core.listenTo(eventType)
                .onEmission(eventType, (event, emission) -> listener.accept(Faces.delivery(event, emission)))::run;
    }

    /**
     * The next event of a type or its subtypes: the oldest that has found no listener so far, or the first that comes from now on.
     * So calls that are made one after the other get all of them, in order, as long as nothing else listens to that type. Call
     * it before the request that causes the event.
     *
     * <p>It has no time limit of its own: cancel it, or use {@code orTimeout}, and no listener is left. What is chained to it
     * runs as a listener does.
     *
     * @return fails with {@link IllegalStateException} if the handle is not attached here any more, or its session is over here
     * @throws IllegalArgumentException if it is an event of another plugin, which can't come here
     */
    public final <E> CompletableFuture<E> next(Class<E> eventType) {
        CompletableFuture<E> next = new CompletableFuture<>();
        listenUntil(next, eventType, next::complete);
        return next;
    }

    /**
     * What has become of the handle's media if its owner was another process before, or died, and how to restore it. As
     * long as the PeerConnection it was negotiated with lives on, there is nothing to do.
     */
    public final MediaRecovery mediaRecovery() {
        return core.mediaRecovery();
    }

    /**
     * Puts what another process needs to continue this handle's media into its ticket, until the PeerConnection ends. {@code
     * LegContinuation} of {@code janus-client-media} does that for its legs.
     *
     * @param sealed encrypted text, which only whoever continues the media reads: {@link
     *     dev.janusclient.handover.HandleTicket#media()}
     */
    public final void mediaTicket(String sealed) {
        core.media(sealed);
    }

    /** What the handle's own state says of {@link #mediaRecovery()}. */
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
        return core.message(body, jsep);
    }

    /** Passes a candidate of ours to Janus. */
    public final CompletableFuture<Void> trickle(IceCandidate candidate) {
        return core.trickle("candidate", Json.encode(IceCandidate.class, candidate));
    }

    /** Passes several candidates at once. */
    public final CompletableFuture<Void> trickle(List<IceCandidate> candidates) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException(
                    "candidates: at least one is needed; to end them use trickleCompleted()");
        }
        return core.trickle("candidates", Json.encode(candidates));
    }

    /** Tells Janus that no candidates of ours follow. */
    public final CompletableFuture<Void> trickleCompleted() {
        return core.trickle("candidate", RawJson.of("{\"completed\":true}"));
    }

    /**
     * Ends the PeerConnection; the handle stays. Several plugins end their call with it. Janus answers before it is done:
     * what is to begin anew on this handle should wait for {@link CoreEvent.HangUp}, which comes if there was a
     * PeerConnection.
     *
     * <p>An offer that a plugin refuses leaves a PeerConnection at Janus that is of no use, and the next offer is answered with
     * 490 (a {@code JanusServerException}). The library hangs it up by itself before the refused request fails, if nothing but
     * that can end with it: no call, no membership in a room of the audio bridge. A handle that was taken up from another
     * owner may have more than is known here: then the exception says that this method is needed.
     */
    public final CompletableFuture<Void> hangup() {
        return core.coreRequest("hangup");
    }

    /** Ends the handle at Janus, for all clients. */
    public final CompletableFuture<Void> detach() {
        return core.detach();
    }

    /** Asks Janus whether the handle is still there, without any effect on it. */
    public final CompletableFuture<ProbeResult> probe() {
        return core.probe();
    }

    /** Sends a request without members. */
    protected final <R> CompletableFuture<R> send(PluginRequest<Void, R> request, @Nullable Jsep jsep) {
        return core.send(request, null, jsep);
    }

    /** Sends a request of the plugin's table. */
    protected final <Q, R> CompletableFuture<R> send(PluginRequest<Q, R> request, Q body, @Nullable Jsep jsep) {
        return core.send(request, body, jsep);
    }

    /** Whether the connected server has what came with a version of Janus. */
    protected final boolean serverHas(String version) {
        return core.serverHas(version);
    }

    /**
     * Sees every event of the plugin before any listener or future does, on the connection's reader: it may only update the
     * handle's state.
     *
     * @param eventType what the event is
     * @param event decodes it
     */
    protected void onEvent(Class<?> eventType, Supplier<?> event) {}

    /** Sees the end of the PeerConnection, as {@link #onEvent} sees events. */
    protected void onHangup() {}

    /**
     * Sees every request before it is sent, those of {@link #message} too, on the thread that makes it.
     *
     * @param body with the member {@code request}, if the plugin has one
     * @throws IllegalArgumentException if it must not be sent; the request's future fails with it. See {@link
     *     dev.janusclient.message.Check}
     */
    protected void checkRequest(RawJson body) {}

    /**
     * Whether a {@link #hangup()} would end nothing, no call and no membership, if there is no PeerConnection. Janus keeps
     * what it has prepared for an offer that the plugin refuses, and takes no other offer then: if this is true, the library
     * hangs up before such a request fails; if not, the exception says that a hang-up is needed. False by default.
     */
    protected boolean hangupEndsNothing() {
        return false;
    }

    /** Whether an event that answers a request of {@link #resync} is kept from listeners. */
    protected boolean suppresses(Class<?> eventType) {
        return false;
    }

    /**
     * Notes that from now on something may happen to the handle that Janus does not report to its event handlers, so that no
     * journal can replay it; or that it can't happen any more. It travels in a handover ticket.
     *
     * @param what a sentence for a person
     */
    protected final void unreplayable(String what, boolean possible) {
        core.unreplayable(what, possible);
    }

    /** What the next owner of this handle must know and can't ask Janus for; null if there is nothing. */
    protected @Nullable RawJson snapshot() {
        return null;
    }

    /**
     * Compares the handle's state with what Janus says now, after a time in which no owner listened. What it finds out goes
     * into the state when the inferred events are delivered to it, right after this.
     *
     * <p>Requests may be made; nothing may be changed at Janus.
     *
     * @param status what the Admin API says of the handle; null if it could not be asked
     * @return a failure counts as not knowing, and is part of the outcome
     */
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus status) {
        return CompletableFuture.completedFuture(
                Resync.unresolved("what happened to the handle: its plugin can't be asked"));
    }

    /** An offer of Janus's that still waits for its answer. */
    protected @Nullable Jsep pendingOffer() {
        return null;
    }

    /**
     * Listens for what follows a request until a future is done. The future fails with {@link IllegalStateException} if the handle
     * is not attached here any more, or its session is over here.
     */
    protected final <E> void listenUntil(CompletableFuture<?> done, Class<E> eventType, Consumer<? super E> listener) {
        core.listenUntil(done, eventType, listener);
    }

    /**
     * Fails a future of what follows a request with {@link dev.janusclient.error.JanusTimeoutException}, unless it is done in time.
     *
     * @param request what the exception calls it
     */
    protected final void limit(CompletableFuture<?> future, String request, Duration time) {
        core.limit(future, request, time);
    }

    /**
     * A way for requests and events beside the signalling, such as a data channel.
     *
     * @param table decodes what comes that way
     * @param verb the member that names a request there
     * @param send sends a text that way
     */
    protected final SideChannel sideChannel(EventTable<?> table, String verb, Consumer<String> send) {
        return core.sideChannel(table, verb, send);
    }

    /** The state in the ticket can't be used; before the handle is. */
    final void markStateUnknown() {
        core.markStateUnknown();
    }

    HandleCore core() {
        return core;
    }

    /** Names the plugin, the handle and its session. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + handleId() + ", session "
                + core.session().id() + "]";
    }

    /** What the core asks of a plugin's handle. */
    private final class Hooks implements HandleHooks {
        @Override
        public void onEvent(Class<?> eventType, Supplier<?> event) {
            JanusPlugin.this.onEvent(eventType, event);
        }

        @Override
        public void onHangup() {
            JanusPlugin.this.onHangup();
        }

        @Override
        public void checkRequest(RawJson body) {
            JanusPlugin.this.checkRequest(body);
        }

        @Override
        public boolean hangupEndsNothing() {
            return JanusPlugin.this.hangupEndsNothing();
        }

        @Override
        public boolean suppresses(Class<?> eventType) {
            return JanusPlugin.this.suppresses(eventType);
        }

        @Override
        public @Nullable RawJson snapshot() {
            return JanusPlugin.this.snapshot();
        }

        @Override
        public @Nullable Jsep pendingOffer() {
            return JanusPlugin.this.pendingOffer();
        }

        @Override
        public CompletableFuture<Resync> resync(@Nullable HandleStatus status) {
            return JanusPlugin.this.resync(status);
        }

        @Override
        public MediaRecovery mediaRecovery() {
            return mediaRecoveryFromState();
        }
    }
}
