package dev.janusclient.benchmarks;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.connection.Transports;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.testkit.FrameRecorder;
import dev.janusclient.testkit.JanusServer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Taking a session over against making one, on the real Janus: claim + re-attach beside create + attach, in turns, and the
 * frames and bytes that each puts on the wire.
 */
public final class ReattachBenchmark {
    private static final int WARM_UP = 200;
    private static final int ROUNDS = 1000;

    private final Map<String, double[]> micros = new LinkedHashMap<>();

    private ReattachBenchmark() {}

    public static void main(String[] args) {
        new ReattachBenchmark().run();
    }

    private void run() {
        try (JanusServer server =
                JanusServer.builder().reclaimSessionTimeout(60).start()) {
            FrameRecorder makerFrames = new FrameRecorder(Transports.forUri(server.uri()));
            FrameRecorder takerFrames = new FrameRecorder(Transports.forUri(server.uri()));
            try (JanusClient maker = JanusClient.create(server.uri(), JanusClientOptions.defaults(), makerFrames);
                    JanusClient taker = JanusClient.create(server.uri(), JanusClientOptions.defaults(), takerFrames)) {
                maker.connect().join();
                taker.connect().join();
                for (int round = -WARM_UP; round < ROUNDS; round++) {
                    round(maker, taker, round);
                }
                print(server, makerFrames, takerFrames);
            }
        }
    }

    private void round(JanusClient maker, JanusClient taker, int round) {
        long start = System.nanoTime();
        JanusSession made = maker.createSession().join();
        long created = System.nanoTime();
        JanusSipPlugin handle = made.attach(JanusSipPlugin.TYPE).join();
        long attached = System.nanoTime();

        JanusSession taken = taker.claimSession(made.id()).join();
        long claimed = System.nanoTime();
        taken.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(handle.handleId()))
                .join();
        long reattached = System.nanoTime();

        if (round >= 0) {
            note("create", round, start, created);
            note("attach", round, created, attached);
            note("create + attach", round, start, attached);
            note("claim", round, attached, claimed);
            note("re-attach", round, claimed, reattached);
            note("claim + re-attach", round, attached, reattached);
        }
        taken.destroy().join();
    }

    private void note(String name, int round, long from, long to) {
        micros.computeIfAbsent(name, key -> new double[ROUNDS])[round] = (to - from) / 1e3;
    }

    private void print(JanusServer server, FrameRecorder makerFrames, FrameRecorder takerFrames) {
        System.out.printf("%s, %d rounds after %d to warm up%n%n", server, ROUNDS, WARM_UP);
        System.out.printf("%-20s %10s %10s   (µs)%n", "", "p50", "p99");
        micros.values().forEach(Arrays::sort);
        micros.forEach((name, sorted) -> System.out.printf(
                Locale.ROOT, "%-20s %10.1f %10.1f%n", name, sorted[ROUNDS / 2], sorted[ROUNDS * 99 / 100]));
        System.out.printf(
                Locale.ROOT,
                "%nclaim + re-attach takes %.2f of create + attach, re-attach %.4f of attach (p50)%n",
                ratio("claim + re-attach", "create + attach"),
                ratio("re-attach", "attach"));
        System.out.printf(
                "frames sent: attach %d, of these for %d re-attachments: %d%n",
                attaches(makerFrames) + attaches(takerFrames), WARM_UP + ROUNDS, attaches(takerFrames));
    }

    private double ratio(String name, String base) {
        return p50(name) / p50(base);
    }

    private double p50(String name) {
        return micros.getOrDefault(name, new double[ROUNDS])[ROUNDS / 2];
    }

    private static long attaches(FrameRecorder frames) {
        return frames.sent().stream()
                .filter(frame -> frame.contains("\"janus\":\"attach\""))
                .count();
    }
}
