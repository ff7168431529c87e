// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Does something with many things in few calls: what is added while a call is under way goes into the next one.
 *
 * <p>Threading: any thread.
 */
final class Batches<T> {
    /** How much goes into one call: small enough for a renewal to come in between. */
    static final int SIZE = 500;

    private final Function<List<T>, CompletableFuture<?>> call;
    private final Queue<T> waiting = new ArrayDeque<>();
    private boolean calling;

    /** @param call its failure does not keep the next call from being made */
    Batches(Function<List<T>, CompletableFuture<?>> call) {
        this.call = call;
    }

    void add(T one) {
        synchronized (this) {
            waiting.add(one);
        }
        next();
    }

    private void next() {
        List<T> batch = new ArrayList<>();
        synchronized (this) {
            if (calling || waiting.isEmpty()) {
                return;
            }
            calling = true;
            while (batch.size() < SIZE && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
        }
        call.apply(batch).whenComplete((done, failure) -> {
            synchronized (this) {
                calling = false;
            }
            next();
        });
    }
}
