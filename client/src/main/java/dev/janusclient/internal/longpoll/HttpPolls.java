// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.longpoll;

import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.message.RawJson;
import dev.janusclient.transport.HttpLimits;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for what the sessions have to say: one waiting request for each, as long as there are places; otherwise they take
 * turns. On one thread.
 *
 * <p>A process that was killed leaves a waiting request behind at Janus, which swallows the next event. A claim sweeps it
 * away, but the queue with it. So before a claim the queue is emptied: a request that is not answered at once has found
 * nothing in it, and then the claim costs nothing.
 */
final class HttpPolls {
    private static final Logger log = LoggerFactory.getLogger(HttpPolls.class);

    // Janus answers after 30 seconds if there is nothing to say.
    private static final long LIMIT_MILLIS = 45_000;
    private static final long SETTLE_MILLIS = 50;
    private static final long SETTLE_AT_MOST_MILLIS = 2_000;
    private static final long LINGER_MILLIS = 1_000;
    private static final long DOUBT_MILLIS = 1_000;
    private static final long REFUSED_MILLIS = 1_000;

    /** What the transport does with the answers. */
    interface Sink {
        void heard();

        void message(byte[] json);

        void sessionLost(long sessionId, int code, String reason);

        void badAnswer(String detail, @Nullable Throwable cause);

        void broken(Throwable cause);

        /** Sends a request that any Janus answers at once, and runs what it is given after that; otherwise the transport ends. */
        void ifReachable(Runnable reachable);
    }

    private final LogBudget logs = new LogBudget(System::nanoTime);
    private final HttpExchanges exchanges;
    private final String basePath;
    private final HttpLimits limits;
    private final Supplier<Map<String, String>> credentials;
    private final ScheduledExecutorService thread;
    private final Sink sink;
    private final Supplier<PollPace> paces;
    private final Map<Long, Poll> sessions = new HashMap<>();
    private final Deque<Poll> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean closed;
    private boolean warnedOfFailures;

    HttpPolls(
            HttpExchanges exchanges,
            String basePath,
            HttpLimits limits,
            Supplier<Map<String, String>> credentials,
            ScheduledExecutorService thread,
            Sink sink,
            Supplier<PollPace> paces) {
        this.exchanges = exchanges;
        this.basePath = basePath;
        this.limits = limits;
        this.credentials = credentials;
        this.thread = thread;
        this.sink = sink;
        this.paces = paces;
    }

    void open(long sessionId) {
        if (!closed && !sessions.containsKey(sessionId)) {
            Poll poll = new Poll(sessionId);
            sessions.put(sessionId, poll);
            waiting.addLast(poll);
            pump();
        }
    }

    void close(long sessionId) {
        Poll poll = sessions.remove(sessionId);
        if (poll != null) {
            waiting.remove(poll);
            poll.abort();
            pump();
        }
    }

    void close() {
        closed = true;
        sessions.clear();
        waiting.clear();
    }

    /** Fetches what waits for a session that is about to be claimed, then runs {@code settled}. */
    void beforeClaim(long sessionId, Runnable settled) {
        open(sessionId);
        Poll poll = sessions.get(sessionId);
        if (poll == null) {
            return;
        }
        Runnable earlier = poll.settled;
        poll.settled = earlier == null
                ? settled
                : () -> {
                    earlier.run();
                    settled.run();
                };
        thread.schedule(poll::settle, SETTLE_AT_MOST_MILLIS, TimeUnit.MILLISECONDS);
        if (poll.exchange == null) {
            // Even if all places are taken: a caller waits for the claim.
            waiting.remove(poll);
            poll.start();
        } else {
            poll.settleIfQuiet();
        }
    }

    /** A claim was granted: Janus has a new queue, and a request that waits at the old one hears nothing any more. */
    void afterClaim(long sessionId) {
        Poll before = sessions.remove(sessionId);
        if (before != null) {
            waiting.remove(before);
            before.retire();
            open(sessionId);
        }
    }

