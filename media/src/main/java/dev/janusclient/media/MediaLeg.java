// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.PeerConnection;
import dev.janusclient.media.sdp.Direction;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.Jsep;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One audio connection with Janus, for one handle: takes and gives the {@code jsep} of Janus.
 *
 * <p>A leg that ends sends nothing to Janus, whether it is closed or its process dies: this is why another process can continue it
 * with a {@link MediaTicket}. To hang up, use the handle.
 *
 * <p>Any thread may call any method; none blocks. Futures complete, and listeners run, on {@link MediaLegOptions#callbacks()}.
 * Failures are {@link MediaException}s.
 */
public final class MediaLeg implements PeerConnection {
    private static final Logger log = LoggerFactory.getLogger(MediaLeg.class);

    private final EngineLoop loop;
    private final MediaLegOptions options;
    private final LegCore core;

    MediaLeg(MediaEngine engine, MediaLegOptions options) {
        this(engine, options, LegCore.create(engine, options));
    }

    MediaLeg(MediaEngine engine, MediaLegOptions options, LegCore core) {
        this.loop = engine.loop;
        this.options = options;
        this.core = core;
    }

    /** An offer of audio both ways; {@link #acceptAnswer} takes what comes back. All candidates are in it. */
    @Override
    public CompletableFuture<Jsep> offer() {
        return offer(Direction.SENDRECV);
    }

    /** An offer; in a later one the direction changes what was agreed on: this is how a call is put on hold. */
    public CompletableFuture<Jsep> offer(Direction direction) {
        return call(() -> Jsep.offer(core.offer(direction, false)).withoutTrickle());
    }

    /** A later offer with new ICE credentials, with which the connection is made anew. Media goes on meanwhile. */
    public CompletableFuture<Jsep> restartIce() {
        return call(() -> Jsep.offer(core.offer(core.direction(), true)).withoutTrickle());
    }

    /**
     * An offer that changes nothing but to announce that packets name their section (RFC 9143), which SIP calls don't negotiate.
     * Without it Janus drops what a process that continues the leg sends, because it does not know its SSRC. Send it with {@code
     * JanusSipPlugin.announce}; no answer comes. Repeat it after each later description of the plugin's.
     */
    public CompletableFuture<Jsep> announceMid() {
        return call(() -> Jsep.offer(core.announceMid()).withoutTrickle());
    }

    /**
     * Answers an offer, the first one or a later one. All candidates are in the answer.
     *
     * @throws IllegalArgumentException if it is not an offer
     */
    @Override
    public CompletableFuture<Jsep> answer(Jsep offer) {
        if (!offer.isOffer()) {
            throw new IllegalArgumentException("not an offer but a jsep of type " + offer.type());
        }
        return call(() -> Jsep.answer(core.answer(offer.sdp())).withoutTrickle());
    }

    /**
     * Takes the answer to our offer.
     *
     * @throws IllegalArgumentException if it is not an answer
     */
    @Override
    public CompletableFuture<Void> acceptAnswer(Jsep answer) {
        if (!answer.isAnswer()) {
            throw new IllegalArgumentException("not an answer but a jsep of type " + answer.type());
        }
        return call(() -> {
            core.acceptAnswer(answer.sdp());
            return null;
        });
    }

    /** Takes a candidate of the other side, after its description or before. One that is of no use is left out. */
    public void addRemoteCandidate(IceCandidate candidate) {
        execute(() -> core.addRemoteCandidate(candidate.candidate()));
    }

    /** Sends what comes from here, from now on, instead of what came before. */
    public void send(MediaSource source) {
        execute(() -> core.session.source(source), source::end);
    }

    /** Passes on what is received to here, from now on. */
    public void receive(MediaSink sink) {
        execute(() -> core.session.sink(sink));
    }

    /**
     * Sends nothing at all while a condition does not hold, such as owning the session. It is asked before each packet, on the
     * engine's thread, and must neither block nor take long.
     */
    public void sendOnlyWhile(BooleanSupplier condition) {
        core.connection.sendOnlyWhile(condition);
    }

    /** Whether another process has continued the leg, as it says; any thread may call. */
    boolean isReleased() {
        return core.connection.ice.isReleased();
    }

    /** How far the connection is. */
    public MediaLegState state() {
        return core.state();
    }

    /** Adds a listener for how far the connection is; it is called with the state of now first. */
    public void onState(Consumer<MediaLegState> listener) {
        execute(() -> core.onState(state -> callback(() -> listener.accept(state))));
    }

    /** Completes when media can flow, at once if it can. Fails if the connection is not made in time, or the leg is closed. */
    @Override
    public CompletableFuture<Void> connected() {
        return handOut(core.connected());
    }

    /** Everything another process needs to continue the leg; fails if it is not connected. */
    public CompletableFuture<MediaTicket> ticket() {
        return call(core::ticket);
    }

    /** Calls a listener, on the engine's thread, whenever the ticket is another one than before, and soon if there is one. */
    void onTicketChange(Runnable listener) {
        execute(() -> core.onTicketChange(listener));
    }

    /** What has gone through. */
    public CompletableFuture<MediaLegStats> stats() {
        return call(core::stats);
    }

    /** Ends the leg here and sends nothing to Janus: to hang up, use the handle. Repeating it does nothing. */
    @Override
    public void close() {
        execute(core::close);
    }

    private void execute(Runnable task) {
        execute(task, () -> {});
    }

    /** Runs something else once the engine is closed, which has closed the leg. */
    private void execute(Runnable task, Runnable afterTheEnd) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("a call of a leg whose engine is closed", e);
            afterTheEnd.run();
        }
    }

    private <T extends @Nullable Object> CompletableFuture<T> call(Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                try {
                    result.complete(task.get());
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new MediaException("the engine is closed", e));
        }
        Duration limit = options.connectTimeout();
        // A source or a sink may block the engine's thread.
        return handOut(result.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** The same result, which completes on the user's executor. */
    <T> CompletableFuture<T> handOut(CompletableFuture<T> result) {
        CompletableFuture<T> given = new CompletableFuture<>();
        var unused = result.whenComplete((value, failure) -> callback(() -> {
            if (failure != null) {
                given.completeExceptionally(failure);
            } else {
                given.complete(value);
            }
        }));
        return given;
    }

    private void callback(Runnable task) {
        try {
            options.callbacks().execute(task);
        } catch (RejectedExecutionException e) {
            // The user's executor is gone; a future that never ended would be worse than the wrong thread.
            task.run();
        }
    }
}
