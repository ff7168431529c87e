// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.JanusSession;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Makes sessions that this process has created its member's. Those that come while a store call is under way go into the next one: a renewal
 * must not wait behind a call for each of them.
 *
 * <p>Threading: any thread. What it is made with runs on the store's.
 */
final class Creations {
    /** A session, and what becomes of it. */
    private record Created(JanusSession session, NewSession row, CompletableFuture<StoreResult> result) {}

    private final StoreThread thread;
    private final MemberCore core;
    private final BiConsumer<SessionKey, JanusSession> bind;
    private final Consumer<Collection<SessionKey>> giveUp;
    private final Batches<Created> batches = new Batches<>(this::create);

    /**
     * Makes nothing yet.
     *
     * @param bind gets each session that the member owns
     * @param giveUp gets those for whose creator the store took too long
     */
    Creations(
            StoreThread thread,
            MemberCore core,
            BiConsumer<SessionKey, JanusSession> bind,
            Consumer<Collection<SessionKey>> giveUp) {
        this.thread = thread;
        this.core = core;
        this.bind = bind;
        this.giveUp = giveUp;
    }

    /** What the store answers, after the session was bound if the member owns it. */
    CompletableFuture<StoreResult> add(JanusSession session, NewSession row) {
        Created one = new Created(session, row, new CompletableFuture<>());
        batches.add(one);
        return one.result();
    }

    private CompletableFuture<?> create(List<Created> batch) {
        // The store takes a session once in a call.
        Map<SessionKey, Created> each = new LinkedHashMap<>();
        batch.forEach(one -> each.putIfAbsent(one.row().session(), one));
        return thread.call(() -> create(each), late -> giveUp.accept(each.keySet()))
                .whenComplete((results, failure) -> batch.forEach(one -> {
                    if (failure == null) {
                        one.result().complete(results.get(one.row().session()));
                    } else {
                        one.result().completeExceptionally(Failures.cause(failure));
                    }
                }));
    }

    private Map<SessionKey, StoreResult> create(Map<SessionKey, Created> each) {
        List<NewSession> rows = new ArrayList<>(each.size());
        each.values().forEach(one -> rows.add(one.row()));
        List<StoreResult> answers = core.create(rows);
        Map<SessionKey, StoreResult> results = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            SessionKey key = rows.get(i).session();
            results.put(key, answers.get(i));
            Created one = each.get(key);
            if (one != null && answers.get(i) instanceof StoreResult.Ok) {
                bind.accept(key, one.session());
            }
        }
        return results;
    }
}
