// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.cluster.SharePlan.Free;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.SessionKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which free sessions members take. */
class SharePlanTest {
    private static final long NOW = -7_000_000_000L;

    private static Free free(long id) {
        return free(id, NOW, NOW + 40_000_000_000L);
    }

    private static Free free(long id, long since, long deadline) {
        return new Free(new Ownership(new SessionKey("janus-1", id), "call", null, 3), since, deadline);
    }

    private static List<Free> free(int count) {
        List<Free> free = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            free.add(free(i * 7_919L));
        }
        return free;
    }

    private static List<Free> take(String self, Map<String, Integer> members, List<Free> free) {
        return SharePlan.take(self, members, free, NOW, one -> true);
    }

    @Test
    void quotasMakeTheNumbersOfSessionsEven() {
        assertThat(SharePlan.quotas(Map.of("a", 10, "b", 0, "c", 4), 13)).isEqualTo(Map.of("b", 9, "c", 4));
        assertThat(SharePlan.quotas(Map.of("a", 5, "b", 5, "c", 5), 7)).isEqualTo(Map.of("a", 3, "b", 2, "c", 2));
        assertThat(SharePlan.quotas(Map.of("a", 3), 4)).isEqualTo(Map.of("a", 4));
        assertThat(SharePlan.quotas(Map.of(), 4)).isEmpty();
    }

    @Test
    void quotasAddUpAndLeaveNoMemberMoreThanOneAbove() {
        Random random = new Random(17);
        for (int run = 0; run < 2_000; run++) {
            Map<String, Integer> members = new HashMap<>();
            for (int i = random.nextInt(9); i >= 0; i--) {
                members.put("m" + i, random.nextInt(50));
            }
            int sessions = random.nextInt(300);
            Map<String, Integer> quotas = SharePlan.quotas(members, sessions);
            assertThat(quotas.values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(sessions);
            List<Integer> after = new ArrayList<>();
            quotas.forEach((member, more) -> after.add(members.getOrDefault(member, 0) + more));
            // Whoever got one is at the level; whoever got none was above it.
            if (!after.isEmpty()) {
                assertThat(Collections.max(after) - Collections.min(after)).isLessThanOrEqualTo(1);
                members.forEach((member, count) -> assertThat(count + quotas.getOrDefault(member, 0))
                        .isGreaterThanOrEqualTo(Collections.max(after) - 1));
            }
        }
    }

    @Test
    void allMembersTogetherTakeEachSessionOnce() {
        Map<String, Integer> members = Map.of("a", 40, "b", 10, "c", 0, "d", 25);
        List<Free> free = free(500);
        Set<Free> all = new HashSet<>();
        Map<String, Integer> counts = new HashMap<>();
        for (String member : members.keySet()) {
            List<Free> taken = take(member, members, free);
            counts.put(member, members.get(member) + taken.size());
            for (Free one : taken) {
                assertThat(all.add(one)).as("%s is taken twice", one).isTrue();
            }
        }
        assertThat(all).hasSize(500);
        assertThat(Collections.max(counts.values()) - Collections.min(counts.values()))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void thePlanDoesNotDependOnTheOrderOfTheRows() {
        Map<String, Integer> members = Map.of("a", 0, "b", 3);
        List<Free> shuffled = free(100);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(take("a", members, shuffled)).isEqualTo(take("a", members, free(100)));
    }

    @Test
    void whatJanusKeepsForTheShortestTimeIsTakenFirst() {
        Free late = free(1, NOW, NOW + 30_000_000_000L);
        Free soon = free(2, NOW, NOW + 2_000_000_000L);
        Free between = free(3, NOW, NOW + 9_000_000_000L);
        assertThat(take("a", Map.of("a", 0), List.of(late, soon, between))).containsExactly(soon, between, late);
    }

    @Test
    void whatAMemberLeavesIsTakenByTheNextPreferredOneAfterARound() {
        Map<String, Integer> members = Map.of("a", 0, "b", 0, "c", 0);
        Free left = free(5, NOW, NOW + 40_000_000_000L);
        List<String> preferred =
                SharePlan.preferred(members.keySet(), left.row().session());
        for (int rank = 0; rank < 3; rank++) {
            String self = preferred.get(rank);
            long turn = SharePlan.turn(self, members.keySet(), left);
            assertThat(turn).isEqualTo(NOW + (rank + 1) * SharePlan.ROUND_NANOS);
            assertThat(SharePlan.take(self, members, List.of(left), turn - 1, one -> true))
                    .hasSize(rank == 0 ? 1 : 0);
            assertThat(SharePlan.take(self, members, List.of(left), turn, one -> true))
                    .hasSize(1);
        }
    }

    @Test
    void whatAMemberCanNotResumeIsNotTaken() {
        assertThat(SharePlan.take("a", Map.of("a", 0), free(3), NOW + 60_000_000_000L, one -> false))
                .isEmpty();
    }

    @Test
    void aMemberThatDrainsTakesNothing() {
        assertThat(SharePlan.take("gone", Map.of("a", 0), free(3), NOW + 60_000_000_000L, one -> true))
                .isEmpty();
    }

    @Test
    void preferencesAreSpreadOverTheMembers() {
        Map<String, Integer> first = new HashMap<>();
        List<String> members = List.of("gateway-1", "gateway-2", "gateway-3", "gateway-4");
        for (Free one : free(4_000)) {
            first.merge(SharePlan.preferred(members, one.row().session()).get(0), 1, Integer::sum);
        }
        assertThat(first.values()).hasSize(4).allSatisfy(count -> assertThat(count)
                .isBetween(850, 1_150));
    }
}
