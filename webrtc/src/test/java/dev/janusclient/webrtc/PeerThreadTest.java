// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerThreadTest {
    private final ExecutorService callbacks = Executors.newCachedThreadPool();
    private final PeerThread thread = new PeerThread(callbacks);

    @AfterEach
    void stop() {
        thread.stop();
        callbacks.shutdownNow();
    }

    @Test
    void aPromiseBreaksAtItsDeadline() {
        CompletableFuture<String> given = thread.handOut(thread.promise("waiting", Duration.ofMillis(20)));
        assertThatThrownBy(given::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebRtcException.class)
                .hasMessageContaining("waiting: not within 20 ms");
    }

    @Test
    void aPromiseBreaksWhenThePeerIsClosedBeforeOrAfter() {
        CompletableFuture<String> before = thread.handOut(thread.promise("waiting", Duration.ofHours(1)));
        thread.stop();
        CompletableFuture<String> after = thread.handOut(thread.promise("waiting", Duration.ofHours(1)));
        assertThatThrownBy(before::join).hasMessageContaining("the peer is closed");
        assertThatThrownBy(after::join).hasMessageContaining("waiting: the peer is closed");
    }

    @Test
    void whatIsQueuedWhenThePeerIsClosedDoesNotRun() {
        CompletableFuture<String> late = new CompletableFuture<>();
        thread.execute(() -> {
            thread.execute(() -> late.complete("ran"));
            thread.stop();
        });
        assertThat(thread.awaitEnd(Duration.ofSeconds(20))).isTrue();
        assertThat(late).isNotDone();
    }

    @Test
    void aUserWhoBlocksInACallbackHoldsUpNeitherDeadlinesNorTasks() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> first = thread.promise("first", Duration.ofHours(1));
        CompletableFuture<Void> blocked = thread.handOut(first).thenAccept(value -> {
            // Waits for something of the same peer from inside a callback.
            assertThatThrownBy(() -> thread.handOut(thread.promise("second", Duration.ofMillis(10)))
                            .join())
                    .hasMessageContaining("second");
            release.countDown();
        });
        thread.execute(() -> first.complete("done"));
        assertThat(release.await(5, TimeUnit.SECONDS)).isTrue();
        blocked.join();
    }

    @Test
    void cancellingWhatWasHandedOutLeavesThePromiseAlone() {
        CompletableFuture<String> promise = thread.promise("waiting", Duration.ofHours(1));
        assertThat(thread.handOut(promise).cancel(true)).isTrue();
        assertThat(promise).isNotDone();
    }

    @Test
    void tellsInOrderOneAtATimeAndWhatCameBeforeTheListener() {
        Events<Integer> events = new Events<>(thread);
        List<Integer> received = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 500; i++) {
            events.emit(i);
        }
        events.on(event -> {
            received.add(event);
            if (event == 3) {
                throw new IllegalStateException("a listener of the user failed");
            }
        });
        for (int i = 500; i < 1_000; i++) {
            events.emit(i);
        }
        await().until(() -> received.size() == 1_000);
        assertThat(received).isSorted();
    }

    @Test
    void completesFuturesEvenAfterTheUsersExecutorIsGone() {
        callbacks.shutdownNow();
        CompletableFuture<String> promise = thread.promise("waiting", Duration.ofHours(1));
        CompletableFuture<String> given = thread.handOut(promise);
        promise.complete("done");
        assertThat(given).isCompletedWithValue("done");
    }
}
