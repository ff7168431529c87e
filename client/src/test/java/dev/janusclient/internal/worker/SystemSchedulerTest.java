// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SystemSchedulerTest {
    private final Scheduler scheduler = Scheduler.system();

    @AfterEach
    void noTaskIsLeft() {
        scheduler.close();
        assertThat(scheduler.activeTasks()).isZero();
    }

    @Test
    void aTaskThatThrowsEndsNeitherItsScheduleNorThatOfOthers() {
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        scheduler.every(Duration.ofMillis(1), () -> {
            failures.incrementAndGet();
            throw new IllegalStateException("on purpose");
        });
        scheduler.every(Duration.ofMillis(1), () -> {
            failures.incrementAndGet();
            throw new AssertionError("on purpose");
        });
        scheduler.once(Duration.ofMillis(1), () -> {
            throw new StackOverflowError("on purpose");
        });
        scheduler.every(Duration.ofMillis(1), runs::incrementAndGet);
        await().until(() -> failures.get() > 10 && runs.get() > 10);
        await().until(() -> scheduler.activeTasks() == 3);
    }

    @Test
    void aTaskRunsOnceAndNotAfterItWasCancelled() {
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger cancelledRuns = new AtomicInteger();
        AtomicInteger ticks = new AtomicInteger();
        scheduler.once(Duration.ofMillis(1), runs::incrementAndGet);
        scheduler.once(Duration.ofMillis(50), cancelledRuns::incrementAndGet).cancel();
        scheduler.every(Duration.ofMillis(10), ticks::incrementAndGet);
        await().until(() -> ticks.get() > 10);
        assertThat(runs).hasValue(1);
        assertThat(cancelledRuns).hasValue(0);
    }
}
