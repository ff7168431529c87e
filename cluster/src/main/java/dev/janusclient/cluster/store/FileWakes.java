// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the processes that share a folder: one file is written when a session may have become free, and each process that waits for that reads
 * it several times a second, without the folder's lock.
 *
 * <p>Threading: any thread. What is run when something changed runs on a thread of its own.
 */
final class FileWakes {
    private static final long PERIOD_MILLIS = 200;

    private final Path file;
    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
    private @Nullable ScheduledExecutorService reader;
    private volatile String seen;

    FileWakes(Path folder) {
        this.file = folder.resolve("wake");
        this.seen = content();
    }

    /** Wakes the other processes. A failure is ignored: polling finds what they miss. */
    void announce() {
        try {
            Files.write(file, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // What matters was stored.
        }
    }

    synchronized AutoCloseable onWake(Runnable listener) {
        listeners.add(listener);
        if (reader == null) {
            reader = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread made = new Thread(task, "janus-cluster-files");
                made.setDaemon(true);
                return made;
            });
            seen = content();
            reader.scheduleWithFixedDelay(this::read, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
        return () -> remove(listener);
    }

    private synchronized void remove(Runnable listener) {
        listeners.remove(listener);
        if (listeners.isEmpty()) {
            close();
        }
    }

    private void read() {
        String now = content();
        if (!now.equals(seen)) {
            seen = now;
            listeners.forEach(Runnable::run);
        }
    }

    /** Empty if it can't be read: it has never been written, or is being written now. */
    private String content() {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    synchronized void close() {
        if (reader != null) {
            reader.shutdownNow();
            reader = null;
        }
    }
}
