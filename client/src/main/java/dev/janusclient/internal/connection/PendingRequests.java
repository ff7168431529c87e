// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.error.JanusServerException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.handover.InFlightRequest;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.internal.message.Request;
import dev.janusclient.message.CoreError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Requests that wait for their answer. Every one of them leaves: answered, refused, too late, or with the connection. */
final class PendingRequests {
    /** One waiting request. */
    private static final class Pending {
        /** How far the request has come on its way out. */
        enum Sending {
            /** The transport is being given it: whoever does that notices an end of the connection. */
            UNDER_WAY,
            /** It may have been written. */
            SENT,
            /** The transport was closed already. */
            NOT_SENT
        }

        final String label;
        final long sessionId;
        final long handleId;

        /** Whether it may change something at Janus. */
        final boolean changes;

        final long deadlineNanos;
        final @Nullable Predicate<JanusMessage> answeredBy;

        /** Null if no caller waits. */
        final @Nullable CompletableFuture<JanusMessage> future;

        /** Makes the request that ends what this one creates; null if it creates nothing. */
        final @Nullable LongFunction<Request> undo;

        /** Whether it goes another way than over the transport. */
        boolean beside;

        volatile Sending sending = Sending.UNDER_WAY;
        volatile boolean acknowledged;

        Pending(
                String label,
                long sessionId,
                long handleId,
                boolean changes,
                long deadlineNanos,
                @Nullable Predicate<JanusMessage> answeredBy,
                @Nullable CompletableFuture<JanusMessage> future,
                @Nullable LongFunction<Request> undo) {
            this.label = label;
            this.sessionId = sessionId;
            this.handleId = handleId;
            this.changes = changes;
            this.deadlineNanos = deadlineNanos;
            this.answeredBy = answeredBy;
            this.future = future;
            this.undo = undo;
        }
    }

    /** What more there is to be done about requests than to end their futures. */
    interface Owner {
        /** A request was refused with 458: there is no such session. On the reader. */
        void sessionGone(long sessionId);

        /** A request failed that no caller waits for. On the executor. */
        void unawaitedFailed(long sessionId, RuntimeException why);

        /** An overdue request has created something after all, which a request ends. On the reader. */
        void createdTooLate(Request undo);

        /** Nothing has answered a request in time that was sent at this moment. On the sweep's thread. */
        void overdue(long sentAt);
    }

    /** What requests fail with that the end of the connection leaves unanswered. */
    interface ConnectionEnd {
        /**
         * The failure of one request.
         *
         * @param sent whether it may have been written
         */
        RuntimeException failure(String label, boolean sent);
    }

    /** How many requests that were too late are remembered, at most. */
    private static final int MAX_OVERDUE = 1024;

    private record Overdue(String transaction, Pending pending) {}

    private final Map<String, Pending> byTransaction = new ConcurrentHashMap<>(1);
    private final ConcurrentLinkedDeque<Overdue> overdue = new ConcurrentLinkedDeque<>();

    /** Whether a request was forgotten before it was answered: its answer may still come. */
    private volatile boolean givenUp;

    private final Executor executor;
    private final Duration deadline;
    private final Owner owner;

    PendingRequests(Executor executor, Duration deadline, Owner owner) {
        this.executor = executor;
        this.deadline = deadline;
        this.owner = owner;
    }

    /**
     * Notes a request that is about to be sent.
     *
     * @param answeredBy picks the event that answers an asynchronous request; null if the first reply does, an ack too
     */
    CompletableFuture<JanusMessage> add(
            String transaction, Request request, long now, @Nullable Predicate<JanusMessage> answeredBy) {
        CompletableFuture<JanusMessage> future = new CompletableFuture<>();
        byTransaction.put(transaction, pending(request, now, answeredBy, future));
        return future;
    }

    /** Notes a request that is about to be sent, and whose failure alone is of interest: it makes nothing else. */
    void addUnawaited(String transaction, Request request, long now) {
        byTransaction.put(transaction, pending(request, now, null, null));
    }

