// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.longpoll;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Finds out whether Janus still answers after one exchange has failed: a proxy may give up on one poll or one request while
 * all others go through. One ping at a time serves all that have asked before it was sent. On one thread.
 */
final class Reachability {
    static final byte[] PING = "{\"janus\":\"ping\",\"transaction\":\"http-ping\"}".getBytes(StandardCharsets.US_ASCII);

    private static final long PING_LIMIT_MILLIS = 10_000;

    /** A connection that was idle may be closed just now by the other side; two in a row mean more. */
    private static final int MAX_BREAKS = 1;

    private static final int MAX_REFUSALS = 10;
    private static final long MAX_REFUSED_MILLIS = 15_000;

    /** What the check finds, but for that Janus answers. */
    interface Listener {
        void heard();

        void badAnswer(int status);

        void broken(Throwable cause);
    }

    private final HttpExchanges exchanges;
    private final String path;
    private final ScheduledExecutorService thread;
    private final Listener listener;
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<Runnable> next = new ArrayList<>();
    private final FailureRun breaks = new FailureRun(MAX_BREAKS, PING_LIMIT_MILLIS);
    private final FailureRun refusals;
    private boolean closed;

    Reachability(HttpExchanges exchanges, String path, ScheduledExecutorService thread, Listener listener) {
        this(exchanges, path, thread, listener, new FailureRun(MAX_REFUSALS, MAX_REFUSED_MILLIS));
    }

    /** @param refusals how often a ping may be refused, as a proxy does whose server is away */
    Reachability(
            HttpExchanges exchanges,
            String path,
            ScheduledExecutorService thread,
            Listener listener,
            FailureRun refusals) {
        this.exchanges = exchanges;
        this.path = path;
        this.thread = thread;
        this.listener = listener;
        this.refusals = refusals;
    }

    /** Whether a status says something of one exchange only: too much at once, too large, or that it took too long. */
    static boolean isOfOneExchange(int status) {
        return status >= 500 || status == 408 || status == 413 || status == 425 || status == 429;
    }

    /** Runs {@code reachable} once Janus has answered; never if it does not. */
    void check(Runnable reachable) {
        next.add(reachable);
        pump();
    }

    void close() {
        closed = true;
        waiting.clear();
        next.clear();
    }

    private void pump() {
        if (waiting.isEmpty() && !next.isEmpty()) {
            waiting.addAll(next);
            next.clear();
            ping();
        }
    }

    private void ping() {
        if (!closed) {
            exchanges.post(path, PING, PING_LIMIT_MILLIS, new Answer());
        }
    }

    private void again(FailureRun failures, Throwable cause) {
        long pause = failures.failed(System.nanoTime());
        if (pause == FailureRun.TOO_MANY) {
            listener.broken(cause);
        } else {
            thread.schedule(this::ping, pause, TimeUnit.MILLISECONDS);
        }
    }

    private final class Answer implements HttpExchanges.Outcome {
        @Override
        public void answered(int status, byte[] body) {
            if (status == 200) {
                breaks.reset();
                refusals.reset();
                listener.heard();
                List<Runnable> all = new ArrayList<>(waiting);
                waiting.clear();
                all.forEach(Runnable::run);
                pump();
            } else if (isOfOneExchange(status)) {
                again(refusals, new IOException("HTTP status " + status + " again and again"));
            } else {
                listener.badAnswer(status);
            }
        }

        @Override
        public void failed(Throwable cause) {
            again(breaks, cause);
        }
    }
}
