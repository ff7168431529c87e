// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.livecall;

import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.handover.HandoverTicket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;

/** What the processes share: the application's key, the newest ticket, and when the last packet came. Only this user can read the folder. */
final class CallFolder implements AutoCloseable {
    private static final int KEY_LENGTH = 32;

    private final Path folder;

    private CallFolder(Path folder) {
        this.folder = folder;
    }

    static CallFolder create() throws IOException {
        CallFolder made = new CallFolder(Files.createTempDirectory("janus-live-call"));
        byte[] key = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        Files.write(made.key(), key);
        return made;
    }

    static CallFolder at(String path) {
        return new CallFolder(Path.of(path));
    }

    private Path key() {
        return folder.resolve("key");
    }

    private Path ticket() {
        return folder.resolve("ticket.json");
    }

    private Path heard() {
        return folder.resolve("heard");
    }

    private Path unfinished() {
        return folder.resolve("ticket.part");
    }

    HandoverKeys keys() throws IOException {
        return HandoverKeys.of(Files.readAllBytes(key()));
    }

    /** Holds when a process received its last packet; it is the file's memory, which outlives the process. */
    ByteBuffer lastPacket() throws IOException {
        try (FileChannel file = FileChannel.open(
                heard(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return file.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
        }
    }

    /** Whole or not at all: the next owner must never read half a ticket. */
    synchronized void write(HandoverTicket ticket) {
        try {
            Files.writeString(unfinished(), ticket.toJson());
            Files.move(unfinished(), ticket(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HandoverTicket read() throws IOException {
        return HandoverTicket.fromJson(Files.readString(ticket()));
    }

    @Override
    public void close() throws IOException {
        for (Path file : List.of(key(), ticket(), unfinished(), heard(), folder)) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
