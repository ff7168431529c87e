// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.testkit.LeakCheck;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every trouble of a connection at every moment with every plugin, against the real Janus: every future ends; what the
 * outcome says agrees with the Admin API; a request whose outcome is unknown is named; no event is told twice or out of order;
 * no request is sent twice; no thread, timer or entry is left.
 *
 * <p>Cells mostly wait, so many of them run at a time. Which ones, {@link Selection} says.
 */
@Tag("sip-tester")
class FaultMatrixTest {
    private static final int AT_A_TIME = 12;

    private static final Map<Cell, CompletableFuture<String>> RUNNING = new LinkedHashMap<>();
    private static LeakCheck threads;
    private static List<String> processes = List.of();
    private static Grounds grounds;
    private static ExecutorService runners;
    private static long began;

    @BeforeAll
    static void allCellsBegin() {
        began = System.nanoTime();
        threads = LeakCheck.ofThreads("janus-client-", "fault-proxy");
        processes = LeakCheck.processes();
        grounds = new Grounds();
        runners = Executors.newFixedThreadPool(AT_A_TIME);
        for (Cell cell : Selection.cells()) {
            RUNNING.put(cell, CompletableFuture.supplyAsync(() -> grounds.run(cell), runners));
        }
    }

    @AfterAll
    @SuppressWarnings("SystemOut") // the figures are for whoever runs this
    static void nothingIsLeft() {
        Results results = new Results();
        RUNNING.forEach(
                (cell, run) -> results.add(cell, run.isDone() && !run.isCompletedExceptionally() ? run.join() : null));
        System.out.println(
                results.toText(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began), grounds.crashes()));
        runners.shutdownNow();
        grounds.close();
        threads.assertNothingLeaked(Duration.ofSeconds(10));
        assertThat(LeakCheck.processes()).as("processes").isEqualTo(processes);
    }

    @TestFactory
    Stream<DynamicTest> cells() {
        return RUNNING.keySet().stream()
                .map(cell -> DynamicTest.dynamicTest(cell.toString(), () -> assertThat(
                                Objects.requireNonNull(RUNNING.get(cell)).get(180, TimeUnit.SECONDS))
                        .isNotBlank()));
    }
}
