// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A server on loopback that does what a script says with each connection, and knows which ones the client has ended. */
public final class HostileServer implements AutoCloseable {
    /** What is done with one connection; it ends when this returns and the client has closed it. */
    public interface Script {
        void run(Talk talk) throws IOException;
    }

    /** One connection. */
    public static final class Talk {
        private final Socket socket;
        private final HostileServer server;

        Talk(Socket socket, HostileServer server) {
            this.socket = socket;
            this.server = server;
        }

        /** The head of the next request, without its body. */
        public String readRequest() throws IOException {
            StringBuilder head = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                head.append((char) next);
                if (next == '\n' && head.toString().endsWith("\r\n\r\n")) {
                    server.requests.add(head.toString());
                    return head.toString();
                }
            }
            throw new IOException("the client left");
        }

        /** Answers the next request as a WebSocket server does. */
        public void handshake(String... moreHeaders) throws IOException {
            String request = readRequest();
            String key = request.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElseThrow(() -> new IOException("no WebSocket"));
            write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Protocol: janus-protocol\r\nSec-WebSocket-Accept: " + accept(key) + "\r\n"
                    + String.join("", List.of(moreHeaders)) + "\r\n");
        }

        private static String accept(String key) {
            try {
                return Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-1")
                                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                        .getBytes(StandardCharsets.US_ASCII)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        public void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void write(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            server.sent.addAndGet(bytes.length);
        }

        public void write(int... bytes) throws IOException {
            byte[] all = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                all[i] = (byte) bytes[i];
            }
            write(all);
        }

        /** The same again and again, for as long as the client takes it; at most a gigabyte. */
        void writeForEver(byte[] bytes) throws IOException {
            for (long sent = 0; sent < 1 << 30; sent += bytes.length) {
                write(bytes);
            }
        }

        /** One byte after the other, slowly, until the client leaves. */
        void drip(String text) throws IOException {
            socket.setSoTimeout(100);
            for (int at = 0; ; at = (at + 1) % text.length()) {
                write(text.charAt(at));
                pause();
            }
        }

        /** For a tenth of a second, unless the client leaves. */
        void pause() throws IOException {
            socket.setSoTimeout(100);
            try {
                if (socket.getInputStream().read(new byte[4096]) < 0) {
                    throw new IOException("the client left");
                }
            } catch (SocketTimeoutException e) {
                // It is still there.
            }
        }

        void halfClose() throws IOException {
            socket.shutdownOutput();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        void close() throws IOException {
            socket.close();
        }
    }

    private final ServerSocket listening;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();

    public HostileServer(Script script) {
        this.script = script;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** The heads of all requests. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** How many bytes the client, and the system on its way to it, have taken. */
    long sent() {
        return sent.get();
    }

    /** How many connections the client has not ended. */
    int openConnections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                open.add(client);
                start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            script.run(new Talk(client, this));
            if (!client.isClosed()) {
                client.setSoTimeout(0);
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            // The client has gone, as it should.
        } finally {
            open.remove(client);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "hostile");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
