// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.error.RelinquishReason;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.session.HandleCore;
import dev.janusclient.internal.session.SessionCore;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.recovery.OwnershipStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A session at Janus, as long as this process has control of it.
 *
 * <p>It is kept alive while it is active here. When its connection is lost it is suspended, and by default {@linkplain
 * RecoveryOptions claimed again} over another one, with the same handles; {@link JanusClient#connectionState()} reports it.
 * It stops being active for good when it is {@linkplain #handOff() handed off}, {@linkplain #destroy() destroyed}, timed
 * out, or can't be recovered; at Janus it may then live on for the reclaim timeout, for any client to claim.
 *
 * <p>Threading: as {@link JanusPlugin}.
 */
public final class JanusSession {
    private final SessionCore core;

    JanusSession(SessionCore core) {
        this.core = core;
        core.face(this);
    }

    /** The session's id at Janus, up to 64 bits. */
    public long id() {
        return core.id();
    }

    /** Whether this process has control of the session, as far as it knows: Janus does not report that a session was claimed. */
    public boolean isActive() {
        return core.isActive();
    }

    /** Whether its connection is lost and it is being recovered. It is not active meanwhile. */
    public boolean isSuspended() {
        return core.isSuspended();
    }

    /** What the server said of itself when the connection was made. */
    public ServerInfo server() {
        return core.server();
    }

    /** Listens to what concerns the session as a whole: one of {@link CoreEvent}. */
    public <E extends CoreEvent> Subscription on(Class<E> eventType, Consumer<? super E> listener) {
        return core.events().on(eventType, listener)::run;
    }

    /** As {@link #on}, and says how each event came: live, or replayed because no owner listened when it happened. */
    public <E extends CoreEvent> Subscription onDelivery(
            Class<E> eventType, Consumer<? super EventDelivery<E>> listener) {
        return core.events()
                .onEmission(eventType, (event, emission) -> listener.accept(Faces.delivery(event, emission)))::run;
    }

    /** Attaches a new handle to a plugin. As {@link #attach(PluginType, AttachOptions)}. */
    public <P extends JanusPlugin> CompletableFuture<P> attach(PluginType<P> type) {
        return attach(type, AttachOptions.NONE);
    }

    /**
     * Attaches a handle to a plugin: a new one, or one that is there already.
     *
     * <p>For an existing handle <b>nothing is sent</b>; the future is complete at once, and what Janus has sent for the
     * handle since the session was claimed is delivered to its first listeners. Whether the handle is really there is what
     * {@link JanusPlugin#probe()} finds out. A handle that is attached here already is given back as it is.
     *
     * <p>If the future of a new handle is cancelled, or otherwise ended by its caller, before the handle is there, none is left
     * at Janus.
     *
     * @throws IllegalStateException if the session is not active, for a new and for an existing handle alike
     * @throws IllegalArgumentException if the options have the ticket of another plugin's handle
     */
    public <P extends JanusPlugin> CompletableFuture<P> attach(PluginType<P> type, AttachOptions options) {
        core.requireActive("attach");
        HandleTicket ticket = options.ticket();
        if (ticket != null && !ticket.plugin().equals(type.name())) {
            throw new IllegalArgumentException("the ticket of handle " + ticket.handleId() + " is of a handle of "
                    + ticket.plugin() + " and not of " + type.name());
        }
        Long existing = options.existingHandleId();
        if (existing != null) {
            HandleCore handle =
                    core.adopt(type.kind(), existing, options.opaqueId(), options.ticket(), options.ticket() == null);
            return CompletableFuture.completedFuture(Faces.of(handle, type));
        }
        return Futures.undoable(
                core.attach(type.kind(), options.newHandle()).thenApply(handle -> Faces.of(handle, type)),
                handle -> core.discard(handle.core()));
    }

    /**
     * As {@link #attach(PluginType, AttachOptions)}, with listeners that are there before anything is delivered: they get
     * every event of the handle, in order, what Janus sent before the attach was answered included.
     *
     * @param listen registers listeners; called once, before the future completes. What it throws fails the attach
     */
    public <P extends JanusPlugin> CompletableFuture<P> attach(
            PluginType<P> type, AttachOptions options, Consumer<? super P> listen) {
        AtomicBoolean registered = new AtomicBoolean();
        PluginType<P> listening = type.listening(handle -> {
            registered.set(true);
            listen.accept(handle);
        });
        return attach(listening, options).thenApply(handle -> {
            // It was attached here already.
            if (registered.compareAndSet(false, true)) {
                listen.accept(handle);
            }
            return handle;
        });
    }

    /**
     * A snapshot for another process; this one keeps control. While the session is being recovered it is the one of the
     * moment at which the connection was lost.
     *
     * @throws IllegalStateException if the session is over: destroyed, timed out, lost or claimed anew
     */
    public HandoverTicket ticket() {
        return core.ticket();
    }

    /**
     * Listens to the session's ticket: whenever something that it holds has changed (a handle's state, its last events, which handles there
     * are), it is reported, within a fraction of a second. Changes that follow within half a second are reported together, however many
     * they are. Nothing is reported while the session is not active.
     *
     * <p>Threading: as for events; one call at a time, in order. Requests whose answers are not known yet are in the ticket and are no change.
     */
    public Subscription onTicket(Consumer<? super HandoverTicket> listener) {
        return core.onTicket(listener)::run;
    }

    /**
     * Hands the session off: takes a last snapshot and makes the session inactive. Nothing is destroyed; the session waits for
     * its next owner as long as its timeouts allow.
     *
     * <p>Events that Janus still sends here, because the next owner has not claimed the session yet, are forwarded to it
     * through Janus, as long as this client stays open; the session is kept alive meanwhile, for half a minute at most.
     * {@link #handedOver()} completes when the next owner has everything: closing the client before that leaves a gap.
     *
     * <p>The next owner believes what is forwarded this way, unless it reads the ticket with keys: see {@link
     * #handOff(HandoverKeys)}.
     *
     * @throws IllegalStateException if the session is not active here, or is still being recovered
     */
    public HandoverTicket handOff() {
        return core.handOff(null);
    }

    /**
     * As {@link #handOff()}, for a ticket that is then signed or encrypted: the events that are forwarded are authenticated with
     * keys, which the ticket does not hold. A next owner that reads the ticket with these keys believes no others.
     *
     * @param keys of the form that the ticket is written in ({@code TicketForm.keys()})
     * @throws IllegalStateException if the session is not active here, or is still being recovered
     */
    public HandoverTicket handOff(HandoverKeys keys) {
        return core.handOff(keys);
    }

    /**
     * When the next owner has the session after {@link #handOff()}.
     *
     * @return true once the next owner has claimed the session and has received everything that came here after the ticket;
     *     false if this can't be, for instance because the client was closed, the session was not claimed within half a
     *     minute, its claimer does not read forwarded events, or the server has none of the plugins that can carry them
     */
    public CompletableFuture<Boolean> handedOver() {
        return core.handedOver();
    }

    /**
     * Whether the session was {@linkplain #handOff() handed off} and the next owner does not have it yet, as far as is known: {@link
     * #handedOver()} has not completed. It neither blocks nor takes long.
     */
    public boolean isHandingOver() {
        return core.isHandingOver();
    }

    /** Ends the session at Janus, with all its handles, for all clients. */
    public CompletableFuture<Void> destroy() {
        return core.destroy();
    }

    /**
     * Has something decide, before each request, keepalive and claim of the session is sent, whether this process owns it. What is
     * refused fails with {@link dev.janusclient.error.JanusNotSentException}. Janus itself lets anyone command a session whose id they know.
     *
     * @param mayCommand called by any thread, often; it must be quick and must not block. It replaces the one before
     */
    public void commandGate(BooleanSupplier mayCommand) {
        core.commandGate(mayCommand);
    }

    /**
     * Whether this process has control of the session, as far as it knows: the session is active or being recovered, and its {@link
     * #commandGate} does not say no. For what is done for the session beside Janus's signalling, such as sending media. It neither
     * blocks nor takes long, if the gate does not.
     */
    public boolean isOwned() {
        return core.isOwned();
    }

    /**
     * Gives up control of the session, which becomes inactive. Nothing is sent, not even a detach: the session lives on at Janus, as long
     * as its timeouts allow. Requests that wait for an answer fail with {@link
     * dev.janusclient.error.JanusRelinquishedException}, and {@link CoreEvent.Relinquished} is emitted. Nothing happens to a session that
     * is neither active nor being recovered.
     *
     * @param reason for the event and the errors
     */
    public void relinquish(RelinquishReason reason) {
        core.relinquish(reason);
    }

    /**
     * Asks Janus whether this process receives the session's events, which it does not if another process has claimed the session. If
     * so, the session becomes inactive here, with {@link CoreEvent.ClaimedElsewhere}. A handle of the echotest plugin is attached for
     * the question, and detached again.
     *
     * @return what was found out, within two request timeouts; never a failure
     */
    public CompletableFuture<OwnershipStatus> confirmOwnership() {
        return core.confirmOwnership();
    }

    /** Sends a keepalive now; the session sends its own when it is quiet. */
    public CompletableFuture<Void> keepalive() {
        return core.keepalive();
    }

    /** The handles that are attached here, by id. */
    public List<JanusPlugin> handles() {
        return core.handles().stream().map(Faces::of).collect(Collectors.toList());
    }

    SessionCore core() {
        return core;
    }

    /** Names the session and says whether it is active. */
    @Override
    public String toString() {
        return "JanusSession[" + id() + ", " + core.stateName() + "]";
    }
}
