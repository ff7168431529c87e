package dev.janusclient.netty;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.message.RawJson;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Janus over HTTP ({@code http}, {@code https}): requests by POST, events by long polls. The URI's path is Janus's base
 * path; without one it is {@code /janus}, or {@code /admin} for the admin API.
 */
public final class NettyHttpFactory implements TransportFactory {
    @Override
    public Set<String> schemes() {
        return Set.of("http", "https");
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        Wire wire;
        try {
            wire = Wire.to(uri, options);
        } catch (JanusConnectException e) {
            return CompletableFuture.failedFuture(e);
        }
        SharedEventLoop loop = SharedEventLoop.acquire();
        EventLoop eventLoop = loop.group().next();
        NettyHttp http = new NettyHttp(wire, basePath(uri, options), options, listener, eventLoop, loop::release);
        CompletableFuture<JanusTransport> opened = new CompletableFuture<>();
        Opening opening = new Opening(http, wire, opened);
        // Set before anything can fail: the loop may end with the failure.
        eventLoop.schedule(
                () -> opening.fail("no connection to " + uri + " within " + options.connectTimeout(), null),
                options.connectTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
        eventLoop.execute(() -> http.open(opening));
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
    private record Opening(NettyHttp http, Wire wire, CompletableFuture<JanusTransport> opened)
            implements HttpPool.Outcome {
        @Override
        public void answered(int status, byte[] body) {
            if (status != 200) {
                fail("HTTP status " + status + " from " + wire.uri() + ": no Janus API is at this path", null);
            } else if (!isJanus(body)) {
                fail("what answers at " + wire.uri() + " is not Janus", null);
            } else if (opened.complete(http)) {
                http.opened();
            }
        }

        private static boolean isJanus(byte[] body) {
            try {
                return RawJson.of(new String(body, StandardCharsets.UTF_8)).string("janus") != null;
            } catch (RuntimeException e) {
                return false;
            }
        }

        @Override
        public void failed(Throwable cause) {
            fail(wire.explain(cause), cause);
        }

        void fail(String what, @Nullable Throwable cause) {
            if (opened.completeExceptionally(new JanusConnectException(what, cause))) {
                http.discard();
            }
        }
    }
}
