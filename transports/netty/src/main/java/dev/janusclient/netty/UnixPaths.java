// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import static dev.janusclient.internal.transport.UriParts.printable;

import dev.janusclient.internal.log.LogBudget;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where our own ends of Unix datagram sockets lie. */
final class UnixPaths {
    private static final Logger log = LoggerFactory.getLogger(UnixPaths.class);
    private static final LogBudget LOGS = new LogBudget(System::nanoTime);
    private static final String PREFIX = "janus-client-";
    private static final String SUFFIX = ".sock";

    // What the kernel's sockaddr_un holds, less the zero at the end.
    private static final int MAX_LENGTH = 107;
    private static final int SWEPT_AT_ONCE = 100;

    private UnixPaths() {}

    /** A new path: beside Janus's socket if that can be, otherwise among the temporary files. */
    static Path beside(Path janus) {
        String name = PREFIX + UUID.randomUUID() + SUFFIX;
        Path folder = janus.getParent();
        if (folder != null && Files.isWritable(folder) && fits(folder.resolve(name))) {
            sweep(folder);
            return folder.resolve(name);
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        sweep(temporary);
        return temporary.resolve(name);
    }

    private static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_LENGTH;
    }

    /**
     * Lets a Janus of another user answer. Harmless once the socket is connected: then the kernel takes datagrams from the
     * socket at the other end only.
     */
    static void letJanusWrite(Path own) {
        try {
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException | UnsupportedOperationException e) {
            LogBudget.debug(log, "the permissions of {} can't be changed: {}", own, e);
        }
    }

    static void delete(Path own) {
        try {
            Files.deleteIfExists(own);
        } catch (IOException e) {
            LOGS.warn(log, "{} can't be deleted: {}", own, e);
        }
    }

    /** Deletes what killed processes left behind: sockets of ours that no process has open any more. */
    private static void sweep(Path folder) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            int looked = 0;
            for (Path path : found) {
                if (looked++ >= SWEPT_AT_ONCE) {
                    return;
                }
                if (isDead(path)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            LogBudget.debug(log, "{} can't be swept: {}", folder, e);
        }
    }

    /** Whether no process has a socket open. An open one refuses other connections with another error. */
    private static boolean isDead(Path path) throws IOException {
        Socket probe = Socket.newSocketDomainDgram();
        try {
            probe.connect(new DomainSocketAddress(path.toFile()));
            return false;
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).contains("Connection refused");
        } finally {
            probe.close();
        }
    }

    static String explain(URI uri, Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("Protocol wrong type")) {
            return printable(uri)
                    + " is a socket of another type: Janus's Unix transport must be set to type = \"SOCK_DGRAM\"";
        }
        if (cause instanceof FileNotFoundException) {
            return "could not connect to " + printable(uri) + ": there is no such socket";
        }
        return "could not connect to " + printable(uri) + ": " + message;
    }
}
