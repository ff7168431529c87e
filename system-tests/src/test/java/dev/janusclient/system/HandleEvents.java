// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import dev.janusclient.JanusPlugin;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Everything a handle told, with waits that have an end. */
public final class HandleEvents {
    private static final long TIMEOUT_SECONDS = 15;

    private final List<Object> received = new ArrayList<>();
    private final List<Object> untaken = new ArrayList<>();

    HandleEvents(JanusPlugin handle) {
        handle.on(Object.class, this::add);
    }

    private synchronized void add(Object event) {
        received.add(event);
        untaken.add(event);
        notifyAll();
    }

    /** Everything told so far. */
    public synchronized List<Object> all() {
        return List.copyOf(received);
    }

    /** Waits for an event that no wait has taken yet, the oldest first; also one that has been told already. */
    public <E> E await(Class<E> type) {
        return await(type, event -> true);
    }

    /** The same for an event that also fits. */
    public synchronized <E> E await(Class<E> type, Predicate<? super E> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (true) {
            for (Iterator<Object> rest = untaken.iterator(); rest.hasNext(); ) {
                Object event = rest.next();
                if (type.isInstance(event) && wanted.test(type.cast(event))) {
                    rest.remove();
                    return type.cast(event);
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("no " + type.getSimpleName() + " came; told were " + received);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
