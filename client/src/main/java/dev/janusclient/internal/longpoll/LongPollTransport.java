// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.longpoll;

import static dev.janusclient.internal.transport.UriParts.printable;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.internal.log.Durations;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.internal.transport.ConnectDeadline;
import dev.janusclient.message.RawJson;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Janus over HTTP: each request is a POST to the base path, its response the answer; what the sessions say is asked for by
 * {@link HttpPolls}. All of it happens on one thread, so what arrives comes one at a time.
 */
public final class LongPollTransport implements JanusTransport, HttpPolls.Sink, Reachability.Listener {
    private static final Logger log = LoggerFactory.getLogger(LongPollTransport.class);

    // A plugin may think about a request for a while; what takes longer than this has no answer on its way any more.
    private static final long REQUEST_LIMIT_MILLIS = 60_000;

    private final URI uri;
    private final String basePath;
    private final TransportOptions options;
    private final TransportListener listener;
    private final ScheduledExecutorService thread;
    private final Runnable onEnd;
    private final HttpExchanges exchanges;
    private final HttpLanes lanes;
    private final HttpPolls polls;
    private final Reachability reachability;
    private final AtomicBoolean ended = new AtomicBoolean();

    // Touched by the thread only.
    private @Nullable ScheduledFuture<?> watch;
    private long lastHeard = System.nanoTime();
    private boolean pinging;

    private LongPollTransport(
            URI uri,
            String basePath,
            TransportOptions options,
            TransportListener listener,
            ScheduledExecutorService thread,
            HttpExchanges exchanges,
            Runnable onEnd) {
        this.uri = uri;
        this.basePath = basePath;
        this.options = options;
        this.listener = listener;
        this.thread = thread;
        this.onEnd = onEnd;
        this.exchanges = exchanges;
        this.lanes = new HttpLanes(options.network().http().maxRequests(), this::exchange);
        this.polls = new HttpPolls(
                exchanges, basePath, options.network().http(), options.pollCredentials(), thread, this, PollPace::new);
        this.reachability = new Reachability(exchanges, basePath, thread, this);
    }

    /**
     * Opens a transport: asks whether Janus is there.
     *
     * @param thread where everything happens; a single one
     * @param onEnd run once the transport has ended, or was never open
     */
    public static CompletableFuture<JanusTransport> open(
            URI uri,
            TransportOptions options,
            TransportListener listener,
            ScheduledExecutorService thread,
            HttpExchanges exchanges,
            Runnable onEnd) {
        CompletableFuture<JanusTransport> opened = new CompletableFuture<>();
        LongPollTransport transport =
                new LongPollTransport(uri, basePath(uri, options), options, listener, thread, exchanges, onEnd);
        Opening opening = transport.new Opening(opened);
        // There, so that what the caller's thread has to load is not counted.
        thread.execute(() -> {
            // Set before anything can fail: the thread may end with the failure.
            ConnectDeadline.start(
                    thread,
                    options.connectTimeout(),
                    opened,
                    () -> opening.fail(
                            "no connection to " + printable(uri) + " within "
                                    + Durations.text(options.connectTimeout()),
                            null));
            // Its failure ends the exchange, which has no limit of its own.
            exchanges.post(transport.basePath, Reachability.PING, Long.MAX_VALUE, opening);
        });
        return opened;
    }

