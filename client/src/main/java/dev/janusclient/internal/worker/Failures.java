// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import dev.janusclient.internal.log.LogBudget;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what may throw anything on a thread that must survive it. */
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    private static final LogBudget LOGS = new LogBudget(System::nanoTime);
    private static final long POLL_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Failures() {}

    /** Runs a task; whatever it throws is logged, sneakily thrown checked exceptions included. */
    static void run(String whatFailed, Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            log(whatFailed, failure);
        }
    }

    /** Polls a source once; true if it is still open. After a failure it waits a moment: the next poll may fail, too. */
    static boolean poll(IoSource source) {
        // A task may have left the flag set, and an interrupted thread closes the channel that it reads.
        Thread.interrupted();
        try {
            return source.poll();
        } catch (Throwable failure) {
            log("polling a connection failed", failure);
            LockSupport.parkNanos(source, POLL_RETRY_NANOS);
            return true;
        }
    }

    static void log(String what, Throwable failure) {
        try {
            LOGS.error(log, failure, what);
        } catch (Throwable loggingFailed) {
            // Out of memory or out of stack. The thread has to go on; there is no other place to report it.
        }
    }
}
