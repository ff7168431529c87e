// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.internal.transport.ConnectFailure;
import dev.janusclient.internal.transport.UriParts;
import dev.janusclient.transport.ProxyServer;
import dev.janusclient.transport.Tls;
import dev.janusclient.transport.TransportOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The way to one server over TCP: address, proxy, TLS. */
final class Wire {
    private final URI uri;
    private final String host;
    private final int port;
    private final TransportOptions options;
    private final @Nullable SslContext tls;

    private Wire(URI uri, String host, int port, TransportOptions options, @Nullable SslContext tls) {
        this.uri = uri;
        this.host = host;
        this.port = port;
        this.options = options;
        this.tls = tls;
    }

    /**
     * The way to a server.
     *
     * @throws JanusConnectException if TLS can't be set up
     */
    static Wire to(URI uri, TransportOptions options) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("wss") || scheme.equals("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        try {
            return new Wire(
                    uri,
                    UriParts.host(uri),
                    port,
                    options,
                    secure ? clientContext(options.network().tls()) : null);
        } catch (SSLException | GeneralSecurityException e) {
            throw new JanusConnectException("TLS can't be set up for " + uri + ": " + e.getMessage(), e);
        }
    }

    private static SslContext clientContext(@Nullable Tls own) throws SSLException, GeneralSecurityException {
        Tls tls = own == null ? Tls.platform() : own;
        SslContextBuilder builder = SslContextBuilder.forClient()
                .trustManager(tls.trustManagerFactory())
                .endpointIdentificationAlgorithm(tls.hostNameCheck() ? "HTTPS" : null);
        KeyManagerFactory keys = tls.keyManagerFactory();
        return (keys == null ? builder : builder.keyManager(keys)).build();
    }

    URI uri() {
        return uri;
    }

    boolean isSecure() {
        return tls != null;
    }

    /** What a Host header says. */
    String authority() {
        return uri.getHost() + ":" + port;
    }

    Bootstrap bootstrap(EventLoopGroup group) {
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .remoteAddress(InetSocketAddress.createUnresolved(host, port));
        if (options.network().proxy() != null) {
            // The proxy looks the name up: it may be one that only the proxy knows.
            bootstrap.resolver(NoopAddressResolverGroup.INSTANCE);
        }
        return bootstrap;
    }

    /** The handlers nearest to the socket. Called on the event loop. */
    void addTo(ChannelPipeline pipeline) {
        ProxyServer proxy = options.network().proxy();
        if (proxy != null) {
            pipeline.addLast(proxyHandler(proxy));
        }
        if (tls != null) {
            pipeline.addLast(tls.newHandler(pipeline.channel().alloc(), host, port));
        }
    }

    private ProxyHandler proxyHandler(ProxyServer proxy) {
        SocketAddress address = new InetSocketAddress(proxy.host(), proxy.port());
        String user = proxy.user();
        String password = proxy.password();
        ProxyHandler handler;
        if (proxy.type() == ProxyServer.Type.SOCKS5) {
            handler = new Socks5ProxyHandler(address, user, password);
        } else if (user == null || password == null) {
            handler = new HttpProxyHandler(address);
        } else {
            handler = new HttpProxyHandler(address, user, password);
        }
        handler.setConnectTimeoutMillis(connectMillis());
        return handler;
    }

    private int connectMillis() {
        return (int) Math.min(Integer.MAX_VALUE, options.connectTimeout().toMillis());
    }

    /** Says what kept us from connecting, in words that help. */
    String explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // Before anything else: its cause may have the same message.
            if (cause instanceof ProxyConnectException) {
                return "the proxy gave no way to " + uri + ": " + cause.getMessage();
            }
        }
        return ConnectFailure.explain(uri, failure);
    }
}
