// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An RTSP server on the loopback interface that agrees to everything and never sends a packet: Janus takes it for lost after
 * its reconnect delay, and connects again. A daemon thread for each connection, all gone after {@link #close()}.
 */
public final class RtspServer implements AutoCloseable {
    private static final String SDP =
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 0 RTP/AVP 0
            a=rtpmap:0 PCMU/8000
            a=control:track
            """
                    .replace("\n", "\r\n");

    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /** Starts it. */
    public RtspServer() {
        try {
            server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** The URL of its only stream. */
    public String url() {
        return "rtsp://127.0.0.1:" + server.getLocalPort() + "/radio";
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "rtsp-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                daemon(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
            String request;
            while ((request = in.readLine()) != null) {
                Map<String, String> headers = headers(in);
                connection
                        .getOutputStream()
                        .write(answer(request.split(" ", 2)[0], headers).getBytes(UTF_8));
            }
        } catch (IOException e) {
            // Janus or close() has ended it.
        } finally {
            connections.remove(connection);
        }
    }

    private static Map<String, String> headers(BufferedReader in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        String line;
        while ((line = in.readLine()) != null && !line.isEmpty()) {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].trim(), parts.length < 2 ? "" : parts[1].trim());
        }
        return headers;
    }

    private String answer(String method, Map<String, String> headers) {
        String more =
                switch (method) {
                    case "OPTIONS" -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n";
                    case "SETUP" ->
                        "Session: 1;timeout=60\r\nTransport: " + headers.get("Transport")
                                + ";server_port=9000-9001\r\n";
                    case "DESCRIBE" -> "Content-Base: " + url() + "/\r\nContent-Type: application/sdp\r\n";
                    default -> "Session: 1\r\n";
                };
        String body = method.equals("DESCRIBE") ? SDP : "";
        return "RTSP/1.0 200 OK\r\nCSeq: " + headers.get("CSeq") + "\r\n" + more + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
