// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.okhttp.OkHttpTransportFactory;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OkHttp reads as fast as a server writes; what waits for the transport's thread is in memory. */
@Timeout(60)
class OkHttpFloodTest {
    private static final int TEXT = 1_000;
    private static final int MEBIBYTE = 1 << 20;
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    /** 16 MiB of messages, and what the system's buffers take. */
    private static final long TAKEN_AT_MOST = 48L * MEBIBYTE;

    @Test
    void theServerWaitsWhileMessagesWaitAndNoneIsLost() throws InterruptedException {
        byte[] frames = frames(100);
        int writes = 1_000;
        try (HostileServer server = new HostileServer(talk -> {
            talk.handshake();
            for (int i = 0; i < writes; i++) {
                talk.write(frames);
            }
        })) {
            Slow listener = new Slow();
            JanusTransport transport = done(new OkHttpTransportFactory()
                    .connect(
                            URI.create("ws://127.0.0.1:" + server.port()),
                            new TransportOptions(
                                    Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO, MEBIBYTE, MEBIBYTE),
                            listener));
            try {
                listener.begun.await();
                Awaitility.await()
                        .during(A_WHILE)
                        .atMost(Soon.AT_MOST)
                        .until(() -> server.sent() < TAKEN_AT_MOST && listener.bytes.get() == TEXT);

                listener.goOn.countDown();

                Awaitility.await().atMost(Soon.AT_MOST).untilAsserted(() -> assertThat(listener.bytes)
                        .hasValue(100L * writes * TEXT));
            } finally {
                listener.goOn.countDown();
                transport.close();
                done(listener.closed);
            }
        }
    }

    /** So many text frames (RFC 6455, 5.2) of {@link #TEXT} bytes. */
    private static byte[] frames(int count) {
        int head = 4;
        byte[] frames = new byte[count * (head + TEXT)];
        for (int at = 0; at < frames.length; at += head + TEXT) {
            frames[at] = (byte) 0x81;
            frames[at + 1] = 126;
            frames[at + 2] = (byte) (TEXT >> 8);
            frames[at + 3] = (byte) TEXT;
            Arrays.fill(frames, at + head, at + head + TEXT, (byte) ' ');
        }
        return frames;
    }

    /** Stays with the first message until it may go on. */
    private static final class Slow implements TransportListener {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final AtomicLong bytes = new AtomicLong();
        private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

        @Override
        public void onMessage(byte[] json) {
            bytes.addAndGet(json.length);
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onClosed(CloseReason reason) {
            closed.complete(reason);
        }
    }
}
