// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import dev.janusclient.internal.log.Durations;
import dev.janusclient.message.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A signed token that is good whenever it is asked for. Any thread. */
final class RenewedToken implements Supplier<Secret> {
    private final Secret key;
    private final Duration life;
    private final Clock clock;
    private final String[] plugins;
    private @Nullable Secret current;
    private final LongSupplier nanoTime;
    private Instant made = Instant.MIN;
    private long madeNanos;

    /** @param nanoTime a clock that never runs backwards, for the life that is left */
    RenewedToken(Secret key, Duration life, Clock clock, LongSupplier nanoTime, String[] plugins) {
        if (life.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("life: " + Durations.text(life) + " is less than a second");
        }
        this.key = key;
        this.life = life;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.plugins = plugins.clone();
    }

    @Override
    public synchronized Secret get() {
        Instant now = clock.instant();
        Secret token = current;
        if (token == null || isHalfOver(now)) {
            token = SignedToken.forPlugins(now.plus(life), plugins).sign(key);
            current = token;
            made = now;
            madeNanos = nanoTime.getAsLong();
        }
        return token;
    }

    /** By either clock: one that is set back must not make a token last longer, and one that is set forward ends it. */
    private boolean isHalfOver(Instant now) {
        Duration half = life.dividedBy(2);
        return now.isBefore(made)
                || !now.isBefore(made.plus(half))
                || Duration.ofNanos(nanoTime.getAsLong() - madeNanos).compareTo(half) >= 0;
    }
}