    private static String basePath(URI uri, TransportOptions options) {
        String path = uri.getRawPath();
        if (path == null || path.isEmpty()) {
            return options.admin() ? "/admin" : "/janus";
        }
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Waits for the first answer. */
    private final class Opening implements HttpExchanges.Outcome {
        private final CompletableFuture<JanusTransport> opened;

        Opening(CompletableFuture<JanusTransport> opened) {
            this.opened = opened;
        }

        @Override
        public void answered(int status, byte[] body) {
            if (status != 200) {
                fail("HTTP status " + status + " from " + printable(uri) + ": no Janus API is at this path", null);
            } else if (!isJanus(body)) {
                fail("what answers at " + printable(uri) + " is not Janus", null);
            } else if (opened.complete(LongPollTransport.this)) {
                opened();
            }
        }

        @Override
        public void failed(Throwable cause) {
            fail(exchanges.explain(cause), cause);
        }

        void fail(String what, @Nullable Throwable cause) {
            if (opened.completeExceptionally(new JanusConnectException(what, cause))) {
                discard();
            }
        }
    }

    private static boolean isJanus(byte[] body) {
        try {
            return RawJson.of(new String(body, StandardCharsets.UTF_8)).string("janus") != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Watches for silence from now on. */
    private void opened() {
        long period = quietPeriod(options);
        if (period > 0) {
            lastHeard = System.nanoTime();
            watch = thread.scheduleWithFixedDelay(this::watch, period, Math.max(1, period / 4), TimeUnit.MILLISECONDS);
        }
    }

    /** Gives up what was never open. */
    private void discard() {
        if (ended.compareAndSet(false, true)) {
            release();
        }
    }

    @Override
    public void send(byte[] json) {
        if (ended.get()) {
            throw new IllegalStateException("the transport to " + printable(uri) + " is closed");
        }
        JanusMessage request = JanusMessage.parse(json, Integer.MAX_VALUE);
        RawJson handle = request.whole().member("handle_id");
        HttpLanes.Lane lane = new HttpLanes.Lane(request.sessionId(), handle == null ? 0 : handle.asLong());
        boolean claim = "claim".equals(request.whole().string("janus"));
        run(() -> {
            if (ended.get()) {
                return;
            }
            if (claim) {
                polls.beforeClaim(request.sessionId(), () -> postClaim(request.sessionId(), json));
            } else {
                lanes.add(lane, json);
            }
        });
    }

    @Override
    public void sessionOpened(long sessionId) {
        if (!options.admin()) {
            run(() -> polls.open(sessionId));
        }
    }

    @Override
    public void sessionClosed(long sessionId) {
        run(() -> polls.close(sessionId));
    }

    @Override
    public void close() {
        end(CloseReason.Kind.CLIENT_CLOSED, "the client was closed", null);
    }

    private void exchange(byte[] json, Runnable done) {
        exchanges.post(basePath, json, REQUEST_LIMIT_MILLIS, new Answer(json, done));
    }

    private void postClaim(long sessionId, byte[] json) {
        exchanges.post(basePath, json, REQUEST_LIMIT_MILLIS, new Answer(json, () -> {}) {
            @Override
            public void answered(int status, byte[] body) {
                if (status == 200 && JanusMessage.parse(body, Integer.MAX_VALUE).kind() == MessageKind.SUCCESS) {
                    polls.afterClaim(sessionId);
                }
                super.answered(status, body);
            }
        });
    }

    /** What becomes of one request. */
    private class Answer implements HttpExchanges.Outcome {
        private final byte[] request;
        private final Runnable done;

        Answer(byte[] request, Runnable done) {
            this.request = request;
            this.done = done;
        }

        @Override
        public void answered(int status, byte[] body) {
            if (Reachability.isOfOneExchange(status)) {
                // The request ends with its own timeout: nothing is known of its outcome.
                LogBudget.debug(log, "a request was answered with HTTP status {}", status);
                reachability.check(() -> {});
                done.run();
                return;
            }
            heard();
            if (status != 200 || body.length == 0) {
                badAnswer(
                        "HTTP status " + status + (body.length == 0 ? " without a body" : "") + " is no answer", null);
            } else {
                message(named(body));
            }
            done.run();
        }

        /** An answer belongs to its request, also if Janus could not read that and names no transaction. */
        private byte[] named(byte[] body) {
            try {
                JanusMessage answer = JanusMessage.parse(body, Integer.MAX_VALUE);
                String transaction =
                        JanusMessage.parse(request, Integer.MAX_VALUE).transaction();
                return answer.kind() == MessageKind.ERROR && answer.transaction() == null && transaction != null
                        ? JanusMessage.withTransaction(body, transaction)
                        : body;
            } catch (JanusProtocolException e) {
                // Whoever gets it finds that out, and ends the connection.
                return body;
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (cause instanceof HttpExchanges.TooLargeException) {
                broken(cause);
            } else if (!(cause instanceof HttpExchanges.NoResponseException)) {
                LogBudget.debug(log, "a request failed: {}", cause.getMessage());
                reachability.check(() -> {});
            }
            done.run();
        }
    }

    @Override
    public void heard() {
        lastHeard = System.nanoTime();
    }

    @Override
    public void message(byte[] json) {
        if (!ended.get()) {
            listener.onMessage(json);
        }
    }

    @Override
    public void sessionLost(long sessionId, int code, String reason) {
        if (!ended.get()) {
            listener.onSessionLost(sessionId, code, reason);
        }
    }

    @Override
    public void badAnswer(String detail, @Nullable Throwable cause) {
        end(CloseReason.Kind.PROTOCOL_ERROR, detail, cause);
    }

    @Override
    public void badAnswer(int status) {
        badAnswer("HTTP status " + status + " is no answer to a ping", null);
    }

    @Override
    public void ifReachable(Runnable reachable) {
        reachability.check(reachable);
    }

    @Override
    public void broken(Throwable cause) {
        if (cause instanceof HttpExchanges.TooLargeException) {
            badAnswer(String.valueOf(cause.getMessage()), cause);
        } else {
            end(CloseReason.Kind.IO_ERROR, exchanges.explain(cause), cause);
        }
    }

    private void watch() {
        Duration quiet = Duration.ofNanos(System.nanoTime() - lastHeard);
        Duration limit = options.idleTimeout();
        if (!limit.isZero() && quiet.compareTo(limit) >= 0) {
            end(CloseReason.Kind.IDLE_TIMEOUT, "nothing was heard for " + limit.toMillis() + " ms", null);
        } else if (!pinging && !options.pingInterval().isZero() && quiet.compareTo(options.pingInterval()) >= 0) {
            pinging = true;
            ifReachable(() -> pinging = false);
        }
    }

    private void run(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // The thread ends with the transport: this one has been closed.
        }
    }

    /** How long nothing may be heard before something is done about it; 0 for ever. */
    private static long quietPeriod(TransportOptions options) {
        long ping = options.pingInterval().toMillis();
        long idle = options.idleTimeout().toMillis();
        return ping == 0 ? idle : idle == 0 ? ping : Math.min(ping, idle);
    }

    private void end(CloseReason.Kind kind, String detail, @Nullable Throwable cause) {
        if (ended.compareAndSet(false, true)) {
            run(() -> {
                listener.onClosed(new CloseReason(kind, detail, cause));
                release();
            });
        }
    }

    private void release() {
        if (watch != null) {
            watch.cancel(false);
        }
        polls.close();
        reachability.close();
        exchanges.close();
        onEnd.run();
    }
}
