// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

import dev.janusclient.cluster.store.OwnershipRules.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory, for members in one process and for tests. Nothing outlives the process.
 *
 * <p>Threading: any thread; a call waits for those of other threads.
 */
public final class MemoryStore extends LocalStore {
    private final Map<String, MemberRow> members = new HashMap<>();
    private final Map<SessionKey, Row> sessions = new HashMap<>();
    private final Map<SessionKey, HandoverRequest> requests = new HashMap<>();
    private final Set<Runnable> wakes = new CopyOnWriteArraySet<>();

    /** An empty store with the system's monotonic clock. */
    public MemoryStore() {
        this(DEFAULT_MAX_TICKET_LENGTH, System::nanoTime);
    }

    /**
     * An empty store.
     *
     * @param maxTicketLength the longest ticket, in {@code char}s
     * @param nanoTime the store's time, in nanoseconds; it never goes back
     */
    public MemoryStore(int maxTicketLength, LongSupplier nanoTime) {
        super(maxTicketLength, nanoTime);
    }

    @Override
    public String description() {
        return "memory";
    }

    @Override
    public AutoCloseable onWake(Runnable wake) {
        wakes.add(wake);
        return () -> wakes.remove(wake);
    }

    @Override
    void wake() {
        wakes.forEach(Runnable::run);
    }

    @Override
    synchronized <T> T exclusively(Work<T> work) {
        try {
            return work.run(new InMemory());
        } catch (IOException e) {
            throw new StoreException("memory", e);
        }
    }

    @Override
    public void close() {
        // What it holds goes with the object.
    }

    private final class InMemory implements Tables {
        @Override
        public @Nullable MemberRow member(String name) {
            return members.get(name);
        }

        @Override
        public Collection<MemberRow> members() {
            return new ArrayList<>(members.values());
        }

        @Override
        public void put(MemberRow member) {
            members.put(member.id().name(), member);
        }

        @Override
        public void removeMember(String name) {
            members.remove(name);
        }

        @Override
        public @Nullable Row session(SessionKey key) {
            return sessions.get(key);
        }

        @Override
        public Collection<Ownership> sessions() {
            Collection<Ownership> rows = new ArrayList<>(sessions.size());
            sessions.values().forEach(row -> rows.add(row.session()));
            return rows;
        }

        @Override
        public void put(Row session) {
            sessions.put(session.session().session(), session);
        }

        @Override
        public void remove(SessionKey key) {
            sessions.remove(key);
        }

        @Override
        public Collection<HandoverRequest> requests() {
            return new ArrayList<>(requests.values());
        }

        @Override
        public void put(HandoverRequest request) {
            requests.put(request.session(), request);
        }

        @Override
        public void removeRequest(SessionKey key) {
            requests.remove(key);
        }
    }
}
