// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import dev.janusclient.error.JanusHandleNotFoundException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.internal.worker.BoundedRunner;
import dev.janusclient.internal.worker.Futures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sessions and handles of a server, by {@link JanusAdmin#overview()}. Janus is asked for one after the other, so it is no
 * snapshot of one moment: what ended meanwhile is left out, and what began meanwhile may be missing.
 *
 * @param sessions by id
 */
public record AdminOverview(List<Session> sessions) {
    /**
     * A session, whoever has it.
     *
     * @param handles by id
     */
    public record Session(long id, List<HandleInfo> handles) {
        public Session {
            handles = List.copyOf(handles);
        }

        /**
         * Which transport its owner is or was connected by; null if it has no handle that could say so. Janus 1.1.2 keeps the name after the
         * connection has ended.
         */
        public @Nullable String transport() {
            return handles.isEmpty() ? null : handles.get(0).sessionTransport();
        }
    }

    public AdminOverview {
        sessions = List.copyOf(sessions);
    }

    private record Handle(long session, long id) {}

    static CompletableFuture<AdminOverview> of(JanusAdmin admin) {
        Map<Long, Map<Long, HandleInfo>> found = new ConcurrentSkipListMap<>();
        List<Handle> handles = new ArrayList<>();
        return admin.listSessions()
                .thenCompose(ids -> forEach(ids, admin::listHandles, (id, listed) -> {
                    found.put(id, new ConcurrentSkipListMap<>());
                    synchronized (handles) {
                        listed.forEach(handle -> handles.add(new Handle(id, handle)));
                    }
                }))
                .thenCompose(listed -> forEach(
                        handles,
                        handle -> admin.handleInfo(handle.session(), handle.id()),
                        (handle, info) -> Objects.requireNonNull(found.get(handle.session()))
                                .put(handle.id(), info)))
                .thenApply(asked -> collected(found));
    }

    /** Asks for each, and leaves out what is gone by then. */
    private static <K, R> CompletableFuture<Void> forEach(
            Collection<K> keys, Function<K, CompletableFuture<R>> ask, BiConsumer<K, R> note) {
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        Function<K, CompletableFuture<?>> work = key -> failed.get() != null
                ? CompletableFuture.completedFuture(null)
                : ask.apply(key).whenComplete((reply, failure) -> {
                    if (failure == null) {
                        note.accept(key, reply);
                    } else if (!isGone(Futures.cause(failure))) {
                        failed.compareAndSet(null, Futures.cause(failure));
                    }
                });
        return new BoundedRunner<>(keys, work).run().thenCompose(done -> {
            Throwable why = failed.get();
            return why == null ? CompletableFuture.completedFuture(null) : Futures.failed(why);
        });
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof JanusSessionNotFoundException || failure instanceof JanusHandleNotFoundException;
    }

    private static AdminOverview collected(Map<Long, Map<Long, HandleInfo>> found) {
        List<Session> sessions = new ArrayList<>();
        found.forEach((id, handles) -> sessions.add(new Session(id, List.copyOf(handles.values()))));
        return new AdminOverview(sessions);
    }
}
