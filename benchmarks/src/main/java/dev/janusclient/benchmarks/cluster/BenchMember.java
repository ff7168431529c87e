// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.cluster;

import dev.janusclient.ReclaimOutcome;
import dev.janusclient.cluster.FailoverGroup;
import dev.janusclient.cluster.GroupMetrics;
import dev.janusclient.cluster.MemberOptions;
import dev.janusclient.cluster.OwnedSession;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** A member of the group that is measured. The one that is killed is a process of its own: {@link #main}. */
final class BenchMember implements AutoCloseable {
    private static final String KIND = "bench";
    private static final int AT_A_TIME = 128;
    private static final int TIMEOUT_SECONDS = 300;

    private final OwnershipStore store;
    private final FailoverGroup group;
    private final LongAdder storeCalls = new LongAdder();
    private final LongAdder storeNanos = new LongAdder();
    private final LongAdder saved = new LongAdder();

    /** @param commanded gets the {@link System#nanoTime} of the first answer for each session that was taken over */
    BenchMember(String name, String place, Duration lease, List<String> servers, LongConsumer commanded) {
        store = BenchStore.open(place);
        FailoverGroup.Builder builder = FailoverGroup.builder(store, MemberOptions.of(name, lease))
                .metrics(new Counting())
                .handler(KIND, (session, outcome) -> resumed(outcome, commanded));
        for (int i = 0; i < servers.size(); i++) {
            builder.server("janus-" + i, servers.get(i));
        }
        group = builder.start().orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }

    private static CompletionStage<?> resumed(ReclaimOutcome outcome, LongConsumer commanded) {
        return outcome.handle(JanusEchoTestPlugin.TYPE)
                .orElseThrow()
                .configure(EchoTestRequest.Settings.builder().audio(true).build())
                .thenRun(() -> commanded.accept(System.nanoTime()));
    }

    /** Arguments: name, store, lease in milliseconds, how many sessions, servers. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Duration lease = Duration.ofMillis(Long.parseLong(args[2]));
        List<String> servers = List.of(args).subList(4, args.length);
        BenchMember member = new BenchMember(args[0], args[1], lease, servers, time -> {});
        member.create(Integer.parseInt(args[3]));
        System.out.println("ready");
        System.out.flush();
        // Killed from outside, or ends with the process that started it.
        System.in.read();
        System.exit(1);
    }

    /** Creates sessions with a handle each, and waits until their tickets are saved. */
    void create(int count) throws InterruptedException {
        Semaphore atATime = new Semaphore(AT_A_TIME);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        for (int i = 0; i < count; i++) {
            atATime.acquire();
            group.create(KIND)
                    .thenCompose((OwnedSession owned) -> owned.session().attach(JanusEchoTestPlugin.TYPE))
                    .whenComplete((handle, failure) -> {
                        if (failure != null) {
                            failed.set(failure);
                        }
                        atATime.release();
                    });
        }
        atATime.acquire(AT_A_TIME);
        if (failed.get() != null) {
            throw new IllegalStateException("a session could not be created", failed.get());
        }
        // One that is saved may be older than its session's handle; a change is reported within half a second.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        long before = -1;
        while (saved.sum() != before) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("tickets are still being saved: " + saved);
            }
            before = saved.sum();
            TimeUnit.SECONDS.sleep(3);
        }
    }

    long storeCalls() {
        return storeCalls.sum();
    }

    /** How long all of them took together. */
    long storeNanos() {
        return storeNanos.sum();
    }

    int sessions() {
        return group.sessions().size();
    }

    @Override
    public void close() {
        group.close();
        store.close();
    }

    private final class Counting implements GroupMetrics {
        @Override
        public void count(Counter counter, long by) {
            if (counter == Counter.STORE_CALLS) {
                storeCalls.add(by);
            } else if (counter == Counter.TICKETS_SAVED) {
                saved.add(by);
            }
        }

        @Override
        public void time(Timer timer, Duration took) {
            if (timer == Timer.STORE_CALL) {
                storeNanos.add(took.toNanos());
            }
        }
    }
}
