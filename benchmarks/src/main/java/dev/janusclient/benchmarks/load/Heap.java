// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** This JVM's heap. */
public final class Heap {
    private static final int COLLECTIONS = 4;
    private static final int PAUSE_MILLIS = 50;

    private Heap() {}

    /** What this JVM has at present. */
    static Work.Outcome standing() throws Exception {
        long heap = used();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long files;
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            files = open.count();
        }
        return () -> "heap=" + heap + " threads=" + threads + " files=" + files;
    }

    /** The bytes in use, after everything that can go has gone. */
    public static long used() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            // What references and cleaners hold goes with a later collection.
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
