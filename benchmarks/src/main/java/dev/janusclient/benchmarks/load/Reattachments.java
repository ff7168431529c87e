// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.netty.NettyWebSocketFactory;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.testkit.FrameRecorder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Taking a session over against making one, on the real Janus: claim + re-attach beside create + attach, in turns, and the
 * bytes that each puts on the wire.
 */
final class Reattachments {
    private static final int WARM_UP = 300;

    private final Report report;
    private final Map<String, List<Double>> micros = new LinkedHashMap<>();

    Reattachments(Report report) {
        this.report = report;
    }

    void run() {
        int rounds = report.quick() ? 300 : 1_000;
        try (RealJanus server = RealJanus.start()) {
            FrameRecorder makerFrames = new FrameRecorder(new NettyWebSocketFactory());
            FrameRecorder takerFrames = new FrameRecorder(new NettyWebSocketFactory());
            try (JanusClient maker = JanusClient.create(server.uri(), JanusClientOptions.defaults(), makerFrames);
                    JanusClient taker = JanusClient.create(server.uri(), JanusClientOptions.defaults(), takerFrames)) {
                maker.connect().join();
                taker.connect().join();
                for (int round = -WARM_UP; round < rounds; round++) {
                    round(maker, taker, round >= 0);
                }
                print(server, WARM_UP + rounds, makerFrames, takerFrames);
            }
        }
    }

    private void round(JanusClient maker, JanusClient taker, boolean counts) {
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

        if (counts) {
            note("create", start, created);
            note("attach", created, attached);
            note("create + attach", start, attached);
            note("claim", attached, claimed);
            note("re-attach", claimed, reattached);
            note("claim + re-attach", attached, reattached);
        }
        taken.destroy().join();
    }

    private void note(String name, long from, long to) {
        micros.computeIfAbsent(name, key -> new ArrayList<>()).add((to - from) / 1e3);
    }

    private void print(RealJanus server, int rounds, FrameRecorder makerFrames, FrameRecorder takerFrames) {
        Map<String, Double> bytes = new LinkedHashMap<>();
        bytes.put("create", sent(makerFrames, "create") / rounds);
        bytes.put("attach", sent(makerFrames, "attach") / rounds);
        bytes.put("create + attach", (sent(makerFrames, "create") + sent(makerFrames, "attach")) / rounds);
        bytes.put("claim", sent(takerFrames, "claim") / rounds);
        // Whatever the taker sent that is not a part of something else.
        double more = sent(takerFrames, "")
                - sent(takerFrames, "info")
                - sent(takerFrames, "claim")
                - sent(takerFrames, "destroy")
                - sent(takerFrames, "keepalive");
        bytes.put("re-attach", more / rounds);
        bytes.put("claim + re-attach", (sent(takerFrames, "claim") + more) / rounds);

        report.say("%nTaking a session over against making one; %s", server);
        report.say("  %-22s %10s %10s %12s", "", "p50 µs", "p99 µs", "bytes sent");
        micros.forEach((name, all) -> report.say(
                "  %-22s %10.1f %10.1f %12.0f",
                name, Table.percentile(all, 50), Table.percentile(all, 99), bytes.getOrDefault(name, Double.NaN)));
        report.target("re-attach: × the time of an attach (p50)", p50("re-attach") / p50("attach"), 1 / 50.0);
        report.target("re-attach: bytes on the wire", bytes.getOrDefault("re-attach", Double.NaN), 0);
    }

    private double p50(String name) {
        return Table.percentile(micros.getOrDefault(name, List.of()), 50);
    }

    /** The bytes of all requests of a kind, or of all kinds. */
    private static double sent(FrameRecorder frames, String kind) {
        return frames.sent().stream()
                .filter(frame -> kind.isEmpty() || frame.contains("\"janus\":\"" + kind + "\""))
                .mapToInt(frame -> frame.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
