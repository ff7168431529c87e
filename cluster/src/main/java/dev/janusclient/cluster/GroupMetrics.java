// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import java.time.Duration;

/**
 * Receives a member's measurements, for whatever library collects them.
 *
 * <p>Threading: any thread, often. Methods must be quick and must not throw.
 */
public interface GroupMetrics {
    /** Drops everything. */
    GroupMetrics NONE = new GroupMetrics() {
        @Override
        public void count(Counter counter, long by) {}

        @Override
        public void time(Timer timer, Duration took) {}
    };

    /** What is counted. */
    enum Counter {
        /** Calls of the store, whatever came of them. */
        STORE_CALLS,
        /** Calls of the store that failed or were not answered in time. */
        STORE_FAILURES,
        /** Tickets that were saved after they changed. */
        TICKETS_SAVED,
        /** Sessions that were created. */
        CREATED,
        /** Sessions that were taken over and resumed. */
        TAKEN_OVER,
        /** Sessions that were acquired and could not be resumed here. */
        TAKEOVERS_FAILED,
        /** Sessions whose ownership this member lost or gave away. */
        RELINQUISHED,
        /** Sessions that exist no longer. */
        SESSIONS_LOST,
        /** Leases of this member that expired. */
        LEASES_LOST
    }

    /** What is timed. */
    enum Timer {
        /** One call of the store. */
        STORE_CALL,
        /** From when this member found a session to be free until its handler had resumed it. */
        TAKEOVER,
        /** From the beginning of {@link FailoverGroup#drain} to its end. */
        DRAIN
    }

    /** Something happened so many times; {@code by} is positive. */
    void count(Counter counter, long by);

    /** Something took so long. */
    void time(Timer timer, Duration took);
}
