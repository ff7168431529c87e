// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.jmh;

import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A transport without a wire: answers each request within {@code send}, on the caller's thread. */
final class Loopback implements TransportFactory {
    static final String SESSION = "4000000000000001";
    static final String HANDLE = "4000000000000002";
    private static final byte[] TRANSACTION = "\"transaction\":\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] EXISTS = "\"request\":\"exists\"".getBytes(StandardCharsets.UTF_8);

    private final byte[] head;
    private final byte[] tail;
    private @Nullable TransportListener listener;

    Loopback() {
        String[] parts = new String(Texts.of(Texts.EXISTS, "|"), StandardCharsets.UTF_8).split("\\|", 2);
        head = parts[0].getBytes(StandardCharsets.UTF_8);
        tail = parts[1].getBytes(StandardCharsets.UTF_8);
    }

    /** Says something as if Janus had. */
    void say(byte[] json) {
        Objects.requireNonNull(listener).onMessage(json);
    }

    @Override
    public Set<String> schemes() {
        return Set.of("ws");
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener heard) {
        listener = heard;
        return CompletableFuture.completedFuture(new JanusTransport() {
            @Override
            public void send(byte[] json) {
                say(answer(json));
            }

            @Override
            public void close() {
                heard.onClosed(new CloseReason(CloseReason.Kind.CLIENT_CLOSED, "closed", null));
            }
        });
    }

    private byte[] answer(byte[] request) {
        int from = find(request, TRANSACTION) + TRANSACTION.length;
        int to = from;
        while (request[to] != '"') {
            to++;
        }
        if (find(request, EXISTS) < 0) {
            return rare(
                    new String(request, StandardCharsets.UTF_8),
                    new String(request, from, to - from, StandardCharsets.UTF_8));
        }
        byte[] answer = new byte[head.length + to - from + tail.length];
        System.arraycopy(head, 0, answer, 0, head.length);
        System.arraycopy(request, from, answer, head.length, to - from);
        System.arraycopy(tail, 0, answer, head.length + to - from, tail.length);
        return answer;
    }

    private static byte[] rare(String request, String transaction) {
        if (request.contains("\"info\"")) {
            return Texts.of(Texts.INFO, transaction);
        } else if (request.contains("\"create\"")) {
            return Texts.of(Texts.MADE, transaction, SESSION);
        } else if (request.contains("\"attach\"")) {
            return Texts.of(Texts.MADE, transaction, HANDLE);
        }
        return Texts.of(Texts.ACK, transaction);
    }

    private static int find(byte[] in, byte[] what) {
        for (int i = 0; i + what.length <= in.length; i++) {
            int same = 0;
            while (same < what.length && in[i + same] == what[same]) {
                same++;
            }
            if (same == what.length) {
                return i;
            }
        }
        return -1;
    }
}
