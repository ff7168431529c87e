// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.reclaim;

import dev.janusclient.HandleOutcome;
import dev.janusclient.ReclaimOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The outcome of a reclaim, changed handle by handle. */
final class HandleOutcomes {
    private HandleOutcomes() {}

    /** Does something with each handle of a session that was taken back, all at the same time. */
    static CompletableFuture<ReclaimOutcome> each(
            ReclaimOutcome outcome, Function<HandleOutcome, CompletableFuture<HandleOutcome>> change) {
        if (outcome instanceof ReclaimOutcome.Resumed resumed) {
            return all(resumed.handles(), change)
                    .thenApply(handles -> new ReclaimOutcome.Resumed(resumed.session(), handles, resumed.evidence()));
        } else if (outcome instanceof ReclaimOutcome.ResumedWithGap resumed) {
            return all(resumed.handles(), change)
                    .thenApply(handles -> new ReclaimOutcome.ResumedWithGap(resumed.session(), handles, resumed.gap()));
        }
        return CompletableFuture.completedFuture(outcome);
    }

    private static CompletableFuture<List<HandleOutcome>> all(
            List<HandleOutcome> handles, Function<HandleOutcome, CompletableFuture<HandleOutcome>> change) {
        CompletableFuture<List<HandleOutcome>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (HandleOutcome handle : handles) {
            all = all.thenCombine(change.apply(handle), (changed, next) -> {
                changed.add(next);
                return changed;
            });
        }
        return all;
    }
}
