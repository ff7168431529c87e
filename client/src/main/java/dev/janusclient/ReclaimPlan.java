// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.recovery.GapSource;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a session is taken back.
 *
 * @param types the classes of handles that may be needed; a handle of another plugin is left at Janus, and reported so
 * @param sources who can tell what happened meanwhile
 * @param allowRebuild whether a session that is lost may be made anew
 * @param handoffTimeout how long the last owner, if it let go in an orderly way, has time to pass on what came after its ticket
 * @param commandGate decides from the claim on whether something is sent, as {@link JanusSession#commandGate} does
 * @param keys what the last owner forwards is believed only if it is authenticated with one of them; null if there are none, and
 *     it is believed as it is
 */
public record ReclaimPlan(
        List<PluginType<?>> types,
        List<GapSource> sources,
        boolean allowRebuild,
        Duration handoffTimeout,
        BooleanSupplier commandGate,
        @Nullable HandoverKeys keys) {
    /** Without keys and without a gate. */
    public ReclaimPlan(
            List<PluginType<?>> types, List<GapSource> sources, boolean allowRebuild, Duration handoffTimeout) {
        this(types, sources, allowRebuild, handoffTimeout, () -> true, null);
    }

    public ReclaimPlan {
        types = List.copyOf(types);
        sources = List.copyOf(sources);
    }
}
