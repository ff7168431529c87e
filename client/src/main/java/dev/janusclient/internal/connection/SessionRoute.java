// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.transport.Acknowledgement;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the messages of one session go: to the session itself, or to the handle that sent them. What comes from a handle
 * that nobody has attached yet waits, up to a limit: the event of a new handle may overtake the reply that names it, and a
 * claimed session speaks before its handles are attached again.
 */
public final class SessionRoute {
    private static final Logger log = LoggerFactory.getLogger(SessionRoute.class);

    /** Takes the messages of one handle. Called on the reader: must be quick and must not block. */
    public interface HandleSink {
        /**
         * A message from the handle.
         *
         * @param answered whether it has answered a request already
         */
        void onMessage(JanusMessage message, boolean answered);

        /** So many of the handle's messages came before anybody attached it and did not fit. */
        void onLost(long count);

        /** Runs something once the listeners have seen what came before. */
        default void afterwards(Runnable task) {
            task.run();
        }
    }

    /** Takes what concerns the session as a whole. Called on the reader: must be quick and must not block. */
    public interface SessionSink {
        void onMessage(JanusMessage message);

        /** Janus says that the session does not exist any more. */
        void onGone(String reason);

        void onConnectionLost(CloseReason reason);

        /** So many messages of handles that nobody had attached were dropped. */
        default void onLost(long count) {}

        /** Runs something once the listeners have seen what came before. */
        default void afterwards(Runnable task) {
            task.run();
        }
    }

    /** How many events of a handle are kept while something older is told first: a busy room says hundreds in that time. */
    private static final int MAX_HELD = 10_000;

    /** Of how many handles that are not attached events are kept: a claimed session may have many, but not without end. */
    static final int MAX_UNKNOWN = 4096;

    /** How many detached handles are remembered, so that what Janus still says of them is not kept for ever. */
    private static final int GONE_HANDLES = 256;

    private record Early(JanusMessage message, boolean answered) {}

    private static final class Waiting {
        final ArrayDeque<Early> messages = new ArrayDeque<>();
        final List<Acknowledgement> receipts = new ArrayList<>();
        long lost;

        void giveTo(HandleSink sink) {
            if (lost > 0) {
                sink.onLost(lost);
            }
            messages.forEach(early -> sink.onMessage(early.message(), early.answered()));
            receipts.forEach(receipt -> settle(sink, receipt));
        }
    }

    /** How long {@link #divert} waits for a delivery that is under way; one takes microseconds. */
    private static final Duration QUIESCE_TIMEOUT = Duration.ofMillis(20);

    private record Interceptor(String prefix, Consumer<JanusMessage> taker) {
        boolean wants(JanusMessage message) {
            String transaction = message.transaction();
            return transaction != null && transaction.startsWith(prefix);
        }
    }

    private final long sessionId;
    private final SessionSink session;
    private final int limit;
    private final BooleanSupplier delivering;
    private final Map<Long, HandleSink> handles = new ConcurrentHashMap<>();
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
    private final Set<Long> gone = new LinkedHashSet<>();
    private final Object waitingLock = new Object();
    private volatile long nextKeepalive;

    /** What comes from a handle waits even if it is attached, until the handle is released. */
    private final Map<Long, HandleSink> held = new HashMap<>();

    private boolean holding;

    private volatile @Nullable Interceptor interceptor;
    private volatile @Nullable Consumer<JanusMessage> diversion;

    /** @param delivering whether the reader is at work: {@link #onMessage} may be running, or has looked where to go */
    SessionRoute(long sessionId, SessionSink session, int limit, BooleanSupplier delivering) {
        this.sessionId = sessionId;
        this.session = session;
        this.delivering = delivering;
        this.limit = limit;
    }

    long sessionId() {
        return sessionId;
    }

    SessionSink session() {
        return session;
    }

    long nextKeepalive() {
        return nextKeepalive;
    }

    void nextKeepalive(long nanos) {
        nextKeepalive = nanos;
    }

    /** Sends a handle's messages to a sink from now on; what has waited for it comes first. */
    public void attach(long handleId, HandleSink sink) {
        synchronized (waitingLock) {
            gone.remove(handleId);
            if (holding) {
                held.put(handleId, sink);
                return;
            }
            deliverWaiting(handleId, sink);
        }
    }

    private void deliverWaiting(long handleId, HandleSink sink) {
        Waiting early = waiting.remove(handleId);
        if (early != null) {
            early.giveTo(sink);
        }
        handles.put(handleId, sink);
    }

    /** Keeps what comes from handles that are attached from now on until {@link #release()}: something older is told first. */
    public void hold() {
        synchronized (waitingLock) {
            holding = true;
        }
    }

    /**
     * Delivers what was kept since {@link #hold()}, and everything after it.
     *
     * @return how many messages of a handle there was no room for
     */
    public Map<Long, Long> release() {
        synchronized (waitingLock) {
            Map<Long, Long> lost = new HashMap<>();
            waiting.forEach((handle, early) -> {
                if (early.lost > 0) {
                    lost.put(handle, early.lost);
                }
            });
            holding = false;
            held.forEach(this::deliverWaiting);
            held.clear();
            return lost;
        }
    }

    /** What has come from a handle and is kept back, in order. */
    public List<JanusMessage> waitingFor(long handleId) {
        synchronized (waitingLock) {
            List<JanusMessage> messages = new ArrayList<>();
            Waiting early = waiting.get(handleId);
            if (early != null) {
                early.messages.forEach(one -> messages.add(one.message()));
            }
            return messages;
        }
    }

