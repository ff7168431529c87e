// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import dev.janusclient.JanusSession;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many threads on one client, each with a handle of its own that is told of events at the same time: counts what was not
 * answered, what failed, and what came out of its order.
 */
final class ManyThreads {
    private static final int IN_FLIGHT = 16;
    private static final int TIMEOUT_SECONDS = 120;

    private final JanusSession session;
    private final int threads;
    private final int count;
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger missing = new AtomicInteger();
    private final AtomicInteger outOfOrder = new AtomicInteger();

    ManyThreads(JanusSession session, int threads, int count) {
        this.session = session;
        this.threads = threads;
        this.count = count;
    }

    Work.Outcome run() throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            JanusVideoRoomPlugin room =
                    session.attach(JanusVideoRoomPlugin.TYPE).join();
            Thread thread = new Thread(() -> use(room), "user-" + i);
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join();
        }
        long took = System.nanoTime() - began;
        return () -> String.format(
                Locale.ROOT,
                "rate=%.0f failed=%d unanswered=%d missing=%d outOfOrder=%d",
                (double) threads * count * 1e9 / took,
                failed.get(),
                unanswered.get(),
                missing.get(),
                outOfOrder.get());
    }

    private void use(JanusVideoRoomPlugin room) {
        AtomicInteger events = new AtomicInteger();
        AtomicLong last = new AtomicLong();
        Semaphore all = new Semaphore(0);
        room.on(VideoRoomEvent.class, event -> {
            // The stub says with these, and only with these, which event of the burst it is.
            if (event instanceof VideoRoomEvent.Talking talking) {
                follow(last, talking.id().asLong());
            } else if (event instanceof VideoRoomEvent.StoppedTalking stopped) {
                follow(last, stopped.id().asLong());
            }
            if (events.incrementAndGet() == count + 1) {
                all.release();
            }
        });
        JanusWork.askForBurst(room, count);
        try {
            request(room);
            if (!all.tryAcquire(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                missing.addAndGet(count + 1 - events.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(AtomicLong last, long number) {
        if (last.getAndSet(number) >= number) {
            outOfOrder.incrementAndGet();
        }
    }

    private void request(JanusVideoRoomPlugin room) throws InterruptedException {
        Semaphore free = new Semaphore(IN_FLIGHT);
        for (int i = 0; i < count; i++) {
            if (!free.tryAcquire(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                unanswered.addAndGet(count - i);
                return;
            }
            room.exists(JanusWork.ROOM).whenComplete((exists, failure) -> {
                if (failure != null) {
                    failed.incrementAndGet();
                }
                free.release();
            });
        }
        if (!free.tryAcquire(IN_FLIGHT, TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            unanswered.addAndGet(IN_FLIGHT - free.availablePermits());
        }
    }
}
