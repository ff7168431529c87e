// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.internal.session.HandleKind;
import dev.janusclient.recovery.GapSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** How a ticket's session is reclaimed; users see it as {@code ReclaimPlan}, which documents each value. */
public record ReclaimSettings(
        List<HandleKind> kinds,
        List<GapSource> sources,
        boolean allowRebuild,
        Duration handoffTimeout,
        BooleanSupplier commandGate,
        @Nullable HandoverKeys keys) {
    /** The kind of a plugin's handles, if it was given. */
    Optional<HandleKind> kind(String plugin) {
        return kinds.stream().filter(kind -> kind.plugin().equals(plugin)).findFirst();
    }
}
