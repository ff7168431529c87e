// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.longpoll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a transport one of whose exchanges has failed. */
class ReachabilityTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] PONG = "{\"janus\":\"pong\"}".getBytes(UTF_8);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final BlockingQueue<HttpExchanges.Outcome> pings = new LinkedBlockingQueue<>();
    private final List<String> found = new CopyOnWriteArrayList<>();
    private final Reachability reachability =
            new Reachability(new Server(), "/janus", thread, new Found(), new FailureRun(3, 10_000));

    @AfterEach
    void end() {
        thread.shutdownNow();
    }

    private final class Server implements HttpExchanges {
        @Override
        public Exchange post(String path, byte[] json, long limitMillis, Outcome outcome) {
            pings.add(outcome);
            return () -> {};
        }

        @Override
        public Exchange get(String path, long limitMillis, Outcome outcome) {
            throw new AssertionError("it only pings");
        }

        @Override
        public String explain(Throwable failure) {
            return String.valueOf(failure.getMessage());
        }

        @Override
        public void close() {}
    }

    private final class Found implements Reachability.Listener {
        @Override
        public void heard() {
            found.add("heard");
        }

        @Override
        public void badAnswer(int status) {
            found.add("bad " + status);
        }

        @Override
        public void broken(Throwable cause) {
            found.add("broken " + cause.getMessage());
        }
    }

    private void check(String name) {
        CompletableFuture.runAsync(() -> reachability.check(() -> found.add(name)), thread)
                .join();
    }

    private HttpExchanges.Outcome ping() throws InterruptedException {
        return Objects.requireNonNull(pings.poll(SOON.toSeconds(), TimeUnit.SECONDS), "no ping");
    }

    private void answer(int status) throws InterruptedException {
        HttpExchanges.Outcome ping = ping();
        CompletableFuture.runAsync(() -> ping.answered(status, PONG), thread).join();
    }

    private void fail() throws InterruptedException {
        HttpExchanges.Outcome ping = ping();
        CompletableFuture.runAsync(() -> ping.failed(new IOException("refused")), thread)
                .join();
    }

    @Test
    void whoAsksDuringAPingWaitsForTheNextOne() throws InterruptedException {
        check("one");
        check("two");
        check("three");
        answer(200);
        assertThat(found).containsExactly("heard", "one");
        answer(200);
        assertThat(found).containsExactly("heard", "one", "heard", "two", "three");
        assertThat(pings).isEmpty();
    }

    @Test
    void oneCutIsForgivenTwoAreABrokenConnection() throws InterruptedException {
        check("one");
        fail();
        answer(200);
        assertThat(found).containsExactly("heard", "one");

        check("two");
        fail();
        fail();
        assertThat(found).containsExactly("heard", "one", "broken refused");
    }

    @Test
    void aProxyThatIsBusyIsAskedAgainAndNotForEver() throws InterruptedException {
        check("one");
        answer(503);
        answer(429);
        answer(200);
        assertThat(found).containsExactly("heard", "one");

        check("two");
        for (int refusals = 1; refusals <= 4; refusals++) {
            answer(502);
        }
        assertThat(found.get(2)).startsWith("broken").contains("502");
    }

    @Test
    void aStatusThatSaysThatThisIsNotJanusEndsTheTransport() throws InterruptedException {
        check("one");
        answer(302);
        assertThat(found).containsExactly("bad 302");
    }
}
