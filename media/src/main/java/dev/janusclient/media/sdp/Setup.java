// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.sdp;

import java.util.Locale;

/** Who begins the DTLS handshake (RFC 8842). */
public enum Setup {
    /** An offer that leaves it to the answer. */
    ACTPASS,
    /** The one who says it. */
    ACTIVE,
    /** The other one. */
    PASSIVE;

    /** What we answer: we begin unless the other side wants to. */
    public Setup answer() {
        return this == ACTIVE ? PASSIVE : ACTIVE;
    }

    static Setup ofValue(String value) {
        for (Setup setup : values()) {
            if (setup.value().equals(value)) {
                return setup;
            }
        }
        return ACTPASS;
    }

    String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
