// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.sip;

import static dev.janusclient.system.sip.SipLine.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.system.Outcome;
import dev.janusclient.system.transport.Sdp;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipMessage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of our texts in the SIP messages of a real Janus. */
@Tag("sip-tester")
class SipHeadersTest {
    private static final Jsep OFFER = Jsep.offer(Sdp.AUDIO_OFFER);
    private static final Pattern LIMIT = Pattern.compile("longer than (\\d+)");

    @RegisterExtension
    static final JanusExtension JANUS = SipFixture.server();

    @RegisterExtension
    final SipFixture fixture = new SipFixture(JANUS);

    private static SipRequest.Call call(SipCallee bob, Map<String, String> headers) {
        return SipRequest.Call.builder().uri(bob.uri("bob")).headers(headers).build();
    }

    private static String refusal(CompletableFuture<?> request) {
        return String.valueOf(Outcome.failure(request, IllegalArgumentException.class, Duration.ofSeconds(20))
                .getMessage());
    }

    private static Map<String, String> headers(String token) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Token", token);
        headers.put("X-Second", "two");
        headers.put("X-Third", "drei");
        return headers;
    }

    @Test
    void theLongestHeaderThatIsAllowedArrivesWhole() {
        SipLine alice = fixture.guest("alice");
        SipCallee bob = fixture.keep(SipCallee.ringing(SipFixture.noMedia()));
        String refusal = refusal(alice.sip().call(call(bob, headers("t".repeat(3000))), OFFER));
        Matcher limit = LIMIT.matcher(refusal);
        assertThat(limit.find()).as(refusal).isTrue();
        // All headers together have a limit as well.
        int others = "X-Second: two\r\nX-Third: drei\r\n".length() + "\r\n".length();
        int longest = Math.min(Integer.parseInt(limit.group(1)), 2047 - others) - "X-Token: ".length();
        assertThat(refusal(alice.sip().call(call(bob, headers("t".repeat(longest + 1))), OFFER)))
                .startsWith("headers");

        done(alice.sip().call(call(bob, headers("t".repeat(longest))), OFFER));
        SipMessage invite = bob.awaitCall();
        assertThat(invite.header("X-Token")).isEqualTo("t".repeat(longest));
        assertThat(invite.header("X-Second")).isEqualTo("two");
        assertThat(invite.header("X-Third")).isEqualTo("drei");
    }

    @Test
    void aLineEndIsRefusedAndWhatIsAllowedStaysAText() {
        SipLine alice = fixture.line();
        SipRequest.Register account = SipRequest.Register.builder()
                .type(SipRequest.Register.Type.GUEST)
                .username("sip:alice@" + SipFixture.ADDRESS)
                .displayName("x\r\nX-Evil: yes")
                .build();
        assertThat(refusal(alice.sip().register(account))).startsWith("display_name: ");
        fixture.register(
                alice,
                SipRequest.Register.builder()
                        .type(SipRequest.Register.Type.GUEST)
                        .username("sip:alice@" + SipFixture.ADDRESS)
                        .displayName("Alice \\\"A\\\" <sip:evil@example.org>; x=1, y")
                        .build());
        SipCallee bob = fixture.keep(SipCallee.ringing(SipFixture.noMedia()));
        assertThat(refusal(alice.sip().call(call(bob, Map.of("X-Name", "a\r\nX-Evil: yes")), OFFER)))
                .startsWith("headers.X-Name: ");
        assertThat(done(alice.sip().call(call(bob, Map.of("X-Name", "a: b, <c>; \"d\"")), OFFER)))
                .isInstanceOf(SipEvent.Calling.class);
        SipMessage invite = bob.awaitCall();
        assertThat(invite.header("X-Name")).isEqualTo("a: b, <c>; \"d\"");
        assertThat(invite.headers("X-Evil")).isEmpty();
        assertThat(invite.header("From"))
                .startsWith(
                        "\"Alice \\\"A\\\" <sip:evil@example.org>; x=1, y\" <sip:alice@" + SipFixture.ADDRESS + ">");
    }
}
