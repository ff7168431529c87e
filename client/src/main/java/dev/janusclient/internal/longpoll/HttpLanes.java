// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.longpoll;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Which requests go next: at most so many at once, and of one handle one after the other, because on several connections
 * they might overtake each other. On one thread.
 */
final class HttpLanes {
    /** A handle; handle 0 stands for no handle, and has no order. */
    record Lane(long sessionId, long handleId) {}

    private static final class Entry {
        private final Lane lane;
        private final byte[] json;

        Entry(Lane lane, byte[] json) {
            this.lane = lane;
            this.json = json;
        }
    }

    private final int atOnce;
    private final BiConsumer<byte[], Runnable> start;
    private final Deque<Entry> ready = new ArrayDeque<>();
    private final Map<Lane, Deque<Entry>> behind = new HashMap<>();
    private int underWay;

    /**
     * Makes empty lanes.
     *
     * @param start sends one request, and runs what it is given when the response is there
     */
    HttpLanes(int atOnce, BiConsumer<byte[], Runnable> start) {
        this.atOnce = atOnce;
        this.start = start;
    }

    void add(Lane lane, byte[] json) {
        Entry entry = new Entry(lane, json);
        Deque<Entry> queue = lane.handleId() == 0 ? null : behind.get(lane);
        if (queue != null) {
            queue.addLast(entry);
            return;
        }
        if (lane.handleId() != 0) {
            behind.put(lane, new ArrayDeque<>());
        }
        ready.addLast(entry);
        pump();
    }

    private void pump() {
        while (underWay < atOnce && !ready.isEmpty()) {
            Entry entry = ready.removeFirst();
            underWay++;
            start.accept(entry.json, () -> done(entry.lane));
        }
    }

    private void done(Lane lane) {
        underWay--;
        Deque<Entry> queue = lane.handleId() == 0 ? null : behind.get(lane);
        if (queue != null) {
            Entry next = queue.pollFirst();
            if (next == null) {
                behind.remove(lane);
            } else {
                ready.addLast(next);
            }
        }
        pump();
    }
}
