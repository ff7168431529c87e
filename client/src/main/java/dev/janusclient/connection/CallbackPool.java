package dev.janusclient.connection;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/** Where futures complete and listeners run if the user names no other place. */
public final class CallbackPool {
    private CallbackPool() {}

    /** A pool of daemon threads that replaces one whose listener waits for a future; first in, first out. */
    public static ExecutorService create() {
        return new ForkJoinPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                pool -> {
                    ForkJoinWorkerThread worker = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                    worker.setName("janus-client-callback-" + worker.getPoolIndex());
                    worker.setDaemon(true);
                    return worker;
                },
                null,
                true);
    }
}
