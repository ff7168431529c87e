// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.observe.ContinuedMedia;
import dev.janusclient.observe.SessionReclaim;
import dev.janusclient.transport.CloseReason;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a user's observer: what it throws is logged, and disturbs neither a request nor the thread that reads. */
public final class Observed implements ClientObserver {
    private static final Logger log = LoggerFactory.getLogger(ClientObserver.class);

    private final ClientObserver observer;
    private final LogBudget logs;

    private Observed(ClientObserver observer, LogBudget logs) {
        this.observer = observer;
        this.logs = logs;
    }

    /** The observer as the machinery calls it; none stays none. */
    @SuppressWarnings("ReferenceEquality") // the one constant
    public static ClientObserver by(ClientObserver observer, LongSupplier nanoTime) {
        return observer == NONE ? NONE : new Observed(observer, new LogBudget(nanoTime));
    }

    /** The same future, whose end is reported; allocates nothing if nothing receives it. */
    public static <T> CompletableFuture<T> until(CompletableFuture<T> answer, @Nullable RequestEnd end) {
        if (end != null) {
            answer.whenComplete((value, failure) -> end.ended(failure == null ? null : Futures.cause(failure)));
        }
        return answer;
    }

    @Override
    public @Nullable RequestEnd requestStarted(
            URI server, String plugin, String request, long sessionId, long handleId) {
        try {
            RequestEnd end = observer.requestStarted(server, plugin, request, sessionId, handleId);
            return end == null ? null : failure -> safely(() -> end.ended(failure));
        } catch (Throwable e) {
            failed(e);
            return null;
        }
    }

    @Override
    public void eventReceived(String plugin, String event, boolean replayed) {
        safely(() -> observer.eventReceived(plugin, event, replayed));
    }

    @Override
    public void eventsDropped(long count) {
        safely(() -> observer.eventsDropped(count));
    }

    @Override
    public void connectionOpened(URI server) {
        safely(() -> observer.connectionOpened(server));
    }

    @Override
    public void connectionClosed(CloseReason reason) {
        safely(() -> observer.connectionClosed(reason));
    }

    @Override
    public void sessionReclaimed(SessionReclaim reclaim) {
        safely(() -> observer.sessionReclaimed(reclaim));
    }

    @Override
    public void mediaContinued(ContinuedMedia continued) {
        safely(() -> observer.mediaContinued(continued));
    }

    @Override
    public void mediaLost() {
        safely(observer::mediaLost);
    }

    private void safely(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void failed(Throwable why) {
        logs.warn(log, "the observer of a client failed: {}", why.toString());
    }
}
