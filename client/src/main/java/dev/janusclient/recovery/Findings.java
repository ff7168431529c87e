// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.recovery;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one {@link GapSource} knows.
 *
 * @param complete whether it has heard everything that Janus said of the session since the ticket
 * @param events what it has heard, in order: from before the gap too, and of other handles what may concern these; what the
 *     last owner has heard already is found out by who asked
 * @param handles how the handles are now, by id; a handle that is missing here is not known
 * @param notes sentences for a person: what it found out beyond that, or why it is not complete
 * @param lostReason why the session is gone, if it is and this source knows
 */
public record Findings(
        boolean complete,
        List<MissedEvent> events,
        Map<Long, HandleStatus> handles,
        List<String> notes,
        @Nullable LostReason lostReason) {
    /** Nothing is known. */
    public static final Findings NOTHING = new Findings(false, List.of(), Map.of(), List.of(), null);

    public Findings {
        events = List.copyOf(events);
        handles = Map.copyOf(handles);
        notes = List.copyOf(notes);
    }
}
