// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import dev.janusclient.message.RawJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One page of a Chromium, spoken to over the Chrome DevTools Protocol: JSON commands over a WebSocket, of which only
 * {@code Runtime.evaluate} and those for pictures and memory are used. No domain is enabled, so nothing comes but answers.
 */
final class DevToolsPage implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, CompletableFuture<RawJson>> waiting = new ConcurrentHashMap<>();
    private final WebSocket socket;

    private DevToolsPage(URI uri) {
        socket = HTTP.newWebSocketBuilder()
                .connectTimeout(TIMEOUT)
                .buildAsync(uri, new Answers())
                .join();
    }

    /** Opens a new tab. The page may not be loaded yet when this returns. */
    static DevToolsPage open(int devToolsPort, URI page) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + devToolsPort + "/json/new?"
                        // A fragment of this request's own would not be sent.
                        + page.toASCIIString().replace("#", "%23")))
                .timeout(TIMEOUT)
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        String opened = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
        return new DevToolsPage(
                URI.create(Objects.requireNonNull(RawJson.of(opened).string("webSocketDebuggerUrl"), opened)));
    }

    /**
     * Evaluates an expression in the page, waits for it if it is a promise, and gives its value as JSON; {@code null}
     * if it has none. One caller at a time.
     *
     * @throws IllegalStateException if it throws, with its message and stack
     */
    RawJson evaluate(String script, Duration limit) {
        RawJson answer = call(
                "Runtime.evaluate", Map.of("expression", script, "awaitPromise", true, "returnByValue", true), limit);
        RawJson result = answer.member("result");
        RawJson value = result == null ? null : result.member("result");
        if (result == null || value == null || result.member("exceptionDetails") != null) {
            throw new IllegalStateException("the page failed on " + script + ": " + description(answer));
        }
        RawJson plain = value.member("value");
        return plain == null ? RawJson.of("null") : plain;
    }

    /** A picture of the page as it would be in a window of a size. */
    byte[] screenshot(int width, int height, Duration limit) {
        var unused = call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false),
                limit);
        RawJson answer = call("Page.captureScreenshot", Map.of("format", "png"), limit);
        RawJson result = answer.member("result");
        String data = result == null ? null : result.string("data");
        return Base64.getDecoder().decode(Objects.requireNonNull(data, "no picture: " + answer));
    }

    /** The heap in use after a collection, in bytes. */
    long heapBytes(Duration limit) {
        var unused = call("HeapProfiler.collectGarbage", Map.of(), limit);
        RawJson answer = call("Runtime.getHeapUsage", Map.of(), limit);
        RawJson result = answer.member("result");
        RawJson used = result == null ? null : result.member("usedSize");
        return Objects.requireNonNull(used, "no figure: " + answer).asLong();
    }

    private synchronized RawJson call(String method, Map<String, Object> parameters, Duration limit) {
        long id = lastId.incrementAndGet();
        CompletableFuture<RawJson> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            var unused = socket.sendText(ScriptedGateway.json("id", id, "method", method, "params", parameters), true)
                    .join();
            return answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
        } finally {
            waiting.remove(id);
        }
    }

    private static String description(RawJson answer) {
        RawJson at = answer;
        for (String name : new String[] {"result", "exceptionDetails", "exception"}) {
            RawJson inner = at.member(name);
            if (inner == null) {
                return answer.toString();
            }
            at = inner;
        }
        String text = at.string("description");
        return text == null ? answer.toString() : text;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void end(Throwable why) {
        waiting.values().forEach(one -> one.completeExceptionally(why));
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                RawJson answer = RawJson.of(text.toString());
                text.setLength(0);
                RawJson id = answer.member("id");
                CompletableFuture<RawJson> waits = id == null ? null : waiting.get(id.asLong());
                if (waits != null) {
                    waits.complete(answer);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
            end(new IllegalStateException("the browser closed the page: " + statusCode + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end(error);
        }
    }
}
