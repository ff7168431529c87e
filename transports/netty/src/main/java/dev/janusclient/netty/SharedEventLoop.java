package dev.janusclient.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The event loop of all transports of this JVM: made for the first, ended with the last. */
final class SharedEventLoop {
    private static final Object LOCK = new Object();
    private static final AtomicInteger THREADS = new AtomicInteger();

    private static @Nullable SharedEventLoop current;

    private final EventLoopGroup group;
    private int users;

    private SharedEventLoop() {
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task, "janus-client-netty-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        // One connection carries tens of thousands of sessions; two loops serve programs with several servers.
        group = new MultiThreadIoEventLoopGroup(
                Math.min(2, Runtime.getRuntime().availableProcessors()), threads, NioIoHandler.newFactory());
    }

    static SharedEventLoop acquire() {
        synchronized (LOCK) {
            if (current == null) {
                current = new SharedEventLoop();
            }
            current.users++;
            return current;
        }
    }

    EventLoopGroup group() {
        return group;
    }

    /** Called once for each {@link #acquire()}. */
    void release() {
        synchronized (LOCK) {
            if (--users == 0) {
                if (current == this) {
                    current = null;
                }
                group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            }
        }
    }
}
