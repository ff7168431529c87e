// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.FakeJanus;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.Outcome;
import dev.janusclient.error.JanusClosedException;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.error.JanusServerException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.error.JanusUnauthorizedException;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JanusAdminTest {
    private static final String OK = "{'janus':'success','transaction':'$T'}";

    private final FakeJanus janus = new FakeJanus();
    private final JanusAdmin admin = admin(Duration.ofSeconds(10));

    private JanusAdmin admin(Duration deadline) {
        return JanusAdmin.create(
                URI.create("ws://janus.test"),
                Secret.of("hunter2"),
                JanusClientOptions.builder()
                        .callbackExecutor(Runnable::run)
                        .requestTimeout(deadline)
                        .build(),
                janus);
    }

    @AfterEach
    void close() {
        admin.close();
        assertThat(janus.allClosed()).isTrue();
    }

    @Test
    void everyRequestCarriesTheSecretAndItsIds() {
        janus.answer("list_handles", "{'janus':'success','transaction':'$T','session_id':$S,'handles':[1,2]}");
        assertThat(Outcome.of(admin.listHandles(7))).containsExactly(1L, 2L);
        RawJson frame = janus.lastFrame().json();
        assertThat(frame.string("admin_secret")).isEqualTo("hunter2");
        assertThat(frame.member("session_id")).hasToString("7");
        assertThat(frame.member("handle_id")).isNull();
        assertThat(frame.member("apisecret")).isNull();
    }

    @Test
    void itAsksForTheAdminProtocol() {
        AtomicReference<String> asked = new AtomicReference<>();
        JanusAdmin other = JanusAdmin.create(
                URI.create("ws://janus.test"),
                Secret.of("x"),
                JanusClientOptions.defaults(),
                new dev.janusclient.transport.TransportFactory() {
                    @Override
                    public java.util.Set<String> schemes() {
                        return janus.schemes();
                    }

                    @Override
                    public CompletableFuture<dev.janusclient.transport.JanusTransport> connect(
                            URI uri, TransportOptions options, dev.janusclient.transport.TransportListener listener) {
                        asked.set(options.subprotocol());
                        return janus.connect(uri, options, listener);
                    }
                });
        janus.answer("ping", "{'janus':'pong','transaction':'$T'}");
        Outcome.of(other.ping());
        other.close();
        assertThat(asked).hasValue(TransportOptions.ADMIN);
    }

    @Test
    void anOverviewLeavesOutWhatIsGoneAndFailsWithAllElse() {
        janus.answer("list_sessions", "{'janus':'success','transaction':'$T','sessions':[8,7,9]}");
        janus.handler(
                "list_handles",
                frame -> janus.push(janus.fill(
                        frame.number("session_id") == 9
                                ? "{'janus':'error','transaction':'$T','error':{'code':458,'reason':'gone'}}"
                                : "{'janus':'success','transaction':'$T','session_id':$S,'handles':[$S2,$S1]}",
                        frame)));
        janus.handler(
                "handle_info",
                frame -> janus.push(janus.fill(
                        frame.number("handle_id") == 72
                                ? "{'janus':'error','transaction':'$T','error':{'code':459,'reason':'gone'}}"
                                : "{'janus':'success','transaction':'$T','session_id':$S,'handle_id':$H,'info':{'session_id':$S,"
                                        + "'session_last_activity':1,'session_timeout':60,'handle_id':$H,'loop-running':true,"
                                        + "'created':1,'current_time':2,'session_transport':'janus.transport.websockets'}}",
                        frame)));
        AdminOverview overview = Outcome.of(admin.overview());
        assertThat(overview.sessions()).extracting(AdminOverview.Session::id).containsExactly(7L, 8L);
        assertThat(overview.sessions().get(0).handles())
                .extracting(HandleInfo::handleId)
                .containsExactly(71L);
        assertThat(overview.sessions().get(1).handles())
                .extracting(HandleInfo::handleId)
                .containsExactly(81L, 82L);
        assertThat(overview.sessions().get(1).transport()).isEqualTo("janus.transport.websockets");

        janus.refuse("handle_info", 403);
        Outcome.failure(admin.overview(), JanusUnauthorizedException.class);
    }

    @Test
    void refusalsHaveTheirTypes() {
        janus.refuse("list_sessions", 403).refuse("list_handles", 458).refuse("test_stun", 490);
        Outcome.failure(admin.listSessions(), JanusUnauthorizedException.class);
        assertThat(Outcome.failure(admin.listHandles(7), JanusServerException.class)
                        .code())
                .isEqualTo(458);
        assertThat(Outcome.failure(admin.testStun("a", 1), JanusServerException.class)
                        .code())
                .isEqualTo(490);
    }

    @Test
    void aPluginThatRefusesFailsTheRequest() {
        janus.answer(
                "message_plugin",
                "{'janus':'success','transaction':'$T','response':{'videoroom':'event','error_code':426,'error':'no room'}}");
        JanusPluginException refused = Outcome.failure(
                admin.messagePlugin("janus.plugin.videoroom", "exists", Map.of("room", 7)), JanusPluginException.class);
        assertThat(refused.code()).isEqualTo(426);
        assertThat(refused.request()).isEqualTo("exists");
        assertThat(janus.lastFrame().json().member("request")).hasToString("{\"request\":\"exists\",\"room\":7}");

        janus.answer("query_logger", "{'janus':'success','transaction':'$T','response':{'error_code':1}}");
        assertThat(Outcome.failure(admin.queryLogger("l", RawJson.of("{}")), JanusPluginException.class)
                        .reason())
                .isEqualTo("no reason given");
    }

    @Test
    void aReplyThatDoesNotFitFailsTheRequestOnly() {
        janus.answer("list_sessions", "{'janus':'success','transaction':'$T','sessions':'many'}")
                .answer("get_status", "{'janus':'success','transaction':'$T'}")
                .answer("custom_event", OK);
        Outcome.failure(admin.listSessions(), JanusProtocolException.class);
        Outcome.of(admin.customEvent("s", RawJson.of("{}")));
    }

    @Test
    void idsAndValuesThatMakeNoSenseAreRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> admin.listHandles(0)).hasMessageContaining("session_id");
        assertThatThrownBy(() -> admin.handleInfo(1, 0)).hasMessageContaining("handle_id");
        assertThatThrownBy(() -> admin.setSessionTimeout(-1)).hasMessageContaining("timeout");
        assertThatThrownBy(() -> admin.setLogLevel(8)).hasMessageContaining("level");
        assertThatThrownBy(() -> admin.testStun("a", 0)).hasMessageContaining("port");
        assertThatThrownBy(() -> admin.customLogline("")).hasMessageContaining("line");
        assertThatThrownBy(() -> admin.allowToken(Secret.of("x"), List.of())).hasMessageContaining("plugins");
        assertThat(janus.sent()).isEmpty();
    }

    @Test
    void itConnectsAgainAfterAConnectionWasLost() {
        janus.answer("custom_event", OK).silent("list_sessions");
        Outcome.of(admin.customEvent("s", RawJson.of("{}")));
        CompletableFuture<List<Long>> waiting = admin.listSessions();
        janus.lose(CloseReason.Kind.IO_ERROR);
        Outcome.failure(waiting, JanusConnectionLostException.class);
        Outcome.of(admin.customEvent("s", RawJson.of("{}")));
        assertThat(janus.connects()).isEqualTo(2);
    }

    @Test
    void aServerThatIsNotThereIsReportedEveryTime() {
        janus.refuseConnects(new JanusConnectException("nobody there", null));
        Outcome.failure(admin.ping(), JanusConnectException.class);
        Outcome.failure(admin.ping(), JanusConnectException.class);
        janus.refuseConnects(null);
        Outcome.of(admin.ping());
    }

    @Test
    void anAnswerThatDoesNotComeIsATimeout() {
        janus.silent("list_sessions");
        try (JanusAdmin impatient = admin(Duration.ofMillis(100))) {
            Outcome.failure(impatient.listSessions(), JanusTimeoutException.class);
        }
    }

    @Test
    void closingEndsEverything() {
        janus.silent("list_sessions");
        CompletableFuture<List<Long>> waiting = admin.listSessions();
        admin.close();
        admin.close();
        Outcome.failure(waiting, JanusConnectionLostException.class);
        Outcome.failure(admin.listSessions(), JanusClosedException.class);
    }

    @Test
    void closingWhileConnectingEndsEverything() {
        janus.holdConnects();
        CompletableFuture<List<Long>> waiting = admin.listSessions();
        admin.close();
        Outcome.failure(waiting, JanusClosedException.class);
        janus.releaseConnects();
    }
}
