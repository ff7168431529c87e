// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

import dev.janusclient.internal.log.Durations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A store in the files of one folder, for the processes of one machine; nothing to install.
 *
 * <p>Each member and each session is a file, which is replaced as a whole by an atomic rename, while the process holds a lock
 * on the file {@code lock}. A process that is killed at any moment leaves each row as it was or as it was to be. Files are not forced to the
 * disk: should the machine stop, the sessions of a Janus on it are gone, too.
 *
 * <p>Time is the machine's monotonic clock. {@link System#nanoTime()} has one origin for all processes on Linux, Android, macOS
 * and Windows, although Java does not promise it: all processes must have the same source. After a restart of the machine, leases
 * from before have ended, or end within their duration.
 *
 * <p>Not for folders that several machines share (NFS, SMB): their clocks differ, and locks may not hold there.
 *
 * <p>Threading: any thread; a call waits for those of other threads and processes, at most for {@code lockTimeout}.
 */
public final class FileStore extends LocalStore {
    /** The version of the folder's format. */
    static final int SCHEMA_VERSION = 1;

    /** How long a call waits for other processes, by default. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(5);

    private static final long RETRY_NANOS = Duration.ofMillis(1).toNanos();

    /** A lock on a file holds against other processes only; this one, against the stores of this process. */
    private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final Path folder;
    private final Duration lockTimeout;
    private final ReentrantLock threads;
    private final FileWakes wakes;

    /**
     * Opens a folder with the defaults, and creates it if it is not there.
     *
     * @throws StoreException if it can't be created or read
     */
    public static FileStore open(Path folder) {
        return open(folder, DEFAULT_MAX_TICKET_LENGTH, DEFAULT_LOCK_TIMEOUT, System::nanoTime);
    }

    /**
     * Opens a folder, and creates it if it is not there.
     *
     * @param maxTicketLength the longest ticket, in {@code char}s
     * @param lockTimeout how long a call waits for other processes; positive
     * @param nanoTime nanoseconds since any moment that is the same for all processes of the machine
     * @throws StoreException if it can't be created or read
     * @throws StoreSchemaException if it was written in another format
     */
    public static FileStore open(Path folder, int maxTicketLength, Duration lockTimeout, LongSupplier nanoTime) {
        try {
            Files.createDirectories(folder);
            return new FileStore(folder.toRealPath(), maxTicketLength, lockTimeout, nanoTime);
        } catch (IOException e) {
            throw new StoreException("the folder " + folder + " can't be used as a store", e);
        }
    }

    private FileStore(Path folder, int maxTicketLength, Duration lockTimeout, LongSupplier nanoTime)
            throws IOException {
        super(maxTicketLength, nanoTime);
        this.folder = folder;
        this.lockTimeout = lockTimeout;
        this.wakes = new FileWakes(folder);
        this.threads = LOCKS.computeIfAbsent(folder, first -> new ReentrantLock());
        exclusively(tables -> {
            ((FileTables) tables).prepare(SCHEMA_VERSION);
            return true;
        });
    }

    @Override
    public String description() {
        return "files in " + folder;
    }

    @Override
    public AutoCloseable onWake(Runnable wake) {
        return wakes.onWake(wake);
    }

    @Override
    void wake() {
        wakes.announce();
    }

    @Override
    <T> T exclusively(Work<T> work) {
        long deadline = System.nanoTime() + lockTimeout.toNanos();
        try {
            if (!threads.tryLock(lockTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw lockedTooLong();
            }
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel, deadline)) {
                return work.run(new FileTables(folder, lock));
            } finally {
                threads.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(description() + ": interrupted while waiting for the lock", e);
        } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
            throw new StoreException(description() + ": " + e.getMessage(), e);
        }
    }

    private FileLock lock(FileChannel channel, long deadline) throws IOException, InterruptedException {
        while (true) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            } else if (System.nanoTime() - deadline > 0) {
                throw lockedTooLong();
            }
            // A lock can only be waited for without a limit, or asked for again.
            TimeUnit.NANOSECONDS.sleep(RETRY_NANOS);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held in this process by what LOCKS does not reach: the same library, loaded once more.
            return null;
        }
    }

    private StoreException lockedTooLong() {
        return new StoreException(
                description() + ": other processes held the lock for longer than lockTimeout, "
                        + Durations.text(lockTimeout),
                null);
    }

    @Override
    public void close() {
        // Nothing else is open between calls.
        wakes.close();
    }
}
