// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.internal.connection.Transports;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a long poll shows to a Janus that asks for a secret. */
class PollCredentialsTest {
    private static final String SECRET = "right";

    @RegisterExtension
    static final JanusExtension janus =
            JanusExtension.with(JanusServer.builder().plugins("echotest").http().apiSecret(SECRET));

    @Test
    void aPollThatIsRefusedIsAskedAgainWithRenewedCredentials() {
        AtomicInteger asked = new AtomicInteger();
        Heard heard = new Heard();
        JanusTransport transport =
                open(heard, () -> Map.of("apisecret", asked.incrementAndGet() == 1 ? "expired" : SECRET));
        try {
            long session = start(transport, heard);

            assertThat(heard.next(MessageKind.EVENT).sessionId()).isEqualTo(session);
            assertThat(asked.get()).isGreaterThan(1);
            assertThat(heard.lost).isNotDone();
        } finally {
            transport.close();
        }
    }

    @Test
    void aPollThatStaysRefusedIsAskedUntilItIsGrantedAndFindsWhatWaited() {
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<String> secret = new AtomicReference<>("wrong");
        Heard heard = new Heard();
        JanusTransport transport = open(heard, () -> {
            asked.incrementAndGet();
            return Map.of("apisecret", secret.get());
        });
        try {
            long session = start(transport, heard);
            Awaitility.await().atMost(Soon.AT_MOST).until(() -> asked.get() > 2);

            secret.set(SECRET);

            assertThat(heard.next(MessageKind.EVENT).sessionId()).isEqualTo(session);
            assertThat(heard.lost).isNotDone();
        } finally {
            transport.close();
        }
    }

    private static JanusTransport open(Heard heard, Supplier<Map<String, String>> credentials) {
        TransportOptions options = new TransportOptions(
                        Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(5), 1 << 20, 1 << 20)
                .withPollCredentials(credentials);
        return done(Transports.forUri(janus.server().httpUri())
                .connect(janus.server().httpUri(), options, heard));
    }

    /** A session, polled, with a handle that has something to say. */
    private static long start(JanusTransport transport, Heard heard) {
        send(transport, "{\"janus\":\"create\",\"transaction\":\"c\",\"apisecret\":\"right\"}");
        long session = id(heard.next(MessageKind.SUCCESS));
        transport.sessionOpened(session);
        String to = "\",\"transaction\":\"t\",\"apisecret\":\"right\",\"session_id\":" + session;
        send(transport, "{\"janus\":\"attach" + to + ",\"plugin\":\"janus.plugin.echotest\"}");
        long handle = id(heard.next(MessageKind.SUCCESS));
        send(transport, "{\"janus\":\"message" + to + ",\"handle_id\":" + handle + ",\"body\":{\"audio\":true}}");
        return session;
    }

    private static long id(JanusMessage reply) {
        return Long.parseLong(String.valueOf(reply.data()).replaceAll("\\D", ""));
    }

    private static void send(JanusTransport transport, String json) {
        transport.send(json.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Heard implements TransportListener {
        final CompletableFuture<Integer> lost = new CompletableFuture<>();
        private final BlockingQueue<JanusMessage> messages = new LinkedBlockingQueue<>();

        JanusMessage next(MessageKind kind) {
            JanusMessage message = TransportContract.poll(messages);
            while (message.kind() != kind) {
                message = TransportContract.poll(messages);
            }
            return message;
        }

        @Override
        public void onMessage(byte[] json) {
            messages.add(JanusMessage.parse(json, 64));
        }

        @Override
        public void onSessionLost(long sessionId, int code, String reason) {
            lost.complete(code);
        }

        @Override
        public void onClosed(CloseReason reason) {}
    }
}
