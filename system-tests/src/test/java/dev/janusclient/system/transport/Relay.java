// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Something between a client and Janus, on a port of its own: a proxy, or a server's front door with TLS. */
public final class Relay implements AutoCloseable {
    /** Talks to the client first, and says where the connection goes; throws to turn the client away. */
    public interface Greeting {
        InetSocketAddress greet(Socket client, Relay relay) throws IOException;
    }

    private final ServerSocket listening;
    private final Greeting greeting;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile byte[] head = {};
    private volatile boolean refusing;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private Relay(ServerSocket listening, Greeting greeting) {
        this.listening = listening;
        this.greeting = greeting;
        start(this::accept);
    }

    /** Listens on a plain socket of 127.0.0.1. */
    public static Relay with(Greeting greeting) {
        try {
            return on(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), greeting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Relay on(ServerSocket listening, Greeting greeting) {
        return new Relay(listening, greeting);
    }

    /** An HTTP proxy that understands CONNECT, and asks for a password if one is given as user:password in Base64. */
    public static Greeting httpProxy(String expected) {
        return (client, relay) -> {
            String head = readHead(client.getInputStream());
            relay.asked.add(head.lines().findFirst().orElse(""));
            if (!expected.isEmpty() && !head.contains("asic " + expected)) {
                write(client, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
                throw new IOException("turned away");
            }
            URI target = URI.create("connect://" + head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/")));
            write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
            return new InetSocketAddress(target.getHost(), target.getPort());
        };
    }

    /** A SOCKS5 proxy that asks for no password. */
    static Greeting socks5() {
        return socks5("");
    }

    /** A SOCKS5 proxy that asks for a password if one is given as user:password (RFC 1929). */
    public static Greeting socks5(String expected) {
        return (client, relay) -> {
            DataInputStream in = new DataInputStream(client.getInputStream());
            in.readByte();
            in.readNBytes(in.readUnsignedByte());
            client.getOutputStream().write(new byte[] {5, (byte) (expected.isEmpty() ? 0 : 2)});
            if (!expected.isEmpty()) {
                in.readByte();
                String user = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
                String password = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
                boolean right = expected.equals(user + ":" + password);
                client.getOutputStream().write(new byte[] {1, (byte) (right ? 0 : 1)});
                if (!right) {
                    throw new IOException("turned away");
                }
            }
            in.readNBytes(3);
            int type = in.readUnsignedByte();
            byte[] host = in.readNBytes(type == 3 ? in.readUnsignedByte() : type == 1 ? 4 : 16);
            int port = in.readUnsignedShort();
            String name = type == 3
                    ? new String(host, StandardCharsets.US_ASCII)
                    : InetAddress.getByAddress(host).getHostAddress();
            relay.asked.add(name + ":" + port);
            client.getOutputStream().write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            return new InetSocketAddress(name, port);
        };
    }

    /** Straight on to one place. */
    static Greeting to(InetSocketAddress target) {
        return (client, relay) -> target;
    }

    /** As {@link #to}, keeping the head of the first HTTP request. */
    static Greeting recording(InetSocketAddress target) {
        return (client, relay) -> {
            String head = readHead(client.getInputStream());
            relay.asked.add(head);
            relay.head = head.getBytes(StandardCharsets.US_ASCII);
            return target;
        };
    }

    public int port() {
        return listening.getLocalPort();
    }

    /**
     * Ends all connections.
     *
     * @param refuse whether new ones are ended at once, too, from now on
     */
    void cut(boolean refuse) {
        refusing = refuse;
        try {
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.clear();
    }

    /** What clients asked of the proxy. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        throw new IOException("the client left");
    }

    private static void write(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                if (refusing) {
                    client.close();
                } else {
                    sockets.add(client);
                    start(() -> serve(client));
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            InetSocketAddress target = greeting.greet(client, this);
            try (Socket server = new Socket(target.getAddress(), target.getPort())) {
                sockets.add(server);
                server.getOutputStream().write(head);
                Thread back = start(() -> pipe(server, client));
                pipe(client, server);
                back.join();
            }
        } catch (IOException e) {
            // The client was turned away, or left.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pipe(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16_384];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // One side has gone; the other follows.
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
        return thread;
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
