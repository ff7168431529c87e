// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.connection.SessionRoute.HandleSink;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.transport.Acknowledgement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one session's handles have sent before they are attached here, or while something older is delivered first. It
 * is bounded in events of a handle, in handles, and in bytes; what does not fit is counted. What a broker keeps as well is
 * not dropped: it sends only so much until that is settled.
 *
 * <p>Threading: any thread. Nothing is delivered under the lock.
 */
final class HeldMessages {
    private static final Logger log = LoggerFactory.getLogger(HeldMessages.class);

    /** How many events of a handle are held while something older is delivered first: a busy room says hundreds in that time. */
    private static final int MAX_HELD = 10_000;

    /** Of how many handles that are not attached events are held: a claimed session may have many, but not without end. */
    static final int MAX_UNKNOWN = 4096;

    /** How many detached handles are remembered, so that what Janus still says of them is not held for ever. */
    private static final int GONE_HANDLES = 256;

    private record Early(JanusMessage message, boolean answered) {}

    private static final class Held {
        ArrayDeque<Early> messages = new ArrayDeque<>(4);
        List<Acknowledgement> receipts = new ArrayList<>(0);
        long lost;

        /** Where they go; null if the handle is not attached. */
        @Nullable HandleSink sink;

        boolean isEmpty() {
            return messages.isEmpty() && receipts.isEmpty() && lost == 0;
        }
    }

    /** What became of a message. */
    sealed interface Kept permits Attached, InPlace {}

    /** Its handle has been attached meanwhile. */
    record Attached(HandleSink sink) implements Kept {}

    /** It is held; so many messages of handles that are not attached had to be dropped for it. */
    record InPlace(long dropped) implements Kept {}

    private final int limit;
    private final ByteBudget budget;
    private final LogBudget logs;
    private final Map<Long, HandleSink> handles;

    /** Guarded by this; oldest first. */
    private Map<Long, Held> held = Map.of();

    /** Guarded by this; oldest first. */
    private Set<Long> gone = Set.of();

    private boolean holding;

    /**
     * @param limit how many messages of a handle are held, at least 1
     * @param handles the handles whose messages need not be held; handles come into it and leave it under this lock only
     */
    HeldMessages(int limit, ByteBudget budget, Map<Long, HandleSink> handles, LogBudget logs) {
        this.limit = limit;
        this.budget = budget;
        this.handles = handles;
        this.logs = logs;
    }

    /** Delivers what is held of a handle, and lets what comes after it go straight to the sink. */
    void attach(long handleId, HandleSink sink) {
        synchronized (this) {
            if (gone.contains(handleId)) {
                gone.remove(handleId);
            }
            Held waiting = held.get(handleId);
            if (waiting == null) {
                waiting = add(handleId);
            }
            waiting.sink = sink;
            if (holding) {
                return;
            }
        }
        deliver(handleId, sink);
    }

    private Held add(long handleId) {
        if (held.isEmpty()) {
            held = new LinkedHashMap<>();
        }
        Held added = new Held();
        held.put(handleId, added);
        return added;
    }

    /** What comes meanwhile is held, too, and delivered in the next round. */
    private void deliver(long handleId, HandleSink sink) {
        for (Held next = next(handleId, sink); next != null; next = next(handleId, sink)) {
            if (next.lost > 0) {
                sink.onLost(next.lost);
            }
            next.messages.forEach(early -> sink.onMessage(early.message(), early.answered()));
            next.receipts.forEach(receipt -> SessionRoute.settle(sink, receipt));
        }
    }

    /** What is to be delivered next; null if nothing is held, and the handle is attached. */
    private synchronized @Nullable Held next(long handleId, HandleSink sink) {
        Held waiting = held.get(handleId);
        if (waiting == null || waiting.sink != sink) {
            // Detached, or attached again, by what has just been delivered.
            return null;
        }
        if (waiting.isEmpty()) {
            remove(handleId);
            handles.put(handleId, sink);
            return null;
        }
        Held rest = new Held();
        rest.sink = sink;
        held.put(handleId, rest);
        release(waiting);
        return waiting;
    }

    private void remove(long handleId) {
        held.remove(handleId);
        if (held.isEmpty()) {
            held = Map.of();
        }
    }

    private void release(Held no) {
        no.messages.forEach(early -> budget.release(early.message().footprint()));
    }

    /** Holds what comes from handles that are attached from now on until {@link #releaseAll()}. */
    synchronized void hold() {
        holding = true;
    }

    /**
     * Delivers what was held since {@link #hold()}.
     *
     * @return how many messages of a handle there was no room for
     */
    Map<Long, Long> releaseAll() {
        Map<Long, Long> lost = new HashMap<>();
        Map<Long, HandleSink> attached = new LinkedHashMap<>();
        synchronized (this) {
            held.forEach((handle, early) -> {
                if (early.lost > 0) {
                    lost.put(handle, early.lost);
                }
                if (early.sink != null) {
                    attached.put(handle, early.sink);
                }
            });
            holding = false;
        }
        attached.forEach(this::deliver);
        return lost;
    }

