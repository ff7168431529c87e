// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static dev.janusclient.FakeJanus.ACK;
import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.CoreEvent;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.error.JanusClosedException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.recovery.ProbeResult;
import dev.janusclient.transport.CloseReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every future ends: past its deadline, with its connection, or with its client. */
class DeadlineTest {
    private final FakeJanus janus = new FakeJanus().silent("message:hold").silent("message:reset");

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private JanusSipPlugin sip(JanusClient client) {
        return Outcome.of(Outcome.of(client.createSession()).attach(JanusSipPlugin.TYPE));
    }

    @Test
    void aRequestNobodyAnswersFailsAtItsDeadlineAndLeavesTheTable() {
        JanusClient client = janus.client(options -> options.requestTimeout(Duration.ofSeconds(2)));
        CompletableFuture<?> answer = sip(client).hold();
        assertThat(FakeJanus.entries(client)).isEqualTo(3);
        janus.scheduler().advance(Duration.ofMillis(1900));
        assertThat(answer).isNotDone();
        janus.scheduler().advance(Duration.ofMillis(200));
        JanusTimeoutException late = failure(answer, JanusTimeoutException.class);
        assertThat(late).hasMessage("no answer to 'hold' within 2000 ms");
        assertThat(late.acknowledged()).isFalse();
        assertThat(FakeJanus.entries(client)).isEqualTo(2);
    }

    @Test
    void aRequestThatWasOnlyAcknowledgedSaysSo() {
        JanusClient client = janus.client();
        janus.answer("message:hold", ACK);
        CompletableFuture<?> answer = sip(client).hold();
        janus.scheduler().advance(Duration.ofSeconds(11));
        assertThat(answer).isNotDone();
        // Nor is there an answer to the question that follows: whether another process has claimed the session.
        janus.scheduler().advance(Duration.ofSeconds(11));
        JanusTimeoutException late = failure(answer, JanusTimeoutException.class);
        assertThat(late.acknowledged()).isTrue();
        assertThat(late).hasMessageContaining("was acknowledged");
        assertThat(FakeJanus.entries(client)).isEqualTo(2);
    }

    @Test
    void anAnswerAfterTheDeadlineDisturbsNothing() {
        JanusClient client = janus.client();
        JanusSipPlugin sip = sip(client);
        CompletableFuture<?> answer = sip.hold();
        FakeJanus.Frame hold = janus.lastFrame();
        janus.scheduler().advance(Duration.ofSeconds(11));
        List<Object> heard = new ArrayList<>();
        sip.on(Object.class, heard::add);
        janus.push(janus.fill(
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':"
                        + "{'plugin':'janus.plugin.sip','data':{'sip':'event','result':{'event':'holding'}}}}",
                hold));
        failure(answer, JanusTimeoutException.class);
        assertThat(heard).hasSize(1);
    }

