// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import dev.janusclient.testkit.EventCollector;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Passes what the event handlers of all Janus send on to every member, over a connection each, in its order. A member that is stopped gets it
 * later.
 *
 * <p>On the wire: the length of an event in bytes, and the event. A length of 0 comes first: from there on, nothing is left out.
 */
final class EventRelay implements AutoCloseable {
    private final EventCollector events = EventCollector.start();
    private final ServerSocket server;
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    EventRelay() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        events.receiver().onJson(event -> {
            byte[] text = event.toString().getBytes(StandardCharsets.UTF_8);
            lines.forEach(line -> line.waiting.add(text));
        });
        daemon("relay", this::accept);
    }

    /** What a Janus's sample event handler is configured with. */
    String config() {
        return events.config();
    }

    /** Where members connect to. */
    int port() {
        return server.getLocalPort();
    }

    static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Line line = new Line(server.accept());
                lines.add(line);
                line.waiting.add(new byte[0]);
                daemon("relay to a member", line::write);
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Line line : lines) {
                line.socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        events.close();
    }

    /** The connection of one life of a member. */
    private final class Line {
        final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
        final Socket socket;

        Line(Socket socket) {
            this.socket = socket;
        }

        void write() {
            try (DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
                while (true) {
                    byte[] next = waiting.take();
                    out.writeInt(next.length);
                    out.write(next);
                    out.flush();
                }
            } catch (IOException e) {
                // The member was killed.
                lines.remove(this);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
