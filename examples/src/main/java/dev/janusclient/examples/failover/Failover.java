// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.failover;

import dev.janusclient.cluster.store.MemberState;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.examples.rescue.RescueFailed;
import dev.janusclient.examples.rescue.Step;
import dev.janusclient.examples.rescue.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Three members and their sessions: who owns how many, and what becomes of them when one is killed. By one thread. */
public final class Failover implements AutoCloseable {
    public static final int MEMBERS = 3;
    static final Duration LEASE = Duration.ofSeconds(5);

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int TICK_MILLIS = 100;

    /** What the members are. */
    public record Program(Class<?> main, List<String> moreArguments) {}

    private final Program program;
    private final String storeAddress;
    private final List<String> servers;
    private final int sessions;
    private final Consumer<String> display;
    private final OwnershipStore store;
    private final List<@Nullable Worker> members = new ArrayList<>();

    /**
     * Starts the members, which create the sessions.
     *
     * @param program calls {@link Member#run} with its arguments
     * @param servers their URIs
     * @param display gets the table whenever it is drawn
     */
    public Failover(
            Program program, String storeAddress, List<String> servers, int sessions, Consumer<String> display) {
        this.program = program;
        this.storeAddress = storeAddress;
        this.servers = servers;
        this.sessions = sessions;
        this.display = display;
        store = StoreAddress.open(storeAddress);
        try {
            for (int i = 0; i < MEMBERS; i++) {
                int part = sessions / MEMBERS + (i < sessions % MEMBERS ? 1 : 0);
                members.add(startMember(i, part));
            }
            awaitOwners();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What a member is called. */
    public static String name(int member) {
        return "gateway-" + (member + 1);
    }

    private Worker startMember(int number, int create) {
        List<String> arguments = new ArrayList<>(Member.arguments(name(number), storeAddress, LEASE, create, servers));
        arguments.addAll(program.moreArguments());
        return Worker.start(name(number), program.main(), arguments.toArray(new String[0]));
    }

    /** Kills a member, waits until the others own its sessions, and starts it again. What happened is the text. */
    public String kill(int number) {
        Map<String, Integer> before = owned();
        Worker victim = members.get(number);
        if (victim == null) {
            throw new IllegalArgumentException("number: member " + number + " does not run");
        }
        Step death = victim.kill();
        members.set(number, null);
        victim.close();
        awaitOwners();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - death.nanos());
        List<String> takers = new ArrayList<>();
        owned().forEach((name, count) -> {
            int more = count - before.getOrDefault(name, 0);
            if (more > 0) {
                takers.add(more + " by " + name);
            }
        });
        members.set(number, startMember(number, 0));
        awaitJoined();
        return String.format(
                Locale.ROOT,
                "%s was killed (kill -9); its %d sessions were taken over within %d ms, of which the lease is up to %d ms: %s",
                name(number),
                before.getOrDefault(name(number), 0),
                millis,
                LEASE.toMillis(),
                String.join(", ", takers));
    }

    /** Draws the table for a while. */
    void show(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - deadline < 0) {
            tick();
        }
    }

    private void awaitOwners() {
        await(
                "all sessions have owners",
                () -> owned().values().stream().mapToInt(count -> count).sum() == sessions);
    }

    private void awaitJoined() {
        await("all members have joined", () -> store.members().size() == MEMBERS);
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            for (Worker member : members) {
                if (member != null && !member.isAlive()) {
                    throw new RescueFailed("process " + member.pid() + " has ended by itself" + member.tail());
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw new RescueFailed("not within " + TIMEOUT.toSeconds() + " s: " + what + "\n" + table());
            }
            tick();
        }
        display.accept(table());
    }

    private void tick() {
        display.accept(table());
        try {
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RescueFailed("interrupted");
        }
    }

    /** How many sessions each member that runs owns, as it has reported. */
    private Map<String, Integer> owned() {
        Map<String, Integer> owned = new TreeMap<>();
        for (int i = 0; i < MEMBERS; i++) {
            int[] status = status(i);
            if (status.length > 0) {
                owned.put(name(i), status[0]);
            }
        }
        return owned;
    }

    /** A member's sessions, in all and of each server; empty if it has not reported. */
    private int[] status(int member) {
        Worker worker = members.size() > member ? members.get(member) : null;
        return worker == null
                ? new int[0]
                : worker.last("status")
                        .map(step -> Arrays.stream(step.detail().split(" ", -1))
                                .mapToInt(Integer::parseInt)
                                .toArray())
                        .orElse(new int[0]);
    }

    private String table() {
        Map<String, MemberState> live = new TreeMap<>();
        String problem = "";
        try {
            store.members().forEach(member -> live.put(member.id().name(), member));
        } catch (StoreException e) {
            problem = String.format("  %s%n", e.getMessage());
        }
        StringBuilder text = new StringBuilder();
        row(text, "MEMBER", "PROCESS", "STATE", "SESSIONS", "LEASE LEFT");
        int[] perServer = new int[servers.size()];
        int all = 0;
        for (int i = 0; i < MEMBERS; i++) {
            int[] status = status(i);
            Worker worker = members.size() > i ? members.get(i) : null;
            MemberState member = live.get(name(i));
            row(
                    text,
                    name(i),
                    worker == null ? "-" : String.valueOf(worker.pid()),
                    worker == null ? "killed" : member == null ? "starting" : "alive",
                    status.length == 0 ? "-" : String.valueOf(status[0]),
                    member == null
                            ? "-"
                            : String.format(
                                    Locale.ROOT, "%.1f s", member.leaseLeft().toMillis() / 1e3));
            for (int server = 0; server < perServer.length && status.length > 0; server++) {
                perServer[server] += status[server + 1];
            }
            all += status.length == 0 ? 0 : status[0];
        }
        row(text, "SERVER", "", "", "SESSIONS", "");
        for (int server = 0; server < perServer.length; server++) {
            row(text, Member.server(server), "", "", String.valueOf(perServer[server]), "");
        }
        text.append(String.format("  %d sessions, %d of them owned; store: %s%n", sessions, all, store.description()));
        return text.append(problem).toString();
    }

    private static void row(StringBuilder text, String name, String process, String state, String count, String lease) {
        String line = String.format("  %-12s %8s  %-9s %8s  %10s", name, process, state, count, lease);
        text.append(line.stripTrailing()).append(System.lineSeparator());
    }

    @Override
    public void close() {
        for (Worker member : members) {
            if (member != null) {
                member.close();
            }
        }
        store.close();
    }
}
