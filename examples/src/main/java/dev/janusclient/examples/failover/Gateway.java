// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.failover;

import dev.janusclient.cluster.FailoverGroup;
import dev.janusclient.cluster.GroupStatus;
import dev.janusclient.cluster.MemberOptions;
import dev.janusclient.cluster.OwnedSession;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.examples.rescue.Step;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One member, as a process: it owns sessions, resumes those it takes over, and reports its status to the process that started it. */
final class Gateway {
    private static final String KIND = "echo";
    private static final int ATTEMPTS = 100;

    private Gateway() {}

    /** What the members call a server. */
    static String server(int number) {
        return "janus-" + (number + 1);
    }

    /** Arguments: name, store, lease in milliseconds, how many sessions to create, servers. */
    public static void main(String[] args) throws IOException {
        OwnershipStore store = StoreAddress.open(args[1]);
        FailoverGroup.Builder builder =
                FailoverGroup.builder(store, MemberOptions.of(args[0], Duration.ofMillis(Long.parseLong(args[2]))));
        for (int i = 4; i < args.length; i++) {
            builder.server(server(i - 4), args[i]);
        }
        // What was taken over is used at once: the echo test answers.
        builder.handler(
                KIND,
                (session, outcome) ->
                        use(outcome.handle(JanusEchoTestPlugin.TYPE).orElseThrow()));
        FailoverGroup group = builder.start().orTimeout(30, TimeUnit.SECONDS).join();
        Step.tell("joined", args[0]);
        for (int i = 0; i < Integer.parseInt(args[3]); i++) {
            create(group);
        }
        ScheduledExecutorService reports = Executors.newSingleThreadScheduledExecutor();
        var unused = reports.scheduleAtFixedRate(() -> report(group.status()), 0, 100, TimeUnit.MILLISECONDS);
        // Ends with the process that started it.
        while (System.in.read() >= 0) {}
        group.close();
        store.close();
        System.exit(0);
    }

    /** A member that has no lease for a moment, or knows no server yet, creates none. */
    private static void create(FailoverGroup group) {
        for (int attempt = 1; ; attempt++) {
            try {
                group.create(KIND)
                        .thenCompose(Gateway::begin)
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

    /** A session that can't be used is not kept. */
    private static CompletableFuture<?> begin(OwnedSession owned) {
        return owned.session()
                .attach(JanusEchoTestPlugin.TYPE)
                .thenCompose(Gateway::use)
                .whenComplete((answer, failure) -> {
                    if (failure != null) {
                        owned.destroy();
                    }
                });
    }

    private static CompletableFuture<?> use(JanusEchoTestPlugin echo) {
        return echo.configure(EchoTestRequest.Settings.builder().audio(true).build());
    }

    private static void report(GroupStatus status) {
        List<String> servers = status.servers().stream()
                .map(server -> String.valueOf(server.sessions()))
                .toList();
        Step.tell("status", status.owned() + " " + String.join(" ", servers));
    }
}
