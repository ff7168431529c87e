// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Which faults happen, in which order: a function of the seed, so that a run can be repeated. */
final class FaultPlan {
    /**
     * One fault.
     *
     * @param member of which member, from 0
     * @param server of which Janus, from 0
     * @param lasts how long
     * @param overlaps whether the next one happens before the group has recovered from it
     * @param number a number for whatever else is to be chosen
     */
    record Step(FaultKind kind, int member, int server, Duration lasts, boolean overlaps, int number) {}

    private FaultPlan() {}

    /**
     * Makes a plan, in which every kind occurs as often as the others.
     *
     * @param kinds those that can be had here
     */
    static List<Step> of(long seed, int faults, int members, int servers, Duration lease, Set<FaultKind> kinds) {
        Random random = new Random(seed);
        List<FaultKind> bag = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < faults; i++) {
            if (bag.isEmpty()) {
                bag.addAll(kinds);
            }
            FaultKind kind = bag.remove(random.nextInt(bag.size()));
            long longer = lease.toMillis() * 5 / 4 + random.nextInt((int) lease.toMillis());
            steps.add(new Step(
                    kind,
                    random.nextInt(members),
                    random.nextInt(servers),
                    Duration.ofMillis(longer),
                    random.nextInt(4) == 0 && i < faults - 1,
                    random.nextInt(1_000)));
        }
        return steps;
    }
}
