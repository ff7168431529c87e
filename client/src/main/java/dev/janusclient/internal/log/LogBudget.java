// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.log;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/**
 * The way into the log: everything that this library logs goes through here.
 *
 * <p>It keeps a log readable when something happens ten thousand times: of the lines with the same format one is written within
 * {@link #INTERVAL}, and the next one says how many were left out. There is one budget for each client or other
 * thing that logs. Texts are written without control characters, and cut short.
 *
 * <p>Threading: any thread.
 */
public final class LogBudget {
    /** How long a line like one that was written is only counted. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final class Line {
        long last;
        long suppressed;
        boolean written;
    }

    private final LongSupplier nanoTime;

    /** Null before the first line: there is a budget for every client, and most log nothing. */
    private volatile @Nullable Map<String, Line> lines;

    /**
     * Makes a budget.
     *
     * @param nanoTime a clock that never runs backwards
     */
    public LogBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Warns of something.
     *
     * @param format a constant, with {@code {}} for each of the values
     */
    public void warn(Logger log, String format, @Nullable Object... values) {
        if (log.isWarnEnabled()) {
            String line = line(format, values);
            if (line != null) {
                log.warn("{}", line);
            }
        }
    }

    /** As {@link #warn}, for a failure whose stack trace matters. */
    public void error(Logger log, Throwable failure, String format, @Nullable Object... values) {
        if (log.isErrorEnabled()) {
            String line = line(format, values);
            if (line != null) {
                log.error(line, failure);
            }
        }
    }

    private Map<String, Line> lines() {
        Map<String, Line> made = lines;
        if (made == null) {
            synchronized (this) {
                made = lines;
                if (made == null) {
                    made = new ConcurrentHashMap<>();
                    lines = made;
                }
            }
        }
        return made;
    }

    /** The line to write; null if one like it has been written just now. */
    private @Nullable String line(String format, @Nullable Object[] values) {
        long suppressed;
        Line like = lines().computeIfAbsent(format, first -> new Line());
        synchronized (like) {
            long now = nanoTime.getAsLong();
            if (like.written && now - like.last < INTERVAL.toNanos()) {
                like.suppressed++;
                return null;
            }
            like.written = true;
            like.last = now;
            suppressed = like.suppressed;
            like.suppressed = 0;
        }
        String text =
                MessageFormatter.arrayFormat(format, Printable.all(values)).getMessage();
        return suppressed == 0 ? text : text + " (and " + suppressed + " times more since this was last logged)";
    }

    /** Warns of something that its caller mentions once only; without control characters and cut short, too. */
    public static void warnOnce(Logger log, String format, @Nullable Object... values) {
        if (log.isWarnEnabled()) {
            log.warn(format, Printable.all(values));
        }
    }

    /** Writes a line that is off by default, each time; without control characters and cut short, too. */
    public static void debug(Logger log, String format, @Nullable Object... values) {
        if (log.isDebugEnabled()) {
            log.debug(format, Printable.all(values));
        }
    }
}
