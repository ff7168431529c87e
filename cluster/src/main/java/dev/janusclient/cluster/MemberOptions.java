// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.internal.log.Durations;
import java.time.Duration;

/**
 * How a member keeps its lease. Immutable; made with {@link #of}.
 *
 * @param name the member's name, unique among live members; 1 to 128 of {@code A-Z a-z 0-9 . _ : -}
 * @param lease how long after its last renewal other members can take the member's sessions over; at least {@link #MIN_LEASE}
 * @param renewInterval how often the lease is renewed; a third of the lease
 * @param storeTimeout how long a store call may take; a third of the lease. One that is answered later counts as failed
 */
public record MemberOptions(String name, Duration lease, Duration renewInterval, Duration storeTimeout) {
    /** The shortest lease: renewals of a busy machine need some room. */
    public static final Duration MIN_LEASE = Duration.ofMillis(300);

    /** The lease that members have by default. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(10);

    /** @throws IllegalArgumentException naming the setting, if a renewal would not be answered before the member stops commanding */
    public MemberOptions {
        if (lease.compareTo(MIN_LEASE) < 0) {
            throw new IllegalArgumentException(
                    "lease: " + Durations.text(lease) + " is shorter than " + Durations.text(MIN_LEASE));
        }
        requirePositive("renewInterval", renewInterval);
        requirePositive("storeTimeout", storeTimeout);
        Duration commands = Duration.ofNanos(LeaseState.commandNanos(lease.toNanos()));
        if (renewInterval.compareTo(commands) >= 0) {
            throw new IllegalArgumentException("renewInterval: " + Durations.text(renewInterval)
                    + " is not shorter than " + Durations.text(commands) + ", after which a member whose lease is "
                    + Durations.text(lease) + " stops commanding");
        } else if (storeTimeout.compareTo(commands) > 0) {
            throw new IllegalArgumentException(
                    "storeTimeout: " + Durations.text(storeTimeout) + " is longer than " + Durations.text(commands)
                            + ", after which a member whose lease is " + Durations.text(lease) + " stops commanding");
        }
    }

    private static void requirePositive(String setting, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(setting + ": " + Durations.text(value) + " is not positive");
        }
    }

    /** A member with {@link #DEFAULT_LEASE}. */
    public static MemberOptions of(String name) {
        return of(name, DEFAULT_LEASE);
    }

    /** A member that renews its lease three times within its duration. */
    public static MemberOptions of(String name, Duration lease) {
        return new MemberOptions(name, lease, lease.dividedBy(3), lease.dividedBy(3));
    }

    /** The same, renewing that often. */
    public MemberOptions withRenewInterval(Duration interval) {
        return new MemberOptions(name, lease, interval, storeTimeout);
    }

    /** The same, with another limit for store calls. */
    public MemberOptions withStoreTimeout(Duration timeout) {
        return new MemberOptions(name, lease, renewInterval, timeout);
    }
}
