// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.media.MediaTicket;
import dev.janusclient.media.MediaTicketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Texts that were not sealed with the key, with its name on them or not. */
public final class MediaTickets {
    private static final HandoverKeys KEYS =
            HandoverKeys.of("a key of the fuzz target".getBytes(StandardCharsets.US_ASCII));
    private static final MediaTicket.Scope SCOPE = new MediaTicket.Scope(1, 2, 3);

    private MediaTickets() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        refused(text);
        refused("m1." + KEYS.currentId() + "." + text);
    }

    private static void refused(String text) {
        try {
            MediaTicket.open(text, KEYS, SCOPE, Duration.ofDays(100_000));
        } catch (MediaTicketException documented) {
            return;
        }
        throw new AssertionError("a ticket was believed that was not sealed");
    }
}
