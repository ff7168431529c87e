// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import java.io.PrintStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The lines that the library logs as errors, which arbitrary input must not cause. What else is printed passes through. */
final class ErrorLines extends PrintStream {
    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    private ErrorLines(PrintStream behind) {
        super(behind, true);
    }

    /** Begins to collect them; before the first logger is made. */
    static void collect() {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        System.setProperty("org.slf4j.simpleLogger.log.io.netty", "off");
        System.setErr(new ErrorLines(System.err));
    }

    /** Fails with what was logged since the last call. */
    static void assertNone() {
        String first = FOUND.poll();
        if (first != null) {
            FOUND.clear();
            throw new AssertionError("logged as an error: " + first);
        }
    }

    @Override
    public void println(String line) {
        if (line.contains(" ERROR dev.janusclient")) {
            FOUND.add(line);
        } else {
            super.println(line);
        }
    }
}
