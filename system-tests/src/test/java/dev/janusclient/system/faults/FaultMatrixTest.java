package dev.janusclient.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.testkit.EventCollector;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LeakCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every trouble of a connection at every moment with every plugin, against the real Janus: every future ends; what the
 * outcome says agrees with the Admin API; no event is told twice or out of order; no request is sent twice; no thread and no
 * entry is left.
 *
 * <p>Cells mostly wait, so many of them run at a time. {@code -Dfault.cells="SIP, RINGING.*"} runs only some.
 */
class FaultMatrixTest {
    private static final int AT_A_TIME = 12;

    private static final EventCollector EVENTS = EventCollector.start();

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(Ground.server().eventHandler("sample", EVENTS.config()));

    private static final Map<Cell, CompletableFuture<String>> RUNNING = new ConcurrentHashMap<>();
    private static LeakCheck threads;
    private static Ground ground;
    private static ExecutorService runners;
    private static long began;

    @BeforeAll
    static void allCellsBegin(JanusServer janus) {
        began = System.nanoTime();
        threads = LeakCheck.ofThreads("janus-client-", "fault-proxy");
        ground = new Ground(janus, EVENTS);
        runners = Executors.newFixedThreadPool(AT_A_TIME);
        for (Cell cell : meaningful()) {
            RUNNING.put(cell, CompletableFuture.supplyAsync(() -> CellRun.of(cell, ground), runners));
        }
    }

    @AfterAll
    @SuppressWarnings("SystemOut") // the figures are for whoever runs this
    static void nothingIsLeft() {
        Map<String, Integer> ended = new TreeMap<>();
        int green = 0;
        for (CompletableFuture<String> run : RUNNING.values()) {
            boolean failed = run.isCompletedExceptionally();
            green += failed ? 0 : 1;
            ended.merge(failed ? "red" : run.join(), 1, Integer::sum);
        }
        System.out.println("fault matrix: cells run " + RUNNING.size() + ", cells green " + green + ", meaningless "
                + Cell.all().stream()
                        .filter(cell -> cell.meaningless().isPresent())
                        .count() + ", in "
                + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + " s; " + ended);
        if (!JANUS.server().isAlive()) {
            System.out.println("Janus ended: " + JANUS.server().logTail(80));
        }
        runners.shutdownNow();
        ground.close();
        EVENTS.close();
        threads.assertNothingLeaked(Duration.ofSeconds(10));
    }

    private static List<Cell> meaningful() {
        return Cell.all().stream()
                .filter(cell -> cell.meaningless().isEmpty()
                        && cell.toString().matches(System.getProperty("fault.cells", ".*")))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> cells() {
        return meaningful().stream()
                .map(cell -> DynamicTest.dynamicTest(cell.toString(), () -> assertThat(
                                Objects.requireNonNull(RUNNING.get(cell)).get(120, TimeUnit.SECONDS))
                        .isNotBlank()));
    }
}
