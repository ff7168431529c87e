package dev.janusclient.netty;

import dev.janusclient.message.JanusMessage;
import dev.janusclient.message.MessageKind;
import dev.janusclient.message.RawJson;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Janus over HTTP: each request is a POST to the base path, its response the answer; what the sessions say is asked for by
 * {@link HttpPolls}. All of it happens on one event loop, so what arrives comes one at a time.
 */
final class NettyHttp implements JanusTransport, HttpPolls.Sink {
    // A plugin may think about a request for a while; what takes longer than this has no answer on its way any more.
    private static final long REQUEST_LIMIT_MILLIS = 60_000;
    private static final byte[] PING =
            "{\"janus\":\"ping\",\"transaction\":\"http-ping\"}".getBytes(StandardCharsets.US_ASCII);

    private final Wire wire;
    private final String basePath;
    private final TransportOptions options;
    private final TransportListener listener;
    private final EventLoop eventLoop;
    private final Runnable onEnd;
    private final HttpPool pool;
    private final HttpLanes lanes;
    private final HttpPolls polls;
    private final AtomicBoolean ended = new AtomicBoolean();

    // Touched by the event loop only.
    private @Nullable ScheduledFuture<?> watch;
    private long lastHeard = System.nanoTime();
    private boolean pinging;

    NettyHttp(
            Wire wire,
            String basePath,
            TransportOptions options,
            TransportListener listener,
            EventLoop eventLoop,
            Runnable onEnd) {
        this.wire = wire;
        this.basePath = basePath;
        this.options = options;
        this.listener = listener;
        this.eventLoop = eventLoop;
        this.onEnd = onEnd;
        this.pool = new HttpPool(wire, options, eventLoop);
        this.lanes = new HttpLanes(options.network().http().maxRequests(), this::exchange);
        this.polls =
                new HttpPolls(pool, basePath, options.network().http(), options.pollCredentials(), eventLoop, this);
    }

    /** Finds out whether Janus is there; called once, on the event loop. */
    void open(HttpPool.Outcome outcome) {
        pool.post(basePath, PING, options.connectTimeout().toMillis(), outcome);
    }

    /** Watches for silence from now on. */
    void opened() {
        long period = NettyWebSocket.quietPeriod(options).toMillis();
        if (period > 0) {
            lastHeard = System.nanoTime();
            watch = eventLoop.scheduleAtFixedRate(this::watch, period, Math.max(1, period / 4), TimeUnit.MILLISECONDS);
        }
    }

    /** Gives up what was never open. */
    void discard() {
        if (ended.compareAndSet(false, true)) {
            release();
        }
    }

    @Override
    public void send(byte[] json) {
        if (ended.get()) {
            throw new IllegalStateException("the transport to " + wire.uri() + " is closed");
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
        end(CloseReason.Kind.CLOSED_BY_US, "the client was closed", null);
    }

    private void exchange(byte[] json, Runnable done) {
        pool.post(basePath, json, REQUEST_LIMIT_MILLIS, new Answer(done));
    }

    private void postClaim(long sessionId, byte[] json) {
        pool.post(basePath, json, REQUEST_LIMIT_MILLIS, new Answer(() -> {}) {
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
    private class Answer implements HttpPool.Outcome {
        private final Runnable done;

        Answer(Runnable done) {
            this.done = done;
        }

        @Override
        public void answered(int status, byte[] body) {
            heard();
            if (status != 200 || body.length == 0) {
                badAnswer(
                        "HTTP status " + status + (body.length == 0 ? " without a body" : "") + " is no answer", null);
            } else {
                message(body);
            }
            done.run();
        }

        @Override
        public void failed(Throwable cause) {
            if (!(cause instanceof HttpPool.NoResponseException)) {
                broken(cause);
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
        end(CloseReason.Kind.BAD_FRAME, detail, cause);
    }

    @Override
    public void broken(Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            badAnswer("a message is larger than " + options.maxMessageBytes() + " bytes", cause);
        } else {
            end(CloseReason.Kind.BROKEN, wire.explain(cause), cause);
        }
    }

    @Override
    public void ping(Runnable answered) {
        pool.post(basePath, PING, REQUEST_LIMIT_MILLIS, new HttpPool.Outcome() {
            @Override
            public void answered(int status, byte[] body) {
                heard();
                answered.run();
            }

            @Override
            public void failed(Throwable cause) {
                broken(cause);
            }
        });
    }

    private void watch() {
        Duration quiet = Duration.ofNanos(System.nanoTime() - lastHeard);
        Duration limit = options.idleLimit();
        if (!limit.isZero() && quiet.compareTo(limit) >= 0) {
            end(CloseReason.Kind.SILENT, "nothing was heard for " + limit.toMillis() + " ms", null);
        } else if (!pinging && !options.pingInterval().isZero() && quiet.compareTo(options.pingInterval()) >= 0) {
            pinging = true;
            ping(() -> pinging = false);
        }
    }

    private void run(Runnable task) {
        if (eventLoop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            eventLoop.execute(task);
        } catch (RejectedExecutionException e) {
            // The event loop ends with the last transport: this one has been closed.
        }
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
        pool.close();
        onEnd.run();
    }
}
