// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.internal.handoff.ForwardedEvents;
import dev.janusclient.recovery.Findings;
import dev.janusclient.recovery.HandleStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which sources could report what happened in a gap, and what they reported.
 *
 * @param forwarded what the last owner passed on; null if it did not
 */
record GapEvidence(@Nullable ForwardedEvents forwarded, List<Findings> findings) {
    /** Whether the last owner passed on everything. */
    boolean forwardedIsComplete() {
        return forwarded != null && forwarded.dropped() == 0;
    }

    /** Who knows the most of the events: one that has heard everything, or the first that has heard anything. */
    Findings best() {
        return findings.stream().filter(Findings::complete).findFirst().orElseGet(() -> findings.stream()
                .filter(one -> !one.events().isEmpty())
                .findFirst()
                .orElse(Findings.NOTHING));
    }

    /** How a handle is now; null if it is not known. */
    @Nullable HandleStatus facts(long handleId) {
        for (Findings one : findings) {
            HandleStatus facts = one.handles().get(handleId);
            if (facts != null) {
                return facts;
            }
        }
        return null;
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        findings.forEach(one -> notes.addAll(one.notes()));
        return notes;
    }
}
