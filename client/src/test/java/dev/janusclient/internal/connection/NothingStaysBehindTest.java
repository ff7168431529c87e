// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.Backlog;
import dev.janusclient.CoreEvent;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What comes in numbers leaves nothing behind and loses nothing. {@code -Djanus.scale=50} runs the numbers that are claimed:
 * 8 times 100,000 requests of as many threads, 1,000,000 transactions, 100,000 sessions and 10,000 reconnects.
 */
@Timeout(600)
class NothingStaysBehindTest {
    private static final int SCALE = Integer.getInteger("janus.scale", 1);
    private static final int THREADS = 8;

    private final QuickJanus janus = new QuickJanus();

    private JanusClient client() {
        JanusClientOptions options = JanusClientOptions.builder()
                .recovery(RecoveryOptions.disabled())
                .backlog(Backlog.dropOldest(10_000_000))
                .build();
        return JanusClient.create(URI.create("ws://janus.test"), options, janus);
    }

    private static RawJson body(long n) {
        return RawJson.of("{\"request\":\"n\",\"n\":" + n + "}");
    }

    @Test
    void eightThreadsLoseNothingAndEachHandleHearsItsEventsInOrder() throws Exception {
        int each = 2_000 * SCALE;
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try (JanusClient client = client()) {
            JanusSession session = Outcome.of(client.createSession());
            AtomicLong heard = new AtomicLong();
            AtomicBoolean inOrder = new AtomicBoolean(true);
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                JanusEchoTestPlugin handle = Outcome.of(session.attach(JanusEchoTestPlugin.TYPE));
                AtomicLong last = new AtomicLong();
                handle.on(EchoTestEvent.Unknown.class, event -> {
                    // What answers a request comes in the requests' order, which is no event's of its own.
                    long n = Objects.requireNonNull(event.data().member("n")).asLong();
                    if (n > 0) {
                        inOrder.compareAndSet(true, n > last.getAndSet(n));
                        heard.incrementAndGet();
                    }
                });
                tasks.add(() -> answered(handle, each));
            }
            int answered = 0;
            for (Future<Integer> task : pool.invokeAll(tasks)) {
                answered += task.get();
            }
            assertThat(answered).isEqualTo(THREADS * each);
            await().until(() -> heard.get() == (long) THREADS * each);
            assertThat(inOrder).isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    /** Asks with numbers below zero, a thousand at a time, and counts the answers with the same number. */
    private static int answered(JanusEchoTestPlugin handle, int times) {
        int right = 0;
        for (int first = 1; first <= times; first += 1_000) {
            List<CompletableFuture<RawJson>> answers = new ArrayList<>();
            for (int n = first; n < first + 1_000; n++) {
                answers.add(handle.message(body(-n), null));
            }
            for (int n = first; n < first + 1_000; n++) {
                right += Objects.requireNonNull(answers.get(n - first).join().member("n"))
                                        .asLong()
                                == -n
                        ? 1
                        : 0;
            }
        }
        return right;
    }

    @Test
    void transactionsLeaveNothing() {
        try (JanusClient client = client()) {
            JanusEchoTestPlugin handle =
                    Outcome.of(Outcome.of(client.createSession()).attach(JanusEchoTestPlugin.TYPE));
            handle.on(EchoTestEvent.class, event -> {});
            growsByLessThan(2_000_000, 20_000 * SCALE / 64, round -> {
                List<CompletableFuture<RawJson>> answers = new ArrayList<>();
                for (int n = 0; n < 64; n++) {
                    answers.add(handle.message(body(-1), null));
                }
                answers.forEach(CompletableFuture::join);
            });
            assertThat(FakeJanus.entries(client)).isEqualTo(2);
        }
    }

    @Test
    void sessionsLeaveNothing() {
        try (JanusClient client = client()) {
            growsByLessThan(2_000_000, 2_000 * SCALE, round -> {
                JanusSession session = client.createSession().join();
                JanusEchoTestPlugin handle =
                        session.attach(JanusEchoTestPlugin.TYPE).join();
                handle.on(EchoTestEvent.class, event -> {});
                handle.message(body(-1), null).join();
                session.destroy().join();
            });
            assertThat(FakeJanus.entries(client)).isZero();
        }
    }

    @Test
    void reconnectsLeaveNothing() {
        try (JanusClient client = client()) {
            growsByLessThan(2_000_000, 200 * SCALE, round -> {
                JanusSession session = client.createSession().join();
                CompletableFuture<CoreEvent.ConnectionLost> lost = new CompletableFuture<>();
                session.on(CoreEvent.ConnectionLost.class, lost::complete);
                janus.breakConnection();
                lost.join();
            });
            assertThat(FakeJanus.entries(client)).isZero();
        }
    }

    /** Does something a tenth of the times to warm up, then the rest; heap and threads have to end where they began. */
    private static void growsByLessThan(long bytes, int times, IntConsumer task) {
        for (int n = 0; n < times / 10; n++) {
            task.accept(n);
        }
        long heap = heap(Long.MAX_VALUE);
        int threads = Thread.activeCount();
        for (int n = times / 10; n < times; n++) {
            task.accept(n);
        }
        // A worker that was needed for a moment stays for ten seconds.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(heap(heap + bytes)).as("heap").isLessThan(heap + bytes);
            assertThat(Thread.activeCount()).as("threads").isLessThanOrEqualTo(threads + 2);
        });
    }

    /** The heap in use after a collection; asked again as long as it is over what is hoped for. */
    private static long heap(long hoped) {
        Runtime runtime = Runtime.getRuntime();
        long used;
        int looks = 0;
        do {
            runtime.gc();
            used = runtime.totalMemory() - runtime.freeMemory();
        } while (used > hoped && ++looks < 3);
        return used;
    }
}
