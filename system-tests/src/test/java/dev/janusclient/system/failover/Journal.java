// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a member writes down: one line each, which survives that the process is killed. Times are {@link System#nanoTime()}, one clock
 * for all processes of a Linux machine, which faketime leaves alone.
 */
final class Journal {
    /**
     * A line.
     *
     * @param life of which process
     * @param what {@code owns}, {@code sends}, {@code saved}, {@code joined}, {@code answered}, {@code event}, {@code replayed},
     *     {@code outcome}, {@code clock}, {@code lost}, {@code failed}
     * @param session its id, which is as good as unique on several servers, too
     * @param detail more
     */
    record Line(long nanoTime, String life, String what, long session, String detail) {
        static Line parse(String line) {
            String[] parts = line.split(" ", 5);
            return new Line(Long.parseLong(parts[0]), parts[1], parts[2], Long.parseLong(parts[3]), parts[4]);
        }
    }

    // Not a channel: an interrupt of the thread that writes would close it for all.
    private final OutputStream file;
    private final String life;

    Journal(Path path, String life) {
        this.life = life;
        try {
            file = new FileOutputStream(path.toFile(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void write(String what, long session, String detail) {
        String line =
                System.nanoTime() + " " + life + " " + what + " " + session + " " + detail.replace('\n', ' ') + "\n";
        try {
            // One call of the system, so that a kill leaves at most the last line cut off.
            file.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
