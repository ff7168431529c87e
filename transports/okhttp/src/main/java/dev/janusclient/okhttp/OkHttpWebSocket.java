// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.okhttp;

import static dev.janusclient.internal.transport.UriParts.printable;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.internal.log.Durations;
import dev.janusclient.internal.transport.ConnectDeadline;
import dev.janusclient.internal.transport.ConnectFailure;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** One WebSocket. What it receives is delivered on the transport's thread. */
final class OkHttpWebSocket extends WebSocketListener implements JanusTransport {
    private static final int NORMAL = 1000;

    /** What of received messages may wait for the transport's thread; OkHttp's reader waits beyond that, and the server by TCP. */
    private static final int MAX_WAITING_BYTES = 16 << 20;

    /** What a message takes beside its text, about. */
    private static final int OVERHEAD = 128;

    private final URI uri;
    private final Driver driver;
    private final TransportOptions options;
    private final TransportListener listener;
    private final ScheduledExecutorService thread;
    private final CompletableFuture<JanusTransport> opened = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Semaphore room = new Semaphore(MAX_WAITING_BYTES);
    private volatile @Nullable WebSocket socket;

    // Touched by the thread only.
    private boolean closeReported;

    OkHttpWebSocket(URI uri, Driver driver, TransportOptions options, TransportListener listener) {
        this.uri = uri;
        this.driver = driver;
        this.options = options;
        this.listener = listener;
        this.thread = driver.thread();
    }

    CompletableFuture<JanusTransport> open() {
        ConnectDeadline.start(
                thread,
                options.connectTimeout(),
                opened,
                () -> fail(
                        "no connection to " + printable(uri) + " within " + Durations.text(options.connectTimeout()),
                        null));
        // OkHttp calls both by their HTTP names.
        String url = "http" + uri.toString().substring("ws".length());
        WebSocket half = driver.client()
                .newWebSocket(
                        OkHttpSettings.request(url, options)
                                .header("Sec-WebSocket-Protocol", options.subprotocol())
                                .build(),
                        this);
        socket = half;
        if (opened.isCompletedExceptionally()) {
            half.cancel();
        }
        return opened;
    }

    @Override
    public void onOpen(WebSocket open, Response response) {
        socket = open;
        if (!options.subprotocol().equals(response.header("Sec-WebSocket-Protocol"))) {
            fail("what answers at " + printable(uri) + " does not speak " + options.subprotocol(), null);
            open.cancel();
        } else if (!opened.complete(this)) {
            open.cancel();
        }
    }

    @Override
    public void send(byte[] json) {
        WebSocket open = socket;
        if (open == null || ended.get()) {
            throw new IllegalStateException("the WebSocket to " + printable(uri) + " is closed");
        }
        // As text: Janus takes nothing else. OkHttp refuses if it is closing, or if 16 MiB wait already.
        if (!open.send(new String(json, StandardCharsets.UTF_8))) {
            end(CloseReason.Kind.IO_ERROR, "a message could not be written: too much waits to be sent", null);
            open.cancel();
        }
    }

    @Override
    public void onMessage(WebSocket open, String text) {
        message(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void onMessage(WebSocket open, ByteString bytes) {
        message(bytes.toByteArray());
    }

    private void message(byte[] json) {
        int taken = Math.min(MAX_WAITING_BYTES - OVERHEAD, json.length) + OVERHEAD;
        room.acquireUninterruptibly(taken);
        thread.execute(() -> {
            room.release(taken);
            if (!closeReported) {
                listener.onMessage(json);
            }
        });
    }

    @Override
    public void onClosing(WebSocket open, int code, String reason) {
        open.close(NORMAL, null);
        end(
                CloseReason.Kind.SERVER_CLOSED,
                "the server closed the WebSocket: " + code + (reason.isEmpty() ? "" : " " + reason),
                null);
    }

    @Override
    public void onFailure(WebSocket open, Throwable cause, @Nullable Response response) {
        if (!opened.isDone()) {
            String status = response == null ? "" : " (HTTP status " + response.code() + ")";
            fail(ConnectFailure.explain(uri, cause) + status, cause);
        } else if (cause instanceof ProtocolException) {
            end(CloseReason.Kind.PROTOCOL_ERROR, String.valueOf(cause.getMessage()), cause);
        } else if (cause instanceof SocketTimeoutException) {
            end(CloseReason.Kind.IDLE_TIMEOUT, "a ping was not answered: " + cause.getMessage(), cause);
        } else {
            end(CloseReason.Kind.IO_ERROR, "the connection broke: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        WebSocket open = socket;
        end(CloseReason.Kind.CLIENT_CLOSED, "the client was closed", null);
        if (open != null) {
            open.close(NORMAL, null);
        }
    }

    private void fail(String what, @Nullable Throwable cause) {
        if (opened.completeExceptionally(new JanusConnectException(what, cause))) {
            ended.set(true);
            WebSocket half = socket;
            if (half != null) {
                half.cancel();
            }
            driver.close();
        }
    }

    private void end(CloseReason.Kind kind, String detail, @Nullable Throwable cause) {
        if (opened.isDone() && !opened.isCompletedExceptionally() && ended.compareAndSet(false, true)) {
            // After what came before it.
            thread.execute(() -> {
                closeReported = true;
                listener.onClosed(new CloseReason(kind, detail, cause));
            });
            driver.close();
            // What is discarded from now on gives nothing back.
            room.release(MAX_WAITING_BYTES);
        }
    }
}
