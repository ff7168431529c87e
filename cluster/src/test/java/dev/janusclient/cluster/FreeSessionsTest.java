// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.SessionKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Since when sessions are free, and when one that could not be resumed is tried again. */
class FreeSessionsTest {
    private static final SessionKey KEY = new SessionKey("janus-1", 5);
    private static final long SECOND = 1_000_000_000L;

    private final FreeSessions free = new FreeSessions();

    private SharePlan.Free look(long epoch, long now) {
        return free.update(List.of(new Ownership(KEY, "call", null, epoch)), now, server -> Duration.ofSeconds(40))
                .get(0);
    }

    @Test
    void aSessionIsFreeSinceItWasSeenAtItsEpoch() {
        assertThat(look(3, -5)).extracting(SharePlan.Free::since).isEqualTo(-5L);
        assertThat(look(3, 10 * SECOND)).extracting(SharePlan.Free::since).isEqualTo(-5L);
        assertThat(look(3, 10 * SECOND).deadline()).isEqualTo(40 * SECOND - 5);
        assertThat(look(5, 20 * SECOND)).extracting(SharePlan.Free::since).isEqualTo(20 * SECOND);
        free.update(List.of(), 21 * SECOND, server -> Duration.ZERO);
        assertThat(look(5, 22 * SECOND)).extracting(SharePlan.Free::since).isEqualTo(22 * SECOND);
    }

    @Test
    void afterAFailureOthersHaveTimeWhichDoubles() {
        long now = -SECOND;
        assertThat(free.mayTry(KEY, now)).isTrue();
        long[] rests = {2, 4, 8};
        for (long rest : rests) {
            free.failed(KEY, "no", now);
            assertThat(free.mayTry(KEY, now + rest * SECOND - 1)).isFalse();
            assertThat(free.mayTry(KEY, now + rest * SECOND)).isTrue();
            now += rest * SECOND;
        }
        free.failed(KEY, "never", now);
        assertThat(free.mayTryFrom(KEY, now)).isEqualTo(Long.MAX_VALUE);
        assertThat(free.mayTry(KEY, now + 1_000_000 * SECOND)).isFalse();
        assertThat(free.lastFailure(KEY)).isEqualTo("never");
        free.forget(KEY);
        assertThat(free.mayTry(KEY, now)).isTrue();
    }

    @Test
    void failuresOfSessionsThatAreNotFreeAnyMoreAreForgotten() {
        free.failed(KEY, "no", 0);
        free.update(List.of(), 30 * SECOND, server -> Duration.ZERO);
        assertThat(free.lastFailure(KEY)).isEqualTo("no");
        free.update(List.of(), 63 * SECOND, server -> Duration.ZERO);
        assertThat(free.lastFailure(KEY)).isNull();
    }
}
