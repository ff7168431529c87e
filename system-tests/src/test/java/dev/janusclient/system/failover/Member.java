// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import dev.janusclient.ConnectionState;
import dev.janusclient.HandleOutcome;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusPlugin;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.cluster.FailoverGroup;
import dev.janusclient.cluster.GroupListener;
import dev.janusclient.cluster.MemberOptions;
import dev.janusclient.cluster.OwnedSession;
import dev.janusclient.cluster.SessionHandler;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.LostReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One member of the group, as a process: creates the sessions that its standard input names, and sends a request for each of its sessions every few
 * seconds. It ends with its standard input.
 */
final class Member {
    private static final int ROUND_MILLIS = 3_000;
    private static final int SLICES = 30;
    private static final int ATTEMPTS = 200;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Journal journal;
    private final Map<Long, JanusPlugin> handles = new ConcurrentHashMap<>();
    private final MissedEvents missed;
    private final FailoverGroup group;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();
    private int slice;
    private long wallClock;

    private Member(String name, Path folder, String store, Duration lease, int relay, List<Server> servers) {
        journal = new Journal(
                folder.resolve(name + ".journal"),
                name + "-" + ProcessHandle.current().pid());
        JournaledStore journaled = new JournaledStore(StoreUnderFault.open(store, lease.dividedBy(3)), journal);
        missed = new MissedEvents(
                relay,
                servers.stream().map(Server::events).toList(),
                why -> journal.write("failed", 0, "no more events come: " + why));
        group = start(name, lease, servers, journaled);
    }

    /** A store that does not answer yet, or not in time, is asked again. */
    private FailoverGroup start(String name, Duration lease, List<Server> servers, JournaledStore store) {
        for (int attempt = 1; ; attempt++) {
            try {
                return startOnce(name, lease, servers, store);
            } catch (CompletionException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private FailoverGroup startOnce(String name, Duration lease, List<Server> servers, JournaledStore store) {
        FailoverGroup.Builder builder = FailoverGroup.builder(store, MemberOptions.of(name, lease));
        for (int i = 0; i < servers.size(); i++) {
            URI uri = servers.get(i).uri();
            JournaledTransport transport = new JournaledTransport(journal, store);
            builder.server(server(i), JanusClientOptions.defaults(), options -> {
                JanusClient client = JanusClient.create(uri, options, transport);
                client.on(
                        ConnectionState.Resumed.class, state -> state.outcomes().forEach(this::note));
                return client;
            });
        }
        for (Kind kind : Kind.values()) {
            builder.handler(kind.name(), new Resuming(kind));
        }
        builder.source(missed).listener(new GroupListener() {
            @Override
            public void sessionLost(SessionKey session, String kind, LostReason reason, String detail) {
                journal.write("lost", session.sessionId(), session + " " + kind + " " + reason + " " + detail);
            }
        });
        return builder.start().orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** What the members call a Janus. */
    static String server(int number) {
        return "janus-" + number;
    }

    /** A Janus as this member reaches it. */
    private record Server(URI uri, MissedEvents.Place events) {}

    /**
     * Arguments: name, folder of the journals, store, lease in milliseconds, the port of the {@link EventRelay}, and of each server its address,
     * its name and the address of its Admin API.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<Server> servers = new ArrayList<>();
        for (int i = 5; i < args.length; i += 3) {
            servers.add(new Server(URI.create(args[i]), new MissedEvents.Place(args[i + 1], args[i + 2])));
        }
        Duration lease = Duration.ofMillis(Long.parseLong(args[3]));
        Member member = new Member(args[0], Path.of(args[1]), args[2], lease, Integer.parseInt(args[4]), servers);
        var unused = member.worker.scheduleAtFixedRate(
                member::work, ROUND_MILLIS / SLICES, ROUND_MILLIS / SLICES, TimeUnit.MILLISECONDS);
        System.out.println("@ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            member.create(Kind.valueOf(words[0]), words[1], List.of(words).subList(2, words.length));
        }
        System.exit(0);
    }

    /** Tries again while a server or the store does not answer in time. */
    private void create(Kind kind, String display, List<String> arguments) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                group.create(kind.name())
                        .thenCompose(owned -> begin(owned, kind, display, arguments))
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join();
                return;
            } catch (CompletionException e) {
                if (attempt == ATTEMPTS) {
                    journal.write("failed", 0, display + " " + e);
                    return;
                }
                StoreUnderFault.pass(PAUSE);
            }
        }
    }

    /** A session that can't be used is not kept. */
    private CompletableFuture<?> begin(OwnedSession owned, Kind kind, String display, List<String> arguments) {
        long id = owned.key().sessionId();
        return kind.begin(owned.session(), display, arguments, this::event).whenComplete((handle, failure) -> {
            if (failure != null) {
                owned.destroy();
                return;
            }
            handles.put(id, handle);
            journal.write(
                    "joined",
                    id,
                    owned.key().server() + " " + kind + " " + display + " " + String.join(" ", arguments));
        });
    }

    /** A thirtieth of the sessions, each time another one. */
    private void work() {
        long now = wallClock();
        if (Math.abs(now - wallClock) > 1) {
            wallClock = now;
            journal.write("clock", 0, String.valueOf(now));
        }
        List<OwnedSession> owned = group.sessions();
        slice = (slice + 1) % SLICES;
        for (OwnedSession session : owned) {
            long id = session.key().sessionId();
            JanusPlugin handle = handles.get(id);
            if (id % SLICES == slice && handle != null) {
                Kind.valueOf(session.kind()).request(handle).whenComplete((answer, failure) -> {
                    if (failure == null) {
                        journal.write("answered", id, session.epoch() + " " + answer);
                    }
                });
            }
        }
    }

    /** Where this process's wall clock stands, in seconds, beside the monotonic clock, which is the same for all processes. */
    static long wallClock() {
        return TimeUnit.MILLISECONDS.toSeconds(
                System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    private void event(JanusPlugin handle, String name, boolean replayed) {
        journal.write(replayed ? "replayed" : "event", handle.session().id(), name);
    }

    private void note(ReclaimOutcome outcome) {
        List<String> unresolved = new ArrayList<>();
        outcome.handles().stream().map(HandleOutcome::unresolved).forEach(unresolved::addAll);
        if (outcome instanceof ReclaimOutcome.ResumedWithGap gap) {
            unresolved.addAll(gap.gap().unresolved());
        }
        journal.write(
                "outcome",
                outcome.sessionId(),
                outcome.getClass().getSimpleName() + " " + unresolved.size() + " " + unresolved);
    }

    private final class Resuming implements SessionHandler {
        private final Kind kind;

        Resuming(Kind kind) {
            this.kind = kind;
        }

        @Override
        public void prepare(Reclaim reclaim) {
            kind.listen(reclaim, Member.this::event);
        }

        @Override
        public CompletionStage<?> resumed(OwnedSession session, ReclaimOutcome outcome) {
            note(outcome);
            JanusPlugin handle = outcome.handles().isEmpty()
                    ? null
                    : outcome.handles().get(0).handle();
            if (handle != null) {
                handles.put(session.key().sessionId(), handle);
            }
            return CompletableFuture.completedFuture(handle);
        }
    }
}
