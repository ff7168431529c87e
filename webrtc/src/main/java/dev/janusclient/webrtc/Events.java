// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events of one kind: in order, and none lost because the listener came a moment later. */
final class Events<E> {
    private static final Logger log = LoggerFactory.getLogger(Events.class);
    private static final int LIMIT = 1_000;

    private final PeerThread thread;
    private final List<Consumer<? super E>> listeners = new ArrayList<>();
    private final ArrayDeque<E> waiting = new ArrayDeque<>();

    Events(PeerThread thread) {
        this.thread = thread;
    }

    /** Adds a listener; the first one gets what has waited for it. */
    synchronized void on(Consumer<? super E> listener) {
        listeners.add(listener);
        for (E event : waiting) {
            thread.tell(() -> listener.accept(event));
        }
        waiting.clear();
    }

    /** Tells every listener. */
    synchronized void emit(E event) {
        if (listeners.isEmpty()) {
            if (waiting.size() == LIMIT) {
                waiting.removeFirst();
                log.warn("more than {} events wait for a listener; the oldest was dropped", LIMIT);
            }
            waiting.addLast(event);
        }
        for (Consumer<? super E> listener : listeners) {
            thread.tell(() -> listener.accept(event));
        }
    }
}
