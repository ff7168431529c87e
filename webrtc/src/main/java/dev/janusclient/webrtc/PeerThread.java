// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a peer that touches native objects, and the gate from it to the user.
 *
 * <p>Native callbacks arrive on libwebrtc's threads and hop here; promises and events leave through the user's
 * executor. So no lock is held over a native call, nothing is used after it was disposed of, and a user who blocks
 * holds up neither deadlines nor audio.
 */
final class PeerThread implements Executor {
    private static final Logger log = LoggerFactory.getLogger(PeerThread.class);
    private static final AtomicInteger count = new AtomicInteger();

    private final Executor callbacks;
    private final ScheduledThreadPoolExecutor scheduler;
    private final Map<Long, CompletableFuture<?>> pending = new ConcurrentHashMap<>();
    private final AtomicLong promises = new AtomicLong();
    private final ConcurrentLinkedQueue<Runnable> notifications = new ConcurrentLinkedQueue<>();
    private final AtomicInteger notifying = new AtomicInteger();
    private volatile @Nullable Thread thread;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile boolean stopped;

    PeerThread(Executor callbacks) {
        this.callbacks = callbacks;
        String name = "janus-peer-" + count.incrementAndGet();
        this.scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            thread = made;
            return made;
        });
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        scheduler.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    /** Whether the caller is this thread. */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Runs a task on this thread; after the end, not at all. Any thread may call. */
    @Override
    public void execute(Runnable task) {
        try {
            scheduler.execute(() -> unlessStopped(task));
        } catch (RejectedExecutionException e) {
            log.debug("a task came after close()");
        }
    }

    // What is queued at a shutdown without a delay still runs: by then native objects are freed.
    private void unlessStopped(Runnable task) {
        if (!stopped) {
            guarded(task);
        }
    }

    /** Runs a task again and again, its ends and beginnings this far apart, until it is cancelled or all ends. */
    Future<?> repeat(Duration pause, Runnable task) {
        return scheduler.scheduleWithFixedDelay(() -> unlessStopped(task), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Makes a promise that ends: kept or broken by us, at its deadline, or when the peer is closed.
     *
     * @param what says what was awaited, for the exception
     */
    <T> CompletableFuture<T> promise(String what, Duration limit) {
        CompletableFuture<T> promise = new CompletableFuture<>();
        long id = promises.incrementAndGet();
        pending.put(id, promise);
        after(promise, (value, failure) -> pending.remove(id));
        if (stopped) {
            promise.completeExceptionally(closed(what));
            return promise;
        }
        try {
            Future<?> deadline = scheduler.schedule(
                    () -> promise.completeExceptionally(
                            new WebRtcException(what + ": not within " + limit.toMillis() + " ms")),
                    limit.toNanos(),
                    TimeUnit.NANOSECONDS);
            after(promise, (value, failure) -> deadline.cancel(false));
        } catch (RejectedExecutionException e) {
            promise.completeExceptionally(closed(what));
        }
        return promise;
    }

    /** Does something when a future ends, where it ends. */
    static <T> void after(CompletableFuture<T> future, BiConsumer<? super T, ? super @Nullable Throwable> then) {
        var unused = future.whenComplete(then);
    }

    /** What the user is given of a promise: it completes on the user's executor, and cancelling it has no effect on others. */
    <T> CompletableFuture<T> handOut(CompletableFuture<T> promise) {
        CompletableFuture<T> given = new CompletableFuture<>();
        after(
                promise,
                (value, failure) -> call(() -> {
                    if (failure != null) {
                        given.completeExceptionally(failure);
                    } else {
                        given.complete(value);
                    }
                }));
        return given;
    }

    /** Tells the user something: in order, one at a time. */
    void tell(Runnable notification) {
        notifications.add(notification);
        if (notifying.getAndIncrement() == 0) {
            call(this::drain);
        }
    }

    /** True for the first caller, who is then to stop this thread. */
    boolean beginStop() {
        return stopping.compareAndSet(false, true);
    }

    /** Ends the thread once the running task is over, and breaks every promise. */
    void stop() {
        stopped = true;
        scheduler.shutdown();
        for (CompletableFuture<?> promise : pending.values()) {
            promise.completeExceptionally(closed("not answered"));
        }
    }

    /** Waits for the end after {@link #stop()}; false if it has not come, or the waiting thread was interrupted. */
    boolean awaitEnd(Duration limit) {
        try {
            return scheduler.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static WebRtcException closed(String what) {
        return new WebRtcException(what + ": the peer is closed");
    }

    private void drain() {
        do {
            Runnable notification = notifications.poll();
            if (notification != null) {
                guarded(notification);
            }
        } while (notifying.decrementAndGet() > 0);
    }

    private void call(Runnable task) {
        try {
            callbacks.execute(task);
        } catch (RejectedExecutionException e) {
            // The user's executor is gone; a future that never ended would be worse than the wrong thread.
            task.run();
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // webrtc-java reports refusals of the native side as Errors.
            log.warn("a task of the media failed", e);
        }
    }
}
