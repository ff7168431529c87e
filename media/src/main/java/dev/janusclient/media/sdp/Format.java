// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.sdp;

import java.util.Locale;
import java.util.Optional;

/**
 * A payload type and what it stands for.
 *
 * @param payloadType 0 to 127
 * @param encoding the name in {@code a=rtpmap}, in lower case
 * @param clockRate RTP timestamp units per second
 */
public record Format(int payloadType, String encoding, int clockRate) {
    static final String TELEPHONE_EVENT = "telephone-event";
    private static final int MAX_PAYLOAD_TYPE = 127;

    /** Reads the value of {@code a=rtpmap}: {@code 111 opus/48000/2}. */
    static Optional<Format> parse(String value) {
        int space = value.indexOf(' ');
        String[] parts = value.substring(space + 1).trim().split("/", -1);
        if (space < 0 || parts.length < 2) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(value.substring(0, space));
            return number < 0 || number > MAX_PAYLOAD_TYPE
                    ? Optional.empty()
                    : Optional.of(new Format(number, parts[0].toLowerCase(Locale.ROOT), Integer.parseInt(parts[1])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
