// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A reverse proxy before Janus's HTTP that gives up on a request which is not answered in time. */
final class HttpGateway implements AutoCloseable {
    /** What a request is answered with that took too long. */
    enum GivesUp {
        /** HTTP status 504. */
        STATUS,
        /** The end of its connection. */
        CUT
    }

    private final ServerSocket listening;
    private final URI janus;
    private final GivesUp givesUp;
    private final Duration after;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<String> givenUp = new CopyOnWriteArrayList<>();

    HttpGateway(URI janus, GivesUp givesUp, Duration after) {
        this.janus = janus;
        this.givesUp = givesUp;
        this.after = after;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/janus");
    }

    /** The requests that took too long: method and path. */
    List<String> givenUp() {
        return List.copyOf(givenUp);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                sockets.add(client);
                start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            for (String head = readHead(in); !head.isEmpty(); head = readHead(in)) {
                byte[] body = in.readNBytes(contentLength(head));
                try {
                    client.getOutputStream().write(exchange(head, body));
                } catch (SocketTimeoutException e) {
                    givenUp.add(head.substring(0, head.indexOf('?') < 0 ? head.indexOf(" HTTP") : head.indexOf('?')));
                    if (givesUp == GivesUp.CUT) {
                        return;
                    }
                    client.getOutputStream()
                            .write("HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 6\r\n\r\n<html>"
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // One side has gone.
        }
    }

    /** Asks Janus, on a connection of its own, and returns what it answers. */
    private byte[] exchange(String head, byte[] body) throws IOException {
        try (Socket server = new Socket(janus.getHost(), janus.getPort())) {
            sockets.add(server);
            server.setSoTimeout((int) after.toMillis());
            server.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            server.getOutputStream().write(body);
            InputStream in = server.getInputStream();
            String answer = readHead(in);
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            whole.write(
                    answer.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")
                            ? readChunks(in)
                            : in.readNBytes(contentLength(answer)));
            return whole.toByteArray();
        }
    }

    /** As they are, up to the one without length. */
    private static byte[] readChunks(InputStream in) throws IOException {
        StringBuilder chunks = new StringBuilder("\r\n");
        for (int next = in.read(); next >= 0; next = in.read()) {
            chunks.append((char) next);
            if (next == '\n'
                    && chunks.substring(Math.max(0, chunks.length() - 7)).equals("\r\n0\r\n\r\n")) {
                break;
            }
        }
        return chunks.substring(2).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                .findFirst()
                .orElse(0);
    }

    /** Up to the empty line; nothing if the connection ends before. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (next == '\n' && head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "gateway");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
