// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import dev.janusclient.internal.worker.Workers;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The event loops of all transports of one kind in this JVM: made for the first, ended with the last. The workers poll them;
 * or they are Netty's own, with threads of their own, if the workers do not poll.
 */
final class SharedEventLoop {
    // One connection carries tens of thousands of sessions; two loops serve programs with several servers.
    private static final Kind NETWORK =
            new Kind(NioIoHandler::newFactory, Math.min(2, Runtime.getRuntime().availableProcessors()));
    private static final Kind LOCAL = new Kind(EpollIoHandler::newFactory, 1);

    /** What an event loop waits with. */
    private static final class Kind {
        private final Supplier<IoHandlerFactory> handlers;
        private final int maxLoops;
        private @Nullable SharedEventLoop current;

        Kind(Supplier<IoHandlerFactory> handlers, int maxLoops) {
            this.handlers = handlers;
            this.maxLoops = maxLoops;
        }

        synchronized SharedEventLoop acquire() {
            if (current == null) {
                current = new SharedEventLoop(this);
            }
            current.users++;
            return current;
        }

        synchronized void release(SharedEventLoop loop) {
            if (--loop.users == 0) {
                if (current == loop) {
                    current = null;
                }
                loop.end();
            }
        }
    }

    private final Kind kind;
    private final Workers workers = Workers.acquire();
    private final List<EventLoop> loops = new ArrayList<>();
    private int users;
    private int next;

    private SharedEventLoop(Kind kind) {
        this.kind = kind;
    }

    /** For TCP. */
    static SharedEventLoop acquire() {
        return NETWORK.acquire();
    }

    /** For Unix sockets; Linux only. */
    static SharedEventLoop acquireLocal() {
        return LOCAL.acquire();
    }

    /** One of them, for one connection. */
    synchronized EventLoop next() {
        if (loops.size() < kind.maxLoops) {
            EventLoop loop = newLoop();
            loops.add(loop);
            return loop;
        }
        next = (next + 1) % loops.size();
        return loops.get(next);
    }

    private EventLoop newLoop() {
        IoHandlerFactory handlers = kind.handlers.get();
        if (workers.pollBetweenTasks()) {
            PooledEventLoop loop = new PooledEventLoop(workers, handlers);
            workers.register(loop);
            return loop;
        }
        // A group of one: what is not used has no thread, and each loop is ended with its group.
        return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("janus-client-netty", true), handlers)
                .next();
    }

    private synchronized void end() {
        loops.forEach(loop -> loop.shutdownGracefully(0, 0, TimeUnit.SECONDS));
        workers.release();
    }

    /** Called once for each {@link #acquire()}. */
    void release() {
        kind.release(this);
    }
}
