// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.function.BooleanSupplier;

/**
 * Whether the watchdog has anything to look after. Whoever adds a task {@linkplain #notice() notices} it afterwards; the
 * watchdog turns the alarm off before it looks for tasks a last time. So a task is never left without a watchdog.
 */
final class Alarm {
    private volatile boolean armed;
    private volatile boolean activity;

    /** To be called after a task was added; true if the watchdog has to be {@linkplain #arm() armed}. */
    boolean notice() {
        if (!activity) {
            activity = true;
        }
        return !armed;
    }

    /** To be followed by waking the watchdog. */
    void arm() {
        armed = true;
    }

    boolean isArmed() {
        return armed;
    }

    /** Turns the alarm off, unless there is still something to look after when it is off. */
    void disarmUnless(BooleanSupplier anythingLeft) {
        armed = false;
        // Only ever set from here: whoever found the alarm off meanwhile has set it, too.
        if (anythingLeft.getAsBoolean()) {
            armed = true;
        }
    }

    /** Whether anything was noticed since the last call. */
    boolean takeActivity() {
        boolean any = activity;
        activity = false;
        return any;
    }
}
