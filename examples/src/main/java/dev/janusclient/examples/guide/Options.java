// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import dev.janusclient.Backlog;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.admin.SignedToken;
import dev.janusclient.message.Secret;
import dev.janusclient.transport.ProxyServer;
import dev.janusclient.transport.Tls;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** The code of {@code docs/guides/options.md}. */
public final class Options {
    private Options() {}

    /** Times, and who we are. */
    public static JanusClient create(String first, String second, String apiSecret) {
        // tag::create[]
        JanusClientOptions options = JanusClientOptions.builder()
                .apiSecret(apiSecret) // of janus.jcfg; prints as ***
                .requestTimeout(Duration.ofSeconds(5))
                .connectTimeout(Duration.ofSeconds(3))
                .build();
        JanusClient janus = JanusClient.create(List.of(first, second), options); // two addresses of one server
        // end::create[]
        return janus;
    }

    /** A token that is made anew before it expires. */
    public static JanusClientOptions token(Secret key) {
        // tag::token[]
        JanusClientOptions options = JanusClientOptions.builder()
                .token(SignedToken.renewing(
                        key, Duration.ofHours(1), Clock.systemUTC(), "janus.plugin.sip", "janus.plugin.videoroom"))
                .build();
        // end::token[]
        return options;
    }

    /** A certificate of one's own, and a proxy. */
    public static JanusClientOptions network(String pem) {
        // tag::network[]
        JanusClientOptions options = JanusClientOptions.builder()
                .tls(Tls.trusting(pem)) // instead of what the platform trusts
                .proxy(ProxyServer.http("proxy.example.org", 3128).withCredentials("alice", "wonderland"))
                .header("X-Tenant", "blue") // with the WebSocket handshake and every HTTP request
                .build();
        // end::network[]
        return options;
    }

    /** A lost connection. */
    public static JanusClientOptions recovery() {
        // tag::recovery[]
        JanusClientOptions options = JanusClientOptions.builder()
                .pingInterval(Duration.ofSeconds(2))
                .idleTimeout(Duration.ofSeconds(6)) // a connection that is silent for longer is lost
                .recovery(RecoveryOptions.builder()
                        .giveUpAfter(Duration.ofSeconds(30))
                        .build())
                .build();
        // end::recovery[]
        return options;
    }

    /** Listeners. */
    public static JanusClientOptions listeners(Executor callbacks) {
        // tag::listeners[]
        JanusClientOptions options = JanusClientOptions.builder()
                .callbackExecutor(callbacks) // futures complete and listeners run there
                .backlog(Backlog.detach(1_000)) // of a listener that is 1,000 events behind
                .build();
        // end::listeners[]
        return options;
    }

    /** The options of another client with one difference. */
    public static JanusClientOptions patient(JanusClientOptions options) {
        // tag::patient[]
        JanusClientOptions patient =
                options.toBuilder().requestTimeout(Duration.ofSeconds(30)).build();
        // end::patient[]
        return patient;
    }
}
