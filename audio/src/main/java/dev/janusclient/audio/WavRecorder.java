// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Records to a RIFF/WAVE file: 16-bit PCM, mono. The file is a valid one at any time, and holds all but the last 200 ms if
 * the process dies: each piece of audio is written together with a new header.
 *
 * <p>{@link #accept} never waits for the disk: an executor writes. If it falls more than 3.2 s behind, audio is left out
 * and counted. A file ends at 4 GiB, which is what its format can say: 12 hours at 48,000 samples per second.
 */
public final class WavRecorder implements PcmSink, AutoCloseable {
    private static final int HEADER = 44;
    private static final int PIECES_PER_SECOND = 5;
    private static final int MAX_PIECES = 16;
    private static final long MAX_DATA = 0xFFFF_FFFFL - HEADER;

    private final Path path;
    private final FileChannel file;
    private final int sampleRate;
    private final int pieceBytes;
    private final Executor executor;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    // Guarded by this.
    private final Queue<ByteBuffer> full = new ArrayDeque<>();
    private final Queue<ByteBuffer> free = new ArrayDeque<>();
    private @Nullable ByteBuffer filling;
    private boolean writing;
    private boolean closing;
    private long dropped;
    private @Nullable IOException failure;

    // Used by the writing task only.
    private long written;

    private WavRecorder(Path path, FileChannel file, int sampleRate, Executor executor) {
        this.path = path;
        this.file = file;
        this.sampleRate = sampleRate;
        this.pieceBytes = 2 * sampleRate / PIECES_PER_SECOND;
        this.executor = executor;
    }

    /**
     * Begins a file, in place of one that is there.
     *
     * @param sampleRate samples per second of the file; frames of other rates are refused, see {@link Resampler}
     * @param executor where the file is written, a piece of 200 ms at a time
     * @throws UncheckedIOException if the file can't be written
     */
    public static WavRecorder create(Path path, int sampleRate, Executor executor) {
        try {
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            WavRecorder recorder = new WavRecorder(path, file, sampleRate, executor);
            try {
                recorder.writeHeader();
            } catch (IOException e) {
                file.close();
                throw e;
            }
            return recorder;
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": " + e.getMessage(), e);
        }
    }

    /** How many samples were left out, because the disk was too slow, was full, or the file had reached its 4 GiB. */
    public synchronized long dropped() {
        return dropped;
    }

    /** Takes a frame; after {@link #close()} none. */
    @Override
    public synchronized void accept(short[] frame, int sampleRate) {
        if (sampleRate != this.sampleRate) {
            throw new IllegalArgumentException(
                    path + " has " + this.sampleRate + " samples per second, and the frame " + sampleRate);
        }
        if (closing) {
            return;
        }
        for (short sample : frame) {
            if (filling == null && (filling = emptyPiece()) == null) {
                dropped++;
            } else {
                filling.putShort(sample);
                if (!filling.hasRemaining()) {
                    handOver();
                }
            }
        }
    }

    /**
     * Writes what is left and closes the file. Repeating it does nothing.
     *
     * @return completes when the file is closed; fails with an {@link UncheckedIOException} if something was not written
     */
    public CompletableFuture<Void> finish() {
        synchronized (this) {
            if (!closing) {
                closing = true;
                handOver();
            }
        }
        return closed;
    }

    /** The same as {@link #finish()}, and does not wait for it. */
    @Override
    public void close() {
        finish();
    }

    private @Nullable ByteBuffer emptyPiece() {
        ByteBuffer piece = free.poll();
        if (piece != null) {
            return piece;
        }
        return full.size() >= MAX_PIECES
                ? null
                : ByteBuffer.allocate(pieceBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void handOver() {
        if (filling != null) {
            full.add(filling.flip());
            filling = null;
        }
        if (!writing) {
            writing = true;
            try {
                executor.execute(this::writeAll);
            } catch (RejectedExecutionException e) {
                // The executor has ended before the recording: what is there now is all that there will be.
                closing = true;
                CompletableFuture.runAsync(this::writeAll);
            }
        }
    }

    private void writeAll() {
        ByteBuffer piece = null;
        while (true) {
            synchronized (this) {
                if (piece != null) {
                    free.add(piece.clear());
                }
                piece = full.poll();
                if (piece == null) {
                    // The last task keeps the flag, so that no other one begins.
                    writing = closing;
                    if (!closing) {
                        return;
                    }
                    break;
                }
            }
            try {
                write(piece);
            } catch (IOException e) {
                failed(e, piece.remaining() / 2);
            }
        }
        end();
    }

    private synchronized void failed(IOException e, int samples) {
        failure = e;
        dropped += samples;
    }

    private synchronized @Nullable IOException failure() {
        return failure;
    }

    private void write(ByteBuffer piece) throws IOException {
        if (written + piece.remaining() > MAX_DATA) {
            throw new IOException("a WAV file holds 4 GiB");
        }
        long start = HEADER + written;
        int size = piece.remaining();
        while (piece.hasRemaining()) {
            file.write(piece, start + size - piece.remaining());
        }
        written += size;
        writeHeader();
    }

    private void writeHeader() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(WavFile.RIFF).putInt((int) (HEADER - 8 + written)).putInt(WavFile.WAVE);
        header.putInt(WavFile.FORMAT).putInt(16).putShort((short) WavFile.PCM).putShort((short) 1);
        header.putInt(sampleRate).putInt(2 * sampleRate).putShort((short) 2).putShort((short) 16);
        header.putInt(WavFile.DATA).putInt((int) written).flip();
        while (header.hasRemaining()) {
            file.write(header, header.position());
        }
    }

    private void end() {
        try {
            file.close();
        } catch (IOException e) {
            failed(e, 0);
        }
        IOException cause = failure();
        if (cause == null) {
            closed.complete(null);
        } else {
            closed.completeExceptionally(new UncheckedIOException(path + ": " + cause.getMessage(), cause));
        }
    }
}
