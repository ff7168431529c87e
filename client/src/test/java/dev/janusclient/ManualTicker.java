package dev.janusclient;

import dev.janusclient.connection.Ticker;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Time that stands still until a test moves it. */
public final class ManualTicker implements Ticker {
    private static final class Running {
        final long period;
        final Runnable task;
        long next;

        Running(long now, long period, Runnable task) {
            this.period = period;
            this.task = task;
            this.next = now + period;
        }
    }

    private final List<Running> beats = new CopyOnWriteArrayList<>();
    private volatile long now = -5_000_000_000L;
    private volatile boolean closed;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Beat every(Duration period, Runnable task) {
        if (closed) {
            return () -> {};
        }
        Running running = new Running(now, period.toNanos(), task);
        beats.add(running);
        return () -> beats.remove(running);
    }

    @Override
    public void close() {
        closed = true;
        beats.clear();
    }

    /** Lets time pass; every beat that falls into it is run at its own moment. */
    public void advance(Duration by) {
        long target = now + by.toNanos();
        for (Optional<Running> due = due(target); due.isPresent(); due = due(target)) {
            Running beat = due.get();
            now = beat.next;
            beat.next += beat.period;
            beat.task.run();
        }
        now = target;
    }

    private Optional<Running> due(long target) {
        return beats.stream()
                .filter(beat -> beat.next - target <= 0)
                .min(Comparator.comparingLong(beat -> beat.next - now));
    }

    /** How many beats run. */
    @Override
    public int beats() {
        return beats.size();
    }
}
