// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does the same for many things, a bounded number of them at a time: a server that has just come back is not asked for
 * everything at once. One that fails does not stop the others.
 */
public final class BoundedRunner<T> {
    private static final int AT_ONCE = 128;

    private final Queue<T> left;
    private final Function<T, CompletableFuture<?>> work;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int running;
    private boolean filling;

    public BoundedRunner(Collection<T> all, Function<T, CompletableFuture<?>> work) {
        this.left = new ArrayDeque<>(all);
        this.work = work;
    }

    /** Completes when everything has been done or has failed. */
    public CompletableFuture<Void> run() {
        fill();
        return done;
    }

    /** Not entered twice at a time: work that is done at once would call it from within itself, a thousand times deep. */
    private void fill() {
        synchronized (this) {
            if (filling) {
                return;
            }
            filling = true;
        }
        for (T next = take(); next != null; next = take()) {
            start(next).whenComplete((result, failure) -> {
                synchronized (this) {
                    running--;
                }
                fill();
            });
        }
        boolean over;
        synchronized (this) {
            over = left.isEmpty() && running == 0;
        }
        if (over) {
            done.complete(null);
        }
    }

    private CompletableFuture<?> start(T next) {
        try {
            return work.apply(next);
        } catch (RuntimeException e) {
            CompletableFuture<Void> failed = new CompletableFuture<>();
            failed.completeExceptionally(e);
            return failed;
        }
    }

    /** The next one; null, and out of {@link #fill}, if there is none or no room for it. */
    private synchronized @Nullable T take() {
        if (running < AT_ONCE && !left.isEmpty()) {
            running++;
            return left.remove();
        }
        filling = false;
        return null;
    }
}
