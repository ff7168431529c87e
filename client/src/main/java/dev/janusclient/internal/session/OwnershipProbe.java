// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.error.JanusClaimedElsewhereException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.OwnershipStatus;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out whether a session's events come here. Janus answers replies and acks to the connection that sent the request, and
 * sends events to the one that claimed the session last ({@code janus_process_incoming_request} and {@code
 * janus_plugin_push_event} of janus.c). So a request whose answer is an event, on a handle made for it, is acknowledged to anyone and answered to the owner.
 */
final class OwnershipProbe {
    private static final String LABEL = "ownership-probe";
    private static final String PLUGIN = "janus.plugin.echotest";

    private OwnershipProbe() {}

    /** Asks; never fails. It takes up to two request timeouts. If the session's events go elsewhere, it ends here. */
    static CompletableFuture<OwnershipStatus> confirm(SessionCore session) {
        if (!session.isActive()) {
            return CompletableFuture.completedFuture(OwnershipStatus.UNKNOWN);
        }
        return ask(session.binding().connection(), session.id()).thenApply(status -> {
            if (status == OwnershipStatus.CLAIMED_ELSEWHERE) {
                session.claimedElsewhere("its events do not come here");
            }
            return status;
        });
    }

    private static CompletableFuture<OwnershipStatus> ask(Connection connection, long sessionId) {
        return connection
                .request(Request.of("attach", sessionId).with("plugin", PLUGIN))
                .thenCompose(attached -> ask(connection, sessionId, attached.newId()))
                .exceptionally(failure -> status(Futures.cause(failure)));
    }

    private static CompletableFuture<OwnershipStatus> ask(Connection connection, long sessionId, long handleId) {
        // The echo test refuses what it does not know, with an event.
        Request unknown =
                Request.message(sessionId, handleId, LABEL, RawJson.of("{\"request\":\"" + LABEL + "\"}"), null);
        CompletableFuture<JanusMessage> answer = connection.request(unknown, reply -> reply.data() != null);
        return answer.handle((event, failure) -> {
            Futures.logFailure(
                    connection.request(Request.of("detach", sessionId, handleId)),
                    "detaching handle " + handleId + " of an ownership probe");
            return failure == null ? OwnershipStatus.OWNED : status(Futures.cause(failure));
        });
    }

    private static OwnershipStatus status(Throwable failure) {
        if (failure instanceof JanusSessionNotFoundException) {
            return OwnershipStatus.GONE;
        }
        return failure instanceof JanusTimeoutException timeout && timeout.acknowledged()
                ? OwnershipStatus.CLAIMED_ELSEWHERE
                : OwnershipStatus.UNKNOWN;
    }

    /** The same answer; but one that was acknowledged and never came is followed by the probe, which may say why. */
    static CompletableFuture<JanusMessage> explainTimeout(
            SessionCore session, Request request, CompletableFuture<JanusMessage> answer) {
        CompletableFuture<JanusMessage> explained = new CompletableFuture<>();
        answer.whenComplete((message, failure) -> {
            if (failure == null) {
                explained.complete(message);
                return;
            }
            Throwable cause = Futures.cause(failure);
            if (cause instanceof JanusTimeoutException timeout && timeout.acknowledged() && session.isActive()) {
                session.confirmOwnership()
                        .thenAccept(status -> explained.completeExceptionally(
                                status == OwnershipStatus.CLAIMED_ELSEWHERE
                                        ? new JanusClaimedElsewhereException(
                                                request.label(),
                                                "it was acknowledged, and the session's events do not come here")
                                        : cause));
            } else {
                explained.completeExceptionally(cause);
            }
        });
        return explained;
    }
}
