// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.error.JanusConnectException;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import io.netty.channel.EventLoop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the connect timeout counts: waiting for the network, not what the event loop has to do itself. */
@Timeout(60)
class ConnectTimeoutTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final String PONG = "{\"janus\":\"pong\"}";
    private static final String WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final TransportListener NOTHING = new TransportListener() {
        @Override
        public void onMessage(byte[] json) {}

        @Override
        public void onClosed(CloseReason reason) {}
    };

    /** As in a JVM that has just been started, where the event loop loads classes for longer than the limit. */
    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void aBusyEventLoopIsNotCounted(String scheme) throws Exception {
        SharedEventLoop loops = SharedEventLoop.acquire();
        CountDownLatch free = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            answer(server);
            occupy(loops.next(), free);
            occupy(loops.next(), free);
            long began = System.nanoTime();
            CompletableFuture<JanusTransport> opening = connect(scheme, server);
            while (System.nanoTime() - began < LIMIT.multipliedBy(2).toNanos()) {
                assertThat(opening).isNotDone();
                Thread.onSpinWait();
            }
            free.countDown();
            opening.get(30, TimeUnit.SECONDS).close();
        } finally {
            free.countDown();
            loops.release();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http"})
    void aServerThatDoesNotAnswerIs(String scheme) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<JanusTransport> opening = connect(scheme, server);
            assertThatThrownBy(() -> opening.get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(JanusConnectException.class)
                    .hasMessageContaining(
                            "no connection to " + scheme + "://127.0.0.1:" + server.getLocalPort() + " within 1 s");
        }
    }

    private static CompletableFuture<JanusTransport> connect(String scheme, ServerSocket server) {
        TransportFactory factory = scheme.equals("ws") ? new NettyWebSocketFactory() : new NettyHttpFactory();
        return factory.connect(
                URI.create(scheme + "://127.0.0.1:" + server.getLocalPort()),
                new TransportOptions(LIMIT, Duration.ZERO, Duration.ZERO, 1 << 16, 1 << 16),
                NOTHING);
    }

    private static void occupy(EventLoop loop, CountDownLatch until) throws InterruptedException {
        CountDownLatch occupied = new CountDownLatch(1);
        loop.execute(() -> {
            occupied.countDown();
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        occupied.await();
    }

    /** Answers one request: a WebSocket's handshake, or a ping by HTTP. Ends with the server's socket. */
    private static void answer(ServerSocket server) {
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
                String key = null;
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    if (line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
                        key = line.substring(18).trim();
                    }
                }
                socket.getOutputStream().write((key == null ? pong() : handshake(key)).getBytes(ISO_8859_1));
                in.read();
            } catch (Exception e) {
                // The client's failure says it.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static String pong() {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + PONG.length() + "\r\n\r\n" + PONG;
    }

    private static String handshake(String key) throws Exception {
        byte[] accept = MessageDigest.getInstance("SHA-1").digest((key + WEBSOCKET_GUID).getBytes(ISO_8859_1));
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: "
                + TransportOptions.JANUS + "\r\nSec-WebSocket-Accept: "
                + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n";
    }
}