    private Pending pending(
            Request request,
            long now,
            @Nullable Predicate<JanusMessage> answeredBy,
            @Nullable CompletableFuture<JanusMessage> future) {
        boolean changes = !request.idempotent() && !request.janus().equals("keepalive");
        return new Pending(
                request.label(),
                request.sessionId(),
                request.handleId(),
                changes,
                now + deadline.toNanos(),
                answeredBy,
                future,
                request.undo());
    }

    /** Notes a request that is about to be sent some other way; whatever comes for it answers it. */
    CompletableFuture<JanusMessage> add(String transaction, String label, long now) {
        CompletableFuture<JanusMessage> future = new CompletableFuture<>();
        Pending pending = new Pending(label, 0, 0, false, now + deadline.toNanos(), reply -> true, future, null);
        pending.sending = Pending.Sending.SENT;
        pending.beside = true;
        byTransaction.put(transaction, pending);
        return future;
    }

    /**
     * The requests of each session that may change something and whose outcome is not known: they wait, or their deadline
     * passed and nothing at all has been heard since they were sent.
     */
    Map<Long, List<InFlightRequest>> inFlight(long lastHeard) {
        Map<Long, List<InFlightRequest>> open = new HashMap<>();
        overdue.forEach(late -> {
            if (late.pending().deadlineNanos - deadline.toNanos() - lastHeard >= 0) {
                note(late.transaction(), late.pending(), open);
            }
        });
        byTransaction.forEach((transaction, pending) -> note(transaction, pending, open));
        return open;
    }

    private static void note(String transaction, Pending pending, Map<Long, List<InFlightRequest>> open) {
        if (pending.changes && pending.sending != Pending.Sending.NOT_SENT) {
            open.computeIfAbsent(pending.sessionId, id -> new ArrayList<>())
                    .add(new InFlightRequest(pending.handleId, pending.label, transaction));
        }
    }

    /** Gives a message to the request it belongs to. True if it answered one. */
    boolean offer(JanusMessage message) {
        Runnable answer = take(message);
        if (answer != null) {
            answer.run();
        }
        return answer != null;
    }

    /**
     * Takes away the request that a message answers.
     *
     * @return ends the request's future, on the executor; null if the message answers none. To be run once the message has
     *     gone to its session and handle: what a handle notes of it must be there before a caller goes on
     */
    @Nullable Runnable take(JanusMessage message) {
        String transaction = message.transaction();
        if (transaction == null) {
            return null;
        }
        Pending pending = byTransaction.get(transaction);
        if (pending == null) {
            return message.kind() == MessageKind.SUCCESS ? takeLate(transaction, message) : null;
        }
        switch (message.kind()) {
            case ACK -> {
                if (pending.answeredBy != null) {
                    pending.acknowledged = true;
                    return null;
                }
            }
            case ERROR -> {
                return refuse(transaction, pending, message);
            }
            case SUCCESS, SERVER_INFO, PONG -> {}
            default -> {
                // A push may carry the transaction of a request that is still waiting for another one.
                if (pending.answeredBy == null || !pending.answeredBy.test(message)) {
                    return null;
                }
            }
        }
        if (!byTransaction.remove(transaction, pending)) {
            return null;
        }
        CompletableFuture<JanusMessage> future = pending.future;
        return future == null ? PendingRequests::nothing : () -> run(() -> future.complete(message));
    }

    private @Nullable Runnable refuse(String transaction, Pending pending, JanusMessage error) {
        int code = error.errorCode();
        RuntimeException refused =
                JanusServerException.of(pending.label, code, CoreError.of(code), error.errorReason());
        if (!byTransaction.remove(transaction, pending)) {
            return null;
        }
        if (code == CoreError.SESSION_NOT_FOUND.code()) {
            owner.sessionGone(pending.sessionId);
        }
        return () -> fail(pending, refused);
    }

