// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ManualScheduler;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.handover.InFlightRequest;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.Credentials;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.message.TransactionIds;
import dev.janusclient.message.RawJson;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that ends on one thread while another one is still sending over it. */
@Timeout(30)
class LostWhileSendingTest {
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch sent = new CountDownLatch(1);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** The end waits, before anything is noted or notified, until the request has been sent. */
    private final Connection.Owner owner = new Connection.Owner() {
        @Override
        public void ending(Connection connection) {
            ending.countDown();
            await(sent);
        }

        @Override
        public void ended(Connection connection, CloseReason reason) {
            ended.complete(null);
        }
    };

    /** Loses the connection with the first message, after it has been written. */
    private final class LosingTransport implements TransportFactory {
        @Override
        public Set<String> schemes() {
            return Set.of("ws");
        }

        @Override
        public CompletableFuture<JanusTransport> connect(
                URI uri, TransportOptions options, TransportListener listener) {
            return CompletableFuture.completedFuture(new JanusTransport() {
                @Override
                public void send(byte[] json) {
                    CloseReason cut = new CloseReason(CloseReason.Kind.IO_ERROR, "cut", null);
                    new Thread(() -> listener.onClosed(cut), "reader").start();
                    await(ending);
                }

                @Override
                public void close() {}
            });
        }
    }

    @Test
    void theRequestIsAmongThoseWhoseOutcomeIsUnknown() {
        ConnectionOptions options = new ConnectionOptions(
                URI.create("ws://janus.test"),
                new TransportOptions(Duration.ofSeconds(2), Duration.ZERO, Duration.ZERO, 1, 1),
                Credentials.NONE,
                Duration.ofSeconds(10),
                64,
                new ByteBudget(1 << 20),
                Runnable::run,
                ClientObserver.NONE,
                new LogBudget(() -> 0));
        Connection connection = Connection.open(
                        new LosingTransport(), options, new ManualScheduler(), new TransactionIds(), owner)
                .join();

        CompletableFuture<JanusMessage> answer =
                connection.request(Request.message(7, 8, "configure", RawJson.of("{}"), null));
        sent.countDown();
        ended.join();

        assertThat(failure(answer, JanusConnectionLostException.class)).hasMessageContaining("configure");
        assertThat(connection.inFlight(7)).extracting(InFlightRequest::request).containsExactly("configure");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
