// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

/** What is done with an event for which a handle's queue has no room. */
public enum OverflowPolicy {
    /** It takes the place of the oldest one that waits. */
    DROP_OLDEST,
    /** It is let in, and nothing more is read until there is room again. Where that can't be done, as {@link #DROP_OLDEST}. */
    PAUSE_READING,
    /** The queue delivers what waits and takes nothing more. */
    DETACH
}
