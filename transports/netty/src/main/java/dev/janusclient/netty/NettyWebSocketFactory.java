package dev.janusclient.netty;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * WebSockets to Janus ({@code ws}, {@code wss}), with the subprotocol of the API that is meant.
 *
 * <p>All transports share one event loop of few threads, which lives as long as there is one of them.
 */
public final class NettyWebSocketFactory implements TransportFactory {
    private static final int HANDSHAKE_RESPONSE_LIMIT = 64 << 10;

    @Override
    public Set<String> schemes() {
        return Set.of("ws", "wss");
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        boolean secure = uri.getScheme().toLowerCase(Locale.ROOT).equals("wss");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        SslContext tls;
        try {
            tls = secure ? SslContextBuilder.forClient().build() : null;
        } catch (SSLException e) {
            return CompletableFuture.failedFuture(new JanusConnectException("TLS can't be set up for " + uri, e));
        }
        CompletableFuture<JanusTransport> opened = new CompletableFuture<>();
        SharedEventLoop loop = SharedEventLoop.acquire();
        NettyWebSocket webSocket = new NettyWebSocket(uri, options, listener, opened, loop::release);
        new Bootstrap()
                .group(loop.group())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        options.connectTimeout().toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        fill(channel.pipeline(), tls, uri, port, options, webSocket);
                    }
                })
                .connect(uri.getHost(), port)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        webSocket.fail("nobody could be reached at " + uri, connected.cause());
                    }
                });
        // Name look-up, TCP, TLS and handshake together; Netty bounds only some of them.
        loop.group()
                .schedule(
                        () -> webSocket.fail("no connection to " + uri + " within " + options.connectTimeout(), null),
                        options.connectTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        return opened;
    }

    private static void fill(
            ChannelPipeline pipeline,
            @Nullable SslContext tls,
            URI uri,
            int port,
            TransportOptions options,
            NettyWebSocket webSocket) {
        if (tls != null) {
            var handler = tls.newHandler(pipeline.channel().alloc(), uri.getHost(), port);
            SSLEngine engine = handler.engine();
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
            pipeline.addLast(handler);
        }
        pipeline.addLast(
                new IdleStateHandler(NettyWebSocket.quietPeriod(options).toMillis(), 0, 0, TimeUnit.MILLISECONDS));
        pipeline.addLast(new FlushConsolidationHandler(256, true));
        pipeline.addLast(new HttpClientCodec());
        pipeline.addLast(new HttpObjectAggregator(HANDSHAKE_RESPONSE_LIMIT));
        pipeline.addLast(new WebSocketClientProtocolHandler(
                WebSocketClientHandshakerFactory.newHandshaker(
                        uri,
                        WebSocketVersion.V13,
                        options.subprotocol(),
                        false,
                        new DefaultHttpHeaders(),
                        options.maxFrameBytes()),
                WebSocketClientProtocolConfig.newBuilder()
                        .handshakeTimeoutMillis(options.connectTimeout().toMillis())
                        .handleCloseFrames(false)
                        .dropPongFrames(false)
                        .withUTF8Validator(false)
                        .build()));
        pipeline.addLast(webSocket);
    }
}
