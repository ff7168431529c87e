// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.okhttp;

import dev.janusclient.transport.TransportOptions;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** What one transport uses of OkHttp, and the thread on which it does everything else; both end with it. */
final class Driver {
    private static final int IDLE_CONNECTIONS = 16;
    private static final long IDLE_SECONDS = 20;

    private final OkHttpClient client;
    private final ScheduledThreadPoolExecutor thread;

    /** Null if threads and connections are those of the user's client. */
    private final @Nullable ExecutorService ownThreads;

    private Driver(OkHttpClient client, ScheduledThreadPoolExecutor thread, @Nullable ExecutorService ownThreads) {
        this.client = client;
        this.thread = thread;
        this.ownThreads = ownThreads;
    }

    /** With threads and connections of its own. */
    static Driver own(TransportOptions options) throws GeneralSecurityException {
        ExecutorService threads =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "janus-client-okhttp-call");
                    thread.setDaemon(true);
                    return thread;
                });
        OkHttpClient base = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                .build();
        return new Driver(OkHttpSettings.apply(base, threads, options), newThread(), threads);
    }

    /** With those of a client that goes on without this transport. */
    static Driver of(OkHttpClient base, TransportOptions options) throws GeneralSecurityException {
        return new Driver(OkHttpSettings.apply(base, base.dispatcher().executorService(), options), newThread(), null);
    }

    private static ScheduledThreadPoolExecutor newThread() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "janus-client-okhttp");
                    thread.setDaemon(true);
                    return thread;
                },
                // OkHttp may hand in something after the end.
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    OkHttpClient client() {
        return client;
    }

    ScheduledThreadPoolExecutor thread() {
        return thread;
    }

    /** Lets running calls end; what is queued on the thread already is still done. */
    void close() {
        thread.shutdown();
        if (ownThreads != null) {
            ownThreads.shutdown();
            client.connectionPool().evictAll();
        }
    }
}
