// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.JanusSession;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusNotSentException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Creates sessions on the servers that can be reached, where this member has the fewest.
 *
 * <p>Threading: any thread.
 */
final class SessionCreation {
    private final GroupCore group;
    private final Map<String, Integer> beingCreated = new HashMap<>();

    /** Members begin with different servers. */
    private final AtomicInteger turn;

    SessionCreation(GroupCore group) {
        this.group = group;
        this.turn = new AtomicInteger(group.settings().member().name().hashCode());
    }

    CompletableFuture<OwnedSession> create(String kind, Consumer<? super JanusSession> listen) {
        List<String> reachable = new ArrayList<>();
        for (String name : group.servers().names()) {
            if (group.servers().isUp(name)) {
                reachable.add(name);
            }
        }
        return create(kind, listen, reachable);
    }

    private CompletableFuture<OwnedSession> create(
            String kind, Consumer<? super JanusSession> listen, List<String> candidates) {
        ClusterMember member = group.membership().member();
        if (group.isDraining() || member == null || !group.membership().hasLease()) {
            return Failures.failed(new IllegalStateException(
                    "no session is created: the member " + (group.isDraining() ? "drains" : "has no lease")));
        }
        Map<String, Integer> counts = group.sessionsByServer();
        String server;
        synchronized (beingCreated) {
            beingCreated.forEach((name, count) -> counts.merge(name, count, Integer::sum));
            server = GroupServers.place(candidates, counts::get, turn.getAndIncrement());
            if (server != null) {
                beingCreated.merge(server, 1, Integer::sum);
            }
        }
        if (server == null) {
            return Failures.failed(new IllegalStateException("no session is created: no server can be reached: "
                    + group.servers().problems()));
        }
        return group.servers()
                .client(server)
                .createSession(listen)
                .thenCompose(session -> own(member, session, server, kind))
                .handle((made, failure) -> {
                    synchronized (beingCreated) {
                        beingCreated.merge(server, -1, Integer::sum);
                    }
                    if (failure == null) {
                        group.reports().count(GroupMetrics.Counter.CREATED, 1);
                        return CompletableFuture.completedFuture(made);
                    }
                    Throwable cause = Failures.cause(failure);
                    if (cause instanceof JanusConnectException || cause instanceof JanusNotSentException) {
                        // Nothing was created there.
                        List<String> others = new ArrayList<>(candidates);
                        others.remove(server);
                        if (!others.isEmpty()) {
                            return create(kind, listen, others);
                        }
                    }
                    return Failures.<OwnedSession>failed(cause);
                })
                .thenCompose(Function.identity());
    }

    /** A session that can't be owned is not left at Janus. */
    private CompletableFuture<OwnedSession> own(
            ClusterMember member, JanusSession session, String server, String kind) {
        return group.own(member, session, server, kind).whenComplete((owned, failure) -> {
            if (failure != null && session.isActive()) {
                session.commandGate(() -> true);
                session.destroy();
            }
        });
    }
}
