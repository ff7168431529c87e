// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What it costs to have many handles, sessions and connections, and to keep them alive. */
final class Standing {
    private static final List<Subject> ALL =
            List.of(Subject.BARE_NETTY, Subject.NETTY, Subject.OKHTTP, Subject.JANODE, Subject.JANUS_JS);
    private static final int IN_FLIGHT = 32;
    private static final int MANY = 10_000;
    private static final int CONNECTIONS = 1_000;

    private final Report report;
    private final List<Subject> subjects;

    Standing(Report report, List<Subject> subjects) {
        this.report = report;
        this.subjects = ALL.stream().filter(subjects::contains).toList();
    }

    /** Heap, memory and threads. */
    void memory() throws IOException {
        try (Server stub = Server.stub("each")) {
            report.say("%nWhat stays of each, heap in use after collection");
            report.say("  %-44s %-22s %12s %12s %8s", "", "", "heap bytes", "RSS bytes", "threads");
            grow(stub, "10,000 handles on one connection", "handles", MANY);
            grow(stub, "10,000 sessions on one connection", "sessions", MANY);
            grow(stub, "1,000 sessions, each on its own connection", "connections", CONNECTIONS);
        }
    }

    private void grow(Server stub, String title, String task, int count) throws IOException {
        for (Subject subject : subjects) {
            if (!canHave(subject, task)) {
                continue;
            }
            report.progress(title + ", " + subject.title());
            try (LoadProcess process = subject.start(stub.uri())) {
                long memory = process.memoryBytes();
                LoadProcess.Ran ran = process.run(task, IN_FLIGHT, count);
                double bytes = ran.figure("bytes");
                report.say(
                        "  %-44s %-22s %12.0f %12.0f %8d",
                        title,
                        subject.title(),
                        bytes,
                        (double) (process.memoryBytes() - memory) / count,
                        process.threads());
                if (subject == Subject.NETTY) {
                    targets(task, bytes, process.threads());
                }
            }
        }
    }

    /** janus.js has a connection of its own for each session, always; the bare connections know no sessions or handles. */
    private static boolean canHave(Subject subject, String task) {
        return switch (subject) {
            case JANUS_JS -> !task.equals("sessions");
            case BARE_NETTY -> task.equals("connections");
            default -> true;
        };
    }

    private void targets(String task, double bytes, int threads) {
        switch (task) {
            case "handles" -> report.target("heap of an idle attached handle, KiB", bytes / 1024, 1);
            case "sessions" -> report.target("heap of a session on a shared connection, KiB", bytes / 1024, 2);
            default -> {
                report.target("heap of a session with its own connection, KiB", bytes / 1024, 2);
                report.target("threads of 1,000 sessions, each on its own connection", threads, CONNECTIONS / 10.0);
            }
        }
    }

    /** Keepalives and nothing else, of all subjects at the same time. */
    void idle() throws IOException, InterruptedException {
        Map<Subject, LoadProcess> running = new EnumMap<>(Subject.class);
        Map<Subject, Double> before = new EnumMap<>(Subject.class);
        try (Server stub = Server.stub("each")) {
            for (Subject subject : subjects) {
                if (!canHave(subject, "handles")) {
                    continue;
                }
                report.progress("sessions of " + subject.title());
                LoadProcess process = subject.start(stub.uri());
                running.put(subject, process);
                boolean shared = subject != Subject.JANUS_JS;
                process.run(shared ? "sessions" : "connections", IN_FLIGHT, sessions(subject));
            }
            // Until the compilers are done with what they saw, which takes them that long when there is little to do.
            report.progress("settling");
            TimeUnit.MINUTES.sleep(1);
            for (Map.Entry<Subject, LoadProcess> one : running.entrySet()) {
                before.put(one.getKey(), one.getValue().cpuMicros());
            }
            report.progress("idle for a minute");
            TimeUnit.MINUTES.sleep(1);
            report.say("%nIdle for a minute, with the keepalives that are each client's default");
            report.say("  %-22s %10s %12s %22s", "", "sessions", "CPU ms", "µs a session");
            for (Map.Entry<Subject, LoadProcess> one : running.entrySet()) {
                double cpu = one.getValue().cpuMicros() - before.getOrDefault(one.getKey(), Double.NaN);
                int sessions = sessions(one.getKey());
                report.say("  %-22s %,10d %12.0f %22.1f", one.getKey().title(), sessions, cpu / 1000, cpu / sessions);
            }
        } finally {
            running.values().forEach(LoadProcess::close);
        }
    }

    private static int sessions(Subject subject) {
        return subject == Subject.JANUS_JS ? CONNECTIONS : MANY;
    }

    /** Many threads on one client. */
    void threads() throws IOException {
        int count = report.quick() ? 20_000 : 100_000;
        report.say("%n8 threads × %,d requests and %,d events on one client", count, count);
        report.say(
                "  %-22s %10s %8s %11s %15s %13s",
                "", "per s", "failed", "unanswered", "events missing", "out of order");
        try (Server stub = Server.stub("each")) {
            for (Subject subject : List.of(Subject.NETTY, Subject.NETTY_DIRECT, Subject.OKHTTP)) {
                report.progress(subject.title());
                try (LoadProcess process = subject.start(stub.uri())) {
                    LoadProcess.Ran ran = process.run("threads", 8, count);
                    report.say(
                            "  %-22s %10.0f %8.0f %11.0f %15.0f %13.0f",
                            subject.title(),
                            ran.figure("rate"),
                            ran.figure("failed"),
                            ran.figure("unanswered"),
                            ran.figure("missing"),
                            ran.figure("outOfOrder"));
                    if (subject == Subject.NETTY) {
                        report.target(
                                "8 threads: requests lost or unanswered",
                                ran.figure("failed") + ran.figure("unanswered"),
                                0);
                        report.target(
                                "8 threads: events missing or out of order",
                                ran.figure("missing") + ran.figure("outOfOrder"),
                                0);
                    }
                }
            }
        }
    }
}
