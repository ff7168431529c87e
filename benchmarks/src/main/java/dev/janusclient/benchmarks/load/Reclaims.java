// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import dev.janusclient.ConnectionState;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.Subscription;
import dev.janusclient.netty.NettyWebSocketFactory;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import io.netty.buffer.ByteBuf;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * 1,000 sessions with a handle each, on one connection that is cut: how long until all of them are back. Whether Janus or we
 * are the bound is told by sending Janus the same requests, two for each session, from a client that does nothing else.
 */
final class Reclaims {
    private static final int SESSIONS = 1_000;
    private static final int TIMEOUT_SECONDS = 60;
    private static final int WARM_UP = 80;

    private final Report report;
    private final List<Double> waits = new ArrayList<>();
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> bare = new ArrayList<>();
    private final List<Double> ourCpu = new ArrayList<>();
    private final List<Double> janusCpu = new ArrayList<>();

    Reclaims(Report report) {
        this.report = report;
    }

    void run() throws Exception {
        try (RealJanus server = RealJanus.start()) {
            Cutter cutter = new Cutter(new NettyWebSocketFactory());
            try (JanusClient janus = JanusClient.create(server.uri(), JanusClientOptions.defaults(), cutter)) {
                report.progress("making sessions");
                List<JanusEchoTestPlugin> handles = new ArrayList<>();
                for (int i = 0; i < SESSIONS; i++) {
                    JanusSession session = janus.createSession().join();
                    handles.add(session.attach(JanusEchoTestPlugin.TYPE).join());
                }
                int rounds = report.quick() ? 5 : 25;
                for (int round = -WARM_UP; round < rounds; round++) {
                    resume(server, janus, cutter, round >= 0);
                    replay(server, handles, round >= 0);
                }
            }
            print(server);
        }
    }

    private void resume(RealJanus server, JanusClient janus, Cutter cutter, boolean counts) throws Exception {
        CompletableFuture<ConnectionState.Resumed> resumed = new CompletableFuture<>();
        CompletableFuture<Long> at = new CompletableFuture<>();
        Subscription listening = janus.on(ConnectionState.Resumed.class, state -> {
            at.complete(System.nanoTime());
            resumed.complete(state);
        });
        double cpuBefore = ourCpu();
        double janusBefore = LoadProcess.cpuMicros(server.pid());
        long cut = System.nanoTime();
        cutter.cut();
        long end = at.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        listening.close();
        List<ReclaimOutcome> outcomes = resumed.join().outcomes();
        long back =
                outcomes.stream().filter(outcome -> outcome.session() != null).count();
        if (back != SESSIONS) {
            throw new IllegalStateException(back + " sessions came back");
        }
        if (counts) {
            waits.add((cutter.askedAt() - cut) / 1e6);
            ours.add((end - cutter.askedAt()) / 1e6);
            ourCpu.add((ourCpu() - cpuBefore) / 1e3);
            janusCpu.add((LoadProcess.cpuMicros(server.pid()) - janusBefore) / 1e3);
        }
    }

    /** The same requests, made beforehand, on a connection that takes the sessions over. */
    private void replay(RealJanus server, List<JanusEchoTestPlugin> handles, boolean counts) throws Exception {
        List<ByteBuf> requests = new ArrayList<>();
        for (JanusEchoTestPlugin handle : handles) {
            long session = handle.session().id();
            requests.add(BareNetty.text(
                    "{\"janus\":\"claim\",\"transaction\":\"abcdefghijklmnop\",\"session_id\":" + session + "}"));
            requests.add(BareNetty.text("{\"janus\":\"keepalive\",\"transaction\":\"abcdefghijklmnop\",\"session_id\":"
                    + session + ",\"handle_id\":" + handle.handleId() + "}"));
        }
        long start = System.nanoTime();
        try (BareNetty client = BareNetty.connect(server.uri())) {
            CompletableFuture<Long> over = new CompletableFuture<>();
            client.begin(
                    new BareNetty.Counter() {
                        private int left = requests.size();

                        @Override
                        public void heard(ByteBuf text) {
                            if (--left == 0) {
                                over.complete(System.nanoTime());
                            }
                        }
                    },
                    () -> requests.forEach(request -> client.write(request, 1)));
            long end = over.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (counts) {
                bare.add((end - start) / 1e6);
            }
        }
        requests.forEach(ByteBuf::release);
    }

    private static double ourCpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e3
                : Double.NaN;
    }

    private void print(RealJanus server) {
        report.say("%n1,000 sessions with a handle each, taken back after a cut over one connection; %s (ms)", server);
        line("from the cut to the first attempt (a random wait, on purpose)", waits);
        line("from the attempt to all sessions resumed", ours);
        line("the same 2,000 requests from bare Netty, all at once", bare);
        line("CPU of our process during it", ourCpu);
        line("CPU of Janus during it", janusCpu);
        report.target(
                "reclaim of 1,000 sessions: × what Janus takes for the same from bare Netty",
                Table.median(ours) / Table.median(bare),
                1.5);
    }

    private void line(String what, List<Double> millis) {
        report.say(
                "  %-64s %8.1f  (%.1f–%.1f)",
                what,
                Table.median(millis),
                millis.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN),
                millis.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));
    }
}
