// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.recovery;

import dev.janusclient.message.RawJson;
import java.time.Instant;

/**
 * Something that happened while the session had no owner.
 *
 * @param handleId whose it is; 0 for the session's own
 * @param at when Janus sent it
 * @param form what the message is
 * @param message as it was found
 */
public record MissedEvent(long handleId, Instant at, Form form, RawJson message) {
    /** What a {@link MissedEvent#message()} is. */
    public enum Form {
        /** A message as Janus sends it to a session's owner. */
        AS_SENT,
        /** What Janus sent its event handlers; the handle's plugin knows what the owner would have been sent. */
        FROM_EVENT_HANDLER
    }
}
