// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.worker;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The threads that all clients of this JVM share: they complete futures, call listeners, and poll the {@link IoSource}s.
 * What is guaranteed is listed in the documentation of the package.
 *
 * <p>There are two implementations. {@link LeaderPool}, the default, runs a task on the thread that has read what it is
 * about. {@link PlainPool} consists of the JDK's executors; it costs a change of threads for each task, and depends on
 * nothing but the JDK. The system property {@value #PROPERTY} chooses: {@code leader} or {@code plain}. It is read when the
 * first client of the JVM is created.
 */
public abstract class Workers implements Executor {
    /** The system property that chooses the implementation. */
    public static final String PROPERTY = "dev.janusclient.workers";

    /** The maximum number of {@link Delivery} tasks that run at once. */
    public static final int MAX_DELIVERIES = 256;

    private static final Object LOCK = new Object();
    private static @Nullable Workers shared;

    private int users;

    Workers() {}

    /**
     * The workers of this JVM; to be {@linkplain #release() released}.
     *
     * @throws IllegalArgumentException if the system property {@value #PROPERTY} has an unknown value
     */
    public static Workers acquire() {
        synchronized (LOCK) {
            if (shared == null) {
                shared = create(System.getProperty(PROPERTY, "leader"));
            }
            shared.users++;
            return shared;
        }
    }

    static Workers create(String kind) {
        return switch (kind) {
            case "leader" -> new LeaderPool(() -> {});
            case "plain" -> new PlainPool(() -> {});
            default ->
                throw new IllegalArgumentException(
                        "the system property " + PROPERTY + " is '" + kind + "', neither 'leader' nor 'plain'");
        };
    }

    /** To be called once for each {@link #acquire()}; the last call {@linkplain #close() closes} the workers. */
    public final void release() {
        synchronized (LOCK) {
            if (--users > 0) {
                return;
            }
            if (shared == this) {
                shared = null;
            }
        }
        close();
    }

    /** Lets idle threads end. Tasks that are passed in later still run. */
    abstract void close();

    /** Polls a source until it is closed. */
    public abstract void register(IoSource source);

    /**
     * Whether the workers read between tasks, on the same threads. If not, a driver had better keep its own event loop
     * threads, and {@linkplain #register registering} a source takes a thread.
     */
    public abstract boolean pollBetweenTasks();

    /** Whether an {@link IoSource} may block in {@link IoSource#poll()}; if not, its thread is needed for a task. */
    public abstract boolean mayBlock();

    /**
     * Whether this thread is a worker that runs a task while no other task waits. What it sends it should then write itself,
     * because the task may wait for the answer.
     */
    public abstract boolean runsLastTask();

    /** Collects the tasks that this thread, which reads, passes to {@link #execute} until {@link #endBatch()}. */
    public void beginBatch() {}

    /** Submits what this thread has collected since {@link #beginBatch()}, if anything. */
    public void endBatch() {}

    /**
     * Runs a task on a worker, first in, first out. It never throws: if the system refuses a thread, the task waits until
     * one can be started.
     */
    @Override
    public abstract void execute(Runnable task);
}
