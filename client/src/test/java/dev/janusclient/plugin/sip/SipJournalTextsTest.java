// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.janusclient.plugin.JournalProbe;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A SIP peer's texts give the same events through a journal, which has the SIP message as it came, as for a living owner,
 * who is sent what Janus read from it. The texts are made from their parts, so that what Janus reads is known.
 */
class SipJournalTextsTest {
    private static final int SEEDS = 2_000;
    private static final String[] LINE_ENDS = {"\r\n", "\n", "\r"};

    private static JournalProbe<SipEvent> probe(@Nullable String callId) {
        SipState.SipCall call = callId == null
                ? null
                : new SipState.SipCall(
                        callId, "sip:bob@x", null, null, null, null, true, false, null, null, null, null);
        return new JournalProbe<>(
                "janus.plugin.sip",
                SipProtocol.EVENTS,
                SipReplay::translate,
                "1.4.2",
                SipState.TABLE.write(SipState.EMPTY.withCall(call, null)));
    }

    private static Map<String, Object> live(@Nullable String callId, Map<String, Object> result) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("sip", "event");
        data.put("result", result);
        if (callId != null) {
            data.put("call_id", callId);
        }
        return data;
    }

    /** A user in a header, and what Janus reads of it. */
    private record Named(String header, @Nullable String displayName, String uri) {
        static Named any(Random random) {
            StringBuilder uri = new StringBuilder("sip:");
            uri.append(word(random, "abzAZ09-_.!~*'()&=+$,;?/", 1));
            uri.append(random.nextInt(4) == 0 ? "%20%40" : "");
            uri.append('@').append(word(random, "abz09.-", 1)).append(random.nextBoolean() ? ":5099" : "");
            boolean brackets = random.nextInt(5) > 0;
            if (!brackets) {
                String plain = "sip:" + word(random, "abz09.-", 1) + "@" + word(random, "abz09.-", 1);
                return new Named(plain + ";tag=a1", null, plain);
            }
            uri.append(random.nextBoolean() ? ";user=phone;x=%3B" : "");
            uri.append(random.nextInt(4) == 0 ? "?Subject=a%20b" : "");
            String name =
                    switch (random.nextInt(4)) {
                        case 0 -> "";
                        case 1 -> word(random, "abzAZ09-.!%*_+`'~", 1) + " " + word(random, "abz09", 1);
                        default -> '"' + quoted(random) + '"';
                    };
            String space = name.isEmpty() ? "" : List.of("", " ", "\t", "\r\n ").get(random.nextInt(4));
            return new Named(name + space + "<" + uri + ">;tag=a1;note=\"<b>\"", name, uri.toString());
        }

        private static String quoted(Random random) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(
                        random.nextInt(6) == 0
                                ? "\\" + "\"\\a".charAt(random.nextInt(3))
                                : anyOf(random, "<>;,:@?= aé€𝄞'"));
            }
            return text.toString();
        }
    }

    private static String word(Random random, String of, int least) {
        StringBuilder word = new StringBuilder();
        for (int i = least + random.nextInt(8); i > 0; i--) {
            word.append(anyOf(random, of));
        }
        return word.toString();
    }

    private static String anyOf(Random random, String characters) {
        int[] codes = characters.codePoints().toArray();
        return Character.toString(codes[random.nextInt(codes.length)]);
    }

    private static String body(Random random) {
        // Not with a line end at the beginning, which may belong to the line end before.
        return "a" + word(random, "a b\r\n\"<>;:=€é𝄞\t-", 0);
    }

    /** A request of the peer's. */
    private static String request(Random random, String method, Named from, String callId, String more, String body) {
        String end = LINE_ENDS[random.nextInt(LINE_ENDS.length)];
        boolean brief = random.nextBoolean();
        String head = method + " sip:us@10.77.0.1 SIP/2.0\n"
                + "Via: SIP/2.0/UDP 10.77.0.1:5099;branch=z9hG4bKa\n"
                + (brief ? "f : " : "From: ") + from.header().replace("\r\n ", "FOLD") + "\n"
                + "To: <sip:us@10.77.0.1>\n"
                + (brief ? "i:" : "Call-ID: ") + callId + "\n"
                + "CSeq: 7 " + method + "\n"
                + more
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\n\n";
        return head.replace("\n", end).replace("FOLD", "\r\n ") + body;
    }

    private static Map<String, Object> said(String event, Named from, String type, String content) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("event", event);
        result.put("sender", from.uri());
        if (from.displayName() != null && !from.displayName().isEmpty()) {
            result.put("displayname", from.displayName());
        }
        result.put(event.equals("message") ? "content_type" : "type", type);
        result.put("content", content);
        return result;
    }

    private static Map<String, String> heard(String text) {
        return Map.of("event", "sip-in", "sip", text);
    }

    @Test
    void whatAPeerSaysIsReplayedAsItIsHeard() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Named from = Named.any(random);
            String content = body(random);
            boolean info = random.nextBoolean();
            String call = info || random.nextBoolean() ? "our-call" : null;
            String type = info ? "application/media_control+xml" : "text/plain";
            JournalProbe<SipEvent> probe = probe(call);
            probe.report(heard(request(
                    random,
                    info ? "INFO" : "MESSAGE",
                    from,
                    "theirs",
                    "Content-Type: " + type.replace("/", random.nextBoolean() ? " / " : "/") + " ;charset=utf-8\n",
                    content)));
            assertThat(probe.replayed())
                    .as("seed %s: %s", seed, from)
                    .containsExactly(probe.live(live(call, said(info ? "info" : "message", from, type, content))));
            assertThat(probe.unreplayable()).isEmpty();
        }
    }

    @Test
    void aCallThatWasMissedIsReplayedWithItsNames() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Named from = Named.any(random);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("event", "missed_call");
            result.put("caller", from.uri());
            if (from.displayName() != null) {
                result.put("displayname", from.displayName());
            }
            result.put("callee", "sip:us@10.77.0.1");
            JournalProbe<SipEvent> probe = probe("our-call");
            probe.report(heard(request(random, "INVITE", from, "theirs", "", "v=0\r\n")));
            probe.report(Map.of("event", "missed_call", "caller", from.uri(), "callee", "sip:us@10.77.0.1"));
            assertThat(probe.replayed())
                    .as("seed %s: %s", seed, from)
                    .containsExactly(probe.live(live("theirs", result)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "active;expires=60, active",
        "Pending, pending",
        "terminated;reason=noresource, terminated",
        "terminated ; reason=probation, pending",
        "of-its-own, active"
    })
    void aNotificationIsReplayedWithTheStateThatJanusReports(String state, String substate) {
        Named from = new Named("<sip:bob@x>;tag=1", "", "sip:bob@x");
        JournalProbe<SipEvent> probe = probe(null);
        String more = "Event: presence;id=1\nSubscription-State: " + state + "\nContent-Type: a/b\n";
        probe.report(heard(request(new Random(1), "NOTIFY", from, "theirs", more, "<xml/>")));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("event", "notify");
        result.put("notify", "presence");
        result.put("substate", substate);
        result.put("content-type", "a/b");
        result.put("content", "<xml/>");
        assertThat(probe.replayed()).containsExactly(probe.live(live("theirs", result)));
    }

    @ParameterizedTest
    @CsvSource({"200,Call completed elsewhere", "486,busy; try later", "486,busy"})
    void aReasonIsReplayedAsItIsReported(String cause, String text) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("event", "hangup");
        members.put("code", 487);
        members.put("reason", "Request terminated");
        members.put("reason_header", text);
        members.put("reason_header_protocol", "SIP");
        members.put("reason_header_cause", cause);
        JournalProbe<SipEvent> probe = probe("c1");
        Named from = new Named("<sip:bob@x>;tag=1", "", "sip:bob@x");
        String header = "Reason: SIP;cause=" + cause + ";text=\"" + text + "\", Q.850;cause=17;text=\"User busy\"\n";
        probe.report(heard(request(new Random(1), "CANCEL", from, "c1", header, "")));
        Map<String, Object> reported = new LinkedHashMap<>(members);
        reported.put("call-id", "c1");
        probe.report(reported);
        assertThat(probe.replayed()).containsExactly(probe.live(live("c1", members)));
    }

    @Test
    void whatHasNoContentIsNoEvent() {
        JournalProbe<SipEvent> probe = probe("c1");
        Named from = new Named("<sip:bob@x>;tag=1", "", "sip:bob@x");
        for (String method : List.of("MESSAGE", "INFO", "NOTIFY")) {
            probe.report(heard(request(new Random(1), method, from, "c1", "Content-Type: a/b\n", "")));
        }
        assertThat(probe.replayed()).isEmpty();
        assertThat(probe.unreplayable()).isEmpty();
    }

    @Test
    void escapesThatNeedNotBeAreResolvedAsInEvents() {
        assertThat(SipAddress.canonical("sip:%2b49%20a%3bb%41@%65x.org;user=%70hone;x=%2F%3b?S=%61%2b#%7E"))
                .isEqualTo("sip:+49%20a;bA@ex.org;user=phone;x=/%3B?S=a%2B#~");
        assertThat(SipAddress.canonical("sip:a%@x")).as("no escape").isEqualTo("sip:a%@x");
    }

    /** Bytes that are no UTF-8 never reach a journal: Janus leaves the member out. Nothing else may end the translation. */
    @Test
    void anyBytesAreReplayedOrNamed() {
        String structure = "\r\n:;<>\"\\,@%/= \0MESSAGE SIP/2.0 sip: From Content-Length: 7 -----";
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(200)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte)
                        (random.nextInt(3) == 0
                                ? random.nextInt(256)
                                : structure.charAt(random.nextInt(structure.length())));
            }
            String prefix = random.nextBoolean() ? "MESSAGE sip:us@x SIP/2.0\r\nFrom: " : "";
            String text = utf8(bytes);
            JournalProbe<SipEvent> probe = probe(null);
            probe.report(text == null ? Map.of("event", "sip-in") : heard(prefix + text));
            assertThatCode(probe::replayed).as("seed %s", seed).doesNotThrowAnyException();
            if (text == null) {
                assertThat(probe.unreplayable()).singleElement().satisfies(said -> assertThat(said.what())
                        .contains("not UTF-8"));
            }
        }
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
