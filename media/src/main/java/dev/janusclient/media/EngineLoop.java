// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of an engine: waits for packets, runs what other threads ask for, and calls each member every 20 ms. Members are
 * spread over the 20 ms, so that their packets don't leave in one burst. What one of them throws, errors of a user's code
 * included, is logged, and the others go on.
 */
final class EngineLoop implements Executor {
    /** What the loop calls; all on its thread. */
    interface Member {
        /** Packets may be waiting at the socket. */
        void readable(long nanos);

        /** It is time for the next 20 ms. */
        void tick(long nanos);

        /** The loop has ended: nothing of it is called any more. */
        void close();
    }

    private static final Logger log = LoggerFactory.getLogger(EngineLoop.class);
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int SLOTS = 20;
    private static final long SLOT_NANOS = 1_000_000;

    /** Later than this, ticks are left out: a burst would only fill the other side's jitter buffer. */
    private static final long MAX_LAG = 200 * SLOT_NANOS;

    private static final long STOP_TIMEOUT_MILLIS = 10_000;

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;
    private volatile boolean ended;

    // All below belong to the thread.
    private final List<List<Member>> slots = new ArrayList<>();
    private final Consumer<SelectionKey> reader = this::read;
    private int members;
    private int slot;
    private long slotAt;
    private long now;

    EngineLoop() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
        thread = new Thread(this::run, "janus-media-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Runs a task on the thread; any thread may call.
     *
     * @throws RejectedExecutionException if the loop has ended, and the task does not run
     */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (ended && tasks.remove(task)) {
            throw new RejectedExecutionException("the engine is closed");
        }
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    /** Adds a member with its socket, on the thread. */
    void add(Member member, DatagramChannel channel) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, member);
        if (members++ == 0) {
            slotAt = System.nanoTime();
        }
        List<Member> emptiest = slots.get(0);
        for (List<Member> each : slots) {
            if (each.size() < emptiest.size()) {
                emptiest = each;
            }
        }
        emptiest.add(member);
    }

    /** Removes a member, whose socket is closed, on the thread. */
    void remove(Member member) {
        for (List<Member> each : slots) {
            if (each.remove(member)) {
                members--;
            }
        }
    }

    /** Ends the thread, and waits for it unless it is the caller. */
    void stop() {
        stopping = true;
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(STOP_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                runTasks();
                select();
                turnWheel();
            }
        } catch (IOException e) {
            log.error("the engine's thread ends", e);
        } finally {
            end();
        }
    }

    /** What was added before {@code ended} was set runs here; what is added later is taken back by who adds it. */
    private void end() {
        ended = true;
        runTasks();
        for (SelectionKey key : selector.keys()) {
            Member member = (Member) key.attachment();
            run(member::close);
        }
        try {
            selector.close();
        } catch (IOException e) {
            log.debug("closing the selector failed", e);
        }
    }

    private void runTasks() {
        now = System.nanoTime();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            run(task);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.warn("a task of the media failed", e);
        }
    }

    private void select() throws IOException {
        if (!tasks.isEmpty()) {
            return;
        }
        if (members == 0) {
            selector.select(reader);
        } else {
            skipEmptySlots();
            long wait = slotAt - System.nanoTime();
            if (wait > 0) {
                // Rounded up, as the selector can wait for whole milliseconds only.
                selector.select(reader, (wait + SLOT_NANOS - 1) / SLOT_NANOS);
            } else {
                selector.selectNow(reader);
            }
        }
        now = System.nanoTime();
    }

    private void skipEmptySlots() {
        for (int i = 0; i < SLOTS && slots.get(slot).isEmpty(); i++) {
            nextSlot();
        }
    }

    private void nextSlot() {
        slot = (slot + 1) % SLOTS;
        slotAt += SLOT_NANOS;
    }

    private void read(SelectionKey key) {
        Member member = (Member) key.attachment();
        try {
            member.readable(System.nanoTime());
        } catch (RuntimeException | Error e) {
            log.warn("a packet could not be handled", e);
        }
    }

    private void turnWheel() {
        if (members == 0) {
            return;
        }
        if (now - slotAt > MAX_LAG) {
            // Whole turns, so that each member keeps its slot.
            long turn = SLOTS * SLOT_NANOS;
            slotAt += (now - slotAt) / turn * turn;
        }
        while (slotAt - now <= 0 && !stopping) {
            List<Member> due = slots.get(slot);
            // A member may remove itself, or another one.
            for (int i = due.size() - 1; i >= 0; i--) {
                if (i < due.size()) {
                    tick(due.get(i));
                }
            }
            nextSlot();
        }
    }

    private void tick(Member member) {
        try {
            member.tick(now);
        } catch (RuntimeException | Error e) {
            log.warn("a turn of a leg failed", e);
        }
    }
}
