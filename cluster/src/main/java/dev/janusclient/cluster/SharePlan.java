// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.SessionKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which free sessions a member takes, as a pure function of what it has seen.
 *
 * <p>All members work it out alike from the same rows, so that they rarely want the same session; if they do, the store gives it to one.
 * Each gets a quota, so that the members with the fewest sessions get most, and each session goes to the first of its preferred members whose
 * quota is not used up. A member that does not take what it should (it has no handler, it can't reach the server, it is about to be found dead)
 * holds nothing up: for each {@link #ROUND_NANOS} that a session stays free, the next preferred member may take it, too.
 */
final class SharePlan {
    /** How long each preferred member has a free session to itself. */
    static final long ROUND_NANOS = 1_000_000_000L;

    /**
     * A free session.
     *
     * @param since when it was found to be free, in nanoseconds of the member's monotonic clock
     * @param deadline until when Janus keeps it for certain, by the same clock
     */
    record Free(Ownership row, long since, long deadline) {}

    private SharePlan() {}

    /**
     * The sessions to take, the one that Janus keeps for the shortest time first.
     *
     * @param self the member's name
     * @param members the sessions that each live member owns which takes some, by name; this member is one of them
     * @param eligible whether this member can resume a session now
     */
    static List<Free> take(
            String self, Map<String, Integer> members, List<Free> free, long now, Predicate<Free> eligible) {
        if (!members.containsKey(self)) {
            return List.of();
        }
        List<Free> ordered = new ArrayList<>(free);
        ordered.sort(Comparator.comparingLong((Free one) -> one.deadline() - now)
                .thenComparing(one -> one.row().session().server())
                .thenComparingLong(one -> one.row().session().sessionId()));
        Map<String, Integer> quotas = quotas(members, free.size());
        List<Free> taken = new ArrayList<>();
        for (Free one : ordered) {
            boolean assigned = self.equals(assign(quotas, one.row().session()));
            // The order of all members is worked out for those alone that stay free.
            boolean waited = now - one.since() >= ROUND_NANOS && now - turn(self, members.keySet(), one) >= 0;
            if ((assigned || waited) && eligible.test(one)) {
                taken.add(one);
            }
        }
        return taken;
    }

    /** The first of a session's preferred members whose quota is not used up, which it reduces; null if there is none. */
    private static @Nullable String assign(Map<String, Integer> quotas, SessionKey session) {
        long key = key(session);
        String first = null;
        long least = 0;
        for (Map.Entry<String, Integer> one : quotas.entrySet()) {
            if (one.getValue() > 0) {
                String member = one.getKey();
                long weight = weight(key, member);
                if (first == null || weight < least || (weight == least && member.compareTo(first) < 0)) {
                    first = member;
                    least = weight;
                }
            }
        }
        if (first != null) {
            quotas.merge(first, -1, Integer::sum);
        }
        return first;
    }

    /** From when on a member may take a session, whoever else should have. */
    static long turn(String self, Iterable<String> members, Free free) {
        int rank = preferred(members, free.row().session()).indexOf(self);
        return free.since() + (rank + 1) * ROUND_NANOS;
    }

    /** How many of some sessions each member gets, so that the numbers of sessions become as even as they can. */
    static Map<String, Integer> quotas(Map<String, Integer> members, int sessions) {
        Map<String, Integer> quotas = new HashMap<>();
        // In the order of the names, so that all members come to the same.
        TreeMap<String, Integer> counts = new TreeMap<>(members);
        int left = sessions;
        while (left > 0 && !counts.isEmpty()) {
            int lowest = Integer.MAX_VALUE;
            int next = Integer.MAX_VALUE;
            for (int count : counts.values()) {
                if (count < lowest) {
                    next = lowest;
                    lowest = count;
                } else if (count > lowest && count < next) {
                    next = count;
                }
            }
            List<String> emptiest = new ArrayList<>();
            for (Map.Entry<String, Integer> one : counts.entrySet()) {
                if (one.getValue() == lowest) {
                    emptiest.add(one.getKey());
                }
            }
            // All of them up to the next higher number, or as far as the sessions go.
            int each = (int) Math.min((long) next - lowest, Math.max(1, left / emptiest.size()));
            for (String member : emptiest) {
                int more = Math.min(each, left);
                quotas.merge(member, more, Integer::sum);
                counts.merge(member, more, Integer::sum);
                left -= more;
            }
        }
        return quotas;
    }

    /** The members in the order in which they are preferred for a session: another one for each, and the same on all members. */
    static List<String> preferred(Iterable<String> members, SessionKey session) {
        record Ranked(String member, long weight) {}
        long key = key(session);
        List<Ranked> ranked = new ArrayList<>();
        for (String member : members) {
            ranked.add(new Ranked(member, weight(key, member)));
        }
        ranked.sort(Comparator.comparingLong(Ranked::weight).thenComparing(Ranked::member));
        List<String> names = new ArrayList<>(ranked.size());
        ranked.forEach(one -> names.add(one.member()));
        return names;
    }

    private static long key(SessionKey session) {
        return mix(session.sessionId() ^ mix(session.server().hashCode()));
    }

    /** A member with a lower one is preferred. */
    private static long weight(long key, String member) {
        return mix(key ^ mix(member.hashCode()));
    }

    /** Spreads the bits of a number over all of it: the finalizer of SplitMix64. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
