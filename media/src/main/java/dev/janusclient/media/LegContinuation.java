// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.reclaim.MediaContinuation;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Has legs outlive their process. The owner of a call says once that its leg is to be continued:
 *
 * <pre>{@code
 * LegContinuation legs = LegContinuation.with(engine, keys);
 * legs.keep(leg, sip);
 * }</pre>
 *
 * <p>From then on what another process needs is in the handle's ticket, encrypted, and so in the session's. The next owner goes on with
 * the leg as it takes the session back:
 *
 * <pre>{@code
 * Reclaim.with(janus).media(legs.onLeg((handle, leg) -> leg.send(source))).take(ticket);
 * }</pre>
 *
 * <p>A leg that is kept, or was continued, sends only while its process owns the session ({@link
 * dev.janusclient.JanusSession#isOwned()}): in a failover group or with a {@code ClusterMember}, only while the lease lasts. The leg of a
 * session that is {@linkplain dev.janusclient.JanusSession#handOff() handed off} goes on until its next owner is connected, which says so
 * to the leg's socket, or has the session: nothing is lost meanwhile.
 *
 * <p>Immutable and thread-safe.
 */
public final class LegContinuation implements MediaContinuation {
    private static final Duration MAX_AGE = Duration.ofDays(1);

    private final MediaEngine engine;
    private final HandoverKeys keys;
    private final MediaLegOptions options;
    private final Duration maxAge;
    private final BiConsumer<HandleTicket, MediaLeg> listener;
    private final boolean restartsIce;

    private LegContinuation(
            MediaEngine engine,
            HandoverKeys keys,
            MediaLegOptions options,
            Duration maxAge,
            BiConsumer<HandleTicket, MediaLeg> listener,
            boolean restartsIce) {
        this.restartsIce = restartsIce;
        this.engine = engine;
        this.keys = keys;
        this.options = options;
        this.maxAge = maxAge;
        this.listener = listener;
    }

    /**
     * With {@link MediaLegOptions#defaults()}, for tickets that are up to a day old.
     *
     * @param engine carries what is continued
     * @param keys of the application, the same for all its processes; not in the ticket
     */
    public static LegContinuation with(MediaEngine engine, HandoverKeys keys) {
        return new LegContinuation(engine, keys, MediaLegOptions.defaults(), MAX_AGE, (handle, leg) -> {}, false);
    }

    /** The same with other options for the legs that are continued; as for {@link MediaEngine#resume}. */
    public LegContinuation options(MediaLegOptions other) {
        return new LegContinuation(engine, keys, other, maxAge, listener, restartsIce);
    }

    /**
     * The same for tickets of another age. A ticket is as old as the last negotiation of its leg: it has to last as long as a call may.
     */
    public LegContinuation maxAge(Duration other) {
        return new LegContinuation(engine, keys, options, other, listener, restartsIce);
    }

    /**
     * The same, and each leg that is continued is passed to a function at once: it says what the leg sends and where what it
     * receives goes to. Whether that comes to anything is in the outcome of the reclaim; if not, the leg is closed.
     *
     * @param use called by the thread that calls {@code take}, which in a failover group is the group's: it must not block
     */
    public LegContinuation onLeg(BiConsumer<HandleTicket, MediaLeg> use) {
        return new LegContinuation(engine, keys, options, maxAge, use, restartsIce);
    }

    /**
     * The same, and legs are continued with an ICE restart at once, instead of after the credentials they had were tried in vain: where
     * Janus answers those but does not send to another address any more, as some seconds after a death with {@code ice_consent_freshness}.
     */
    public LegContinuation restartingIce() {
        return new LegContinuation(engine, keys, options, maxAge, listener, true);
    }

    /**
     * Keeps what another process needs to continue a leg in its handle's ticket, now and after each negotiation, and lets the leg send
     * only while this process owns the session. For SIP it also says to Janus what it has to know ({@link MediaLeg#announceMid}), of
     * which the other side of the call sees nothing. Legs that are continued are kept already.
     *
     * @param handle the leg's
     * @return completes when the leg can be continued for the first time: once it is connected
     */
    public CompletableFuture<Void> keep(MediaLeg leg, JanusPlugin handle) {
        JanusSession session = handle.session();
        leg.sendOnlyWhile(() -> session.isOwned() || (session.isHandingOver() && !leg.isReleased()));
        return new KeptLeg(leg, handle, keys).keep();
    }

    @Override
    public Attempt begin(long sessionId, HandleTicket handle, BooleanSupplier maySend) {
        try {
            String sealed = Objects.requireNonNull(handle.media());
            MediaTicket ticket = MediaTicket.open(sealed, keys, KeptLeg.scope(sessionId, handle.handleId()), maxAge);
            MediaLeg leg = engine.resume(ticket, options, restartsIce ? () -> false : maySend);
            ticket.wipe();
            return begin(handle, leg, maySend);
        } catch (RuntimeException e) {
            // A ticket that can't be used, no socket, or what the user's function throws.
            return claimed -> CompletableFuture.failedFuture(e);
        }
    }

    private Attempt begin(HandleTicket handle, MediaLeg leg, BooleanSupplier maySend) {
        LegAttempt attempt = new LegAttempt(leg, this, restartsIce ? maySend : null);
        try {
            listener.accept(handle, leg);
            return attempt;
        } catch (RuntimeException e) {
            leg.close();
            throw e;
        }
    }
}
