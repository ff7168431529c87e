// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks;

import dev.janusclient.AttachOptions;
import dev.janusclient.ConnectionState;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.Subscription;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.ProbeResult;
import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LinkFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How long a session is without an owner, on the real Janus: in one process, from the moment its socket is cut to the moment
 * its recovery is told; and between processes, from the death of the owner (kill -9) to the outcome of a reclaim in a process
 * that stands by. Beside them the part that is Janus's own: the same steps one by one on a connection made anew.
 */
public final class ResumeBenchmark {
    private static final int WARM_UP = 20;
    private static final int CUTS = 200;
    private static final int DEATHS = 50;

    private final Samples samples = new Samples();

    private ResumeBenchmark() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("owner")) {
            own(args[1]);
        } else {
            new ResumeBenchmark().run();
        }
    }

    private void run() throws Exception {
        try (JanusServer server = JanusServer.builder()
                .plugins("echotest")
                .reclaimSessionTimeout(60)
                .start()) {
            cuts(server);
            deaths(server);
            System.out.printf("%s%n%n", server);
            samples.print();
            System.out.printf(
                    Locale.ROOT,
                    "%nJanus's own share, with the same steps one by one (p50): %.0f %% of a cut; %.0f %% of a death, for which"
                            + " who stands by has a connection already%n",
                    100
                            * samples.percentile("connect, info, claim, probe", 50)
                            / samples.percentile("socket cut to resumed, one process", 50),
                    100
                            * samples.percentile("claim, probe", 50)
                            / samples.percentile("owner's death to resumed, another process", 50));
        }
    }

    private void cuts(JanusServer server) throws Exception {
        try (FaultProxy proxy = FaultProxy.to(server.uri());
                JanusClient janus = JanusClient.create(proxy.uri().toString())) {
            JanusSession session = janus.createSession().join();
            JanusEchoTestPlugin handle =
                    session.attach(JanusEchoTestPlugin.TYPE).join();
            for (int round = -WARM_UP; round < CUTS; round++) {
                CompletableFuture<Long> resumed = new CompletableFuture<>();
                Subscription listening =
                        janus.on(ConnectionState.Resumed.class, state -> resumed.complete(System.nanoTime()));
                long cut = System.nanoTime();
                proxy.inflict(new LinkFault.Cut());
                long end = resumed.get(30, TimeUnit.SECONDS);
                listening.close();
                if (round >= 0) {
                    samples.note("socket cut to resumed, one process", cut, end);
                }
                floor(server, session.id(), handle.handleId(), round >= 0);
                // The floor's claim took the session away; this brings it back before the next cut.
                session = janus.claimSession(session.id()).join();
                handle = session.attach(JanusEchoTestPlugin.TYPE, AttachOptions.existingHandle(handle.handleId()))
                        .join();
            }
            session.destroy().join();
        }
    }

    /** The same steps on a connection of its own, one after the other. */
    private void floor(JanusServer server, long sessionId, long handleId, boolean counts) {
        try (JanusClient other = JanusClient.create(server.uri().toString())) {
            long start = System.nanoTime();
            other.connect().join();
            long connected = System.nanoTime();
            JanusSession session = other.claimSession(sessionId).join();
            JanusEchoTestPlugin handle = session.attach(
                            JanusEchoTestPlugin.TYPE, AttachOptions.existingHandle(handleId))
                    .join();
            if (handle.probe().join() != ProbeResult.ALIVE) {
                throw new IllegalStateException("the handle is gone");
            }
            if (counts) {
                long end = System.nanoTime();
                samples.note("connect, info, claim, probe", start, end);
                samples.note("claim, probe", connected, end);
            }
        }
    }

    private void deaths(JanusServer server) throws Exception {
        try (JanusClient standby = JanusClient.create(server.uri().toString())) {
            standby.connect().join();
            for (int round = -3; round < DEATHS; round++) {
                death(server, standby, round >= 0);
            }
        }
    }

    private void death(JanusServer server, JanusClient standby, boolean counts) throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ResumeBenchmark.class.getName(),
                        "owner",
                        server.uri().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8))) {
            HandoverTicket ticket = HandoverTicket.fromJson(out.readLine());
            owner.destroyForcibly();
            if (!owner.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the owner can't be killed");
            }
            long dead = System.nanoTime();
            ReclaimOutcome outcome = Reclaim.with(standby).take(ticket).get(30, TimeUnit.SECONDS);
            if (counts) {
                samples.note("owner's death to resumed, another process", dead, System.nanoTime());
            }
            Objects.requireNonNull(outcome.session()).destroy().join();
        } finally {
            owner.destroyForcibly();
        }
    }

    /** The process that is killed. */
    private static void own(String uri) throws IOException {
        JanusClient janus = JanusClient.create(uri);
        JanusSession session = janus.createSession().join();
        session.attach(JanusEchoTestPlugin.TYPE).join();
        System.out.println(session.ticket().toJson());
        System.out.flush();
        // Ends with the process that started it, should that one end first.
        System.in.read();
        System.exit(1);
    }
}