    /** Forgets a handle, and what Janus may still say of it. */
    public void detach(long handleId) {
        synchronized (waitingLock) {
            handles.remove(handleId);
            held.remove(handleId);
            Waiting early = waiting.remove(handleId);
            if (early != null) {
                early.receipts.forEach(Acknowledgement::processed);
            }
            gone.add(handleId);
            if (gone.size() > GONE_HANDLES) {
                gone.remove(gone.iterator().next());
            }
        }
    }

    /** Gives what waits here to another route of the same session. */
    void giveWaiting(SessionRoute to) {
        synchronized (waitingLock) {
            waiting.forEach((sender, early) -> {
                early.messages.forEach(kept -> to.onMessage(kept.message(), kept.answered()));
                early.receipts.forEach(receipt -> to.settle(sender, receipt));
            });
            waiting.clear();
        }
    }

    /** How many handles that are not attached have events waiting for them. */
    int waitingHandles() {
        synchronized (waitingLock) {
            return waiting.size();
        }
    }

    /** Gives what comes with a transaction that begins so to somebody else instead. */
    public void intercept(String transactionPrefix, Consumer<JanusMessage> taker) {
        interceptor = new Interceptor(transactionPrefix, taker);
    }

    /**
     * Gives everything that comes to somebody else instead of to handles and session. When this returns, what was on its way
     * to them before has arrived there.
     */
    public void divert(Consumer<JanusMessage> taker) {
        diversion = taker;
        // The reader never blocks in a delivery, unless a user's executor runs listeners right there, perhaps this very
        // call.
        long patience = System.nanoTime() + QUIESCE_TIMEOUT.toNanos();
        boolean patient = true;
        while (delivering.getAsBoolean() && patient) {
            patient = System.nanoTime() - patience < 0;
        }
    }

    void onMessage(JanusMessage message, boolean answered) {
        Interceptor special = interceptor;
        Consumer<JanusMessage> elsewhere = diversion;
        if (special != null && special.wants(message)) {
            special.taker().accept(message);
        } else if (elsewhere != null) {
            if (isPush(message.kind())) {
                elsewhere.accept(message);
            }
        } else {
            deliver(message, answered);
        }
    }

    private void deliver(JanusMessage message, boolean answered) {
        if (message.sender() == 0) {
            if (isPush(message.kind())) {
                session.onMessage(message);
            }
            return;
        }
        HandleSink handle = handles.get(message.sender());
        if (handle == null) {
            handle = keep(message, answered);
        }
        if (handle != null && isPush(message.kind())) {
            handle.onMessage(message, answered);
        }
    }

    private @Nullable HandleSink keep(JanusMessage message, boolean answered) {
        synchronized (waitingLock) {
            HandleSink attachedMeanwhile = handles.get(message.sender());
            boolean wanted = holding ? held.containsKey(message.sender()) || !answered : !answered;
            if (attachedMeanwhile != null || !wanted || !isPush(message.kind()) || gone.contains(message.sender())) {
                return attachedMeanwhile;
            }
            Waiting early = waiting.get(message.sender());
            if (early == null) {
                early = new Waiting();
                makeRoomForUnknown();
                waiting.put(message.sender(), early);
            }
            // What a broker keeps is not dropped: it sends only so much until that is settled.
            boolean keptElsewhere = !early.receipts.isEmpty();
            if (!keptElsewhere && early.messages.size() >= (holding ? Math.max(limit, MAX_HELD) : limit)) {
                early.messages.removeFirst();
                early.lost++;
                log.warn(
                        "session {}: events of handle {} are dropped until it is attached",
                        sessionId,
                        message.sender());
            }
            early.messages.addLast(new Early(message, answered));
            return null;
        }
    }

    private void makeRoomForUnknown() {
        if (waiting.size() >= MAX_UNKNOWN) {
            Iterator<Waiting> oldest = waiting.values().iterator();
            Waiting dropped = oldest.next();
            oldest.remove();
            dropped.receipts.forEach(Acknowledgement::processed);
            log.warn("session {}: events of more than {} handles wait to be attached", sessionId, MAX_UNKNOWN);
            session.onLost(dropped.lost + dropped.messages.size());
        }
    }

    /** Settles the receipt of a message that was just told: now, or when whoever waits for it has seen it. */
    void settle(long sender, Acknowledgement receipt) {
        if (receipt == Acknowledgement.NONE) {
            return;
        }
        HandleSink handle;
        synchronized (waitingLock) {
            Waiting early = waiting.get(sender);
            if (early != null) {
                early.receipts.add(receipt);
                return;
            }
            handle = handles.get(sender);
        }
        if (handle != null) {
            settle(handle, receipt);
        } else if (sender == 0) {
            receipt.received();
            session.afterwards(receipt::processed);
        } else {
            receipt.processed();
        }
    }

    private static void settle(HandleSink handle, Acknowledgement receipt) {
        receipt.received();
        handle.afterwards(receipt::processed);
    }

    /** Settles what still waits: nobody will ask for it on this connection. */
    void abandon() {
        synchronized (waitingLock) {
            waiting.values().forEach(early -> early.receipts.forEach(Acknowledgement::processed));
            waiting.clear();
        }
    }

    private static boolean isPush(MessageKind kind) {
        return switch (kind) {
            case ACK, SUCCESS, ERROR, SERVER_INFO, PONG, KEEPALIVE -> false;
            default -> true;
        };
    }
}