    @Test
    void aServerThatNeverSaysWhatItIsFailsTheFirstUseAtTheDeadline() {
        janus.silent("info");
        JanusClient client = janus.client();
        CompletableFuture<JanusSession> session = client.createSession();
        janus.scheduler().advance(Duration.ofSeconds(11));
        assertThat(failure(session, JanusTimeoutException.class)).hasMessageContaining("'info'");
        assertThat(client.isConnected()).isFalse();
        assertThat(janus.allClosed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = CloseReason.Kind.class,
            names = {"SERVER_CLOSED", "IO_ERROR", "IDLE_TIMEOUT", "PROTOCOL_ERROR"})
    void aLostConnectionFailsEverythingWithOutcomeUnknown(CloseReason.Kind kind) {
        JanusClient client = janus.client();
        JanusSipPlugin sip = sip(client);
        List<CoreEvent.ConnectionLost> received = new ArrayList<>();
        sip.session().on(CoreEvent.ConnectionLost.class, received::add);
        List<CompletableFuture<?>> waiting = List.of(sip.hold(), sip.reset(), sip.hold());
        janus.lose(kind);
        for (CompletableFuture<?> one : waiting) {
            JanusConnectionLostException lost = failure(one, JanusConnectionLostException.class);
            assertThat(lost).hasMessageContaining("outcome is unknown").hasMessageContaining(kind.name());
            assertThat(lost.reason().kind()).isEqualTo(kind);
            assertThat(lost.request()).isIn("hold", "reset");
        }
        assertThat(received).hasSize(1);
        assertThat(received.get(0).reason().kind()).isEqualTo(kind);
        assertThat(sip.session().isActive()).isFalse();
        assertThat(sip.isAttached()).isFalse();
        assertThat(FakeJanus.entries(client)).isZero();
        assertThat(janus.scheduler().activeTasks()).isZero();
        failure(sip.hold(), JanusNotSentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'janus':'event'",
                "[]",
                "7",
                "",
                "garbage",
                "{'janus':'ack','session_id':'x'}",
                "{'janus':'ack'} {'janus':'ack'}",
                "{'janus':'ack','sender':1e99}"
            })
    void aFrameThatIsNotJanussEndsTheConnection(String frame) {
        JanusClient client = janus.client();
        CompletableFuture<?> answer = sip(client).hold();
        janus.push(frame);
        assertThat(failure(answer, JanusConnectionLostException.class).reason().kind())
                .isEqualTo(CloseReason.Kind.PROTOCOL_ERROR);
        assertThat(janus.allClosed()).isTrue();
    }

    @Test
    void aFrameNestedTooDeepEndsTheConnection() {
        JanusClient client = janus.client(options -> options.maxJsonDepth(10));
        CompletableFuture<?> answer = sip(client).hold();
        janus.pushBytes(("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        assertThat(failure(answer, JanusConnectionLostException.class)).hasMessageContaining("deeper than 10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'janus':'error','transaction':'$T','error':{'code':'x'}}",
                "{'janus':'event','session_id':$S,'sender':$H,'plugindata':{'plugin':'p','data':{'sip' 1}}}",
                "{'janus':'event','session_id':$S,'sender':$H,'plugindata':{'data':{'result':{'event':'\\q'}}}}"
            })
    void aFrameThatIsBadFurtherInsideDoesNotReachTheTransportAsAnException(String frame) {
        JanusClient client = janus.client();
        CompletableFuture<?> answer = sip(client).hold();
        janus.push(janus.fill(frame, janus.lastFrame()));
        assertThat(failure(answer, JanusConnectionLostException.class).reason().kind())
                .isEqualTo(CloseReason.Kind.PROTOCOL_ERROR);
    }

    @Test
    void aTransportThatRefusesToSendFailsTheRequestWhenItEnds() {
        JanusClient client = janus.client();
        JanusSipPlugin sip = sip(client);
        janus.failSends();
        CompletableFuture<?> answer = sip.hold();
        assertThat(answer).isNotDone();
        janus.lose(CloseReason.Kind.IO_ERROR);
        JanusNotSentException notSent = failure(answer, JanusNotSentException.class);
        assertThat(notSent.request()).isEqualTo("hold");
        assertThat(notSent).hasMessage("'hold' was not sent: the connection is closed (IO_ERROR: as the test said)");
    }

    @Test
    void aTransportThatRefusesToSendAndNeverEndsFailsTheRequestAtItsDeadline() {
        JanusClient client = janus.client();
        JanusSipPlugin sip = sip(client);
        janus.failSends();
        CompletableFuture<?> answer = sip.hold();
        janus.scheduler().advance(Duration.ofSeconds(11));
        assertThat(failure(answer, JanusNotSentException.class).request()).isEqualTo("hold");
    }

    @Test
    void aRequestThatOnlyAsksAndWasNotSentWaitsForTheRecovery() {
        JanusClient client = janus.client(options -> options.recovery(RecoveryOptions.defaults()));
        JanusSipPlugin sip = sip(client);
        janus.failSends();
        CompletableFuture<ProbeResult> probe = sip.probe();
        janus.lose(CloseReason.Kind.IO_ERROR);
        janus.scheduler().advance(Duration.ofSeconds(5));
        assertThat(probe.join()).isEqualTo(ProbeResult.ALIVE);
    }

    @Test
    void aSessionAndAHandleThatComeAfterTheDeadlineAreEndedAtJanus() {
        JanusClient client = janus.client();
        JanusSession session = Outcome.of(client.createSession());
        janus.silent("create").silent("attach");
        CompletableFuture<JanusSession> created = client.createSession();
        FakeJanus.Frame create = janus.lastFrame();
        CompletableFuture<JanusSipPlugin> attached = session.attach(JanusSipPlugin.TYPE);
        FakeJanus.Frame attach = janus.lastFrame();
        janus.scheduler().advance(Duration.ofSeconds(11));
        assertThat(failure(created, JanusTimeoutException.class).request()).isEqualTo("create");
        assertThat(failure(attached, JanusTimeoutException.class).request()).isEqualTo("attach");
        janus.forget();
        for (int again = 0; again < 2; again++) {
            janus.push(janus.fill("{'janus':'success','transaction':'$T','data':{'id':71}}", create));
            janus.push(janus.fill("{'janus':'success','session_id':$S,'transaction':'$T','data':{'id':72}}", attach));
        }
        assertThat(janus.sent()).containsExactly("destroy", "detach");
        assertThat(janus.frames("destroy").get(0).number("session_id")).isEqualTo(71);
        FakeJanus.Frame detach = janus.frames("detach").get(0);
        assertThat(detach.number("session_id")).isEqualTo(session.id());
        assertThat(detach.number("handle_id")).isEqualTo(72);
    }

    @Test
    void closingTheClientFailsWhatWaitsAndWhatComesLater() {
        JanusClient client = janus.client();
        JanusSipPlugin sip = sip(client);
        CompletableFuture<?> waiting = sip.hold();
        client.close();
        assertThat(failure(waiting, JanusConnectionLostException.class).reason().kind())
                .isEqualTo(CloseReason.Kind.CLIENT_CLOSED);
        failure(sip.hold(), JanusClosedException.class);
        failure(sip.session().destroy(), JanusClosedException.class);
        failure(client.createSession(), JanusClosedException.class);
        failure(client.info(), JanusClosedException.class);
        failure(client.connect(), JanusClosedException.class);
        assertThat(sip.session().isActive()).isFalse();
    }

    @Test
    void futuresEndEvenIfTheUsersExecutorIsShutDown() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        JanusClient client = janus.poolClient(options -> options.callbackExecutor(executor));
        JanusSipPlugin sip = sip(client);
        CompletableFuture<?> late = sip.hold();
        CompletableFuture<?> closed = sip.reset();
        janus.silent("message:hangup");
        CompletableFuture<?> answered = sip.hangupCall();
        FakeJanus.Frame hangup = janus.lastFrame();
        executor.shutdown();
        janus.push(janus.fill(
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':"
                        + "{'plugin':'janus.plugin.sip','data':{'sip':'event','result':{'event':'hangingup'}}}}",
                hangup));
        assertThat(answered).isCompleted();
        janus.scheduler().advance(Duration.ofSeconds(11));
        failure(late, JanusTimeoutException.class);
        failure(closed, JanusTimeoutException.class);
        CompletableFuture<?> last = sip.reset();
        client.close();
        failure(last, JanusConnectionLostException.class);
    }

    @Test
    void aRequestItsCallerGaveUpLeavesTheTable() {
        JanusClient client = janus.client();
        Outcome.of(client.connect());
        janus.silent("info");
        client.info();
        assertThat(FakeJanus.entries(client)).isEqualTo(1);
        janus.scheduler().advance(Duration.ofSeconds(11));
        assertThat(FakeJanus.entries(client)).isZero();
    }
}
