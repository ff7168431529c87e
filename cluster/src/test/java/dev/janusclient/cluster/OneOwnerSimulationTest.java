// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemoryStore;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.cluster.store.StoreResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Members on a store in memory, with clocks that are moved by hand: some pause for longer than their lease, are cut off from the
 * store, or lose the answers of calls that were carried out. Whatever happens, no session is commanded by two.
 */
class OneOwnerSimulationTest {
    private static final Duration LEASE = Duration.ofSeconds(9);
    private static final int SESSIONS = 12;
    private static final int MEMBERS = 3;
    private static final int STEPS = 400;

    /** The members' clock runs slower than the store's; more than a half as fast again is not tolerated. */
    private final AtomicLong storeTime = new AtomicLong();

    private final MemoryStore store = new MemoryStore(1_000, storeTime::get);
    private int calls;

    /** A member, and what keeps it from its store. */
    private final class SimulatedMember {
        final Random random;
        final double clockRate;
        MemberCore core;
        boolean cutOff;
        int pausedFor;
        int lives;

        SimulatedMember(String name, Random random, double clockRate) {
            this.random = random;
            this.clockRate = clockRate;
            this.core = newLife(name);
        }

        long nanoTime() {
            return (long) (storeTime.get() * clockRate);
        }

        MemberCore newLife(String name) {
            lives++;
            return new MemberCore(
                    unreliable(), new MemberId(name, Integer.toString(lives)), LEASE, this::nanoTime, (key, why) -> {});
        }

        OwnershipStore unreliable() {
            return (OwnershipStore) Proxy.newProxyInstance(
                    OwnershipStore.class.getClassLoader(),
                    new Class<?>[] {OwnershipStore.class},
                    (proxy, method, args) -> {
                        calls++;
                        if (cutOff) {
                            throw new StoreException("cut off", null);
                        }
                        Object answer;
                        try {
                            answer = method.invoke(store, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                        // Time passes until the answer is here, or it never comes.
                        storeTime.addAndGet(random.nextInt(200_000_000));
                        if (random.nextInt(10) == 0) {
                            throw new StoreException("the answer was lost", null);
                        }
                        return answer;
                    });
        }

        void step() {
            if (pausedFor-- > 0) {
                return;
            }
            try {
                work();
            } catch (StoreException e) {
                // As a member does: the next step tries again.
            }
        }

        private void work() {
            if (core.state() instanceof LeaseState.NotJoined) {
                core.join();
                return;
            } else if (core.state() instanceof LeaseState.Lost) {
                core = newLife(core.id().name());
                return;
            }
            core.renew(false);
            List<Ownership> free = store.free(SESSIONS);
            if (!free.isEmpty()) {
                Ownership one = free.get(random.nextInt(free.size()));
                core.acquire(List.of(new SessionEpoch(one.session(), one.epoch())));
            }
            SessionKey any = key(random.nextInt(SESSIONS));
            switch (random.nextInt(6)) {
                case 0 -> core.release(List.of(any));
                case 1 -> core.save(Map.of(any, "ticket"));
                case 2 -> core.confirm(List.of(any));
                default -> {}
            }
        }
    }

    private static SessionKey key(int number) {
        return new SessionKey("janus-1", number + 1L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.0, 0.67, 1.4})
    void noTwoMembersCommandOneSession(double slowest) {
        long faults = 0;
        long commands = 0;
        for (long seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            List<SimulatedMember> processes = start(random, slowest);
            Map<SessionEpoch, MemberId> commanded = new HashMap<>();
            Map<SessionKey, Long> highest = new HashMap<>();
            for (int step = 0; step < STEPS; step++) {
                storeTime.addAndGet(random.nextInt(1_500_000_000));
                SimulatedMember one = processes.get(random.nextInt(MEMBERS));
                switch (random.nextInt(40)) {
                    case 0 -> one.pausedFor = 1 + random.nextInt(30);
                    case 1, 2 -> one.cutOff = !one.cutOff;
                    default -> faults--;
                }
                faults++;
                one.step();
                commands += check(processes, commanded, highest, seed, step);
            }
            assertNoneIsStranded(processes, seed);
        }
        assertThat(faults).isGreaterThan(500);
        assertThat(commands).isGreaterThan(50_000);
    }

    private List<SimulatedMember> start(Random random, double slowest) {
        MemberId creator = new MemberId("creator", Long.toString(random.nextLong() >>> 1));
        store.join(creator, LEASE);
        for (int i = 0; i < SESSIONS; i++) {
            store.remove(creator, List.of(new SessionEpoch(key(i), 1)));
            store.create(creator, List.of(new NewSession(key(i), "call", "ticket")));
        }
        store.leave(creator);
        List<SimulatedMember> processes = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            processes.add(new SimulatedMember("m" + i, random, i == 0 ? slowest : 1.0));
        }
        return processes;
    }

