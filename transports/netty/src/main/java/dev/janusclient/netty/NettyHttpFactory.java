package dev.janusclient.netty;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;

/**
 * The admin API over HTTP ({@code http}, {@code https}): every request is a POST to the URI, and its response the answer.
 *
 * <p>The Janus API is not served: its events would need long polls.
 */
public final class NettyHttpFactory implements TransportFactory {
    @Override
    public Set<String> schemes() {
        return Set.of("http", "https");
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        if (!options.subprotocol().equals(TransportOptions.ADMIN)) {
            return CompletableFuture.failedFuture(new JanusConnectException(
                    "over HTTP this version reaches the admin API only; use ws or wss for " + uri, null));
        }
        boolean secure = uri.getScheme().toLowerCase(Locale.ROOT).equals("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        SslContext tls;
        try {
            tls = secure ? SslContextBuilder.forClient().build() : null;
        } catch (SSLException e) {
            return CompletableFuture.failedFuture(new JanusConnectException("TLS can't be set up for " + uri, e));
        }
        SharedEventLoop loop = SharedEventLoop.acquire();
        // All on one loop: what arrives on several connections comes one at a time.
        EventLoop eventLoop = loop.group().next();
        Bootstrap bootstrap = new Bootstrap()
                .group(eventLoop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        options.connectTimeout().toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .remoteAddress(uri.getHost(), port);
        CompletableFuture<JanusTransport> opened = new CompletableFuture<>();
        // Requests have connections of their own; this one only finds out whether anybody is there.
        bootstrap.clone().handler(new ChannelInboundHandlerAdapter()).connect().addListener(connected -> {
            if (connected.isSuccess()) {
                ((ChannelFuture) connected).channel().close();
                opened.complete(new NettyHttp(uri, port, tls, options, listener, bootstrap, eventLoop, loop::release));
            } else {
                loop.release();
                opened.completeExceptionally(
                        new JanusConnectException("nobody could be reached at " + uri, connected.cause()));
            }
        });
        return opened;
    }
}
