// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import dev.janusclient.internal.worker.WorkerPool;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The event loops of all transports of one kind in this JVM: made for the first, ended with the last. */
final class SharedEventLoop {
    // One connection carries tens of thousands of sessions; two loops serve programs with several servers.
    private static final Kind NETWORK =
            new Kind(NioIoHandler::newFactory, Math.min(2, Runtime.getRuntime().availableProcessors()));
    private static final Kind LOCAL = new Kind(EpollIoHandler::newFactory, 1);

    /** What an event loop waits with. */
    private static final class Kind {
        private final Supplier<IoHandlerFactory> handlers;
        private final int most;
        private @Nullable SharedEventLoop current;

        Kind(Supplier<IoHandlerFactory> handlers, int most) {
            this.handlers = handlers;
            this.most = most;
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
    private final WorkerPool workers = WorkerPool.acquire();
    private final List<AttendedEventLoop> loops = new ArrayList<>();
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
    synchronized AttendedEventLoop next() {
        if (loops.size() < kind.most) {
            AttendedEventLoop loop = new AttendedEventLoop(workers, kind.handlers.get());
            loops.add(loop);
            workers.register(loop);
            return loop;
        }
        next = (next + 1) % loops.size();
        return loops.get(next);
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
