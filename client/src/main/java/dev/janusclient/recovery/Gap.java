// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.recovery;

import java.time.Instant;
import java.util.List;

/**
 * A time in which events may have been missed.
 *
 * @param from when the last owner was last known to listen
 * @param to when the session was claimed
 * @param findings what was found out about it
 * @param unresolved what can't be known
 */
public record Gap(Instant from, Instant to, List<String> findings, List<String> unresolved) {
    public Gap {
        findings = List.copyOf(findings);
        unresolved = List.copyOf(unresolved);
    }
}
