// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one page has still to get: the newest value of each topic that changed. A page that reads slowly misses values in between, and
 * holds nothing up.
 */
final class Watcher {
    private final Map<String, String> pending = new LinkedHashMap<>();
    private boolean closed;

    synchronized void put(String topic, String json) {
        pending.remove(topic);
        pending.put(topic, json);
        notifyAll();
    }

    /** Waits for something to come; empty if nothing does in that time, or it is closed. */
    synchronized Map<String, String> take(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toMillis(); pending.isEmpty() && !closed && left > 0; ) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
        Map<String, String> taken = new LinkedHashMap<>(pending);
        pending.clear();
        return taken;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
