// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.cluster;

import dev.janusclient.benchmarks.load.LoadProcess;
import dev.janusclient.benchmarks.load.Server;
import dev.janusclient.cluster.store.MemberState;
import dev.janusclient.cluster.store.OwnershipStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Members in processes of their own are killed one after the other, and those in this process take their sessions over. */
final class TakeoverRun {
    /**
     * What is measured.
     *
     * @param store file, postgresql or redis
     * @param survivors how many members there are beside the one that is killed
     * @param servers how many stubs
     * @param killed how many sessions the killed member has
     * @param each how many each of the others has
     * @param deaths how many members are killed
     * @param idle how long the store's calls are counted before
     */
    record Setting(
            String store,
            int survivors,
            int servers,
            int killed,
            int each,
            Duration lease,
            int deaths,
            Duration idle) {}

    /**
     * What came out.
     *
     * @param deaths the deaths in their order
     * @param idle what a member that has nothing to do asks of the store; null if it was not measured
     */
    record Result(List<Death> deaths, @Nullable Idle idle) {}

    /**
     * What came out of one death.
     *
     * @param toCommand milliseconds from the death to the first answer, of each session
     * @param toExpiry milliseconds from the death to the end of the lease
     */
    record Death(List<Double> toCommand, double toExpiry) {}

    /**
     * The store's calls of one member that has nothing to do.
     *
     * @param calls each second
     * @param millis how long one takes
     */
    record Idle(double calls, double millis) {}

    private static final int TIMEOUT_SECONDS = 300;
    private static final String VICTIM = "victim-";

    private final Setting setting;
    private final Queue<Long> commanded = new ConcurrentLinkedQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    private TakeoverRun(Setting setting) {
        this.setting = setting;
    }

    static Result of(Setting setting) throws Exception {
        TakeoverRun run = new TakeoverRun(setting);
        try {
            return run.run();
        } finally {
            for (int i = run.open.size() - 1; i >= 0; i--) {
                run.open.get(i).close();
            }
        }
    }

    private <T extends AutoCloseable> T keep(T opened) {
        open.add(opened);
        return opened;
    }

    private Result run() throws Exception {
        BenchStore store = keep(BenchStore.start(setting.store()));
        OwnershipStore view = keep(BenchStore.open(store.place()));
        List<String> servers = new ArrayList<>();
        for (int i = 0; i < setting.servers(); i++) {
            servers.add(keep(Server.stub("each")).uri().toString());
        }
        List<BenchMember> members = new ArrayList<>();
        for (int i = 0; i < setting.survivors(); i++) {
            BenchMember member =
                    keep(new BenchMember("m" + i, store.place(), setting.lease(), servers, commanded::add));
            members.add(member);
            member.create(setting.each());
        }
        Idle idle = null;
        List<Death> deaths = new ArrayList<>();
        for (int i = 0; i < setting.deaths(); i++) {
            String name = VICTIM + i;
            LoadProcess victim = keep(victim(name, store.place(), servers));
            victim.awaitReady();
            if (i == 0) {
                idle = idle(members);
            }
            deaths.add(death(victim, leaseEnds(view, name)));
        }
        int all = members.stream().mapToInt(BenchMember::sessions).sum();
        if (all != setting.killed() * setting.deaths() + setting.each() * setting.survivors()) {
            throw new IllegalStateException(all + " sessions are owned at the end");
        }
        return new Result(deaths, idle);
    }

    private Death death(LoadProcess victim, long leaseEnds) throws InterruptedException {
        commanded.clear();
        long death = System.nanoTime();
        victim.kill();
        awaitAll();
        return new Death(
                commanded.stream().map(time -> (time - death) / 1e6).sorted().toList(), (leaseEnds - death) / 1e6);
    }

    private LoadProcess victim(String name, String place, List<String> servers) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of(name, place, String.valueOf(setting.lease().toMillis()), String.valueOf(setting.killed())));
        arguments.addAll(servers);
        return LoadProcess.start(
                name, LoadProcess.java(BenchMember.class, List.of(), arguments.toArray(new String[0])));
    }

    private @Nullable Idle idle(List<BenchMember> members) throws InterruptedException {
        if (setting.idle().isZero()) {
            return null;
        }
        // What the creation has left to do is over by then.
        TimeUnit.NANOSECONDS.sleep(setting.lease().toNanos());
        long before = members.stream().mapToLong(BenchMember::storeCalls).sum();
        long nanos = members.stream().mapToLong(BenchMember::storeNanos).sum();
        TimeUnit.NANOSECONDS.sleep(setting.idle().toNanos());
        long calls = members.stream().mapToLong(BenchMember::storeCalls).sum() - before;
        nanos = members.stream().mapToLong(BenchMember::storeNanos).sum() - nanos;
        return new Idle(calls * 1e9 / setting.idle().toNanos() / members.size(), nanos / 1e6 / calls);
    }

    /** When the killed member's lease ends, unless it renews it once more before it is killed. */
    private static long leaseEnds(OwnershipStore view, String name) {
        for (MemberState member : view.members()) {
            if (member.id().name().equals(name)) {
                return System.nanoTime() + member.leaseLeft().toNanos();
            }
        }
        throw new IllegalStateException("the member that is to be killed has no lease");
    }

    private void awaitAll() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (commanded.size() < setting.killed()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        commanded.size() + " of " + setting.killed() + " sessions were taken over and commanded");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
