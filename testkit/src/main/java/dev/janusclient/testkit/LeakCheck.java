// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what a test left behind: threads by the beginning of their names, and processes the testkit started. */
public final class LeakCheck {
    private static final Duration TICK = Duration.ofMillis(10);

    private final List<String> prefixes;
    private final Set<Thread> before;

    private LeakCheck(List<String> prefixes) {
        this.prefixes = prefixes;
        this.before = matching().collect(Collectors.toSet());
    }

    /** Remembers the threads that run now; only those whose names begin with one of the prefixes are looked at. */
    public static LeakCheck ofThreads(String... prefixes) {
        return new LeakCheck(List.of(prefixes));
    }

    /** The names of the threads that are new since then. */
    public List<String> leaked() {
        return matching()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    /**
     * Gives new threads some time to end.
     *
     * @throws AssertionError if any are left, with their names and where they are
     */
    public void assertNothingLeaked(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!leaked().isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("threads left running: " + leaked() + "\n" + stacks());
            }
            LockSupport.parkNanos(TICK.toNanos());
        }
    }

    /** The servers and peers of the testkit that run now, each as name and process id. */
    public static List<String> processes() {
        return ChildProcess.living();
    }

    private Stream<Thread> matching() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> prefixes.stream().anyMatch(thread.getName()::startsWith));
    }

    private String stacks() {
        return matching()
                .filter(thread -> !before.contains(thread))
                .map(thread -> thread.getName() + "\n    at "
                        + Stream.of(thread.getStackTrace())
                                .map(StackTraceElement::toString)
                                .collect(Collectors.joining("\n    at ")))
                .collect(Collectors.joining("\n"));
    }
}
