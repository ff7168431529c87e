// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The invariants that the leader pool has beyond the contract. */
class LeaderPoolTest extends WorkersContract {
    LeaderPoolTest() {
        super(LeaderPool::new);
    }

    @Test
    void theThreadThatReadRunsTheTasks() {
        workers.register(source);
        int itself = 0;
        for (int n = 0; n < 100; n++) {
            CompletableFuture<Thread> runner = new CompletableFuture<>();
            Thread reader = source.receive(() -> tell(runner)).join();
            itself += runner.join() == reader ? 1 : 0;
        }
        // A busy machine may keep one of them waiting for so long that another worker is started.
        assertThat(itself).isGreaterThan(90);
    }

    @Test
    void onlyTheLastTaskOfAWorkerIsTheLast() {
        workers.register(source);
        CompletableFuture<Boolean> first = new CompletableFuture<>();
        CompletableFuture<Boolean> last = new CompletableFuture<>();
        CompletableFuture<Boolean> polling = new CompletableFuture<>();
        source.arrive(() -> {
            workers.execute(() -> first.complete(workers.runsLastTask()));
            workers.execute(() -> last.complete(workers.runsLastTask()));
            polling.complete(workers.runsLastTask());
        });
        assertThat(polling.join()).isFalse();
        assertThat(first.join()).isFalse();
        assertThat(last.join()).isTrue();
        assertThat(workers.runsLastTask()).isFalse();
    }

    @Test
    void aBatchIsSubmittedAtItsEnd() {
        CompletableFuture<Thread> first = new CompletableFuture<>();
        CompletableFuture<Thread> second = new CompletableFuture<>();
        CompletableFuture<Thread> fromElsewhere = new CompletableFuture<>();
        workers.beginBatch();
        workers.execute(() -> tell(first));
        workers.execute(() -> tell(second));
        // Another thread's tasks do not wait for this batch, and run before it.
        new Thread(() -> workers.execute(() -> tell(fromElsewhere))).start();
        fromElsewhere.join();
        assertThat(first).isNotDone();
        workers.endBatch();
        assertThat(first.join()).isSameAs(second.join());
        CompletableFuture<Thread> after = new CompletableFuture<>();
        workers.execute(() -> tell(after));
        after.join();
    }
}
