package dev.janusclient.connection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Time as the connection sees it: a clock and a beat. Tests put their own in. */
public interface Ticker {
    /** A clock that never runs backwards, in nanoseconds. */
    long nanoTime();

    /** Runs a task at a steady beat until the returned handle is closed; never after {@link #close()}. The task must be quick. */
    Beat every(Duration period, Runnable task);

    /** Runs a task once after a time, unless the returned handle is stopped before. The task must be quick. */
    default Beat once(Duration delay, Runnable task) {
        CompletableFuture<Beat> beat = new CompletableFuture<>();
        AtomicBoolean over = new AtomicBoolean();
        beat.complete(every(delay, () -> {
            if (over.compareAndSet(false, true)) {
                // It may run before the beat is known here.
                beat.thenAccept(Beat::stop);
                task.run();
            }
        }));
        return () -> {
            over.set(true);
            beat.thenAccept(Beat::stop);
        };
    }

    /** How many beats run, those that are still to come once included; 0 if nobody counts. */
    default int beats() {
        return 0;
    }

    /** Ends all beats. */
    void close();

    /** A running beat. */
    interface Beat {
        /** Ends it; repeatable. */
        void stop();
    }

    /** Real time. */
    static Ticker system() {
        return new SystemTicker();
    }
}
