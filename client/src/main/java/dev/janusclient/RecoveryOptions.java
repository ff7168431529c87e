// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.recovery.ClaimGuard;
import dev.janusclient.recovery.GapSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client does when its connection is lost while sessions live on it. Immutable; made with {@link #builder()}.
 *
 * @param enabled whether the sessions are claimed again over a new connection, without the application doing anything
 * @param firstDelay bounds the wait before the second attempt; the bound doubles with each further one; 100 ms. The first
 *     attempt follows at once, or up to half of this later
 * @param maxDelay the longest wait between two attempts; 5 seconds
 * @param giveUpAfter how long after the loss no more attempts are made; null takes the longest that the server can have kept
 *     the sessions
 * @param sources who can tell what happened meanwhile
 * @param allowRebuild whether sessions that are lost are made anew, with new handles to the same plugins. What was set up on the
 *     old ones (a registration, a place in a room) is the application's to set up again
 * @param beforeClaim decides for each session whether it may be claimed again; null allows all
 */
public record RecoveryOptions(
        boolean enabled,
        Duration firstDelay,
        Duration maxDelay,
        @Nullable Duration giveUpAfter,
        List<GapSource> sources,
        boolean allowRebuild,
        @Nullable ClaimGuard beforeClaim) {
    public RecoveryOptions {
        sources = List.copyOf(sources);
    }

    /** Claims sessions again, queries no source about the gap, and rebuilds nothing. */
    public static RecoveryOptions defaults() {
        return builder().build();
    }

    /** A lost connection ends the control of its sessions; whoever wants them back claims them. */
    public static RecoveryOptions disabled() {
        return new RecoveryOptions(false, Duration.ofMillis(100), Duration.ofSeconds(5), null, List.of(), false, null);
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private Duration firstDelay = Duration.ofMillis(100);
        private Duration maxDelay = Duration.ofSeconds(5);
        private @Nullable Duration giveUpAfter;
        private final List<GapSource> sources = new ArrayList<>();
        private boolean allowRebuild;
        private @Nullable ClaimGuard beforeClaim;

        private Builder() {}

        public Builder firstDelay(Duration firstDelay) {
            this.firstDelay = firstDelay;
            return this;
        }

        public Builder maxDelay(Duration maxDelay) {
            this.maxDelay = maxDelay;
            return this;
        }

        public Builder giveUpAfter(Duration giveUpAfter) {
            this.giveUpAfter = giveUpAfter;
            return this;
        }

        /** Asks one more source about gaps. */
        public Builder source(GapSource source) {
            sources.add(source);
            return this;
        }

        public Builder allowRebuild(boolean rebuild) {
            this.allowRebuild = rebuild;
            return this;
        }

        /** Asks before a session is claimed again. */
        public Builder beforeClaim(@Nullable ClaimGuard guard) {
            this.beforeClaim = guard;
            return this;
        }

        /** Finishes the options. */
        public RecoveryOptions build() {
            return new RecoveryOptions(true, firstDelay, maxDelay, giveUpAfter, sources, allowRebuild, beforeClaim);
        }
    }
}
