// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.okhttp;

import dev.janusclient.transport.ProxyServer;
import dev.janusclient.transport.Tls;
import dev.janusclient.transport.TransportOptions;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;

/** What the options of a Janus client mean to OkHttp. */
final class OkHttpSettings {
    private static final long CLOSE_TIMEOUT_SECONDS = 2;

    private OkHttpSettings() {}

    /** @throws IllegalArgumentException if OkHttp can't do what is asked for */
    static OkHttpClient apply(OkHttpClient base, ExecutorService threads, TransportOptions options)
            throws GeneralSecurityException {
        Dispatcher dispatcher = new Dispatcher(threads);
        // How much goes on at once is not for OkHttp to decide: five waiting polls, its default, would stop everything.
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        OkHttpClient.Builder builder = base.newBuilder()
                .dispatcher(dispatcher)
                // Who redirects would get the API secret and the headers, and may choose a place without TLS.
                .followRedirects(false)
                .followSslRedirects(false)
                // The addresses of a name are tried side by side: a dead one does not use up the time of the others.
                .fastFallback(true)
                .protocols(Collections.singletonList(Protocol.HTTP_1_1))
                .connectTimeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                // Limits are those of the transport. A request that was sent is never re-sent by the driver.
                .readTimeout(0, TimeUnit.MILLISECONDS)
                .writeTimeout(0, TimeUnit.MILLISECONDS)
                .callTimeout(0, TimeUnit.MILLISECONDS)
                .retryOnConnectionFailure(false)
                .webSocketCloseTimeout(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .pingInterval(pingMillis(options), TimeUnit.MILLISECONDS);
        builder.interceptors().add(0, new Guard(options));
        // With "Retry-After: 0" OkHttp sends a request once more.
        builder.addNetworkInterceptor(chain -> chain.proceed(chain.request())
                .newBuilder()
                .removeHeader("Retry-After")
                .build());
        Tls tls = options.network().tls();
        if (tls != null) {
            builder.sslSocketFactory(tls.context().getSocketFactory(), tls.trustManager());
            if (!tls.hostNameCheck()) {
                builder.hostnameVerifier((host, session) -> true);
            }
        }
        ProxyServer proxy = options.network().proxy();
        if (proxy != null) {
            proxy(builder, proxy);
        }
        return builder.build();
    }

    /** OkHttp gives up when a ping is not answered before the next one is due, so half the limit finds out within it. */
    private static long pingMillis(TransportOptions options) {
        if (options.pingInterval().isZero()) {
            return 0;
        }
        return options.idleTimeout().isZero()
                ? options.pingInterval().toMillis()
                : Math.max(1, options.idleTimeout().toMillis() / 2);
    }

    private static void proxy(OkHttpClient.Builder builder, ProxyServer proxy) {
        InetSocketAddress address = InetSocketAddress.createUnresolved(proxy.host(), proxy.port());
        String user = proxy.user();
        String password = proxy.password();
        if (proxy.type() == ProxyServer.Type.SOCKS5) {
            if (user != null) {
                throw new IllegalArgumentException("OkHttp knows no SOCKS5 proxy that asks for a password");
            }
            builder.proxy(new Proxy(Proxy.Type.SOCKS, address));
            return;
        }
        builder.proxy(new Proxy(Proxy.Type.HTTP, address));
        if (user != null && password != null) {
            String answer = Credentials.basic(user, password);
            builder.proxyAuthenticator(
                    (route, response) -> answer.equals(response.request().header("Proxy-Authorization"))
                            ? null
                            : response.request()
                                    .newBuilder()
                                    .header("Proxy-Authorization", answer)
                                    .build());
        }
    }

    static Request.Builder request(String url, TransportOptions options) {
        Request.Builder builder = new Request.Builder().url(url);
        options.network().headers().forEach(builder::header);
        return builder;
    }
}
