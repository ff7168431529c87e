// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import static dev.janusclient.internal.transport.UriParts.printable;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.internal.transport.ConnectFailure;
import dev.janusclient.internal.transport.NameLookup;
import dev.janusclient.internal.transport.UriParts;
import dev.janusclient.transport.ProxyServer;
import dev.janusclient.transport.Tls;
import dev.janusclient.transport.TransportOptions;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
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
    private volatile @Nullable CompletableFuture<List<InetAddress>> addresses;

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
            throw new JanusConnectException("TLS can't be set up for " + printable(uri) + ": " + e.getMessage(), e);
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

    /** Of the server, or of the proxy before it; looked up once, and the one that has answered comes first. */
    CompletableFuture<List<InetAddress>> addresses() {
        CompletableFuture<List<InetAddress>> known = addresses;
        if (known == null || known.isCompletedExceptionally()) {
            ProxyServer proxy = options.network().proxy();
            known = NameLookup.of(proxy == null ? host : proxy.host());
            addresses = known;
        }
        return known;
    }

    /** A connection was made there. */
    void answered(InetAddress address) {
        CompletableFuture<List<InetAddress>> known = addresses;
        if (known != null) {
            addresses = known.thenApply(all -> {
                List<InetAddress> sorted = new ArrayList<>(all);
                sorted.remove(address);
                sorted.add(0, address);
                return sorted;
            });
        }
    }

    /** Where a connection goes; a proxy looks the name up: it may be one that only the proxy knows. */
    SocketAddress destination(InetAddress address) {
        return options.network().proxy() == null
                ? new InetSocketAddress(address, port)
                : InetSocketAddress.createUnresolved(host, port);
    }

    /** The handler nearest to the socket, if there is a proxy. */
    void addProxy(ChannelPipeline pipeline, InetAddress address) {
        ProxyServer proxy = options.network().proxy();
        if (proxy != null) {
            pipeline.addLast(proxyHandler(proxy, new InetSocketAddress(address, proxy.port())));
        }
    }

    /** The handler that follows, with TLS. */
    void addTls(ChannelPipeline pipeline) {
        if (tls != null) {
            pipeline.addLast(tls.newHandler(pipeline.channel().alloc(), host, port));
        }
    }

    private ProxyHandler proxyHandler(ProxyServer proxy, SocketAddress address) {
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

    int connectMillis() {
        return (int) Math.min(Integer.MAX_VALUE, options.connectTimeout().toMillis());
    }

    /** Says what kept us from connecting, in words that help. */
    String explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // Before anything else: its cause may have the same message.
            if (cause instanceof ProxyConnectException) {
                return "the proxy gave no way to " + printable(uri) + ": " + cause.getMessage();
            }
        }
        return ConnectFailure.explain(uri, failure);
    }
}
