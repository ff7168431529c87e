// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.error.JanusClosedException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.internal.connection.Observed;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way of a session's requests: over its connection while it is active; after a recovery, within the deadline, if the
 * connection is or gets lost and the request may be sent twice.
 */
final class SessionRequests {
    private final SessionCore session;

    SessionRequests(SessionCore session) {
        this.session = session;
    }

    CompletableFuture<JanusMessage> send(Request request, @Nullable Predicate<JanusMessage> answeredBy) {
        ClientContext context = session.context();
        return send(
                request,
                answeredBy,
                context.scheduler().nanoTime()
                        + context.settings().requestTimeout().toNanos());
    }

    private CompletableFuture<JanusMessage> send(
            Request request, @Nullable Predicate<JanusMessage> answeredBy, long deadline) {
        SessionState now = Objects.requireNonNull(session.state());
        if (!now.isActive()) {
            Outage outage = now.outage();
            return outage != null && request.idempotent()
                    ? whenRecovered(outage, request, answeredBy, deadline)
                    : Futures.failed(notSent(request.label(), now));
        }
        if (!session.mayCommand()) {
            return Futures.failed(notOwned(request.label()));
        }
        CompletableFuture<JanusMessage> answer = now.binding().connection().request(request, answeredBy);
        if (answeredBy != null) {
            answer = OwnershipProbe.explainTimeout(session, request, answer);
        }
        return request.idempotent() ? againIfLost(answer, request, answeredBy, deadline) : answer;
    }

    private CompletableFuture<JanusMessage> againIfLost(
            CompletableFuture<JanusMessage> answer,
            Request request,
            @Nullable Predicate<JanusMessage> answeredBy,
            long deadline) {
        CompletableFuture<JanusMessage> result = new CompletableFuture<>();
        answer.whenComplete((message, failure) -> {
            if (failure == null) {
                result.complete(message);
                return;
            }
            Throwable cause = Futures.cause(failure);
            boolean ended = cause instanceof JanusConnectionLostException || cause instanceof JanusNotSentException;
            if (ended) {
                // The request may be known to have failed before this session is known to be suspended.
                session.checkConnection();
            }
            if (ended && (session.isActive() || session.isSuspended())) {
                Futures.complete(result, send(request, answeredBy, deadline));
            } else {
                result.completeExceptionally(cause);
            }
        });
        return result;
    }

    private CompletableFuture<JanusMessage> whenRecovered(
            Outage outage, Request request, @Nullable Predicate<JanusMessage> answeredBy, long deadline) {
        ClientContext context = session.context();
        Duration left =
                Duration.ofNanos(Math.max(1, deadline - context.scheduler().nanoTime()));
        CompletableFuture<Boolean> over = outage.over().thenApply(done -> true);
        CompletableFuture<JanusMessage> answer = new CompletableFuture<>();
        context.within(left, over, () -> false)
                .thenAccept(inTime -> context.run(() -> {
                    if (inTime) {
                        Futures.complete(answer, send(request, answeredBy, deadline));
                    } else {
                        answer.completeExceptionally(new JanusTimeoutException(
                                request.label(), context.settings().requestTimeout(), false));
                    }
                }));
        return answer;
    }

    /** As {@link SessionCore#request}, of the session as a whole: an observer receives its end. */
    CompletableFuture<JanusMessage> observed(Request request) {
        ClientObserver.RequestEnd end = started(ClientObserver.CORE, request.label(), 0);
        return Observed.until(session.request(request, null), end);
    }

    /** Reports that a request is about to be sent; null if nothing receives its end. */
    ClientObserver.@Nullable RequestEnd started(String plugin, String request, long handleId) {
        return session.context()
                .observer()
                .requestStarted(session.binding().connection().uri(), plugin, request, session.id(), handleId);
    }

    /** Sends a request beside the signalling. */
    CompletableFuture<JanusMessage> exchange(String label, Consumer<String> send) {
        SessionState now = Objects.requireNonNull(session.state());
        if (!now.isActive()) {
            return Futures.failed(notSent(label, now));
        }
        return session.mayCommand()
                ? now.binding().connection().exchange(label, send)
                : Futures.failed(notOwned(label));
    }

    private JanusNotSentException notOwned(String label) {
        return new JanusNotSentException(label, "this process does not own session " + session.id() + " any more");
    }

    /** Why a request is not sent in a state that is not active. */
    JanusNotSentException notSent(String label, SessionState now) {
        CloseReason ended = now.binding().connection().ended();
        return ended != null && ended.kind() == CloseReason.Kind.CLIENT_CLOSED
                ? new JanusClosedException(label)
                : new JanusNotSentException(
                        label, "session " + session.id() + " is not active here: " + now.inactive());
    }
}
