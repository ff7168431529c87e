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
        assertThat(itself).isGreaterThan(50);
    }

    @Test
    void onlyTheLastTaskOfAWorkerIsTheLast() {
        workers.register(source);
        boolean sameWorker = false;
        for (int n = 0; n < 100 && !sameWorker; n++) {
            CompletableFuture<Ran> polling = new CompletableFuture<>();
            CompletableFuture<Ran> first = new CompletableFuture<>();
            CompletableFuture<Ran> last = new CompletableFuture<>();
            source.arrive(() -> {
                workers.execute(() -> first.complete(ran()));
                workers.execute(() -> last.complete(ran()));
                polling.complete(ran());
            });
            // On a busy machine another worker may be started for one of them.
            sameWorker = first.join().by().equals(last.join().by());
            assertThat(polling.join().asLast()).isFalse();
            assertThat(sameWorker && first.join().asLast()).isFalse();
            assertThat(last.join().asLast()).isTrue();
        }
        assertThat(sameWorker).isTrue();
        assertThat(workers.runsLastTask()).isFalse();
    }

    private record Ran(Thread by, boolean asLast) {}

    private Ran ran() {
        return new Ran(Thread.currentThread(), workers.runsLastTask());
    }

    @Test
    void aBatchIsSubmittedAtItsEnd() {
        boolean sameWorker = false;
        for (int n = 0; n < 100 && !sameWorker; n++) {
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
            // On a busy machine another worker may be started for the second one.
            sameWorker = first.join().equals(second.join());
        }
        assertThat(sameWorker).isTrue();
        CompletableFuture<Thread> after = new CompletableFuture<>();
        workers.execute(() -> tell(after));
        after.join();
    }
}
