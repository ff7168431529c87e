// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Settings that would lose the lease are refused by their names. */
class MemberOptionsTest {
    private static final Duration LEASE = Duration.ofSeconds(9);

    @Test
    void aLeaseShorterThanTheRenewIntervalIsRefused() {
        MemberOptions options = MemberOptions.of("a", LEASE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withRenewInterval(Duration.ofSeconds(10)))
                .withMessageStartingWith("renewInterval: 10 s")
                .withMessageContaining("lease is 9 s");
        assertThatIllegalArgumentException().isThrownBy(() -> options.withRenewInterval(Duration.ofSeconds(6)));
        assertThatNoException().isThrownBy(() -> options.withRenewInterval(Duration.ofSeconds(5)));
    }

    @Test
    void aStoreTimeoutLongerThanTheLeaseIsRefused() {
        MemberOptions options = MemberOptions.of("a", LEASE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withStoreTimeout(Duration.ofSeconds(20)))
                .withMessageStartingWith("storeTimeout: 20 s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withStoreTimeout(Duration.ZERO))
                .withMessageStartingWith("storeTimeout: 0 s is not positive");
    }

    @Test
    void aLeaseThatIsTooShortIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberOptions.of("a", Duration.ofMillis(100)))
                .withMessageStartingWith("lease: 100 ms");
    }
}
