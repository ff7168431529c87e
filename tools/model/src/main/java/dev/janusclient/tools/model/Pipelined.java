// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes the same request for many, so many at a time that latency does not add up and the server is not flooded. */
final class Pipelined {
    static final int AT_ONCE = 64;

    private Pipelined() {}

    /**
     * The answers in the order of what was asked for.
     *
     * @param isGone failures that mean that there is nothing to answer: the result has no element for them
     * @throws CompletionException for the first other failure
     */
    static <A, R> List<R> all(
            Collection<A> asked, Function<A, CompletableFuture<R>> request, Predicate<Throwable> isGone) {
        List<R> answers = new ArrayList<>(asked.size());
        Deque<CompletableFuture<R>> pending = new ArrayDeque<>();
        for (A each : asked) {
            if (pending.size() == AT_ONCE) {
                take(pending.remove(), answers, isGone);
            }
            pending.add(request.apply(each));
        }
        while (!pending.isEmpty()) {
            take(pending.remove(), answers, isGone);
        }
        return answers;
    }

    private static <R> void take(CompletableFuture<R> answer, List<R> to, Predicate<Throwable> isGone) {
        try {
            to.add(answer.join());
        } catch (CompletionException e) {
            if (e.getCause() == null || !isGone.test(e.getCause())) {
                throw e;
            }
        }
    }
}
