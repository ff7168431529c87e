// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.SessionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that a member has seen to be free: since when, and which of them it could not resume. After a failure it leaves a session to
 * other members for a while, which doubles, and after {@value #MAX_ATTEMPTS} failures altogether.
 *
 * <p>Threading: the group's thread.
 */
final class FreeSessions {
    static final int MAX_ATTEMPTS = 4;
    static final long FIRST_REST_NANOS = Duration.ofSeconds(2).toNanos();

    /** How long after its rest a failure is remembered of a session that is not free: another member may be trying. */
    private static final long MEMORY_NANOS = Duration.ofMinutes(1).toNanos();

    private record Seen(long epoch, long since) {}

    private record Failures(int count, long restsUntil, String last) {}

    private Map<SessionKey, Seen> seen = new HashMap<>();
    private final Map<SessionKey, Failures> failures = new HashMap<>();

    /**
     * The rows with the time since when they are free.
     *
     * @param window how long a server keeps a session without an owner for certain
     */
    List<SharePlan.Free> update(List<Ownership> rows, long now, Function<String, Duration> window) {
        Map<SessionKey, Seen> still = new HashMap<>();
        List<SharePlan.Free> free = new ArrayList<>(rows.size());
        for (Ownership row : rows) {
            Seen before = seen.get(row.session());
            long since = before != null && before.epoch() == row.epoch() ? before.since() : now;
            still.put(row.session(), new Seen(row.epoch(), since));
            free.add(new SharePlan.Free(
                    row, since, since + window.apply(row.session().server()).toNanos()));
        }
        seen = still;
        failures.entrySet()
                .removeIf(one ->
                        !still.containsKey(one.getKey()) && now - one.getValue().restsUntil() > MEMORY_NANOS);
        return free;
    }

    /** This member could not resume a session. */
    void failed(SessionKey session, String why, long now) {
        Failures before = failures.get(session);
        int count = before == null ? 1 : before.count() + 1;
        failures.put(session, new Failures(count, now + (FIRST_REST_NANOS << Math.min(count - 1, 10)), why));
    }

    /** From when on this member may try a session; {@link Long#MAX_VALUE} for not at all. */
    long mayTryFrom(SessionKey session, long now) {
        Failures before = failures.get(session);
        if (before == null) {
            return now;
        }
        return before.count() >= MAX_ATTEMPTS ? Long.MAX_VALUE : before.restsUntil();
    }

    boolean mayTry(SessionKey session, long now) {
        long from = mayTryFrom(session, now);
        return from != Long.MAX_VALUE && now - from >= 0;
    }

    /** What the last attempt failed with; null if there was none. */
    @Nullable String lastFailure(SessionKey session) {
        Failures before = failures.get(session);
        return before == null ? null : before.last();
    }

    /** A session was resumed, or exists no longer. */
    void forget(SessionKey session) {
        failures.remove(session);
    }
}
