// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import dev.janusclient.internal.worker.Delivery;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events and tasks of one stream, in order: any thread puts them in, and they are consumed one at a time on the user's
 * executor. Events are bounded, in number and in bytes; tasks and what is replayed are not. An event counts until it, and
 * with it up to {@value #MAX_BATCH} of a large queue, has been consumed.
 *
 * <p>Quiet queues are many: nothing is allocated before the first event or task, and a stream and its queue are one object.
 */
abstract class EventQueue {
    private static final Logger log = LoggerFactory.getLogger(EventQueue.class);

    /** How many are consumed before they are taken off the count. */
    private static final int MAX_BATCH = 16;

    /** So many events are let in however many bytes other streams hold: who is slow must not take the room of all others. */
    private static final int GUARANTEED = 16;

    /** After an executor refused: the first pause before the next attempt, and how often it is doubled. */
    private static final Duration RETRY = Duration.ofMillis(250);

    private static final int MAX_RETRIES = 8;

    private static final AtomicIntegerFieldUpdater<EventQueue> QUEUED =
            AtomicIntegerFieldUpdater.newUpdater(EventQueue.class, "queued");
    private static final AtomicIntegerFieldUpdater<EventQueue> EXEMPT =
            AtomicIntegerFieldUpdater.newUpdater(EventQueue.class, "exempt");
    private static final AtomicIntegerFieldUpdater<EventQueue> DROPPED =
            AtomicIntegerFieldUpdater.newUpdater(EventQueue.class, "dropped");
    private static final AtomicIntegerFieldUpdater<EventQueue> REFUSED =
            AtomicIntegerFieldUpdater.newUpdater(EventQueue.class, "refused");
    private static final AtomicIntegerFieldUpdater<EventQueue> STALLED =
            AtomicIntegerFieldUpdater.newUpdater(EventQueue.class, "stalled");
    private static final AtomicReferenceFieldUpdater<EventQueue, Queue<Object>> ITEMS = itemsUpdater();

    final DeliveryOptions options;

    /** {@link Emission}s and {@link Runnable}s; null before the first. */
    private volatile @Nullable Queue<Object> items;

    /** How many are in the queue or being consumed. From 0 to 1 is where a turn begins. */
    private volatile int queued;

    /** How many of them are not bounded. */
    private volatile int exempt;

    /** How many old ones were dropped since the consumer was last notified. */
    private volatile int dropped;

    /** How many new ones were dropped since the consumer was last notified. */
    private volatile int refused;

    /** 1 if something waits and the executor has refused to take the turn. */
    private volatile int stalled;

    /** How often in a row the executor has refused; touched by whoever tries to begin a turn. */
    private int refusals;

    private volatile boolean paused;
    private volatile boolean detached;

    EventQueue(DeliveryOptions options) {
        this.options = options;
    }

    /** Takes an event; on the queue's turn. */
    abstract void deliver(Emission emission);

    /** So many events were dropped in this place of the order; on the queue's turn. */
    abstract void dropped(long count);

    /** The queue takes nothing more; on the queue's turn, and its last event. */
    abstract void detached(int waiting);

    /** Called at once, on the thread that put in the event that was one too many. */
    abstract void detaching();

    /** Makes the source stop or go on; false if it can't. On any thread. */
    abstract boolean pauseReading(boolean pause);

    @SuppressWarnings({"unchecked", "rawtypes"}) // a class literal knows no type arguments
    private static AtomicReferenceFieldUpdater<EventQueue, Queue<Object>> itemsUpdater() {
        return (AtomicReferenceFieldUpdater)
                AtomicReferenceFieldUpdater.newUpdater(EventQueue.class, Queue.class, "items");
    }

    /** How many events and tasks wait or are being consumed. */
    public int queued() {
        return queued;
    }

    /** Puts an event in, or does what the policy says if there is no room. */
    void add(Emission emission) {
        if (detached) {
            return;
        }
        if (emission.replayed()) {
            EXEMPT.incrementAndGet(this);
            enqueue(emission);
        } else if (waiting() >= options.capacity) {
            overflow(emission);
        } else if (options.queued.take(emission.bytes())) {
            enqueue(emission);
        } else {
            overflowBytes(emission);
        }
    }

    /** Runs a task on the queue's own turn: after what came before, and before what comes after. There is always room for it. */
    public void run(Runnable task) {
        EXEMPT.incrementAndGet(this);
        enqueue(task);
    }

    private int waiting() {
        return queued - exempt;
    }

    private void overflow(Emission emission) {
        if (options.policy == OverflowPolicy.DETACH) {
            detach();
        } else if (options.policy != OverflowPolicy.PAUSE_READING || !pauseFor(emission)) {
            replaceOldest(emission);
        }
    }

    private void overflowBytes(Emission emission) {
        int waiting = waiting();
        if (waiting < GUARANTEED) {
            options.queued.force(emission.bytes());
            enqueue(emission);
        } else if (options.policy != OverflowPolicy.PAUSE_READING || !pauseFor(emission)) {
            // The oldest may be far smaller than what would take its place.
            if (REFUSED.getAndIncrement(this) == 0) {
                options.logs.warn(
                        log, "events wait for slow listeners with more bytes than allowed; new ones are dropped");
                run(this::tellRefused);
            }
        }
    }

    private void tellRefused() {
        if (refused > 0) {
            dropped(REFUSED.getAndSet(this, 0));
        }
    }

    /** Lets an event in and makes the source stop; false if it can't stop. */
    private boolean pauseFor(Emission emission) {
        if (stalled != 0 || !pauseReading(true)) {
            return false;
        }
        // Only now: who takes it back must find the source stopped, or it stays so for good.
        paused = true;
        options.queued.force(emission.bytes());
        enqueue(emission);
        resumeIfRoom();
        return true;
    }

    private void resumeIfRoom() {
        int waiting = waiting();
        // What others hold is theirs to give back: a queue with little in it does not wait for that.
        boolean room = options.queued.hasRoom() || waiting < GUARANTEED / 2;
        if (paused && waiting <= options.capacity / 2 && room) {
            paused = false;
            pauseReading(false);
        }
    }

    private void detach() {
        synchronized (this) {
            if (detached) {
                return;
            }
            detached = true;
        }
        int waiting = queued;
        run(() -> detached(waiting));
        detaching();
    }

    private void replaceOldest(Emission emission) {
        Queue<Object> all = items();
        options.queued.force(emission.bytes());
        all.add(emission);
        for (Emission old = oldest(all, emission); old != null; old = oldest(all, emission)) {
            // Unless its turn came just now.
            if (all.remove(old)) {
                options.queued.release(old.bytes());
                if (DROPPED.getAndIncrement(this) == 0) {
                    options.logs.warn(
                            log,
                            "listeners are slower than their events: with {} waiting the oldest are dropped",
                            queued);
                }
                // The new one counts in its place.
                beginIfStalled();
                return;
            }
        }
        count();
    }

    /** The oldest event in a queue that may be dropped; null if there is none before the given one. */
    private static @Nullable Emission oldest(Queue<Object> all, Emission before) {
        for (Object item : all) {
            if (item == before) {
                return null;
            }
            if (item instanceof Emission emission && !emission.replayed()) {
                return emission;
            }
        }
        return null;
    }

    private Queue<Object> items() {
        Queue<Object> made = items;
        if (made == null) {
            ITEMS.compareAndSet(this, null, new ConcurrentLinkedQueue<>());
            made = Objects.requireNonNull(items);
        }
        return made;
    }

    private void enqueue(Object item) {
        items().add(item);
        count();
    }

    private void count() {
        if (QUEUED.getAndIncrement(this) == 0) {
            begin();
        } else {
            beginIfStalled();
        }
    }

    private void beginIfStalled() {
        if (stalled != 0 && STALLED.compareAndSet(this, 1, 0)) {
            begin();
        }
    }

    /** Has a turn taken. Called by one thread at a time: who counted the first item, or found the queue stalled. */
    private void begin() {
        Throwable refusal = Executions.submit(options.executor, (Delivery) this::drain);
        if (refusal == null) {
            refusals = 0;
            return;
        }
        options.logs.warn(log, "the executor for callbacks refuses them: {}", refusal.toString());
        if (options.executor instanceof ExecutorService service && service.isShutdown()) {
            // Nothing can be delivered any more, and nothing may pile up.
            consumeAll(true);
            return;
        }
        if (paused) {
            // It could last for ever, and the answers of all others wait behind it.
            paused = false;
            pauseReading(false);
        }
        boolean again = refusals < MAX_RETRIES;
        Duration pause = RETRY.multipliedBy(1L << Math.min(refusals, MAX_RETRIES));
        refusals++;
        stalled = 1;
        if (again) {
            options.scheduler.once(pause, this::beginIfStalled);
        }
    }

    private void drain() {
        consumeAll(false);
    }

    /** A turn: until nothing is left. */
    private void consumeAll(boolean discard) {
        Queue<Object> all = items();
        // Few enough for the capacity not to feel it.
        int atOnce = Math.max(1, Math.min(MAX_BATCH, options.capacity / 64));
        int done = 0;
        int tasks = 0;
        long bytes = 0;
        boolean over = false;
        do {
            Object next = all.poll();
            if (next instanceof Emission emission && !emission.replayed()) {
                bytes += emission.bytes();
            } else if (next != null) {
                tasks++;
            }
            if (!discard) {
                consumeSafely(next);
            }
            done++;
            // Several at a time: the count is shared with who puts in, and each of us takes it from the other.
            if (done >= atOnce || done >= queued) {
                options.queued.release(bytes);
                over = QUEUED.addAndGet(this, -done) == 0;
                // Only now: what is done must not count as an event that waits in between.
                if (tasks > 0) {
                    EXEMPT.addAndGet(this, -tasks);
                }
                done = 0;
                tasks = 0;
                bytes = 0;
                if (paused) {
                    resumeIfRoom();
                }
            }
        } while (!over);
    }

    private void consumeSafely(@Nullable Object next) {
        try {
            if (next instanceof Emission emission) {
                if (dropped > 0 && !emission.replayed()) {
                    dropped(DROPPED.getAndSet(this, 0));
                }
                deliver(emission);
            } else if (next != null) {
                ((Runnable) next).run();
            }
        } catch (Throwable e) {
            // Whatever it is: a turn that ended early would end all deliveries with it.
            options.logs.error(log, e, "an event or task of a handle failed");
        }
    }
}
