// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes connections on to another address. Two of them, with a Unix socket in between, lead a browser into a private network: the socket
 * is a file, which both sides see.
 */
final class Relay implements AutoCloseable {
    private static final int BUFFER = 16_384;

    private final ServerSocketChannel listening;
    private final SocketAddress target;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private Relay(ServerSocketChannel listening, SocketAddress target) {
        this.listening = listening;
        this.target = target;
        start(this::accept);
    }

    /** Listens at one address, which is a port or a Unix socket, and connects to the other for each connection. */
    static Relay start(SocketAddress at, SocketAddress target) throws IOException {
        ServerSocketChannel listening = at instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        try {
            return new Relay(listening.bind(at), target);
        } catch (IOException e) {
            listening.close();
            throw e;
        }
    }

    private SocketAddress address() {
        try {
            return listening.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port where it listens; not for one that listens at a Unix socket. */
    int port() {
        return ((InetSocketAddress) address()).getPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (listening.isOpen()) {
            try {
                SocketChannel from = listening.accept();
                open.add(from);
                start(() -> connect(from));
            } catch (IOException e) {
                // It is being closed, or this one has gone already.
            }
        }
    }

    private void connect(SocketChannel from) {
        try (SocketChannel to = SocketChannel.open(target)) {
            open.add(to);
            start(() -> copy(to, from));
            copy(from, to);
            open.remove(to);
        } catch (IOException e) {
            // Nothing listens there (yet).
        } finally {
            close(from);
            open.remove(from);
        }
    }

    /** Until one side ends; then both do. */
    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (from;
                to) {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        open.forEach(Relay::close);
    }
}
