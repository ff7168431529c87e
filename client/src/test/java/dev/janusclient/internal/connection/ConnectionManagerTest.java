// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ManualScheduler;
import dev.janusclient.Outcome;
import dev.janusclient.error.JanusClosedException;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.Credentials;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When, and in which order, a list of addresses is tried. */
class ConnectionManagerTest {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final ManualScheduler scheduler = new ManualScheduler();
    private final Doors doors = new Doors();

    /** Servers that are there or not. */
    private final class Doors implements TransportFactory {
        final List<String> tried = new ArrayList<>();
        final List<Long> when = new ArrayList<>();
        String open = "";

        @Nullable Throwable throwing;

        @Override
        public Set<String> schemes() {
            return Set.of("ws");
        }

        @Override
        public CompletableFuture<JanusTransport> connect(
                URI uri, TransportOptions options, TransportListener listener) {
            tried.add(uri.getHost());
            when.add(scheduler.nanoTime());
            if (throwing instanceof Error error) {
                throw error;
            } else if (throwing instanceof RuntimeException exception) {
                throw exception;
            }
            return uri.getHost().equals(open)
                    ? CompletableFuture.completedFuture(new Open())
                    : CompletableFuture.failedFuture(new JanusConnectException("nobody at " + uri, null));
        }
    }

    private static final class Open implements JanusTransport {
        @Override
        public void send(byte[] json) {}

        @Override
        public void close() {}
    }

    @AfterEach
    void end() {
        scheduler.close();
    }

    private ConnectionManager<Boolean> link(String... hosts) {
        List<ConnectionManager.Address> addresses = new ArrayList<>();
        for (String host : hosts) {
            addresses.add(new ConnectionManager.Address(URI.create("ws://" + host), doors));
        }
        ConnectionOptions options = new ConnectionOptions(
                addresses.get(0).uri(),
                new TransportOptions(CONNECT_TIMEOUT, Duration.ZERO, Duration.ZERO, 1, 1),
                Credentials.NONE,
                Duration.ofSeconds(10),
                64,
                new ByteBudget(1 << 20),
                Runnable::run,
                ClientObserver.NONE,
                new LogBudget(() -> 0));
        return new ConnectionManager<>(
                addresses,
                options,
                scheduler,
                open -> CompletableFuture.completedFuture(true),
                ConnectionManager.Listener.none());
    }

    @Test
    void aListIsTriedInOrderAndAgainUntilOneIsThere() {
        CompletableFuture<ConnectionManager.ActiveConnection<Boolean>> live =
                link("one", "two").active("create");
        assertThat(doors.tried).containsExactly("one", "two");
        scheduler.advance(Duration.ofSeconds(2));
        assertThat(live).isNotDone();

        doors.open = "two";
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(Outcome.of(live).uri()).hasHost("two");
        assertThat(doors.tried.size()).isGreaterThan(6);
    }

    @Test
    void pausesGrowAndEndWithTheConnectTimeout() {
        CompletableFuture<ConnectionManager.ActiveConnection<Boolean>> live =
                link("one", "two").active("create");
        scheduler.advance(CONNECT_TIMEOUT);

        assertThat(failure(live, JanusConnectException.class)).hasMessageContaining("two");
        int rounds = doors.when.size() / 2;
        List<Long> pauses = new ArrayList<>();
        for (int round = 1; round < rounds; round++) {
            pauses.add((doors.when.get(2 * round) - doors.when.get(2 * round - 1)) / 1_000_000);
        }
        // Each is between half of its limit and the limit: 100, 200, 400, 800, then always 1000 ms.
        for (int i = 0; i < pauses.size(); i++) {
            long limit = Math.min(1000, 100L << i);
            assertThat(pauses.get(i)).as("pause %d of %s", i, pauses).isBetween(limit / 2, limit);
        }
        assertThat(pauses).hasSizeGreaterThan(5);

        scheduler.advance(CONNECT_TIMEOUT);
        assertThat(doors.when).hasSize(2 * rounds);
    }

    @Test
    void aSingleAddressIsTriedOnce() {
        failure(link("one").active("create"), JanusConnectException.class);
        assertThat(doors.tried).containsExactly("one");
    }

    @Test
    void whoeverHasPausesOfHisOwnIsNotifiedAfterOneRound() {
        failure(link("one", "two").activeWithoutRetry("recovery"), JanusConnectException.class);
        assertThat(doors.tried).containsExactly("one", "two");
    }

    @Test
    void aLinkThatIsClosedInAPauseTriesNoMore() {
        ConnectionManager<Boolean> link = link("one", "two");
        CompletableFuture<ConnectionManager.ActiveConnection<Boolean>> live = link.active("create");

        link.close();
        doors.open = "one";
        scheduler.advance(CONNECT_TIMEOUT);

        failure(live, JanusClosedException.class);
        assertThat(doors.tried).containsExactly("one", "two");
    }

    @Test
    void theNextConnectionBeginsWithTheAddressThatServedLast() {
        ConnectionManager<Boolean> link = link("one", "two");
        doors.open = "two";
        Outcome.of(link.active("create")).connection().close();
        doors.tried.clear();

        Outcome.of(link.active("create"));

        assertThat(doors.tried).containsExactly("two");
    }

    /** What a system without threads or file descriptors makes of any factory. */
    @Test
    void aFactoryThatThrowsAnythingIsAnAttemptThatFailed() {
        List<Throwable> thrown = List.of(
                new OutOfMemoryError("unable to create native thread"),
                new NoClassDefFoundError("io/netty/Gone"),
                new IllegalStateException("no selector"));
        for (Throwable failure : thrown) {
            doors.tried.clear();
            doors.throwing = failure;
            CompletableFuture<ConnectionManager.ActiveConnection<Boolean>> live =
                    link("one", "two").active("create");
            assertThat(doors.tried).containsExactly("one", "two");

            doors.throwing = null;
            doors.open = "one";
            scheduler.advance(CONNECT_TIMEOUT);

            assertThat(Outcome.of(live).uri()).hasHost("one");
        }
        doors.throwing = thrown.get(0);
        assertThat(failure(link("one").active("create"), JanusConnectException.class))
                .hasMessageContaining("unable to create native thread");
    }
}