    /** What is held of a handle, in order. */
    synchronized List<JanusMessage> of(long handleId) {
        List<JanusMessage> messages = new ArrayList<>();
        Held early = held.get(handleId);
        if (early != null) {
            early.messages.forEach(one -> messages.add(one.message()));
        }
        return messages;
    }

    /** Takes out what is held of handles that are not attached. */
    List<JanusMessage> takeUnattached() {
        List<Held> taken = new ArrayList<>();
        synchronized (this) {
            for (Iterator<Held> all = held.values().iterator(); all.hasNext(); ) {
                Held one = all.next();
                if (one.sink == null) {
                    release(one);
                    all.remove();
                    taken.add(one);
                }
            }
        }
        List<JanusMessage> messages = new ArrayList<>();
        taken.forEach(one -> one.messages.forEach(early -> messages.add(early.message())));
        settle(taken);
        return messages;
    }

    private static void settle(Iterable<Held> dropped) {
        dropped.forEach(one -> one.receipts.forEach(Acknowledgement::processed));
    }

    /** Forgets a handle, and what Janus may still say of it. */
    void detach(long handleId) {
        Held early;
        synchronized (this) {
            handles.remove(handleId);
            early = held.get(handleId);
            if (early != null) {
                remove(handleId);
                release(early);
            }
            if (gone.isEmpty()) {
                gone = new LinkedHashSet<>();
            }
            gone.add(handleId);
            if (gone.size() > GONE_HANDLES) {
                gone.remove(gone.iterator().next());
            }
        }
        if (early != null) {
            settle(List.of(early));
        }
    }

    /** Holds a message, unless its handle has been attached or detached meanwhile. */
    Kept keep(JanusMessage message, boolean answered) {
        List<Held> dropped = new ArrayList<>(0);
        HandleSink attachedMeanwhile;
        synchronized (this) {
            attachedMeanwhile = handles.get(message.sender());
            if (attachedMeanwhile == null) {
                keep(message, answered, dropped);
            }
        }
        if (attachedMeanwhile != null) {
            return new Attached(attachedMeanwhile);
        }
        settle(dropped);
        return new InPlace(dropped.stream()
                .mapToLong(one -> one.lost + one.messages.size())
                .sum());
    }

    /** @param dropped takes the handles whose messages had to go for it */
    private void keep(JanusMessage message, boolean answered, List<Held> dropped) {
        Held early = held.get(message.sender());
        boolean wanted = !answered || (early != null && early.sink != null);
        if (!wanted || gone.contains(message.sender())) {
            return;
        }
        if (early == null) {
            if (held.size() >= MAX_UNKNOWN) {
                dropOldestHandle(null, dropped);
            }
            early = add(message.sender());
        }
        int bytes = message.footprint();
        if (!early.receipts.isEmpty()) {
            // What a broker keeps is not dropped: it sends only so much until that is settled.
            budget.force(bytes);
        } else {
            if (early.messages.size() >= (holding ? Math.max(limit, MAX_HELD) : limit)) {
                dropOldest(early);
            }
            while (!budget.take(bytes)) {
                if (!dropOldest(early) && !dropOldestHandle(early, dropped)) {
                    lose(early);
                    return;
                }
            }
        }
        early.messages.addLast(new Early(message, answered));
    }

    private boolean dropOldest(Held early) {
        Early oldest = early.messages.pollFirst();
        if (oldest == null) {
            return false;
        }
        budget.release(oldest.message().footprint());
        lose(early);
        return true;
    }

    private void lose(Held early) {
        early.lost++;
        logs.warn(log, "events of handles that are not attached are dropped: there is no room for more");
    }

    /** Drops everything of the handle, other than one, that was the first to send something; false if there is none. */
    @SuppressWarnings("ReferenceEquality") // whether it is the very same
    private boolean dropOldestHandle(@Nullable Held but, List<Held> dropped) {
        for (Iterator<Held> oldest = held.values().iterator(); oldest.hasNext(); ) {
            Held one = oldest.next();
            if (one != but && one.sink == null) {
                release(one);
                oldest.remove();
                dropped.add(one);
                return true;
            }
        }
        return false;
    }

    /**
     * Leaves a receipt with the messages of a handle that are held.
     *
     * @return false if none are
     */
    synchronized boolean addReceipt(long handleId, Acknowledgement receipt) {
        Held early = held.get(handleId);
        if (early == null) {
            return false;
        }
        early.receipts.add(receipt);
        return true;
    }

    /** Gives everything that is held to another route of the same session. */
    void giveTo(SessionRoute to) {
        takeAll().forEach((sender, early) -> {
            early.messages.forEach(kept -> to.onMessage(kept.message(), kept.answered()));
            early.receipts.forEach(receipt -> to.settle(sender, receipt));
        });
    }

    /** Drops everything, and settles what a broker keeps: it can't be fetched on this connection any more. */
    void clear() {
        settle(takeAll().values());
    }

    private synchronized Map<Long, Held> takeAll() {
        Map<Long, Held> all = held;
        held = Map.of();
        all.values().forEach(this::release);
        return all;
    }

    /** Of how many handles messages are held. */
    synchronized int handles() {
        return held.size();
    }
}
