// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.message;

/** Compares Janus's version strings, such as {@code 1.1.2} and {@code 1.4.2-dev}. */
public final class Version {
    private Version() {}

    /** Whether a server has what came with a version. What can't be read counts as new enough. */
    public static boolean atLeast(String server, String needed) {
        int[] have = numbers(server);
        int[] want = numbers(needed);
        for (int i = 0; i < 3; i++) {
            if (have[i] != want[i]) {
                return have[i] > want[i];
            }
        }
        return true;
    }

    private static int[] numbers(String version) {
        int[] numbers = new int[3];
        String[] parts = version.split("[.-]", 4);
        for (int i = 0; i < 3; i++) {
            try {
                numbers[i] = i < parts.length ? Integer.parseInt(parts[i]) : 0;
            } catch (NumberFormatException e) {
                numbers[i] = Integer.MAX_VALUE;
            }
        }
        return numbers;
    }
}
