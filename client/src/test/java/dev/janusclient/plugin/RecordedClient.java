// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ApiTable;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.PluginType;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.error.JanusServerException;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One client of a recording, played again: it makes every request that was recorded and receives every frame as it was, but
 * for the transactions. Fails as soon as a request is not what was sent then, or an event is not understood.
 */
final class RecordedClient {
    /** A request that was sent again. */
    private record Asked(String transaction, CompletableFuture<?> answer) {}

    /** A handle, and the events it delivered. */
    private record Handle(PluginType<?> type, TableProbe probe, List<Object> events) {}

    private final FakeJanus janus = new FakeJanus();
    private final JanusClient client = janus.client();
    private final Map<String, PluginType<?>> types;
    private final Map<String, Asked> asked = new LinkedHashMap<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private final Map<Long, Handle> handles = new HashMap<>();
    private @Nullable CompletableFuture<JanusSession> session;

    RecordedClient(Map<String, PluginType<?>> types) {
        this.types = types;
        // The recording answers these.
        Set.of("info", "create", "attach", "claim", "destroy").forEach(janus::silent);
    }

    /**
     * Makes a recorded request.
     *
     * @return its row of the plugin's table; null if it is one of the core's, or one that is refused here
     */
    @Nullable PluginRequest<?, ?> send(RawJson recorded) {
        PluginRequest<?, ?> row = recorded.member("body") == null || isRefusedHere(recorded) ? null : row(recorded);
        CompletableFuture<?> answer = row == null ? core(recorded) : message(row, recorded);
        FakeJanus.Frame sent = janus.lastFrame();
        Map<String, Object> expected = ApiTable.map(recorded);
        expected.put("transaction", sent.transaction());
        assertThat(ApiTable.map(sent.json())).isEqualTo(expected);
        asked.put(Objects.requireNonNull(recorded.string("transaction")), new Asked(sent.transaction(), answer));
        return row;
    }

    /**
     * The typed requests refuse a suite without its key, with which Janus forwards without encryption, and one below zero.
     */
    private static boolean isRefusedHere(RawJson recorded) {
        RawJson streams = Objects.requireNonNull(recorded.member("body")).member("streams");
        return streams != null
                && streams.elements().stream().anyMatch(stream -> {
                    RawJson suite = stream.member("srtp_suite");
                    return suite != null && (suite.asLong() < 0 || !stream.has("srtp_crypto"));
                });
    }

    private CompletableFuture<?> core(RawJson recorded) {
        return switch (String.valueOf(recorded.string("janus"))) {
            // The first one belongs to the connection.
            case "info" -> asked.isEmpty() ? client.connect() : client.info();
            case "create" -> {
                session = client.createSession();
                yield session;
            }
            case "attach" -> {
                PluginType<?> type = Objects.requireNonNull(types.get(recorded.string("plugin")));
                yield session().attach(TableProbe.probing(type)).thenApply(probe -> attached(type, probe));
            }
            case "claim" -> client.claimSession(number(recorded, "session_id"));
            case "destroy" -> session().destroy();
            case "message" ->
                handle(recorded, "handle_id").probe().message(Objects.requireNonNull(recorded.member("body")), null);
            default -> throw new AssertionError("a request that this test does not make: " + recorded);
        };
    }

    private Handle attached(PluginType<?> type, TableProbe probe) {
        Handle handle = new Handle(type, probe, new ArrayList<>());
        probe.on(Object.class, handle.events()::add);
        handles.put(probe.handleId(), handle);
        return handle;
    }

    private JanusSession session() {
        return Outcome.of(Objects.requireNonNull(session, "no session was created"));
    }

    /** The row whose record takes the whole of a recorded body. */
    private PluginRequest<?, ?> row(RawJson recorded) {
        String request =
                String.valueOf(Objects.requireNonNull(recorded.member("body")).string("request"));
        return handle(recorded, "handle_id").type().requests().stream()
                .filter(row -> row.name().equals(request))
                .filter(row -> takes(row, recorded))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no request has all members of " + recorded));
    }

    private static Map<String, Object> members(RawJson recorded) {
        Map<String, Object> members = ApiTable.map(Objects.requireNonNull(recorded.member("body")));
        members.remove("request");
        return members;
    }

