// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import org.jspecify.annotations.Nullable;

/** Times in tables. */
final class Seconds {
    private Seconds() {}

    /** {@code 42s}, {@code 3m5s}, {@code 2h10m}, {@code 3d4h}; null stays null. */
    static @Nullable String of(@Nullable Long seconds) {
        if (seconds == null) {
            return null;
        } else if (seconds < 60) {
            return seconds + "s";
        } else if (seconds < 3600) {
            return seconds / 60 + "m" + seconds % 60 + "s";
        } else if (seconds < 86_400) {
            return seconds / 3600 + "h" + seconds % 3600 / 60 + "m";
        }
        return seconds / 86_400 + "d" + seconds % 86_400 / 3600 + "h";
    }
}
