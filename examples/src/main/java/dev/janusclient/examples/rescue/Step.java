// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.rescue;

import java.util.Optional;

/**
 * Something that was seen to happen.
 *
 * @param name what, in one word
 * @param nanos when, by {@link System#nanoTime()}, which on Linux is one clock for all processes of a machine
 * @param detail more for a person
 */
public record Step(String name, long nanos, String detail) {
    static Step now(String name, String detail) {
        return new Step(name, System.nanoTime(), detail);
    }

    /** Tells the process that started this one. */
    public static void tell(String name, String detail) {
        Step step = now(name, detail);
        System.out.println("@" + step.name + " " + step.nanos + " " + step.detail);
        System.out.flush();
    }

    /** Reads what {@link #tell} wrote; empty for any other line. */
    static Optional<Step> parse(String line) {
        String[] parts = line.split(" ", 3);
        if (!line.startsWith("@") || parts.length < 2) {
            return Optional.empty();
        }
        return Optional.of(new Step(parts[0].substring(1), Long.parseLong(parts[1]), parts.length < 3 ? "" : parts[2]));
    }
}
