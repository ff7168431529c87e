// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Requests and events under load, of all subjects in turns, on one server. */
final class Requests {
    /** Rounds of all tasks before the first one is measured; one more of its own comes before each. */
    private static final int WARM_UP = 4;

    /** One kind of work; the cheapest subjects do it more often, for the sake of the clock's hundredths of a second. */
    private record Task(String title, String name, int inFlight, int count) {
        int countFor(Subject subject, Place place) {
            return (int) ((subject.counts() && !oneAtATime() ? place.bareShare() : place.share()) * count);
        }

        /** One at a time takes long, and the others warm up for it, too. */
        int warmUpFor(Subject subject, Place place) {
            return oneAtATime() ? countFor(subject, place) / 3 : countFor(subject, place);
        }

        /** Then a percentile is wanted, which takes as many of each. */
        private boolean oneAtATime() {
            return inFlight == 1 && !name.equals("burst");
        }

        /** What the hand-over to another thread costs is of interest where somebody waits for it. */
        boolean isFor(Subject subject) {
            return subject != Subject.BARE_NETTY_POOL || (name.equals("sync") && oneAtATime());
        }
    }

    /** A server, and how much of a task is done there: by clients, and by those that only count. */
    private record Place(String name, URI uri, double share, double bareShare) {}

    private static final Task SYNC_ONE = new Task("sync request, 1 in flight", "sync", 1, 30_000);
    private static final Task SYNC_MANY = new Task("sync request, 64 in flight", "sync", 64, 100_000);
    private static final Task ASYNC_ONE = new Task("async request, 1 in flight", "async", 1, 30_000);
    private static final Task ASYNC_MANY = new Task("async request, 64 in flight", "async", 64, 60_000);
    private static final Task BURST = new Task("burst of 200,000 events", "burst", 1, 200_000);

    private final Report report;
    private final List<Subject> subjects;

    Requests(Report report, List<Subject> subjects) {
        this.report = report;
        this.subjects = subjects;
    }

    /** On the stub that writes as Janus does: what the targets are about. */
    void onStub() throws IOException {
        try (Server stub = Server.stub("each")) {
            Map<Task, Table> tables = measure(
                    new Place("stub, one message a write", stub.uri(), 1, 3),
                    List.of(SYNC_MANY, ASYNC_MANY, BURST, SYNC_ONE, ASYNC_ONE),
                    report.quick() ? 3 : 5);
            Table sync = of(tables, SYNC_MANY);
            compare("CPU per sync request, 64 in flight", sync, Subject.FLOOR, 1.5);
            compare("CPU per sync request, 64 in flight", sync, Subject.JANODE, 1 / 2.0);
            compare("CPU per sync request, 64 in flight", sync, Subject.JANUS_JS, 2 / 3.0);
            Table burst = of(tables, BURST);
            compare("CPU per typed event of a burst", burst, Subject.FLOOR, 1.3);
            compare("CPU per typed event of a burst", burst, Subject.JANODE, 3 / 4.0);
            Table one = of(tables, SYNC_ONE);
            report.target(
                    "p99 of a sync request, 1 in flight: × bare Netty's",
                    one.figure(Subject.NETTY, "p99") / one.figure(Subject.BARE_NETTY, "p99"),
                    1.2);
            report.target(
                    "the same of executor(Runnable::run): × bare Netty's",
                    one.figure(Subject.NETTY_DIRECT, "p99") / one.figure(Subject.BARE_NETTY, "p99"),
                    1.2);
        }
    }

    /** On the stub that writes all that one read has led to at once. */
    void onBatchingStub() throws IOException {
        try (Server stub = Server.stub("batched")) {
            measure(new Place("stub, batched writes", stub.uri(), 1, 10), List.of(SYNC_MANY, ASYNC_MANY, BURST), 3);
        }
    }

    /** On the real Janus, which is the slowest of all here. */
    void onJanus() throws IOException {
        try (RealJanus janus = RealJanus.start()) {
            measure(
                    new Place(janus.toString(), janus.uri(), 0.5, 0.5),
                    List.of(SYNC_MANY, ASYNC_MANY, SYNC_ONE, ASYNC_ONE),
                    3);
        }
    }

    private static Table of(Map<Task, Table> tables, Task task) {
        return Objects.requireNonNull(tables.get(task));
    }

    private void compare(String what, Table table, Subject with, double atMost) {
        report.target(what + ": × " + with.title(), table.cpu(Subject.NETTY) / table.cpu(with), atMost);
    }

    private Map<Task, Table> measure(Place server, List<Task> tasks, int rounds) throws IOException {
        Map<Subject, LoadProcess> running = new EnumMap<>(Subject.class);
        Map<Task, Table> tables = new LinkedHashMap<>();
        try {
            for (Subject subject : subjects) {
                running.put(subject, subject.start(server.uri()));
            }
            report.progress("warming up, " + server.name());
            for (int round = 0; round < WARM_UP; round++) {
                for (Task task : tasks) {
                    for (Map.Entry<Subject, LoadProcess> one : running.entrySet()) {
                        if (task.isFor(one.getKey())) {
                            one.getValue().run(task.name(), task.inFlight(), task.warmUpFor(one.getKey(), server));
                        }
                    }
                }
            }
            for (Task task : tasks) {
                report.progress(task.title() + ", " + server.name());
                tables.put(task, measure(server, task, running, rounds));
            }
        } finally {
            running.values().forEach(LoadProcess::close);
        }
        return tables;
    }

    private Table measure(Place server, Task task, Map<Subject, LoadProcess> running, int rounds) throws IOException {
        Table table = new Table(task.title() + "; " + server.name());
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<Subject, LoadProcess> one : running.entrySet()) {
                if (!task.isFor(one.getKey())) {
                    continue;
                }
                int count = task.countFor(one.getKey(), server);
                LoadProcess.Ran ran = one.getValue().run(task.name(), task.inFlight(), count);
                if (round >= 0) {
                    table.add(one.getKey(), ran, count);
                }
            }
        }
        table.print(report);
        return table;
    }
}
