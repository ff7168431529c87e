// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import dev.janusclient.internal.worker.WorkerPool;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An event loop without a thread of its own: the workers of a pool lead it in turns, one at a time, and run callbacks when
 * they do not. So the thread that has read an answer is the one that runs what waits for it, without a hand-over, and no
 * callback keeps the loop from being led by somebody else. Netty's own loops stay with one thread for ever.
 *
 * <p>A handler sees what it sees on any event loop: one thread at a time, and all that was done there before.
 */
final class AttendedEventLoop extends AbstractScheduledEventExecutor implements IoEventLoop, WorkerPool.IoSource {
    private static final long BRIEF_NANOS = TimeUnit.MICROSECONDS.toNanos(10);

    private final WorkerPool workers;
    private final IoHandler handler;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Thread> leader = new AtomicReference<>();
    private final Promise<?> termination = new DefaultPromise<Void>(GlobalEventExecutor.INSTANCE);
    private final IoHandlerContext context = new Context();
    private volatile boolean closing;
    private volatile boolean closed;
    private boolean initialized;

    AttendedEventLoop(WorkerPool workers, IoHandlerFactory handlers) {
        this.workers = workers;
        this.handler = handlers.newHandler(this);
    }

    /** How long and whether the handler waits. */
    private final class Context implements IoHandlerContext {
        @Override
        public boolean canBlock() {
            return tasks.isEmpty() && !hasScheduledTasks() && workers.mayBlock();
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return AttendedEventLoop.this.delayNanos(currentTimeNanos, Long.MAX_VALUE);
        }

        @Override
        public long deadlineNanos() {
            return nextScheduledTaskDeadlineNanos();
        }
    }

    @Override
    public boolean poll() {
        lead();
        try {
            if (!initialized) {
                initialized = true;
                handler.initialize();
            }
            runTasks();
            if (closing) {
                close();
                return false;
            }
            handler.run(context);
            runTasks();
            return true;
        } finally {
            leader.set(null);
        }
    }

    /** Somebody else leads for as long as it takes to write something, if at all. */
    private void lead() {
        while (!leader.compareAndSet(null, Thread.currentThread())) {
            LockSupport.parkNanos(this, BRIEF_NANOS);
        }
    }

    private void runTasks() {
        boolean more = true;
        while (more) {
            // False if there was no room for all that is due; there always is.
            more = !fetchFromScheduledTaskQueue(tasks);
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                safeExecute(task);
            }
        }
    }

    private void close() {
        cancelScheduledTasks();
        handler.prepareToDestroy();
        runTasks();
        handler.destroy();
        closed = true;
        runTasks();
        termination.setSuccess(null);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (closed && tasks.remove(task)) {
            throw new RejectedExecutionException("the event loop has ended");
        }
        Thread leading = leader.get();
        // If nobody leads, who does so next looks for tasks first; and whoever has read something goes on reading soon.
        if (leading != null && leading != Thread.currentThread()) {
            handler.wakeup();
        }
    }

    /**
     * Runs a task here and now if nobody leads, and nobody is about to: this thread runs the last callback for the moment,
     * which may well wait for what comes of the task. The caller may hold locks, so a task is not allowed to tell anybody
     * of anything.
     *
     * @return false if it was not run
     */
    boolean runHere(Runnable task) {
        boolean leads = workers.runsLastTask()
                && !Thread.currentThread().isInterrupted()
                && leader.compareAndSet(null, Thread.currentThread());
        if (leads) {
            try {
                task.run();
            } finally {
                leader.set(null);
            }
        }
        return leads;
    }

    @Override
    public boolean inEventLoop(Thread thread) {
        return leader.get() == thread;
    }

    @Override
    public @Nullable IoEventLoopGroup parent() {
        return null;
    }

    @Override
    public IoEventLoop next() {
        return this;
    }

    @Override
    public Future<IoRegistration> register(IoHandle handle) {
        Promise<IoRegistration> promise = newPromise();
        if (inEventLoop()) {
            register(handle, promise);
        } else {
            execute(() -> register(handle, promise));
        }
        return promise;
    }

    private void register(IoHandle handle, Promise<IoRegistration> promise) {
        try {
            promise.setSuccess(handler.register(handle));
        } catch (Exception e) {
            promise.setFailure(e);
        }
    }

    @Deprecated
    @Override
    public ChannelFuture register(Channel channel) {
        return register(new DefaultChannelPromise(channel, this));
    }

    @Deprecated
    @Override
    public ChannelFuture register(ChannelPromise promise) {
        promise.channel().unsafe().register(this, promise);
        return promise;
    }

    @Deprecated
    @Override
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        channel.unsafe().register(this, promise);
        return promise;
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return handler.isCompatible(handleType);
    }

    @Override
    public boolean isIoType(Class<? extends IoHandler> handlerType) {
        return handler.getClass().equals(handlerType);
    }

    /** Ends as soon as what is in the queue has been done; there is no quiet period. */
    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        shutdown();
        return termination;
    }

    @Deprecated
    @Override
    public void shutdown() {
        closing = true;
        handler.wakeup();
    }

    @Override
    public Future<?> terminationFuture() {
        return termination;
    }

    @Override
    public boolean isShuttingDown() {
        return closing;
    }

    @Override
    public boolean isShutdown() {
        return closed;
    }

    @Override
    public boolean isTerminated() {
        return closed;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return termination.await(timeout, unit);
    }
}
