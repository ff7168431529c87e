// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.internal.connection.ConnectionManager;
import dev.janusclient.internal.connection.Executions;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.ServerInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Keeps a session without an owner alive for its next owner, without claiming it: any request that names the
 * session, from any connection, counts as activity (measured on Janus 1.1.2 and 1.4.1). Made by {@link
 * JanusClient#keepAlive}. Thread-safe.
 */
public final class SessionKeepalive implements AutoCloseable {
    /** How it ended. */
    public enum End {
        /** {@link SessionKeepalive#close()} was called. */
        CLOSED,
        /** The time it was given is over. The session goes on for as long as the server's timeouts allow. */
        EXPIRED,
        /** The session does not exist (any more). */
        SESSION_GONE
    }

    private final ConnectionManager<ServerInfo> link;
    private final Executor executor;
    private final long sessionId;
    private final CompletableFuture<End> ended = new CompletableFuture<>();

    SessionKeepalive(
            ConnectionManager<ServerInfo> link,
            Scheduler scheduler,
            Executor executor,
            long sessionId,
            ServerInfo server,
            Duration atMost) {
        this.link = link;
        this.executor = executor;
        this.sessionId = sessionId;
        Scheduler.ScheduledTask beat = scheduler.every(server.maxKeepaliveInterval(), this::speak);
        Scheduler.ScheduledTask end = scheduler.once(atMost, () -> ended.complete(End.EXPIRED));
        ended.whenComplete((how, never) -> {
            beat.cancel();
            end.cancel();
        });
        speak();
    }

    /** The session that is taken care of. */
    public long sessionId() {
        return sessionId;
    }

    /** Completes when no keepalives are sent any more. */
    public CompletableFuture<End> ended() {
        return Executions.handOut(ended, executor);
    }

    /** Stops; the session goes on for as long as the server's timeouts allow. Repeatable. */
    @Override
    public void close() {
        ended.complete(End.CLOSED);
    }

    private void speak() {
        link.active("keepalive")
                .thenCompose(up -> up.connection().request(Request.of("keepalive", sessionId)))
                .whenComplete((ack, failure) -> {
                    // A connection that is lost is made anew at the next keepalive.
                    if (failure != null && Futures.cause(failure) instanceof JanusSessionNotFoundException) {
                        ended.complete(End.SESSION_GONE);
                    }
                });
    }
}
