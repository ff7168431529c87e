// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Takes connections on loopback, for as long as the process lives. What it does with each is exchanged. */
final class RawServer {
    /** What is done with one connection, which ends when this returns. Connections are served side by side. */
    interface Script {
        void run(Socket client, InputStream in) throws IOException;
    }

    private static final int MAX_WAIT_MILLIS = 5_000;

    private final ExecutorService connections = Executors.newCachedThreadPool(RawServer::daemon);
    private final ServerSocket listening;
    private volatile @Nullable Script script;

    RawServer() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept).start();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return listening.getLocalPort();
    }

    void script(Script next) {
        script = next;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Script current = script;
                connections.execute(() -> serve(client, current));
            } catch (IOException e) {
                // The client has gone.
            }
        }
    }

    private static void serve(Socket client, @Nullable Script script) {
        try (client) {
            client.setSoTimeout(MAX_WAIT_MILLIS);
            client.setTcpNoDelay(true);
            if (script != null) {
                script.run(client, new BufferedInputStream(client.getInputStream()));
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    /** Reads the next request with its body; and returns both. */
    static String readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client has gone");
            }
            head.append((char) next);
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int length = lower.contains("content-length:") ? Integer.parseInt(header(lower, "content-length")) : 0;
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** The value of a header, whose name is in lower case. */
    static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElse("");
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
