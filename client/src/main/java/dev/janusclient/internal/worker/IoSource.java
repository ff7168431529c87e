// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

/** Connections that one thread at a time waits for and reads: an event loop without a thread of its own. */
public interface IoSource {
    /**
     * Waits until something is ready, and processes it; it blocks only while the pool says that this {@linkplain
     * Workers#mayBlock() is allowed}. It runs no user code: it passes tasks to the pool.
     *
     * @return false once the source is closed; it is not called again
     */
    boolean poll();
}
