// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import io.netty.channel.EventLoop;

/** An event loop that another thread may own for a moment. */
interface InlineEventLoop {
    /**
     * Runs a task on this thread, as the loop's owner, if no other thread owns the loop or is about to: that is, if this
     * thread runs the last callback for the moment, which may well wait for the outcome of the task. The caller may hold
     * locks, so the task must not call any listener.
     *
     * @return false if the task was not run
     */
    boolean runInline(Runnable task);

    /** The same for any event loop; those of Netty never do. */
    static boolean runInline(EventLoop loop, Runnable task) {
        return loop instanceof InlineEventLoop inline && inline.runInline(task);
    }
}