    /**
     * As {@link #take}, for an error without a transaction: Janus could not read a request. It answers every request once, so
     * the error can only be meant for one that has no answer and no ack. If that is a single one, and none was given up
     * before, it is that one.
     */
    @Nullable Runnable takeUnnamed(JanusMessage error) {
        if (givenUp) {
            return null;
        }
        Map.Entry<String, Pending> only = null;
        for (Map.Entry<String, Pending> one : byTransaction.entrySet()) {
            Pending pending = one.getValue();
            if (pending.acknowledged || pending.beside || pending.sending == Pending.Sending.NOT_SENT) {
                continue;
            }
            if (only != null) {
                return null;
            }
            only = one;
        }
        return only == null ? null : refuse(only.getKey(), only.getValue(), error);
    }

    /** What an overdue request has created is nobody's: its caller has been given a failure. */
    private @Nullable Runnable takeLate(String transaction, JanusMessage message) {
        for (Overdue late : overdue) {
            LongFunction<Request> undo = late.pending().undo;
            if (undo != null && late.transaction().equals(transaction) && overdue.remove(late)) {
                return () -> owner.createdTooLate(undo.apply(message.newId()));
            }
        }
        return null;
    }

    /** Fails what is past its deadline, and forgets what its caller has given up. */
    void sweep(long now) {
        byTransaction.forEach((transaction, pending) -> {
            if (now - pending.deadlineNanos >= 0) {
                byTransaction.remove(transaction);
                if (pending.sending == Pending.Sending.NOT_SENT) {
                    fail(pending, new JanusNotSentException(pending.label, "its connection is closed"));
                } else {
                    tooLate(transaction, pending);
                    fail(pending, new JanusTimeoutException(pending.label, deadline, pending.acknowledged));
                    if (!pending.acknowledged) {
                        owner.overdue(pending.deadlineNanos - deadline.toNanos());
                    }
                }
            } else if (pending.future != null && pending.future.isDone()) {
                byTransaction.remove(transaction);
                givenUp = true;
            }
        });
    }

    private void tooLate(String transaction, Pending pending) {
        givenUp = true;
        overdue.addLast(new Overdue(transaction, pending));
        if (overdue.size() > MAX_OVERDUE) {
            overdue.pollFirst();
        }
    }

    /**
     * Notes that a request was given to the transport.
     *
     * @param written false if the transport was closed already
     */
    void sent(String transaction, boolean written) {
        Pending pending = byTransaction.get(transaction);
        if (pending != null) {
            pending.sending = written ? Pending.Sending.SENT : Pending.Sending.NOT_SENT;
        }
    }

    /** Fails one request because the connection has ended. */
    void fail(String transaction, ConnectionEnd end) {
        Pending pending = byTransaction.get(transaction);
        if (pending != null && byTransaction.remove(transaction, pending)) {
            fail(pending, end.failure(pending.label, pending.sending != Pending.Sending.NOT_SENT));
        }
    }

    /** Fails all requests of one session, whose answers are not to be waited for. */
    void failSession(long sessionId, ConnectionEnd end) {
        byTransaction.forEach((transaction, pending) -> {
            if (pending.sessionId == sessionId) {
                givenUp = true;
                fail(transaction, end);
            }
        });
    }

    /** Fails everything because the connection has ended, except for what is being sent: who sends it does that. */
    void failAll(ConnectionEnd end) {
        byTransaction.forEach((transaction, pending) -> {
            if (pending.sending != Pending.Sending.UNDER_WAY) {
                fail(transaction, end);
            }
        });
    }

    int size() {
        return byTransaction.size();
    }

    private static void nothing() {}

    private void fail(Pending pending, RuntimeException why) {
        CompletableFuture<JanusMessage> future = pending.future;
        run(
                future == null
                        ? () -> owner.unawaitedFailed(pending.sessionId, why)
                        : () -> future.completeExceptionally(why));
    }

    /** The reader runs no user code, and a future's followers are user code. */
    private void run(Runnable completion) {
        // If the user's executor refuses, the future must end all the same.
        Executions.submitOrRun(executor, completion);
    }
}
