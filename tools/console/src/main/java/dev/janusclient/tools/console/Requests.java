// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests of the page: {@code GET /} and its files, {@code GET /api/state} with everything that changes as server-sent events,
 * {@code GET /api/list} for the rows that a page shows, {@code /api/handle}, {@code /api/call} and {@code /api/room} for one of them, and {@code POST /api/do}, {@code /api/moderate} and {@code /api/handover}.
 */
final class Requests implements HttpHandler {
    static final String DEFECT = "This is a defect of the console, please report it: ";

    /** What does something; all else is read. */
    private static final Set<String> ACTIONS = Set.of("/api/do", "/api/moderate", "/api/handover");

    /** What an action takes at most. */
    private static final int MAX_BODY = 4096;

    /** After which a page that has nothing new is sent a comment, so that a closed one is found out. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final View view;
    private final Publisher publisher;
    private final Gate gate;

    Requests(View view, Publisher publisher, Gate gate) {
        this.view = view;
        this.publisher = publisher;
        this.gate = gate;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Gate.Refusal refusal = refusal(exchange, path);
            if (refusal != null) {
                Answer.problem(exchange, refusal.status(), refusal.sentence());
            } else if (path.equals("/api/state")) {
                push(exchange);
            } else if (path.startsWith("/api/")) {
                answer(exchange, path);
            } else {
                Page.send(exchange, path);
            }
        }
    }

    private Gate.@Nullable Refusal refusal(HttpExchange exchange, String path) {
        Headers headers = exchange.getRequestHeaders();
        Gate.Refusal refusal = gate.host(headers);
        boolean reads = !ACTIONS.contains(path);
        if (refusal == null && !exchange.getRequestMethod().equals(reads ? "GET" : "POST")) {
            refusal = new Gate.Refusal(405, "That is not done with " + exchange.getRequestMethod() + ".");
        }
        if (refusal == null && !reads) {
            refusal = gate.origin(headers);
        }
        return refusal == null && path.startsWith("/api/") ? gate.token(headers) : refusal;
    }

    private void answer(HttpExchange exchange, String path) throws IOException {
        try {
            Object value = value(exchange, path);
            if (value == null) {
                Answer.problem(exchange, 404, "There is nothing at " + path + ".");
            } else {
                Answer.json(exchange, value);
            }
        } catch (ProblemException e) {
            Answer.problem(exchange, status(e.kind()), e);
        } catch (RuntimeException e) {
            Answer.problem(exchange, 500, DEFECT + e);
        }
    }

    private @Nullable Object value(HttpExchange exchange, String path) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        return switch (path) {
            case "/api/list" -> view.list(listQuery(query));
            case "/api/handle" -> view.handle(number(query, "session"), number(query, "handle"));
            case "/api/call" -> view.call(parameter(query, "id"));
            case "/api/room" -> view.room(parameter(query, "plugin"), parameter(query, "room"));
            case "/api/do" -> did(view.act(action(json(exchange))));
            case "/api/moderate" -> did(view.moderate(moderation(json(exchange))));
            case "/api/handover" -> did(view.handOver(handover(json(exchange))));
            default -> null;
        };
    }

    private static View.ListQuery listQuery(@Nullable String query) {
        return new View.ListQuery(
                parameter(query, "of"),
                parameter(query, "search"),
                parameter(query, "orphans").equals("true"),
                (int) Math.min(Integer.MAX_VALUE, number(query, "from")));
    }

    private Map<String, String> did(String sentence) {
        publisher.readSoon();
        return Map.of("done", sentence);
    }

    private static View.Action action(RawJson body) {
        try {
            return new View.Action(constant(View.Verb.class, body, "verb"), id(body, "session"), id(body, "handle"));
        } catch (JanusProtocolException | IllegalArgumentException e) {
            throw new ProblemException(Kind.BAD_INPUT, "That is no action: it has a verb, a session and a handle.");
        }
    }

    private static View.Moderation moderation(RawJson body) {
        try {
            String secret = body.string("secret");
            return new View.Moderation(
                    constant(View.Moderation.Wish.class, body, "wish"),
                    text(body, "plugin"),
                    text(body, "room"),
                    text(body, "participant"),
                    secret == null || secret.isEmpty() ? null : Secret.of(secret));
        } catch (JanusProtocolException | IllegalArgumentException e) {
            throw new ProblemException(
                    Kind.BAD_INPUT, "That is no action: it has a wish, a plugin, a room, a participant and a secret.");
        }
    }

    private static View.Handover handover(RawJson body) {
        try {
            String to = body.string("to");
            return new View.Handover(id(body, "session"), to == null || to.isEmpty() ? null : to);
        } catch (JanusProtocolException | IllegalArgumentException e) {
            throw new ProblemException(Kind.BAD_INPUT, "That is no action: it has a session and the name of a member.");
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, RawJson body, String member) {
        return Enum.valueOf(type, text(body, member).toUpperCase(Locale.ROOT));
    }

    private static String text(RawJson body, String member) {
        String text = body.string(member);
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException(member);
        }
        return text;
    }

    private static RawJson json(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.equals("application/json")) {
            throw new ProblemException(Kind.BAD_INPUT, "An action is JSON.");
        }
        String body = body(exchange);
        try {
            return RawJson.of(body);
        } catch (JanusProtocolException e) {
            throw new ProblemException(Kind.BAD_INPUT, "That is no action: it is not JSON.");
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                throw new ProblemException(Kind.BAD_INPUT, "An action takes no more than " + MAX_BODY + " bytes.");
            }
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private static long id(RawJson body, String member) {
        RawJson value = body.member(member);
        return value == null ? 0 : value.asLong();
    }

    /** Goes on until the page is closed. */
    private void push(HttpExchange exchange) throws IOException {
        Watcher watcher = publisher.join();
        if (watcher == null) {
            Answer.problem(
                    exchange, 503, "There are " + Publisher.MAX_WATCHERS + " pages open already: close some of them.");
            return;
        }
        try {
            var unused = Answer.headers(exchange, "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            while (!watcher.isClosed()) {
                StringBuilder events = new StringBuilder();
                watcher.take(HEARTBEAT).forEach((topic, json) -> events.append("event: ")
                        .append(topic)
                        .append("\ndata: ")
                        .append(json)
                        .append("\n\n"));
                // A comment, if there is nothing else.
                out.write((events.isEmpty() ? ":\n\n" : events.toString()).getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            publisher.leave(watcher);
        }
    }

    private static String parameter(@Nullable String query, String name) {
        return Arrays.stream(String.valueOf(query).split("&", -1))
                .filter(each -> each.startsWith(name + "="))
                .map(each -> decoded(each.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Kind.BAD_INPUT, "There is no '" + name + "' in the address."));
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Kind.BAD_INPUT, "The address is not encoded as addresses are.");
        }
    }

    private static long number(@Nullable String query, String name) {
        String text = parameter(query, name);
        if (!text.matches("\\d{1,18}")) {
            throw new ProblemException(Kind.BAD_INPUT, "'" + text + "' is no number.");
        }
        return Long.parseLong(text);
    }

    private static int status(Kind kind) {
        return switch (kind) {
            case BAD_INPUT -> 400;
            case NOT_FOUND -> 404;
            case REFUSED, UNSUPPORTED, NOT_CONFIGURED, SESSION_LOST -> 409;
            case UNREACHABLE, WRONG_PORT, UNAUTHORIZED -> 502;
            case TIMEOUT -> 504;
        };
    }
}
