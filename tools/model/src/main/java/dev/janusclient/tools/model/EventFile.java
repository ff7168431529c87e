// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.RawJson;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Events in a file, one a line as JSON, so that a command can look at what another process received. Once the file is full it becomes
 * the older half, whose name ends with {@code .1}, and the half before that is gone.
 *
 * <p>Threading: one thread appends; reading needs nothing of the writer.
 */
public final class EventFile implements AutoCloseable {
    private final Path file;
    private final long maxBytes;
    private @Nullable OutputStream out;
    private long bytes;

    /**
     * A file to append to; it is created with its folder, for its owner alone, because descriptions and SIP messages are in it.
     *
     * @param maxBytes how large both halves may be together
     */
    public EventFile(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    /** Adds one event. It is in the file when this returns. */
    public void append(RawJson event) {
        // Line breaks stand between members, if at all: inside of a JSON text they are escaped.
        String line = event.toString().replace('\n', ' ').replace('\r', ' ') + "\n";
        byte[] encoded = line.getBytes(StandardCharsets.UTF_8);
        try {
            OutputStream to = out == null ? open() : out;
            if (bytes > 0 && bytes + encoded.length > maxBytes / 2) {
                to.close();
                move(file, older(file));
                to = open();
            }
            to.write(encoded);
            bytes += encoded.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OutputStream open() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        bytes = Files.size(file);
        OutputStream opened = Files.newOutputStream(file, StandardOpenOption.APPEND);
        out = opened;
        return opened;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Where the older half is. */
    static Path older(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    /** Passes everything in a file, the older half first, to observations. Lines that are no events are left out. */
    public static void read(Path file, Observations to) {
        try {
            for (Path half : new Path[] {older(file), file}) {
                if (Files.exists(half)) {
                    readHalf(half, to);
                }
            }
        } catch (IOException e) {
            throw new ProblemException(Kind.NOT_CONFIGURED, "The file of events can't be read: " + e);
        }
    }

    private static void readHalf(Path half, Observations to) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(half), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                RawJson event = parse(line);
                if (event != null) {
                    to.accept(event);
                }
            }
        }
    }

    /** The event on a line; null if there is none, or only the beginning of one. */
    public static @Nullable RawJson parse(String line) {
        try {
            return line.isBlank() ? null : RawJson.of(line);
        } catch (JanusProtocolException e) {
            return null;
        }
    }

    @Override
    public void close() {
        OutputStream open = out;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
