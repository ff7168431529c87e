// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.janusclient.tools.model.JsonText;
import dev.janusclient.tools.model.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is sent back. */
final class Answer {
    /** Nothing from elsewhere, no inline scripts: should a name from the wire become markup, it could still do nothing. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Answer() {}

    /** Headers that every answer has. */
    static Headers headers(HttpExchange exchange, String type) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        return headers;
    }

    static void bytes(HttpExchange exchange, String type, byte[] body) throws IOException {
        send(exchange, 200, type, body);
    }

    static void json(HttpExchange exchange, Object value) throws IOException {
        send(exchange, 200, "application/json", JsonText.compact(value).getBytes(StandardCharsets.UTF_8));
    }

    /** A failure: an object with the sentence to show. */
    static void problem(HttpExchange exchange, int status, String sentence) throws IOException {
        byte[] body = JsonText.compact(Map.of("problem", sentence)).getBytes(StandardCharsets.UTF_8);
        send(exchange, status, "application/json", body);
    }

    /** The same with its kind, for what the page can do about it. */
    static void problem(HttpExchange exchange, int status, ProblemException problem) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("problem", String.valueOf(problem.getMessage()));
        body.put("kind", problem.kind());
        send(exchange, status, "application/json", JsonText.compact(body).getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        var unused = headers(exchange, type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
