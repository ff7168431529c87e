// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is claimed of each row, and what the claim rests on. A row of 1.1.2 must have been seen in this run, or be excused by
 * a reason that somebody wrote down; so what is seen in some runs only never changes a page.
 */
final class Claims {
    static final String BASELINE = "1.1.2";

    private final Set<List<String>> seen;
    private final Map<List<String>, String> reasons;
    private final Set<List<String>> reasonsUsed = new LinkedHashSet<>();
    private final List<String> unproved = new ArrayList<>();

    /** @param seen what was noted, each as the words of its line; {@code reasons} the same way, with the reason last */
    Claims(Set<List<String>> seen, List<List<String>> reasons) {
        this.seen = seen;
        this.reasons = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        reasons.forEach(line -> this.reasons.put(line.subList(0, line.size() - 1), line.get(line.size() - 1)));
    }

    /** Claims that something was seen; gives the reason instead if there is one. */
    @Nullable String excuse(String... what) {
        List<String> key = List.of(what);
        String reason = reasons.get(key);
        if (reason != null) {
            reasonsUsed.add(key);
        } else if (!seen.contains(key)) {
            unproved.add(String.join(" | ", what));
        }
        return reason;
    }

    /** Claims of which the run has shown nothing. */
    List<String> unproved() {
        return unproved;
    }

    /** Reasons for what is not in the table. */
    List<String> strayReasons() {
        return reasons.keySet().stream()
                .filter(key -> !reasonsUsed.contains(key))
                .map(key -> String.join(" | ", key))
                .toList();
    }
}
