// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.message.RawJson;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A Janus in memory: it opens sessions and attaches handles, and answers nothing else by itself. It speaks on the thread that
 * sends, and the client's callbacks run there, too.
 */
final class ScriptedTransport implements TransportFactory, JanusTransport {
    /** The only session. */
    static final long SESSION = 7;

    static {
        // As long as there is a client, the threads that all clients share are not started anew for each input.
        new ScriptedTransport().client();
    }

    private final Deque<String> unanswered = new ArrayDeque<>();
    private @Nullable TransportListener listener;
    private long lastHandle = 10;

    JanusClient client() {
        JanusClientOptions options = JanusClientOptions.builder()
                .callbackExecutor(Runnable::run)
                .recovery(RecoveryOptions.disabled())
                .build();
        return JanusClient.create(URI.create("ws://janus.test"), options, this);
    }

    /** Passes a message to the client; nothing once the connection is lost. */
    void push(String message) {
        TransportListener to = listener;
        if (to != null) {
            to.onMessage(message.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The transaction of the oldest request without an answer; {@code none} if there is none. */
    String oldest() {
        String transaction = unanswered.poll();
        return transaction == null ? "none" : transaction;
    }

    void lose() {
        end(CloseReason.Kind.IO_ERROR);
    }

    private void end(CloseReason.Kind kind) {
        TransportListener to = listener;
        listener = null;
        if (to != null) {
            to.onClosed(new CloseReason(kind, "as it was said", null));
        }
    }

    @Override
    public Set<String> schemes() {
        return Set.of("ws");
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener to) {
        listener = to;
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void send(byte[] json) {
        RawJson request = RawJson.of(new String(json, StandardCharsets.UTF_8));
        String transaction = String.valueOf(request.string("transaction"));
        switch (String.valueOf(request.string("janus"))) {
            case "info" ->
                push("{\"janus\":\"server_info\",\"transaction\":\"" + transaction
                        + "\",\"version\":1402,\"version_string\":\"1.4.2\",\"server-name\":\"fake\","
                        + "\"session-timeout\":60,\"reclaim-session-timeout\":60}");
            case "create" -> success(transaction, SESSION);
            case "attach" -> success(transaction, ++lastHandle);
            case "claim" ->
                push("{\"janus\":\"success\",\"session_id\":" + SESSION + ",\"transaction\":\"" + transaction + "\"}");
            default -> unanswered.add(transaction);
        }
    }

    private void success(String transaction, long id) {
        push("{\"janus\":\"success\",\"transaction\":\"" + transaction + "\",\"data\":{\"id\":" + id + "}}");
    }

    @Override
    public void close() {
        end(CloseReason.Kind.CLIENT_CLOSED);
    }
}
