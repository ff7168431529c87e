// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks;

import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.testkit.Browser;
import dev.janusclient.testkit.CrowdedGateway;
import dev.janusclient.tools.console.Console;
import dev.janusclient.tools.console.JanusView;
import dev.janusclient.tools.model.EventFile;
import dev.janusclient.tools.model.Server;
import dev.janusclient.tools.model.ServerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the console's page takes in Chromium: the time from frame to frame and the memory, with 10,000 sessions and 100 events a second,
 * beside the same page with 10 sessions and no events. The server is a stub. Each view is used for a while, by turning its pages, and
 * all of them several times.
 */
public final class ConsoleBenchmark {
    private static final int FEW = 10;
    private static final int MANY = 10_000;
    private static final int EVENTS_PER_SECOND = 100;
    private static final int TICKS_PER_SECOND = 10;
    private static final double FRAME_LIMIT_MILLIS = 100;
    private static final long MAX_EVENT_BYTES = 64L << 20;
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(1);

    private static final List<String> VIEWS = List.of("sessions", "handles", "calls", "owners", "call/call-7");

    /** A function of a view and milliseconds: a promise for the times between frames while the view is used. */
    private static final String USE =
            """
            (async (view, millis) => {
              location.hash = '#/' + view
              const frames = []
              const begun = performance.now()
              let last = begun
              let turned = begun
              while (last - begun < millis) {
                const now = await new Promise(requestAnimationFrame)
                frames.push(now - last)
                last = now
                if (now - turned > 1000) {
                  turned = now
                  const buttons = [...document.querySelectorAll('.pages button')]
                  const next = buttons.find((each) => each.textContent === 'Next')
                  if (next) (next.disabled ? buttons[0] : next).click()
                }
              }
              return { frames: frames.slice(1), nodes: document.getElementsByTagName('*').length }
            })""";

    private final int rounds;
    private final int millis;

    private ConsoleBenchmark(boolean quick) {
        rounds = quick ? 2 : 5;
        millis = quick ? 3_000 : 10_000;
    }

    /** With {@code --quick}: less often, and for a shorter time. */
    public static void main(String[] args) throws IOException {
        new ConsoleBenchmark(List.of(args).contains("--quick")).run();
    }

    /** @param nodes the most elements that the page had */
    private record Use(List<Double> frames, long nodes) {}

    private void run() throws IOException {
        System.out.printf(
                "%-42s %8s %8s %8s %8s %9s%n", "frame to frame, in ms", "frames", "p50", "p99", "max", "elements");
        measure(FEW, 0);
        measure(MANY, EVENTS_PER_SECOND);
    }

    private void measure(int sessions, int eventsPerSecond) throws IOException {
        Path folder = Files.createTempDirectory("console-bench-");
        Path file = folder.resolve("events");
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        try (CrowdedGateway gateway = CrowdedGateway.start(sessions);
                EventFile events = new EventFile(file, MAX_EVENT_BYTES);
                Server server = new Server(new ServerAddress(
                        gateway.uri().toString(),
                        gateway.adminUri().toString(),
                        null,
                        null,
                        Secret.of("any"),
                        REQUEST_TIMEOUT));
                Console console = Console.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        null,
                        new JanusView(server, file, null));
                Browser browser = Browser.open(console.uri())) {
            AtomicLong written = new AtomicLong();
            for (int i = 0; i < 100; i++) {
                events.append(RawJson.of(gateway.event(written.getAndIncrement())));
            }
            if (eventsPerSecond > 0) {
                var unused = writer.scheduleAtFixedRate(
                        () -> {
                            for (int i = 0; i < eventsPerSecond / TICKS_PER_SECOND; i++) {
                                events.append(RawJson.of(gateway.event(written.getAndIncrement())));
                            }
                        },
                        0,
                        1_000 / TICKS_PER_SECOND,
                        TimeUnit.MILLISECONDS);
            }
            show(sessions + " sessions, " + eventsPerSecond + " events/s", browser);
            stop(writer);
        } finally {
            writer.shutdownNow();
            for (String name : List.of("events", "events.1")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.delete(folder);
        }
    }

    private static void stop(ScheduledExecutorService writer) {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the events are still written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(String subject, Browser browser) {
        List<String> heaps = new ArrayList<>();
        double longest = 0;
        List<Use> uses = new ArrayList<>();
        VIEWS.forEach(view -> uses.add(new Use(new ArrayList<>(), 0)));
        // The first round is not counted: the page is being compiled.
        for (int round = 0; round <= rounds; round++) {
            for (int view = 0; view < VIEWS.size(); view++) {
                Use use = use(browser, VIEWS.get(view));
                if (round > 0) {
                    Use before = uses.get(view);
                    before.frames().addAll(use.frames());
                    uses.set(view, new Use(before.frames(), Math.max(before.nodes(), use.nodes())));
                }
            }
            heaps.add(String.format(Locale.ROOT, "%.1f", browser.heapBytes() / 1e6));
        }
        for (int view = 0; view < VIEWS.size(); view++) {
            List<Double> sorted = new ArrayList<>(uses.get(view).frames());
            Collections.sort(sorted);
            longest = Math.max(longest, percentile(sorted, 100));
            System.out.printf(
                    Locale.ROOT,
                    "%-42s %8d %8.1f %8.1f %8.1f %9d%n",
                    subject + ", " + VIEWS.get(view),
                    sorted.size(),
                    percentile(sorted, 50),
                    percentile(sorted, 99),
                    percentile(sorted, 100),
                    uses.get(view).nodes());
        }
        System.out.printf(
                Locale.ROOT,
                "%s: the longest frame took %.1f ms, %s %.0f; heap after each round, in MB: %s%n%n",
                subject,
                longest,
                longest <= FRAME_LIMIT_MILLIS ? "within" : "MORE THAN",
                FRAME_LIMIT_MILLIS,
                String.join(" ", heaps));
    }

    private Use use(Browser browser, String view) {
        RawJson result = browser.run(USE + "('" + view + "', " + millis + ")");
        List<Double> frames = new ArrayList<>();
        RawJson all = result.member("frames");
        if (all != null) {
            all.elements().forEach(each -> frames.add(Double.parseDouble(each.toString())));
        }
        RawJson nodes = result.member("nodes");
        return new Use(frames, nodes == null ? 0 : nodes.asLong());
    }

    private static double percentile(List<Double> sorted, int percent) {
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
