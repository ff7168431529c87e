// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainDatagramSocketAddress;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Unix datagram socket in the place of Janus's, that does what a script says with the first client that writes to it. A
 * system call waits for nothing here: whoever has to wait looks again after a moment.
 */
final class HostileSocket implements AutoCloseable {
    /** What is done with the client. */
    interface Script {
        void run(HostileSocket socket) throws IOException;
    }

    /** More than Linux allows in one datagram by default. */
    private static final int BUFFER = 256 << 10;

    private static final int MAX_DATAGRAMS = 1_000_000;

    private final Path path;
    private final Socket socket;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
    private final Thread thread;
    private volatile boolean closed;
    private byte[] client = {};

    HostileSocket(Path path, Script script) {
        this.path = path;
        try {
            Epoll.ensureAvailability();
            socket = Socket.newSocketDomainDgram();
            socket.bind(new DomainSocketAddress(path.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(() -> serve(script), "hostile");
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return URI.create("unix://" + path);
    }

    private void serve(Script script) {
        try {
            script.run(this);
        } catch (IOException e) {
            // The client has gone, as it should, or the test is over.
        }
    }

    /** The next thing that the client says. */
    String read() throws IOException {
        while (!closed) {
            DomainDatagramSocketAddress from = socket.recvFromDomainSocket(in, 0, in.capacity());
            if (from != null) {
                client = from.path().getBytes(StandardCharsets.UTF_8);
                byte[] text = new byte[from.receivedAmount()];
                in.get(0, text);
                return new String(text, StandardCharsets.UTF_8);
            }
            waitAMoment();
        }
        throw new IOException("closed");
    }

    /** Answers the ping that opens a connection, and reads the first request. */
    String open() throws IOException {
        read();
        write("{\"janus\":\"pong\",\"transaction\":\"unix-ping\"}");
        return read();
    }

    /** Sends one datagram; each character is a byte. */
    void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        out.put(0, bytes);
        while (!closed && socket.sendToDomainSocket(out, 0, bytes.length, client) <= 0) {
            if (bytes.length == 0) {
                return;
            }
            // The client has not read the ones before.
            waitAMoment();
        }
    }

    /** The same again and again, for as long as the client takes it. */
    void writeForEver(String text) throws IOException {
        for (int sent = 0; sent < MAX_DATAGRAMS && !closed; sent++) {
            write(text);
        }
    }

    /** The same again and again, slowly. */
    void drip(String text) throws IOException {
        while (!closed) {
            write(text);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static void waitAMoment() {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
    }

    /** Ends the socket, and leaves its path behind as a killed Janus does. */
    void end() throws IOException {
        socket.close();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
