// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import dev.janusclient.message.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A signed token that is good whenever it is asked for. Any thread. */
final class RenewedToken implements Supplier<Secret> {
    private final Secret key;
    private final Duration life;
    private final Clock clock;
    private final String[] plugins;
    private @Nullable Secret current;
    private Instant renewal = Instant.MIN;

    RenewedToken(Secret key, Duration life, Clock clock, String[] plugins) {
        if (life.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("life: " + life + " is less than a second");
        }
        this.key = key;
        this.life = life;
        this.clock = clock;
        this.plugins = plugins.clone();
    }

    @Override
    public synchronized Secret get() {
        Instant now = clock.instant();
        Secret token = current;
        if (token == null || !now.isBefore(renewal)) {
            token = SignedToken.forPlugins(now.plus(life), plugins).sign(key);
            current = token;
            renewal = now.plus(life.dividedBy(2));
        }
        return token;
    }
}
