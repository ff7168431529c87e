// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import dev.janusclient.internal.worker.Workers;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A task is passed to an event loop while a worker begins to poll it; the I/O handler blocks as a selector does. */
@JCStressTest
@Outcome(id = "false, 1", expect = Expect.ACCEPTABLE, desc = "the task ran, once")
@Outcome(expect = Expect.FORBIDDEN, desc = "the handler was not woken, or the task did not run once")
@State
public class ExecuteWhileLoopIsAboutToBlockStress {
    private static final Workers WORKERS = Workers.acquire();
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final PooledEventLoop loop = new PooledEventLoop(WORKERS, ignored -> new Handler());
    private volatile boolean woken;
    private volatile boolean slept;
    private int ran;

    private final class Handler implements IoHandler {
        @Override
        public int run(IoHandlerContext context) {
            // The task may have run already; then nothing will wake the handler, and nothing has to.
            if (ran == 0 && context.canBlock()) {
                long began = System.nanoTime();
                while (!woken && !slept) {
                    slept = System.nanoTime() - began > LONG_NANOS;
                }
            }
            return 0;
        }

        @Override
        public void wakeup() {
            woken = true;
        }

        @Override
        public void initialize() {}

        @Override
        public void prepareToDestroy() {}

        @Override
        public void destroy() {}

        @Override
        public IoRegistration register(IoHandle handle) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return false;
        }
    }

    @Actor
    public void sender() {
        loop.execute(() -> ran++);
    }

    @Actor
    public void worker() {
        loop.poll();
    }

    @Arbiter
    public void look(ZI_Result result) {
        // If it was added after the poll no wake-up is needed: the next poll runs it first.
        woken = true;
        loop.poll();
        result.r1 = slept;
        result.r2 = ran;
    }
}
