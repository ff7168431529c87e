// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import static dev.janusclient.internal.transport.UriParts.printable;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.internal.log.Durations;
import dev.janusclient.internal.transport.ConnectDeadline;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * WebSockets to Janus ({@code ws}, {@code wss}), with the subprotocol of the API that is meant.
 *
 * <p>All transports share few event loops, which live as long as there is one of them.
 */
public final class NettyWebSocketFactory implements TransportFactory {
    private static final int HANDSHAKE_RESPONSE_LIMIT = 64 << 10;

    /** What {@link java.util.ServiceLoader} uses. */
    public NettyWebSocketFactory() {}

    @Override
    public Set<String> schemes() {
        return Set.of("ws", "wss");
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        Wire wire;
        try {
            wire = Wire.to(uri, options);
        } catch (JanusConnectException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<JanusTransport> opened = new CompletableFuture<>();
        SharedEventLoop loops = SharedEventLoop.acquire();
        try {
            open(wire, options, listener, opened, loops);
        } catch (RuntimeException | Error e) {
            // The system may have no thread or no file for an event loop.
            loops.release();
            throw e;
        }
        return opened;
    }

    private static void open(
            Wire wire,
            TransportOptions options,
            TransportListener listener,
            CompletableFuture<JanusTransport> opened,
            SharedEventLoop loops) {
        EventLoop loop = loops.next();
        NettyWebSocket webSocket = new NettyWebSocket(loop, wire, options, listener, opened, loops::release);
        TcpConnector connector = new TcpConnector(wire, loop, FrameAllocator.over(wire), new TcpConnector.Listener() {
            @Override
            public void connected(ChannelPipeline pipeline) {
                fill(pipeline, wire, options, webSocket);
            }

            @Override
            public void failed(Throwable cause) {
                webSocket.fail(wire.explain(cause), cause);
            }
        });
        opened.whenComplete((open, failure) -> connector.cancel());
        // On the loop, so that what the caller's thread has to load is not counted either.
        loop.execute(() -> {
            // Name look-up, TCP, TLS and handshake together; Netty bounds only some of them. Set before anything can
            // fail: the loop may end with the failure.
            ConnectDeadline.start(
                    loop,
                    options.connectTimeout(),
                    opened,
                    () -> webSocket.fail(
                            "no connection to " + printable(wire.uri()) + " within "
                                    + Durations.text(options.connectTimeout()),
                            null));
            connector.connect();
        });
    }

    private static void fill(ChannelPipeline pipeline, Wire wire, TransportOptions options, NettyWebSocket webSocket) {
        pipeline.addLast(
                new IdleStateHandler(NettyWebSocket.quietPeriod(options).toMillis(), 0, 0, TimeUnit.MILLISECONDS));
        pipeline.addLast(new HttpClientCodec());
        pipeline.addLast(new HttpObjectAggregator(HANDSHAKE_RESPONSE_LIMIT));
        HttpHeaders headers = new DefaultHttpHeaders();
        options.network().headers().forEach(headers::set);
        pipeline.addLast(new WebSocketClientProtocolHandler(
                WebSocketClientHandshakerFactory.newHandshaker(
                        wire.uri(),
                        WebSocketVersion.V13,
                        options.subprotocol(),
                        false,
                        headers,
                        options.maxFrameBytes()),
                WebSocketClientProtocolConfig.newBuilder()
                        // The limit of the whole bounds it.
                        .handshakeTimeoutMillis(Long.MAX_VALUE)
                        .handleCloseFrames(false)
                        .dropPongFrames(false)
                        .withUTF8Validator(false)
                        .build()));
        pipeline.addLast(webSocket);
    }
}
