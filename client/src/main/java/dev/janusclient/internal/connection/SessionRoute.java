// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.transport.Acknowledgement;
import dev.janusclient.transport.CloseReason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the messages of one session go: to the session itself, or to the handle that sent them. What comes from a handle
 * that is not attached yet waits, up to a limit: the event of a new handle may overtake the reply that names it, and a
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

        /** So many of the handle's messages came before it was attached and did not fit. */
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

        /** Whether this process owns the session: asked before each request and each keepalive is sent. */
        default boolean maySend() {
            return true;
        }

        /** So many messages of handles that are not attached were dropped. */
        default void onLost(long count) {}

        /** Runs something once the listeners have seen what came before. */
        default void afterwards(Runnable task) {
            task.run();
        }
    }

    private record Interceptor(String prefix, Consumer<JanusMessage> taker) {
        boolean wants(JanusMessage message) {
            String transaction = message.transaction();
            return transaction != null && transaction.startsWith(prefix);
        }
    }

    private final long sessionId;
    private final SessionSink session;
    private final ReadBarrier reader;
    private final LogBudget logs;
    // Often just one: room for two instead of sixteen.
    private final Map<Long, HandleSink> handles = new ConcurrentHashMap<>(1);
    private final HeldMessages held;
    private volatile long nextKeepalive;
    private volatile @Nullable Interceptor interceptor;
    private volatile @Nullable Diversion diversion;

    /**
     * @param limit how many messages of a handle that is not attached are held
     * @param held limits the bytes of them
     * @param reader who calls {@link #onMessage}
     */
    SessionRoute(long sessionId, SessionSink session, int limit, ByteBudget held, ReadBarrier reader, LogBudget logs) {
        this.sessionId = sessionId;
        this.session = session;
        this.reader = reader;
        this.logs = logs;
        this.held = new HeldMessages(limit, held, handles, logs);
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
        held.attach(handleId, sink);
    }

    /** Holds what comes from handles that are attached from now on until {@link #release()}: older events go first. */
    public void hold() {
        held.hold();
    }

    /**
     * Delivers what was held since {@link #hold()}, and everything after it.
     *
     * @return how many messages of a handle there was no room for
     */
    public Map<Long, Long> release() {
        return held.releaseAll();
    }

    /** What has come from a handle and is held, in order. */
    public List<JanusMessage> waitingFor(long handleId) {
        return held.of(handleId);
    }

    /** Forgets a handle, and what Janus may still say of it. */
    public void detach(long handleId) {
        held.detach(handleId);
    }

    /** Gives what is held here to another route of the same session. */
    void giveWaiting(SessionRoute to) {
        held.giveTo(to);
    }

    /** Of how many handles messages are held. */
    int waitingHandles() {
        return held.handles();
    }

    /** Gives what comes with a transaction of this prefix to another consumer instead. */
    public void intercept(String transactionPrefix, Consumer<JanusMessage> taker) {
        interceptor = new Interceptor(transactionPrefix, taker);
    }

    /**
     * Gives everything that comes to another consumer instead of to handles and session, what is held for handles that are not
     * attached included. When this returns, what had come before has arrived at its handle or at the session. Waits for the
     * message that is being delivered, if there is one; may be called by a callback of that delivery itself.
     *
     * @param taker called by one thread at a time; must be quick and must not block
     */
    public void divert(Consumer<JanusMessage> taker) {
        Diversion elsewhere = new Diversion(taker);
        diversion = elsewhere;
        reader.await();
        elsewhere.begin(held.takeUnattached());
    }

    void onMessage(JanusMessage message, boolean answered) {
        Interceptor special = interceptor;
        Diversion elsewhere = diversion;
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
        if (!isPush(message.kind())) {
            return;
        }
        if (message.sender() == 0) {
            session.onMessage(message);
            return;
        }
        HandleSink handle = handles.get(message.sender());
        if (handle == null) {
            HeldMessages.Kept kept = held.keep(message, answered);
            if (kept instanceof HeldMessages.Attached attached) {
                handle = attached.sink();
            } else if (kept instanceof HeldMessages.InPlace inPlace && inPlace.dropped() > 0) {
                logs.warn(
                        log,
                        "session {}: events of too many handles wait to be attached; the oldest are dropped",
                        sessionId);
                session.onLost(inPlace.dropped());
            }
        }
        if (handle != null) {
            handle.onMessage(message, answered);
        }
    }

    /** Settles the acknowledgement of a message that was just delivered: now, or when its listeners have run. */
    void settle(long sender, Acknowledgement receipt) {
        if (receipt == Acknowledgement.NONE || held.addReceipt(sender, receipt)) {
            return;
        }
        HandleSink handle = handles.get(sender);
        if (handle != null) {
            settle(handle, receipt);
        } else if (sender == 0) {
            receipt.received();
            session.afterwards(receipt::processed);
        } else {
            receipt.processed();
        }
    }

    static void settle(HandleSink handle, Acknowledgement receipt) {
        receipt.received();
        handle.afterwards(receipt::processed);
    }

    /** Settles what is still held: it can't be fetched on this connection any more. */
    void abandon() {
        held.clear();
    }

    private static boolean isPush(MessageKind kind) {
        return switch (kind) {
            case ACK, SUCCESS, ERROR, SERVER_INFO, PONG, KEEPALIVE -> false;
            default -> true;
        };
    }
}
