// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is claimed of each row for one version of Janus, and what the claim rests on. A row that the version has must have been
 * seen in a run against it, or be excused by a reason that somebody wrote down; so what is seen in some runs only never
 * changes a page.
 */
final class Claims {
    private final String version;
    private final Set<List<String>> seen;
    private final Reasons reasons;
    private final Set<List<String>> proved = new LinkedHashSet<>();
    private final List<String> unproved = new ArrayList<>();

    /** @param seen what was noted, each as the words of its line */
    Claims(String version, Set<List<String>> seen, Reasons reasons) {
        this.version = version;
        this.seen = seen;
        this.reasons = reasons;
    }

    String version() {
        return version;
    }

    /** Claims that something was seen; gives the reason instead if there is one. */
    @Nullable String excuse(String... what) {
        List<String> key = List.of(what);
        String reason = reasons.of(version, key);
        if (reason == null && seen.contains(key)) {
            proved.add(key);
        } else if (reason == null) {
            unproved.add(String.join(" | ", what));
        }
        return reason;
    }

    /** Claims that the run has shown. */
    Set<List<String>> proved() {
        return proved;
    }

    /** Claims of which the run has shown nothing. */
    List<String> unproved() {
        return unproved;
    }
}
