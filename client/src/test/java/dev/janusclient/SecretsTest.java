// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static dev.janusclient.Outcome.failure;
import static dev.janusclient.Outcome.logOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.janusclient.admin.AdminReply;
import dev.janusclient.admin.SignedToken;
import dev.janusclient.error.JanusException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.sip.SipRequestCallBuilder;
import dev.janusclient.plugin.sip.SipRequestRegisterBuilder;
import dev.janusclient.plugin.sip.SipRequestRtpForwardStreamBuilder;
import dev.janusclient.transport.CloseReason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Secrets are seen on the wire and nowhere else. */
class SecretsTest {
    private static final String WORD = "hunter2";
    private final FakeJanus janus = new FakeJanus();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static SipRequestHolder everything() {
        Secret secret = Secret.of(WORD);
        return new SipRequestHolder(
                SipRequest.Register.builder().username("sip:a@b").secret(secret).ha1Secret(secret),
                SipRequest.Call.builder().uri("sip:c@d").secret(secret).ha1Secret(secret),
                SipRequest.RtpForwardStream.builder()
                        .type("audio")
                        .host("h")
                        .port(1)
                        .srtpCrypto(secret));
    }

    private record SipRequestHolder(
            SipRequestRegisterBuilder register, SipRequestCallBuilder call, SipRequestRtpForwardStreamBuilder stream) {}

    @Test
    void recordsAndTheirBuildersPrintWithoutThem() {
        SipRequestHolder all = everything();
        assertThat(List.of(
                        all.toString(),
                        all.register().build().toString(),
                        all.call().build().toString(),
                        all.stream().build().toString()))
                .allSatisfy(text -> assertThat(text).contains("***").doesNotContain(WORD));
    }

    @Test
    void optionsPrintWithoutThem() {
        JanusClientOptions options =
                JanusClientOptions.builder().apiSecret(WORD).token(WORD).build();
        assertThat(options.toString()).contains("***").doesNotContain(WORD);
    }

    @Test
    void credentialsGoWithEveryRequest() {
        JanusClient client =
                janus.client(options -> options.apiSecret("api-" + WORD).token("token-" + WORD));
        JanusSession session = Outcome.of(client.createSession());
        Outcome.of(session.attach(JanusSipPlugin.TYPE)).probe();
        janus.scheduler().advance(Duration.ofSeconds(21));
        for (String label : new String[] {"info", "create", "attach", "keepalive"}) {
            assertThat(janus.frames(label)).isNotEmpty().allSatisfy(frame -> {
                assertThat(frame.json().string("apisecret")).isEqualTo("api-" + WORD);
                assertThat(frame.json().string("token")).isEqualTo("token-" + WORD);
            });
        }
    }

    @Test
    void aTokenThatIsRenewedIsAskedForWithEveryRequestAndKeepalive() {
        AtomicInteger asked = new AtomicInteger();
        JanusClient client = janus.client(
                options -> options.apiSecret("api-" + WORD).token(() -> Secret.of("token-" + asked.incrementAndGet())));
        JanusSession session = Outcome.of(client.createSession());
        janus.scheduler().advance(Duration.ofSeconds(21));
        Outcome.of(session.destroy());
        assertThat(List.of("info", "create", "keepalive", "destroy"))
                .extracting(label -> janus.frames(label).get(0).json().string("token"))
                .containsExactly("token-1", "token-2", "token-3", "token-4");
        assertThat(janus.lastFrame().json().string("apisecret")).isEqualTo("api-" + WORD);
    }

    @Test
    void aSourceThatHasNoTokenFailsTheRequestAndNoOther() {
        AtomicReference<@Nullable RuntimeException> out = new AtomicReference<>();
        JanusClient client = janus.client(options -> options.token(() -> {
            RuntimeException why = out.get();
            if (why != null) {
                throw why;
            }
            return Secret.of(WORD);
        }));
        JanusSession session = Outcome.of(client.createSession());
        out.set(new IllegalStateException("the giver of tokens is out"));
        assertThat(failure(session.keepalive(), IllegalStateException.class)).hasMessageContaining("is out");
        janus.scheduler().advance(Duration.ofSeconds(21));
        out.set(null);
        Outcome.of(session.keepalive());
        assertThat(session.isActive()).isTrue();
    }

