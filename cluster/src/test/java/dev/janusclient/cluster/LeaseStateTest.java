// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LeaseStateTest {
    private static final long LEASE = 9_000;

    @Test
    void whateverIsAnsweredInWhateverOrderTheMemberStopsBeforeTheStoreCanHaveEndedTheLease() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            LeaseState state = new LeaseState.NotJoined();
            long latestGrant = Long.MIN_VALUE;
            boolean refused = false;
            // Near an overflow of the clock in every other run.
            long now = seed % 2 == 0 ? 0 : Long.MAX_VALUE - 20_000;
            for (int i = 0; i < 30; i++) {
                now += random.nextInt(5_000);
                long sentAt = now - random.nextInt(12_000);
                boolean granted = random.nextInt(12) > 0;
                boolean joined = !(state instanceof LeaseState.NotJoined);
                state = LeaseState.answered(state, sentAt, granted, LEASE);
                if (granted && !refused) {
                    latestGrant = latestGrant == Long.MIN_VALUE || sentAt - latestGrant > 0 ? sentAt : latestGrant;
                }
                refused |= joined && !granted;
                boolean expected = !refused && latestGrant != Long.MIN_VALUE && now - latestGrant < LEASE * 2 / 3;
                assertThat(LeaseState.mayCommand(state, now))
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(expected);
            }
        }
    }
}
