// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.recovery.ClaimGuard;
import dev.janusclient.recovery.GapSource;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a client recovers its sessions; users see it as {@code RecoveryOptions}, which documents each value. */
public record RecoverySettings(
        Duration firstDelay,
        Duration maxDelay,
        @Nullable Duration giveUpAfter,
        List<GapSource> sources,
        boolean allowRebuild,
        @Nullable ClaimGuard beforeClaim) {}
