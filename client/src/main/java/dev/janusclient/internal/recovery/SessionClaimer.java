// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.ConnectionManager.ActiveConnection;
import dev.janusclient.internal.connection.SessionRoute;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.session.ClientContext;
import dev.janusclient.internal.session.SessionCore;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.message.ServerInfo;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Claims a session by its id alone, without asking what happened before. */
public final class SessionClaimer {
    private SessionClaimer() {}

    /**
     * Claims it; a failure leaves the session that was here before, if there was one, as it was.
     *
     * @param listen registers listeners before the claim is sent; null for none. What it throws fails the claim
     */
    public static CompletableFuture<SessionCore> claim(
            ClientContext context,
            ActiveConnection<ServerInfo> active,
            long sessionId,
            @Nullable Consumer<SessionCore> listen) {
        // Made before the claim is sent, so that what the session says before the answer is delivered.
        SessionRoute before = active.connection().currentRoute(sessionId);
        SessionCore session = context.newSession(active.connection(), active.server(), sessionId);
        CompletableFuture<SessionCore> claimed = new CompletableFuture<>();
        begin(session, listen).whenComplete((done, failure) -> {
            if (failure != null) {
                if (before != null) {
                    active.connection().reinstate(before, session.binding().route());
                }
                session.superseded();
                claimed.completeExceptionally(Futures.cause(failure));
            } else {
                context.warnIfNotReclaimable(active.server(), "session {} was claimed", sessionId);
                claimed.complete(context.started(session));
            }
        });
        return claimed;
    }

    private static CompletableFuture<?> begin(SessionCore session, @Nullable Consumer<SessionCore> listen) {
        try {
            session.listenFirst(listen);
            return session.claim();
        } catch (RuntimeException e) {
            // The user's function threw; the session that was here before is to have its route back all the same.
            return Futures.failed(e);
        }
    }

    /** Whether Janus has a session; asked with a keepalive. */
    public static CompletableFuture<Boolean> exists(Connection connection, long sessionId) {
        return connection
                .request(Request.of("keepalive", sessionId).asIdempotent())
                .handle((ack, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(true);
                    }
                    Throwable cause = Futures.cause(failure);
                    return cause instanceof JanusSessionNotFoundException
                            ? CompletableFuture.completedFuture(false)
                            : Futures.<Boolean>failed(cause);
                })
                .thenCompose(Function.identity());
    }
}
