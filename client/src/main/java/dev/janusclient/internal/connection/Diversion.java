// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.message.JanusMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Somewhere else for the messages of a session. They wait until it is {@linkplain #begin begun}, so that older ones come first. */
final class Diversion {
    private final Consumer<JanusMessage> taker;
    private @Nullable List<JanusMessage> early = new ArrayList<>();

    /** @param taker called by one thread at a time, in order; must be quick and must not block */
    Diversion(Consumer<JanusMessage> taker) {
        this.taker = taker;
    }

    synchronized void accept(JanusMessage message) {
        if (early != null) {
            early.add(message);
        } else {
            taker.accept(message);
        }
    }

    /** Passes on what is older than everything that has come here, then that, and from now on what comes. */
    synchronized void begin(List<JanusMessage> older) {
        List<JanusMessage> waiting = early;
        early = null;
        older.forEach(taker);
        if (waiting != null) {
            waiting.forEach(taker);
        }
    }
}
