// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

/** Numbers of things in sentences. */
final class Count {
    private Count() {}

    /** {@code 1 handle}, {@code 2 handles}. */
    static String of(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