    /** Each member tries to command each session, whether it is paused or not: its gate alone holds it back. */
    private long check(
            List<SimulatedMember> processes,
            Map<SessionEpoch, MemberId> commanded,
            Map<SessionKey, Long> highest,
            long seed,
            int step) {
        long commands = 0;
        for (int i = 0; i < SESSIONS; i++) {
            for (SimulatedMember process : processes) {
                Long epoch = process.core.epoch(key(i));
                if (epoch == null || !process.core.mayCommand(key(i))) {
                    continue;
                }
                commands++;
                String where = "seed " + seed + ", step " + step + ", session " + i + ", epoch " + epoch;
                MemberId before = commanded.putIfAbsent(new SessionEpoch(key(i), epoch), process.core.id());
                assertThat(before == null || before.equals(process.core.id()))
                        .as(where)
                        .isTrue();
                assertThat(epoch).as(where).isGreaterThanOrEqualTo(highest.getOrDefault(key(i), 0L));
                highest.put(key(i), epoch);
            }
        }
        return commands;
    }

    /** Once all is well again, every session is commanded by one member, however calls had ended before. */
    private void assertNoneIsStranded(List<SimulatedMember> processes, long seed) {
        processes.forEach(process -> {
            process.cutOff = false;
            process.pausedFor = 0;
        });
        boolean all = false;
        for (int round = 0; round < 500 && !all; round++) {
            storeTime.addAndGet(200_000_000);
            for (SimulatedMember process : processes) {
                process.step();
            }
            long owned = 0;
            for (int i = 0; i < SESSIONS; i++) {
                int session = i;
                owned += processes.stream()
                        .filter(process -> process.core.mayCommand(key(session)))
                        .count();
            }
            all = owned == SESSIONS;
        }
        assertThat(all).as("seed " + seed + ": all sessions are commanded").isTrue();
        processes.forEach(process -> store.leave(process.core.id()));
        drop();
    }

    private void drop() {
        MemberId last = new MemberId("last", Integer.toString(calls));
        store.join(last, LEASE);
        for (Ownership row : store.free(SESSIONS)) {
            if (store.acquire(last, List.of(new SessionEpoch(row.session(), row.epoch())))
                            .get(0)
                    instanceof StoreResult.Ok ok) {
                store.remove(last, List.of(new SessionEpoch(row.session(), ok.epoch())));
            }
        }
        store.leave(last);
    }

    @Test
    void aMemberThatIsCutOffStopsBeforeAnotherCanAcquire() {
        SimulatedMember one = new SimulatedMember("one", new Random(1), 1.0);
        one.core.join();
        one.core.create(List.of(new NewSession(key(0), "call", "ticket")));
        long joined = storeTime.get();
        one.cutOff = true;
        while (store.free(1).isEmpty()) {
            storeTime.addAndGet(10_000_000);
            boolean late = storeTime.get() - joined >= LEASE.toNanos() * 2 / 3;
            assertThat(one.core.mayCommand(key(0)) && late).isFalse();
        }
        assertThat(one.core.mayCommand(key(0))).isFalse();
    }
}
