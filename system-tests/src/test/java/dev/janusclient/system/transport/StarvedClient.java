// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static org.awaitility.Awaitility.await;

import dev.janusclient.ConnectionState;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.okhttp.OkHttpTransportFactory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** A process with one session, which says how its connection goes, until its input ends. */
final class StarvedClient {
    private StarvedClient() {}

    /**
     * Runs until its input ends.
     *
     * @param args where Janus is, and {@code okhttp} if that is to be used
     */
    public static void main(String[] args) throws IOException {
        JanusClientOptions options = JanusClientOptions.builder()
                .connectTimeout(Duration.ofSeconds(2))
                .recovery(RecoveryOptions.builder()
                        .maxDelay(Duration.ofMillis(500))
                        .build())
                .build();
        URI uri = URI.create(args[0]);
        try (JanusClient client = args[1].equals("okhttp")
                ? JanusClient.create(uri, options, new OkHttpTransportFactory())
                : JanusClient.create(args[0], options)) {
            client.on(ConnectionState.Suspended.class, state -> say("suspended " + state.attempt()));
            client.on(ConnectionState.Resumed.class, state -> say("resumed " + state.outcomes()));
            client.on(ConnectionState.Lost.class, state -> say("lost " + state));
            // The first connection may take longer than those after it: classes are loaded.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Soon.done(client.createSession().handle((session, failure) -> failure == null)));
            say("ready 0 0");
            while (System.in.read() >= 0) {
                // Until the test ends it.
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
