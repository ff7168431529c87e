// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import dev.janusclient.recovery.GapSource;
import java.util.List;
import java.util.Set;

/** Whom the client asks what happened while it did not listen. */
enum Evidence {
    NONE,
    ADMIN_API,
    JOURNAL;

    /** Where there is a gap for certain, evidence is asked for, too. */
    private static final Set<Trouble> GAPS = Set.of(Trouble.CUT, Trouble.DOWN, Trouble.HALF_OPEN_BOTH);

    boolean isAskedAfter(Trouble trouble) {
        return this == NONE || GAPS.contains(trouble);
    }

    List<GapSource> sources(Ground ground) {
        return switch (this) {
            case NONE -> List.of();
            case ADMIN_API -> List.of(ground.adminSource());
            case JOURNAL -> List.of(ground.journal());
        };
    }
}
