package dev.janusclient.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The event loop of all transports of one kind in this JVM: made for the first, ended with the last. */
final class SharedEventLoop {
    private static final AtomicInteger THREADS = new AtomicInteger();

    // One connection carries tens of thousands of sessions; two loops serve programs with several servers.
    private static final Kind NETWORK =
            new Kind(NioIoHandler::newFactory, Math.min(2, Runtime.getRuntime().availableProcessors()));
    private static final Kind LOCAL = new Kind(EpollIoHandler::newFactory, 1);

    /** What an event loop waits with. */
    private static final class Kind {
        private final Supplier<IoHandlerFactory> handlers;
        private final int threads;
        private @Nullable SharedEventLoop current;

        Kind(Supplier<IoHandlerFactory> handlers, int threads) {
            this.handlers = handlers;
            this.threads = threads;
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
                loop.group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            }
        }
    }

    private final Kind kind;
    private final EventLoopGroup group;
    private int users;

    private SharedEventLoop(Kind kind) {
        this.kind = kind;
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, "janus-client-netty-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        group = new MultiThreadIoEventLoopGroup(kind.threads, factory, kind.handlers.get());
    }

    /** For TCP. */
    static SharedEventLoop acquire() {
        return NETWORK.acquire();
    }

    /** For Unix sockets; Linux only. */
    static SharedEventLoop acquireLocal() {
        return LOCAL.acquire();
    }

    EventLoopGroup group() {
        return group;
    }

    /** Called once for each {@link #acquire()}. */
    void release() {
        kind.release(this);
    }
}
