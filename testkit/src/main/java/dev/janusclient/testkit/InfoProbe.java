// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Asks whoever listens on a port whether it is the Janus we started. */
final class InfoProbe {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private InfoProbe() {}

    /** True if {@code info} is answered with the expected server name; false if none or another one answers. */
    static boolean answers(URI uri, String serverName, Duration atMost) {
        Listener listener = new Listener();
        CompletableFuture<WebSocket> opening = HTTP.newWebSocketBuilder()
                .subprotocols("janus-protocol")
                .connectTimeout(atMost)
                .buildAsync(uri, listener);
        try {
            WebSocket socket = opening.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            try {
                var unused = socket.sendText("{\"janus\":\"info\",\"transaction\":\"probe\"}", true);
                String reply = listener.message.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
                return Pattern.compile("\"server-name\"\\s*:\\s*\"" + Pattern.quote(serverName) + "\"")
                        .matcher(reply)
                        .find();
            } finally {
                socket.abort();
            }
        } catch (ExecutionException | TimeoutException e) {
            opening.cancel(true);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Janus", e);
        }
    }

    private static final class Listener implements WebSocket.Listener {
        final CompletableFuture<String> message = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public @org.jspecify.annotations.Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                message.complete(text.toString());
            }
            socket.request(1);
            return null;
        }

        @Override
        public @org.jspecify.annotations.Nullable CompletionStage<?> onClose(
                WebSocket socket, int statusCode, String reason) {
            message.completeExceptionally(new IllegalStateException("closed: " + statusCode));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            message.completeExceptionally(error);
        }
    }
}
