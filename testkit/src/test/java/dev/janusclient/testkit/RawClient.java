// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import io.avaje.jsonb.Jsonb;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A throwaway client over the JDK's WebSocket: enough of Janus to prove that the testkit's servers are real. */
final class RawClient implements AutoCloseable, WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final StringBuilder partial = new StringBuilder();
    private final List<Map<String, Object>> received = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private volatile boolean ended;
    private volatile int longestText;
    private int transactions;

    RawClient(URI uri) {
        this(uri, "janus-protocol");
    }

    RawClient(URI uri, String subprotocol) {
        socket = HTTP.newWebSocketBuilder()
                .subprotocols(subprotocol)
                .buildAsync(uri, this)
                .join();
    }

    /** Sends a request, in single quotes for legibility, and waits for the first answer to its transaction. */
    Map<String, Object> request(String json) {
        String transaction = "t" + ++transactions;
        send(json.replaceFirst("\\{", "{'transaction':'" + transaction + "',"));
        return await(message -> transaction.equals(message.get("transaction")));
    }

    long created(String json) {
        if (request(json).get("data") instanceof Map<?, ?> data && data.get("id") instanceof Number id) {
            return id.longValue();
        }
        throw new AssertionError("nothing was created");
    }

    void send(String json) {
        socket.sendText(json.replace('\'', '"'), true).join();
    }

    Map<String, Object> await(Predicate<Map<String, Object>> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> received.stream().filter(wanted).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    /** Waits for an event of the SIP plugin by the name in its result. */
    Map<String, Object> awaitSip(String event) {
        return await(message -> message.toString().contains("event=" + event + ",")
                || message.toString().contains("event=" + event + "}"));
    }

    boolean ended() {
        return ended;
    }

    List<Map<String, Object>> received() {
        return received;
    }

    int longestText() {
        return longestText;
    }

    WebSocket socket() {
        return socket;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            longestText = Math.max(longestText, text.length());
            received.add(parse(text));
        }
        webSocket.request(1);
        return null;
    }

    private static Map<String, Object> parse(String text) {
        try {
            if (Jsonb.builder().build().type(Object.class).fromJson(text) instanceof Map<?, ?> map) {
                Map<String, Object> message = new HashMap<>();
                map.forEach((name, value) -> message.put(String.valueOf(name), value));
                return message;
            }
        } catch (RuntimeException e) {
            // Not JSON: kept as it is.
        }
        return Map.of("raw", text);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        ended = true;
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        ended = true;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
