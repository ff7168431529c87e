// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import java.util.Locale;

/** An enum whose constants are words on the wire: their names in lower case. */
public interface WireEnum {
    /** The constant's name. */
    String name();

    /** The word on the wire. */
    default String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
