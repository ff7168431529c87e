// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.FakeJanus;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.streaming.StreamingMountpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No text of a request becomes another line, another header or half a header of a SIP message. */
class SipInjectionTest {
    private static final String EVIL = "a\r\nX-Evil: yes";

    private final FakeJanus janus = new FakeJanus();
    private JanusSession session;

    @BeforeEach
    void open() {
        janus.version("99.0.0");
        session = Outcome.of(janus.client().createSession());
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private JanusSipPlugin sip() {
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        janus.forget();
        return sip;
    }

    static Stream<PluginRequest<?, ?>> requests() {
        return JanusSipPlugin.TYPE.requests().stream().filter(request -> request.body() != Void.class);
    }

    /** Bodies like one, each with another of its texts, or names of headers, replaced. */
    private static Map<String, Map<String, Object>> spoiled(String path, Map<String, Object> body) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        body.forEach((name, value) -> {
            String field = path.isEmpty() ? name : path + "." + name;
            if (value instanceof String) {
                all.put(field, with(body, name, EVIL));
            } else if (value instanceof Map<?, ?> map) {
                spoiled(field, cast(map)).forEach((inner, spoiled) -> all.put(inner, with(body, name, spoiled)));
                all.put(field, with(body, name, Map.of(EVIL, "v")));
            } else if (value instanceof List<?> list && list.get(0) instanceof String) {
                all.put(field + "[0]", with(body, name, List.of(EVIL)));
            } else if (value instanceof List<?> list && list.get(0) instanceof Map<?, ?> map) {
                spoiled(field + "[0]", cast(map))
                        .forEach((inner, spoiled) -> all.put(inner, with(body, name, List.of(spoiled))));
            }
        });
        return all;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(body);
        copy.put(name, value);
        return copy;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void everyTextOfEveryRequestIsChecked(PluginRequest<?, ?> request) {
        JanusSipPlugin sip = sip();
        Map<String, Map<String, Object>> spoiled =
                spoiled("", Records.encoded(Records.filled(request.body(), Set.of())));
        List<String> sent = new ArrayList<>();
        spoiled.forEach((field, body) -> {
            janus.forget();
            CompletableFuture<?> future =
                    sip.message(Json.withMember("request", request.name(), Json.encode(body)), null);
            if (janus.sent().isEmpty()) {
                assertThat(failure(future, IllegalArgumentException.class))
                        .hasMessageStartingWith(field + ": ")
                        .hasMessageEndingWith("holds a line end or another control character");
            } else {
                sent.add(field);
            }
        });
        // The body of a SIP message has as many lines as it likes.
        assertThat(sent).isEqualTo(spoiled.containsKey("content") ? List.of("content") : List.of());
    }

    @Test
    void whatIsRefusedIsShownEscapedAndNoSecretIs() {
        JanusSipPlugin sip = sip();
        assertThat(failure(
                        sip.register(SipRequest.Register.builder()
                                .username("sip:a@b")
                                .displayName("x\r\nX-Evil: yes")
                                .build()),
                        IllegalArgumentException.class))
                .hasMessage(
                        "display_name: \"x\\u000d\\u000aX-Evil: yes\" holds a line end or another control character");
        assertThat(sip.state().registering()).isNull();
        assertThat(failure(
                        sip.call(
                                SipRequest.Call.builder()
                                        .uri("sip:b@b")
                                        .headers(Map.of("X-Name", EVIL))
                                        .build(),
                                dev.janusclient.message.Jsep.offer("v=0")),
                        IllegalArgumentException.class))
                .hasMessageStartingWith("headers.X-Name: \"a\\u000d\\u000aX-Evil");
        assertThat(sip.state().call()).isNull();
        assertThat(failure(
                        sip.register(SipRequest.Register.builder()
                                .username("sip:a@b")
                                .secret(Secret.of("hunter2\n"))
                                .build()),
                        IllegalArgumentException.class))
                .hasMessageStartingWith("secret: *** holds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-A: b, X-B", "X A", "", "X-\u00c4", "X-A:"})
    void aNameThatIsNoHeadersIsRefused(String name) {
        CompletableFuture<?> hangup = sip().hangupCall(
                        SipRequest.Headers.builder().headers(Map.of(name, "v")).build());
        assertThat(failure(hangup, IllegalArgumentException.class)).hasMessageContaining("is no name that SIP allows");
    }

    @ParameterizedTest
    @CsvSource({"a\"b, false", "a\\\"b, true", "a\\, false", "a\\\\, true", "DOM\\user <x>, true"})
    void aDisplayNameStaysWithinItsQuotes(String name, boolean allowed) {
        CompletableFuture<?> register = sip().register(SipRequest.Register.builder()
                .username("sip:a@b")
                .displayName(name)
                .build());
        assertThat(janus.sent()).hasSize(allowed ? 1 : 0);
        assertThat(register.isCompletedExceptionally()).isEqualTo(!allowed);
    }

    @ParameterizedTest
    @CsvSource({"1.1.2, 252", "1.1.3, 252", "1.1.4, 254", "1.2.4, 254", "1.3.0, 2045", "1.4.2, 2045"})
    void aHeaderThatTheServerWouldCutIsRefused(String version, int limit) {
        FakeJanus server = new FakeJanus().version(version);
        JanusSipPlugin sip =
                Outcome.of(Outcome.of(server.client().createSession()).attach(JanusSipPlugin.TYPE));
        String name = "X-Token";
        int room = limit - name.length() - ": ".length();
        // Two bytes each.
        String fits = "\u00e9".repeat(room / 2) + "t".repeat(room % 2);
        server.forget();
        int others = limit > 2000 ? 0 : 2;
        sip.hangupCall(headers(name, fits, others));
        assertThat(server.sent()).hasSize(1);
        CompletableFuture<?> refused = sip.hangupCall(headers(name, fits + "t", others));
        assertThat(failure(refused, IllegalArgumentException.class))
                .hasMessageStartingWith("headers.X-Token: ***")
                .hasMessageContaining("makes " + (limit + 1) + " bytes")
                .hasMessageEndingWith("longer than " + limit);
        assertThat(server.sent()).hasSize(1);
        server.assertNothingLeft();
    }

    private static SipRequest.Headers headers(String name, String value, int others) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of(name, value));
        for (int i = 0; i < others; i++) {
            headers.put("X-" + i, "v");
        }
        return SipRequest.Headers.builder().headers(headers).build();
    }

    @Test
    void headersThatAreTooMuchTogetherAreRefused() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            headers.put("X-" + i, "v".repeat(240));
        }
        CompletableFuture<?> hangup =
                sip().hangupCall(SipRequest.Headers.builder().headers(headers).build());
        assertThat(failure(hangup, IllegalArgumentException.class)).hasMessageStartingWith("headers: they make");
        RawJson large = Json.encode(Map.of("contact_params", Map.of("p", "v".repeat(1022))));
        assertThat(failure(sip().message(large, null), IllegalArgumentException.class))
                .hasMessageStartingWith("contact_params.p: ");
    }

    @Test
    void whatGoesToAnRtspServerIsChecked() {
        JanusStreamingPlugin streaming = Outcome.of(session.attach(JanusStreamingPlugin.TYPE));
        janus.forget();
        CompletableFuture<?> created = streaming.create(StreamingMountpoint.Rtsp.builder()
                .url("rtsp://h/" + EVIL)
                .description("two\nlines")
                .build());
        assertThat(failure(created, IllegalArgumentException.class)).hasMessageStartingWith("url: ");
        assertThat(janus.sent()).isEmpty();
        streaming.create(StreamingMountpoint.Rtsp.builder()
                .url("rtsp://h/")
                .description("two\nlines")
                .build());
        assertThat(janus.sent()).hasSize(1);
    }
}
