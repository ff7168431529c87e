// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.internal.worker.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Finds out that nothing answers the requests of a connection any more, whatever else arrives there: WebSocket pongs, the
 * bytes of a message that never ends. A request that is overdue with no other one answered since it was sent makes the
 * monitor ask Janus itself; a ping that is overdue too means that the connection is lost.
 *
 * <p>Threading: any thread.
 */
final class AnswerMonitor {
    private final LongSupplier nanoTime;
    private final ReadGate gate;
    private final Supplier<CompletableFuture<?>> ping;
    private final Runnable lost;
    private final AtomicBoolean pinging = new AtomicBoolean();
    private volatile long lastAnswer;

    /**
     * @param gate while it is closed, answers are not read
     * @param ping asks Janus something that it answers at once; a failure with {@link JanusTimeoutException} if it does not
     * @param lost called once for each ping that was not answered
     */
    AnswerMonitor(LongSupplier nanoTime, ReadGate gate, Supplier<CompletableFuture<?>> ping, Runnable lost) {
        this.nanoTime = nanoTime;
        this.gate = gate;
        this.ping = ping;
        this.lost = lost;
        this.lastAnswer = nanoTime.getAsLong();
    }

    /** A request was answered or acknowledged. */
    void answered() {
        lastAnswer = nanoTime.getAsLong();
    }

    /** A request has not been answered in time. */
    void overdue(long sentAt) {
        int pauses = gate.pauses();
        if (gate.isClosed() || lastAnswer - sentAt > 0 || !pinging.compareAndSet(false, true)) {
            return;
        }
        long asked = nanoTime.getAsLong();
        ping.get().whenComplete((pong, failure) -> {
            pinging.set(false);
            if (failure != null
                    && Futures.cause(failure) instanceof JanusTimeoutException
                    && lastAnswer - asked < 0
                    && gate.pauses() == pauses) {
                lost.run();
            }
        });
    }
}
