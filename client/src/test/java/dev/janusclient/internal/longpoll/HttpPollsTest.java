// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.longpoll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.transport.HttpLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose turn it is to be asked for, and what becomes of what is refused. */
class HttpPollsTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String NOTHING = "{\"janus\":\"keepalive\"}";
    private static final String FULL = "[" + String.join(",", Collections.nCopies(20, "{\"janus\":\"event\"}")) + "]";

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Server server = new Server();
    private final Heard heard = new Heard();

    @AfterEach
    void end() {
        thread.shutdownNow();
    }

    /** Holds what it is asked until a test answers it. */
    private static final class Server implements HttpExchanges {
        final List<String> asked = new CopyOnWriteArrayList<>();
        final Map<String, Outcome> waiting = new ConcurrentHashMap<>();

        @Override
        public Exchange post(String path, byte[] json, long limitMillis, Outcome outcome) {
            throw new AssertionError("nobody sends");
        }

        @Override
        public Exchange get(String path, long limitMillis, Outcome outcome) {
            asked.add(path);
            String session = path.replaceAll("\\?.*", "");
            waiting.put(session, outcome);
            return () -> waiting.remove(session);
        }

        @Override
        public String explain(Throwable failure) {
            return String.valueOf(failure.getMessage());
        }

        @Override
        public void close() {}
    }

    private static final class Heard implements HttpPolls.Sink {
        final List<String> received = new CopyOnWriteArrayList<>();
        final AtomicInteger checks = new AtomicInteger();

        @Override
        public void heard() {}

        @Override
        public void message(byte[] json) {
            received.add(new String(json, UTF_8));
        }

        @Override
        public void sessionLost(long sessionId, int code, String reason) {
            received.add("lost " + sessionId + " " + code);
        }

        @Override
        public void badAnswer(String detail, @Nullable Throwable cause) {
            received.add("bad " + detail);
        }

        @Override
        public void broken(Throwable cause) {
            received.add("broken " + cause.getMessage());
        }

        @Override
        public void ifReachable(Runnable reachable) {
            checks.incrementAndGet();
            reachable.run();
        }
    }

    private HttpPolls polls(int atOnce, Supplier<Map<String, String>> credentials) {
        return new HttpPolls(
                server,
                "/janus",
                new HttpLimits(atOnce, 1, 20),
                credentials,
                thread,
                heard,
                () -> new PollPace(new FailureRun(3, 10_000)));
    }

    /** Does something where everything happens. */
    private void run(Runnable task) {
        CompletableFuture.runAsync(task, thread).join();
    }

    private void answer(long session, int status, String body) {
        run(() -> Objects.requireNonNull(server.waiting.remove("/janus/" + session))
                .answered(status, body.getBytes(UTF_8)));
    }

    private void fail(long session, Throwable cause) {
        run(() -> Objects.requireNonNull(server.waiting.remove("/janus/" + session))
                .failed(cause));
    }

    private void asked(int times) {
        Awaitility.await().atMost(SOON).until(() -> server.asked.size() == times);
    }

    private static List<String> paths(long... sessions) {
        List<String> all = new ArrayList<>();
        for (long session : sessions) {
            all.add("/janus/" + session + "?maxev=20");
        }
        return all;
    }

    @Test
    void moreSessionsThanPlacesTakeTurns() {
        HttpPolls polls = polls(2, Map::of);
        run(() -> List.of(1L, 2L, 3L, 4L).forEach(polls::open));
        assertThat(server.asked).isEqualTo(paths(1, 2));

        answer(1, 200, FULL);
        assertThat(server.asked).isEqualTo(paths(1, 2, 3));
        answer(3, 200, FULL);
        answer(4, 200, FULL);
        answer(2, 200, FULL);
        assertThat(server.asked).isEqualTo(paths(1, 2, 3, 4, 1, 3));
        assertThat(server.waiting.keySet()).containsExactlyInAnyOrder("/janus/1", "/janus/3");
    }

    @Test
    void aSessionThatIsClosedGivesItsPlaceAway() {
        HttpPolls polls = polls(1, Map::of);
        run(() -> List.of(1L, 2L, 3L).forEach(polls::open));
        run(() -> polls.close(2));
        run(() -> polls.close(1));
        assertThat(server.asked).isEqualTo(paths(1, 3));
    }

    @Test
    void aSessionThatIsOpenedTwiceIsAskedForOnce() {
        HttpPolls polls = polls(2, Map::of);
        run(() -> List.of(1L, 1L).forEach(polls::open));
        assertThat(server.asked).isEqualTo(paths(1));
    }

    @Test
    void aClaimDoesNotWaitForAPlace() {
        HttpPolls polls = polls(1, Map::of);
        CompletableFuture<Void> settled = new CompletableFuture<>();
        run(() -> polls.open(1));
        run(() -> polls.beforeClaim(2, () -> settled.complete(null)));
        assertThat(server.asked).isEqualTo(paths(1, 2));
        Awaitility.await().atMost(SOON).until(settled::isDone);
    }

    @Test
    void eventsOfOneAnswerAreDeliveredInOrderAndThoseThatSayNothingAreNot() {
        HttpPolls polls = polls(1, Map::of);
        run(() -> polls.open(1));
        answer(1, 200, NOTHING);
        asked(2);
        answer(1, 200, "[{\"janus\":\"event\",\"n\":1},{\"janus\":\"event\",\"n\":2}]");
        assertThat(heard.received).containsExactly("{\"janus\":\"event\",\"n\":1}", "{\"janus\":\"event\",\"n\":2}");
    }

    @Test
    void aSecretIsWrittenAsAnAddressHasIt() {
        HttpPolls polls = polls(1, () -> Map.of("token", "a b&c=d+e"));
        run(() -> polls.open(1));
        assertThat(server.asked).containsExactly("/janus/1?maxev=20&token=a%20b%26c%3Dd%2Be");
    }

    @Test
    void aRefusedPollIsAskedAgainAtOnceIfThereIsAnotherTokenAndElseLater() {
        AtomicReference<String> token = new AtomicReference<>("first");
        HttpPolls polls = polls(1, () -> Map.of("token", token.get()));
        run(() -> polls.open(1));
        token.set("second");
        answer(1, 403, "");
        assertThat(server.asked).containsExactly("/janus/1?maxev=20&token=first", "/janus/1?maxev=20&token=second");

        answer(1, 403, "");
        assertThat(server.asked).hasSize(2);
        Awaitility.await().atMost(SOON).until(() -> server.asked.size() == 3);
        assertThat(heard.received).isEmpty();
    }

    @Test
    void aRefusedPollGivesItsPlaceAwayMeanwhile() {
        HttpPolls polls = polls(1, () -> Map.of("token", "expired"));
        run(() -> List.of(1L, 2L).forEach(polls::open));
        answer(1, 403, "");
        assertThat(server.waiting.keySet()).containsExactly("/janus/2");
    }

    @Test
    void aSourceThatHasNoTokenIsAskedAgain() {
        AtomicReference<@Nullable String> token = new AtomicReference<>();
        HttpPolls polls = polls(1, () -> {
            String now = token.get();
            if (now == null) {
                throw new IllegalStateException("the giver of tokens is out");
            }
            return Map.of("token", now);
        });
        run(() -> polls.open(1));
        assertThat(server.asked).isEmpty();
        token.set("good");
        Awaitility.await().atMost(SOON).until(() -> !server.asked.isEmpty());
        assertThat(server.asked).containsExactly("/janus/1?maxev=20&token=good");
    }

    @Test
    void aSessionThatWasKnownAndIsNotFoundIsLost() {
        HttpPolls polls = polls(1, Map::of);
        run(() -> polls.open(1));
        answer(1, 200, NOTHING);
        asked(2);
        answer(1, 404, "");
        assertThat(heard.received).containsExactly("lost 1 458");
    }

    @Test
    void aPollThatIsAnsweredAtOnceIsRepeatedMoreAndMoreSlowly() {
        HttpPolls polls = polls(1, Map::of);
        run(() -> polls.open(1));
        long begun = System.nanoTime();
        for (int answers = 1; answers <= 5; answers++) {
            answer(1, 200, NOTHING);
            asked(answers + 1);
        }
        // 50, 100, 200, 400 and 800 ms.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(1_550));

        answer(1, 200, FULL);
        assertThat(server.asked).hasSize(7);
    }

    @Test
    void aPollThatAProxyGaveUpIsRepeatedAndOthersGoOn() {
        HttpPolls polls = polls(2, Map::of);
        run(() -> List.of(1L, 2L).forEach(polls::open));
        answer(1, 504, "<html>");
        asked(3);
        fail(1, new IOException("cut"));
        asked(4);
        answer(1, 200, "{\"janus\":\"event\"}");

        assertThat(heard.received).containsExactly("{\"janus\":\"event\"}");
        assertThat(heard.checks).hasValue(2);
        assertThat(server.waiting).containsKey("/janus/2");
    }

    @Test
    void pollsThatFailAtOnceTooOftenEndTheTransport() {
        HttpPolls polls = polls(1, Map::of);
        run(() -> polls.open(1));
        for (int failures = 1; failures <= 3; failures++) {
            answer(1, 502, "");
            asked(failures + 1);
        }
        assertThat(heard.received).isEmpty();
        answer(1, 502, "");
        assertThat(heard.received)
                .singleElement()
                .asString()
                .startsWith("broken")
                .contains("502");
    }

    @Test
    void anEventThatAPollTookThatWasGivenUpIsALostConnection() {
        HttpPolls polls = polls(1, Map::of);
        run(() -> polls.open(1));
        answer(1, 504, "");
        asked(2);
        answer(1, 200, NOTHING);
        assertThat(heard.received)
                .singleElement()
                .asString()
                .startsWith("broken")
                .contains("event");
    }
}
