// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

import java.util.regex.Pattern;

/** What names in a store may look like: short enough for a column, and safe in a file name, a key and a log line. */
final class Names {
    static final int MAX_LENGTH = 128;

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._:-]{1," + MAX_LENGTH + "}");

    private Names() {}

    static void check(String what, String value) {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(what + ": 1 to " + MAX_LENGTH
                    + " letters, digits, dots, underscores, colons and hyphens are allowed");
        }
    }
}