    private static @Nullable Object body(PluginRequest<?, ?> row, RawJson recorded) {
        return row.body() == Void.class ? null : Json.encode(members(recorded)).as(row.body());
    }

    private static boolean takes(PluginRequest<?, ?> row, RawJson recorded) {
        try {
            Object body = body(row, recorded);
            return members(recorded).equals(body == null ? Map.of() : Records.encoded(body));
        } catch (JanusProtocolException e) {
            return false;
        }
    }

    private CompletableFuture<?> message(PluginRequest<?, ?> row, RawJson recorded) {
        RawJson jsep = recorded.member("jsep");
        return handle(recorded, "handle_id")
                .probe()
                .ask(row, body(row, recorded), jsep == null ? null : jsep.as(Jsep.class));
    }

    /** Whether a recorded frame was received by this client, and not by another one of the recording. */
    boolean receives(RawJson recorded) {
        String transaction = recorded.string("transaction");
        return transaction == null ? handles.containsKey(number(recorded, "sender")) : asked.containsKey(transaction);
    }

    /**
     * Receives a recorded frame.
     *
     * @return the event that its handle delivered; null if it is an answer without an event
     */
    @Nullable Object receive(RawJson recorded) {
        String transaction = recorded.string("transaction");
        String frame = recorded.toString();
        if (transaction != null) {
            Asked request = Objects.requireNonNull(asked.get(transaction));
            frame = frame.replace('"' + transaction + '"', '"' + request.transaction() + '"');
            Integer refused = refusal(recorded);
            if (refused != null) {
                refusals.put(transaction, refused);
            }
        }
        boolean event =
                !Set.of("ack", "success", "error", "server_info").contains(String.valueOf(recorded.string("janus")));
        int before = event ? handle(recorded, "sender").events().size() : 0;
        janus.pushBytes(frame.getBytes(StandardCharsets.UTF_8));
        if (!event) {
            return null;
        }
        List<Object> events = handle(recorded, "sender").events();
        assertThat(events).as("events of %s", recorded).hasSize(before + 1);
        Object delivered = events.get(before);
        assertUnderstood(delivered, recorded);
        return delivered;
    }

    /** The error code in a frame, the core's or the plugin's; null if it is no refusal. */
    private static @Nullable Integer refusal(RawJson recorded) {
        RawJson error = recorded.member("error");
        RawJson plugin = recorded.member("plugindata");
        RawJson code = error != null
                ? error.member("code")
                : plugin == null
                        ? null
                        : Objects.requireNonNull(plugin.member("data")).member("error_code");
        return code == null ? null : (int) code.asLong();
    }

    private static void assertUnderstood(Object value, Object from) {
        assertThat(value.getClass().getSimpleName())
                .as("the record of %s", from)
                .isNotEqualTo("Unknown");
        assertThat(Records.extras(value))
                .as("members of %s without a place", from)
                .isEmpty();
    }

    /** Asserts that every request ended as it did then. */
    void assertEverythingAnswered() {
        asked.forEach((transaction, request) -> {
            assertThat(request.answer()).as("the answer to %s", transaction).isDone();
            request.answer()
                    .handle((result, failure) -> {
                        if (failure == null) {
                            assertThat(refusals).doesNotContainKey(transaction);
                            if (result != null) {
                                assertUnderstood(result, transaction);
                            }
                        } else {
                            assertThat(code(failure)).as("%s", failure).isEqualTo(refusals.get(transaction));
                        }
                        return 0;
                    })
                    .join();
        });
        janus.assertNothingLeft();
    }

    private static int code(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof JanusPluginException refused) {
            assertThat(refused.codeName())
                    .as("the name of code %s", refused.code())
                    .isNotEqualTo("UNKNOWN");
            return refused.code();
        }
        assertThat(cause).isInstanceOf(JanusServerException.class);
        return ((JanusServerException) Objects.requireNonNull(cause)).code();
    }

    private Handle handle(RawJson recorded, String member) {
        return Objects.requireNonNull(handles.get(number(recorded, member)), () -> "no handle for " + recorded);
    }

    private static long number(RawJson json, String member) {
        RawJson value = json.member(member);
        return value == null ? 0 : value.asLong();
    }
}
