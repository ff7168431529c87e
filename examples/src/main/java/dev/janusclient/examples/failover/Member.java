// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.failover;

import dev.janusclient.cluster.FailoverGroup;
import dev.janusclient.cluster.GroupStatus;
import dev.janusclient.cluster.MemberOptions;
import dev.janusclient.cluster.OwnedSession;
import dev.janusclient.cluster.SessionHandler;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.examples.rescue.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One member of a group, as a process, and its arguments: name, store, lease in milliseconds, sessions to create, servers. */
public final class Member {
    private static final int ATTEMPTS = 100;

    private Member() {}

    /** What a member does with its sessions, which are all of one kind. */
    public interface Application extends SessionHandler {
        /** Makes something of a session that was created; one for which that fails is not kept. */
        CompletableFuture<?> begin(OwnedSession session);
    }

    /** The arguments of a process; an application may have more behind these. */
    static List<String> arguments(String name, String store, Duration lease, int sessions, List<String> servers) {
        return List.of(
                name, store, String.valueOf(lease.toMillis()), String.valueOf(sessions), String.join(",", servers));
    }

    /** What the members call a server. */
    public static String server(int number) {
        return "janus-" + (number + 1);
    }

    /** Creates sessions, resumes those it takes over, and reports its status to the process that started it, and ends with that. */
    public static void run(String[] args, String kind, Application application) throws IOException {
        OwnershipStore store = StoreAddress.open(args[1]);
        FailoverGroup.Builder builder =
                FailoverGroup.builder(store, MemberOptions.of(args[0], Duration.ofMillis(Long.parseLong(args[2]))));
        String[] servers = args[4].split(",", -1);
        for (int i = 0; i < servers.length; i++) {
            builder.server(server(i), servers[i]);
        }
        FailoverGroup group = builder.handler(kind, application)
                .start()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        Step.tell("joined", args[0]);
        for (int i = 0; i < Integer.parseInt(args[3]); i++) {
            create(group, kind, application);
        }
        ScheduledExecutorService reports = Executors.newSingleThreadScheduledExecutor();
        var unused = reports.scheduleAtFixedRate(() -> report(group.status()), 0, 100, TimeUnit.MILLISECONDS);
        while (System.in.read() >= 0) {}
        group.close();
        store.close();
        System.exit(0);
    }

    /** A member that has no lease for a moment, or knows no server yet, creates none. */
    private static void create(FailoverGroup group, String kind, Application application) {
        for (int attempt = 1; ; attempt++) {
            try {
                group.create(kind)
                        .thenCompose(owned -> begin(owned, application))
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join();
                return;
            } catch (CompletionException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
    }

    private static CompletableFuture<?> begin(OwnedSession owned, Application application) {
        return application.begin(owned).whenComplete((answer, failure) -> {
            if (failure != null) {
                owned.destroy();
            }
        });
    }

    private static void report(GroupStatus status) {
        List<String> servers = status.servers().stream()
                .map(server -> String.valueOf(server.sessions()))
                .toList();
        Step.tell("status", status.owned() + " " + String.join(" ", servers));
    }
}
