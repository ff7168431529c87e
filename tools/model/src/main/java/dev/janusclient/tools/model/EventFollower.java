// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.message.RawJson;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what is appended to a file of events, also when a new half is begun. Not thread-safe. */
public final class EventFollower {
    /** How much is read at once: what is left comes with the next call. */
    private static final int CHUNK = 1 << 20;

    private final Path file;
    private @Nullable Object key;
    private long position;
    private byte[] rest = {};

    /**
     * Follows a file.
     *
     * @param fromStart whether to begin with what is in it already, the older half first
     */
    public EventFollower(Path file, boolean fromStart) {
        this.file = file;
        try {
            boolean inOlder = fromStart && Files.exists(EventFile.older(file));
            Path begin = inOlder ? EventFile.older(file) : file;
            BasicFileAttributes attributes = Files.readAttributes(begin, BasicFileAttributes.class);
            key = attributes.fileKey();
            position = fromStart ? 0 : attributes.size();
        } catch (IOException e) {
            // It is not there yet; all of it will be new.
            position = 0;
        }
    }

    /** The events since the last call; none if nothing was appended. */
    public List<RawJson> poll() {
        List<RawJson> events = new ArrayList<>();
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!Objects.equals(key, attributes.fileKey())) {
                readOlder(events);
                key = attributes.fileKey();
                position = 0;
                rest = new byte[0];
            }
            if (attributes.size() > position) {
                var unused = readTo(events, file);
            }
        } catch (NoSuchFileException e) {
            return events;
        } catch (IOException e) {
            throw new ProblemException(Kind.NOT_CONFIGURED, "The file of events can't be read: " + e);
        }
        return events;
    }

    /** Reads what was appended between the last call and the beginning of a new half. */
    private void readOlder(List<RawJson> events) throws IOException {
        Path older = EventFile.older(file);
        if (key == null || !Files.exists(older)) {
            return;
        }
        BasicFileAttributes attributes = Files.readAttributes(older, BasicFileAttributes.class);
        boolean more = Objects.equals(key, attributes.fileKey());
        while (more && attributes.size() > position) {
            more = readTo(events, older);
        }
    }

    /** Reads a chunk; false if the file has no more. */
    private boolean readTo(List<RawJson> events, Path from) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(from)) {
            ByteBuffer chunk = ByteBuffer.allocate(rest.length + CHUNK).put(rest);
            int read = channel.position(position).read(chunk);
            position += Math.max(0, read);
            byte[] bytes = new byte[chunk.flip().limit()];
            chunk.get(bytes);
            int begin = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    RawJson event = EventFile.parse(new String(bytes, begin, i - begin, StandardCharsets.UTF_8));
                    if (event != null) {
                        events.add(event);
                    }
                    begin = i + 1;
                }
            }
            rest = Arrays.copyOfRange(bytes, begin, bytes.length);
            return read > 0;
        }
    }
}
