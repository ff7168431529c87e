// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

/** What happens to a group. */
enum FaultKind {
    /** A member is killed (SIGKILL), and started again. */
    KILLED,
    /** A member is stopped for longer than its lease (SIGSTOP, then SIGCONT). */
    STOPPED,
    /** The store is killed and started again; of the file store, another process holds the lock meanwhile. */
    STORE_RESTARTED,
    /** One member can't reach the store for longer than its lease. */
    STORE_CUT_OFF,
    /** The answer to an acquisition is lost; a member is killed, so that there are acquisitions. */
    REPLY_LOST,
    /** One member's connections to one Janus end, and none can be made for a while. */
    JANUS_CUT_OFF,
    /** One member's connections to one Janus carry nothing for a while, and stay open. */
    JANUS_SILENT,
    /** A member's wall clock is set forward or back by hours. */
    CLOCK_SET
}