    @Test
    void noLogLineAndNoExceptionHoldsOne() {
        StringBuilder seen = new StringBuilder();
        seen.append(logOf(() -> {
            JanusClient client = janus.timeouts(60, 0)
                    .client(options -> options.apiSecret(WORD).token(WORD).keepaliveInterval(Duration.ofHours(1)));
            JanusSession session = Outcome.of(client.createSession());
            JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
            SipRequest.Register account = everything().register().build();
            janus.refuse("message:register", 403);
            seen.append(failure(sip.register(account), JanusException.class));
            janus.answer(
                    "message:register",
                    "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':"
                            + "'janus.plugin.sip','data':{'sip':'event','error_code':443,'error':'Missing'}}}");
            seen.append(failure(sip.register(account), JanusException.class));
            janus.silent("message:register");
            CompletableFuture<?> late = sip.register(account);
            janus.scheduler().advance(Duration.ofSeconds(11));
            seen.append(failure(late, JanusException.class));
            janus.refuse("keepalive", 403);
            janus.scheduler().advance(Duration.ofSeconds(60));
            CompletableFuture<?> lost = sip.register(account);
            janus.push("{'janus':'event','session_id':999,'sender':1}");
            janus.lose(CloseReason.Kind.IO_ERROR);
            seen.append(failure(lost, JanusException.class));
        }));
        assertThat(seen.toString()).contains("WARN").contains("DEBUG").doesNotContain(WORD);
    }

    /** Neither a message nor a cause quotes what can't be read. */
    @Test
    void whatCantBeReadIsNotQuoted() {
        Secret token = Secret.of(WORD + ",janus:signature");
        assertThat(List.of(
                        thrownBy(() -> SignedToken.read(token)),
                        thrownBy(() -> RawJson.of("\"" + WORD + "\"").asLong()),
                        thrownBy(() -> RawJson.of(
                                        "{\"token\":\"" + WORD + "\",\"allowed_plugins\":{\"a\":\"" + WORD + "\"}}")
                                .as(AdminReply.StoredToken.class)),
                        thrownBy(() -> HandoverTicket.fromJson("{\"sessionId\":\"" + WORD + "\"}")),
                        thrownBy(() -> HandoverTicket.fromJson("{\"sessionId\":1,\"server\":\"" + WORD + "\"}"))))
                .allSatisfy(text -> assertThat(text).contains("Exception").doesNotContain(WORD));
    }

    private static String thrownBy(ThrowingCallable task) {
        StringWriter whole = new StringWriter();
        catchThrowable(task).printStackTrace(new PrintWriter(whole, true));
        return whole.toString();
    }

    @Test
    void aValueThatMakesNoSenseIsRefusedByName() {
        JanusClientOptions.Builder good = JanusClientOptions.builder();
        assertThat(good.build()).isEqualTo(JanusClientOptions.defaults());
        refused("requestTimeout", JanusClientOptions.builder().requestTimeout(Duration.ZERO));
        refused("connectTimeout", JanusClientOptions.builder().connectTimeout(Duration.ofSeconds(-1)));
        refused("keepalive", JanusClientOptions.builder().keepaliveInterval(Duration.ZERO));
        refused("pingInterval", JanusClientOptions.builder().pingInterval(Duration.ofSeconds(-1)));
        refused("pingInterval", JanusClientOptions.builder().pingInterval(Duration.ofSeconds(9)));
        refused("idleTimeout", JanusClientOptions.builder().idleTimeout(Duration.ofSeconds(-1)));
        refused("maxFrameBytes", JanusClientOptions.builder().maxFrameBytes(0));
        refused("maxMessageBytes", JanusClientOptions.builder().maxMessageBytes(-1));
        refused("maxJsonDepth", JanusClientOptions.builder().maxJsonDepth(0));
        refused("maxUndeliveredEvents", JanusClientOptions.builder().maxUndeliveredEvents(0));
    }

    private static void refused(String field, JanusClientOptions.Builder options) {
        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ":");
    }
}
