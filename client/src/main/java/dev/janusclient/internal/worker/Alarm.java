package dev.janusclient.internal.worker;

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

    /** Turns the alarm off. To be followed by a last look, and by {@link #arm()} if that finds something. */
    void disarm() {
        armed = false;
    }

    /** Whether anything was noticed since the last call. */
    boolean takeActivity() {
        boolean any = activity;
        activity = false;
        return any;
    }
}
