// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps a log readable when something happens ten thousand times: of the lines with the same format one is written within
 * {@link #INTERVAL}, and the next one says how many were left out. Texts of the far end are written without control characters
 * and cut short.
 *
 * <p>Threading: any thread.
 */
final class LogBudget {
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final int MAX_TEXT = 300;

    private static final class Line {
        long last;
        long suppressed;
        boolean written;
    }

    private final LongSupplier nanoTime;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    /** @param nanoTime a clock that never runs backwards */
    LogBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param format a constant, with {@code {}} for each of the values */
    void warn(Logger log, String format, @Nullable Object... values) {
        if (log.isWarnEnabled()) {
            String line = line(format, values);
            if (line != null) {
                log.warn("{}", line);
            }
        }
    }

    /** As {@link #warn}, for a failure whose stack trace matters. */
    void error(Logger log, Throwable failure, String format, @Nullable Object... values) {
        if (log.isErrorEnabled()) {
            String line = line(format, values);
            if (line != null) {
                log.error(line, failure);
            }
        }
    }

    /** The line to write; null if one like it has been written just now. */
    private @Nullable String line(String format, @Nullable Object[] values) {
        long suppressed;
        Line like = lines.computeIfAbsent(format, first -> new Line());
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
        Object[] printable = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            printable[i] = printable(values[i]);
        }
        String text = MessageFormatter.arrayFormat(format, printable).getMessage();
        return suppressed == 0 ? text : text + " (and " + suppressed + " times more since this was last logged)";
    }

    private static @Nullable Object printable(@Nullable Object value) {
        return value instanceof Number || value instanceof Enum || value == null ? value : printable(value.toString());
    }

    /** A text of the far end as it may be written into a log: on one line, and not endless. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), MAX_TEXT));
        int length = Math.min(text.length(), MAX_TEXT);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            printable.append(breaks ? '?' : c);
        }
        return length < text.length() ? printable.append("...").toString() : printable.toString();
    }
}
