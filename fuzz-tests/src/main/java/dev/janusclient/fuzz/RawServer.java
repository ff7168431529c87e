// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes one connection after the other on loopback, for as long as the process lives. What it does with each is exchanged. */
final class RawServer {
    /** What is done with one connection, which ends when this returns. */
    interface Script {
        void run(Socket client) throws IOException;
    }

    private static final int MAX_WAIT_MILLIS = 5_000;

    private final ServerSocket listening;
    private volatile @Nullable Script script;

    RawServer() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    void script(Script next) {
        script = next;
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                client.setSoTimeout(MAX_WAIT_MILLIS);
                client.setTcpNoDelay(true);
                Script current = script;
                if (current != null) {
                    current.run(client);
                }
            } catch (IOException e) {
                // The client has gone.
            }
        }
    }

    /** Reads the next request with its body; and returns both. */
    static String readRequest(Socket client) throws IOException {
        InputStream in = client.getInputStream();
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
