// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.concurrent.atomic.AtomicInteger;

/** A source that is registered, and how often a worker has taken it. One worker at a time has it. */
final class PolledSource {
    private final IoSource source;
    private final AtomicInteger turns = new AtomicInteger();

    PolledSource(IoSource source) {
        this.source = source;
    }

    void beginTurn() {
        turns.incrementAndGet();
    }

    int turns() {
        return turns.get();
    }

    /** Polls once; false if the source is closed. */
    boolean poll() {
        return Failures.poll(source);
    }
}