    private static String encode(String value) {
        try {
            // In a form a blank is a plus; Janus takes that for a plus.
            return URLEncoder.encode(value, "UTF-8").replace("+", "%20");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pump() {
        while (underWay < limits.maxPolls() && !waiting.isEmpty()) {
            waiting.removeFirst().start();
        }
    }

    /** The asking for one session. */
    private final class Poll implements HttpExchanges.Outcome {
        private final long sessionId;
        private final PollPace pace = paces.get();
        private HttpExchanges.@Nullable Exchange exchange;
        private Map<String, String> shown = Map.of();
        private @Nullable Runnable settled;
        private int round;
        private boolean retired;
        private boolean known;

        Poll(long sessionId) {
            this.sessionId = sessionId;
        }

        void start() {
            Map<String, String> now = credentialsNow();
            if (now == null) {
                later(REFUSED_MILLIS);
                return;
            }
            shown = now;
            underWay++;
            round++;
            StringBuilder path = new StringBuilder(basePath.equals("/") ? "" : basePath)
                    .append('/')
                    .append(sessionId)
                    .append("?maxev=")
                    .append(limits.maxEvents());
            shown.forEach(
                    (name, value) -> path.append('&').append(name).append('=').append(encode(value)));
            pace.started(System.nanoTime());
            exchange = exchanges.get(path.toString(), LIMIT_MILLIS, this);
            if (settled != null) {
                settleIfQuiet();
            }
        }

        /** Goes on with the claim if this round is not answered in the time in which others are. */
        void settleIfQuiet() {
            int asked = round;
            sink.ifReachable(() -> thread.schedule(
                    () -> {
                        if (round == asked && exchange != null) {
                            settle();
                        }
                    },
                    SETTLE_MILLIS,
                    TimeUnit.MILLISECONDS));
        }

        void settle() {
            Runnable next = settled;
            settled = null;
            if (next != null && !closed) {
                next.run();
            }
        }

        void abort() {
            if (exchange != null) {
                exchange.abort();
                done();
            }
            settle();
        }

        /** Takes what is on its way, and asks no more. */
        void retire() {
            retired = true;
            if (exchange != null) {
                thread.schedule(this::abort, LINGER_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        private void done() {
            exchange = null;
            underWay--;
        }

        private void again() {
            if (sessions.get(sessionId) != this) {
                pump();
                return;
            }
            if (settled != null) {
                start();
                return;
            }
            waiting.addLast(this);
            pump();
        }

        @Override
        public void answered(int status, byte[] body) {
            done();
            if (Reachability.isOfOneExchange(status)) {
                repeat(new IOException("HTTP status " + status + " is no answer to a poll"));
                return;
            }
            sink.heard();
            if (status == 200) {
                known = true;
                int messages = deliver(body);
                long now = System.nanoTime();
                if (messages == 0 && settled == null && !retired && pace.eventTakenAway(now)) {
                    sink.broken(new IOException("a poll that was given up on the way has taken an event away"));
                } else {
                    later(pace.answered(messages, messages >= limits.maxEvents(), now));
                }
            } else if (retired) {
                pump();
            } else if (settled != null && (status == 404 || status == 403)) {
                // Another client's until it is claimed, or gone; the claim decides.
                settle();
            } else if (status == 404 && !known) {
                // Never heard over HTTP: a claim may be on its way.
                thread.schedule(this::notClaimed, DOUBT_MILLIS, TimeUnit.MILLISECONDS);
            } else if (status == 404) {
                gone();
            } else if (status == 403) {
                refused();
            } else {
                sink.badAnswer("HTTP status " + status + " is no answer to a poll", null);
            }
        }

        @Override
        public void failed(Throwable cause) {
            done();
            if (cause instanceof HttpExchanges.NoResponseException) {
                again();
            } else if (cause instanceof HttpExchanges.TooLargeException) {
                sink.broken(cause);
            } else {
                repeat(cause);
            }
        }

        /** Polls again after a pause, if Janus answers other requests meanwhile and this has not happened too often. */
        private void repeat(Throwable failure) {
            if (retired || sessions.get(sessionId) != this) {
                pump();
                return;
            }
            long now = System.nanoTime();
            long held = pace.millis(now);
            long pause = pace.failed(now);
            if (pause == FailureRun.TOO_MANY) {
                sink.broken(failure);
                return;
            }
            if (!warnedOfFailures) {
                warnedOfFailures = true;
                LogBudget.warnOnce(
                        log,
                        "a poll failed after {} ms ({}) and is repeated. If a proxy waits for less than the 30 seconds"
                                + " for which Janus holds a poll, Janus may send the next event to the poll that was given"
                                + " up; then the connection is lost, and its sessions are recovered",
                        held,
                        failure.getMessage());
            }
            if (pause == 0) {
                again();
                sink.ifReachable(() -> {});
            } else {
                pump();
                sink.ifReachable(() -> later(pause));
            }
        }

        /** Null if their source has none. */
        private @Nullable Map<String, String> credentialsNow() {
            try {
                return credentials.get();
            } catch (RuntimeException e) {
                logs.warn(log, "no token to ask with for what session {} says: {}", sessionId, e.getMessage());
                return null;
            }
        }

        /** Repeated without end: the events wait at Janus, and requests report that secret or token are refused. */
        private void refused() {
            if (!shown.equals(credentialsNow())) {
                again();
                return;
            }
            logs.warn(log, "the events of session {} can't be polled: secret or token not accepted", sessionId);
            later(REFUSED_MILLIS);
        }

        private void later(long millis) {
            if (millis == 0) {
                again();
                return;
            }
            thread.schedule(
                    () -> {
                        if (exchange == null && !waiting.contains(this)) {
                            again();
                        }
                    },
                    millis,
                    TimeUnit.MILLISECONDS);
            pump();
        }

        private void notClaimed() {
            if (sessions.get(sessionId) == this && exchange == null && settled == null && !waiting.contains(this)) {
                gone();
            }
        }

        private void gone() {
            lost(458, "HTTP knows session " + sessionId + " no longer: it is gone, or was claimed on another way");
        }

        private void lost(int code, String reason) {
            sessions.remove(sessionId, this);
            sink.sessionLost(sessionId, code, reason);
            pump();
        }

        /** How many messages there were. */
        private int deliver(byte[] body) {
            int messages = 0;
            try {
                RawJson answer = RawJson.of(new String(body, StandardCharsets.UTF_8));
                for (RawJson message : answer.isArray() ? answer.elements() : List.of(answer)) {
                    // Only says that there was nothing to say.
                    if (!"keepalive".equals(message.string("janus"))) {
                        messages++;
                        sink.message(message.toBytes());
                    }
                }
            } catch (RuntimeException e) {
                sink.badAnswer("the answer to a poll can't be read: " + e.getMessage(), e);
            }
            return messages;
        }
    }
}
