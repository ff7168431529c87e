package dev.janusclient.recovery;

import java.time.Instant;
import java.util.List;

/**
 * A time in which events may have been missed.
 *
 * @param from when the last owner was last known to listen
 * @param to when the session was claimed
 * @param found what was found out about it
 * @param unknown what can't be known
 */
public record Gap(Instant from, Instant to, List<String> found, List<String> unknown) {
    public Gap {
        found = List.copyOf(found);
        unknown = List.copyOf(unknown);
    }
}
