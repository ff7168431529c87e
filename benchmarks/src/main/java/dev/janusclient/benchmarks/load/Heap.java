package dev.janusclient.benchmarks.load;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** This JVM's heap. */
final class Heap {
    private static final int COLLECTIONS = 4;
    private static final int PAUSE_MILLIS = 50;

    private Heap() {}

    /** The bytes in use, after everything that can go has gone. */
    static long used() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            // What references and cleaners hold goes with a later collection.
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
