// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.transport;

import dev.janusclient.transport.TransportOptions;
import java.time.Duration;

/**
 * Whether Janus still answers, for a transport that can't see it: a broker between hides that it has died. Times are those of
 * {@link System#nanoTime()}. May be used from any thread.
 */
public final class LivenessMonitor {
    /** What there is to do. */
    public enum Verdict {
        /** Nothing. */
        WAIT,
        /** Ask Janus whether it is there. */
        PING,
        /** Nothing was heard for too long. */
        IDLE_TIMEOUT
    }

    private final long pingNanos;
    private final long idleNanos;
    private long heard;
    private long asked;

    /** @param options say how long nothing may be heard before Janus is asked, and before it counts as dead */
    public LivenessMonitor(TransportOptions options, long now) {
        pingNanos = options.pingInterval().toNanos();
        idleNanos = options.idleTimeout().toNanos();
        heard = now;
        asked = now;
    }

    /** How often to look. */
    public Duration period() {
        long shortest =
                Math.min(pingNanos == 0 ? Long.MAX_VALUE : pingNanos, idleNanos == 0 ? Long.MAX_VALUE : idleNanos);
        return Duration.ofMillis(Math.max(20, Math.min(1000, shortest / 4_000_000)));
    }

    /** Janus has said something. */
    public synchronized void heard(long now) {
        heard = now;
    }

    /** Looks. */
    public synchronized Verdict check(long now) {
        if (idleNanos > 0 && now - heard >= idleNanos) {
            return Verdict.IDLE_TIMEOUT;
        }
        if (pingNanos > 0 && now - heard >= pingNanos && now - asked >= pingNanos) {
            asked = now;
            return Verdict.PING;
        }
        return Verdict.WAIT;
    }
}
