// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.error.JanusClosedException;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.testkit.Fault;
import dev.janusclient.testkit.LeakCheck;
import dev.janusclient.testkit.ScriptedGateway;
import dev.janusclient.transport.CloseReason;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the real Janus can't be made to do: each ends in its own exception, in time, and nothing is left behind. */
class ScriptedFaultsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(20);

    private LeakCheck threads;
    private ScriptedGateway gateway;
    private JanusClient client;

    @BeforeEach
    void start() {
        threads = LeakCheck.ofThreads("janus-client");
        gateway = ScriptedGateway.start();
        client = JanusClient.create(gateway.uri().toString(), options().build());
    }

    @AfterEach
    void nothingIsLeft() {
        client.close();
        gateway.close();
        threads.assertNothingLeaked(Duration.ofSeconds(10));
    }

    private static JanusClientOptions.Builder options() {
        return JanusClientOptions.builder()
                .requestTimeout(DEADLINE)
                .connectTimeout(DEADLINE)
                .recovery(RecoveryOptions.disabled())
                .pingInterval(Duration.ofMillis(300))
                .idleTimeout(Duration.ofMillis(900))
                .maxFrameBytes(1 << 20);
    }

    @ParameterizedTest
    @MethodSource
    void aWrongUriIsRefusedWithWhatIsWrong(String uri, String complaint) {
        assertThatThrownBy(() -> JanusClient.create(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("uri: ")
                .hasMessageContaining(complaint);
    }

    static Stream<Arguments> aWrongUriIsRefusedWithWhatIsWrong() {
        return Stream.of(
                Arguments.of("", "no scheme"),
                Arguments.of("localhost:8188", "has no scheme"),
                Arguments.of("ws:///path", "names no host"),
                Arguments.of("ws://host name:1", "is not a URI"),
                Arguments.of("ws://user:hidden@host", "secrets"),
                Arguments.of("gopher://localhost", "'gopher'"));
    }

    @Test
    void aRefusedConnectionIsReportedAsSuch() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (JanusClient nobody =
                JanusClient.create("ws://127.0.0.1:" + free, options().build())) {
            assertThat(Outcome.failure(nobody.info(), JanusConnectException.class, SOON))
                    .hasMessageContaining("127.0.0.1:" + free)
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void anUnknownHostIsReportedAsSuch() {
        try (JanusClient nowhere =
                JanusClient.create("ws://no-such-host.invalid:8188", options().build())) {
            assertThat(Outcome.failure(nowhere.info(), JanusConnectException.class, SOON))
                    .hasMessageContaining("no-such-host.invalid");
        }
    }

    @Test
    void aServerThatNeverShakesHandsIsGivenUpAtTheConnectTimeout() throws IOException {
        try (ServerSocket mute = new ServerSocket(0);
                JanusClient waiting = JanusClient.create(
                        "ws://127.0.0.1:" + mute.getLocalPort(), options().build())) {
            assertThat(Outcome.failure(waiting.info(), JanusConnectException.class, SOON))
                    .hasMessageContaining("within");
        }
    }

    @Test
    void aRefusedHandshakeAndAWrongSubprotocolAreReportedAsSuch() {
        gateway.refuseHandshakes(503);
        assertThat(Outcome.failure(client.info(), JanusConnectException.class, SOON))
                .hasMessageContaining("503");

        gateway.heal().subprotocol("something-else");
        assertThat(Outcome.failure(client.info(), JanusConnectException.class, SOON))
                .hasMessageContaining("subprotocol");

        gateway.heal();
        assertThat(Outcome.of(client.info()).versionString()).isNotEmpty();
    }

    @Test
    void aRequestThatIsNeverAnsweredEndsAtItsDeadline() {
        gateway.on("create", new Fault.Stall());

        JanusTimeoutException late = Outcome.failure(client.createSession(), JanusTimeoutException.class, SOON);

        assertThat(late).hasMessageContaining("'create'").hasMessageContaining("2000 ms");
        assertThat(late.acknowledged()).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void aBrokenConnectionEndsWhatWaitsWithItsReason(Fault fault, CloseReason.Kind kind, String detail) {
        JanusSession session = Outcome.of(client.createSession());
        BlockingQueue<CoreEvent.ConnectionLost> lost = new LinkedBlockingQueue<>();
        session.on(CoreEvent.ConnectionLost.class, lost::add);
        gateway.once("keepalive", fault);

        JanusConnectionLostException failure =
                Outcome.failure(session.keepalive(), JanusConnectionLostException.class, SOON);

        assertThat(failure.reason().kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(detail).hasMessageContaining("outcome is unknown");
        assertThat(poll(lost).reason().kind()).isEqualTo(kind);
        assertThat(session.isActive()).isFalse();
        // The next use makes a new connection.
        gateway.heal();
        assertThat(Outcome.of(client.ping())).isPositive();
    }

    static Stream<Arguments> aBrokenConnectionEndsWhatWaitsWithItsReason() {
        return Stream.of(
                Arguments.of(new Fault.Close(1001, "bye"), CloseReason.Kind.SERVER_CLOSED, "1001"),
                Arguments.of(new Fault.Drop(), CloseReason.Kind.IO_ERROR, "without a close"),
                Arguments.of(new Fault.Reset(), CloseReason.Kind.IO_ERROR, ""),
                Arguments.of(new Fault.Truncate("{\"janus\":\"ack\"}"), CloseReason.Kind.IO_ERROR, ""),
                Arguments.of(new Fault.Oversized(2 << 20), CloseReason.Kind.PROTOCOL_ERROR, "frame"),
                Arguments.of(new Fault.HalfOpen(), CloseReason.Kind.IDLE_TIMEOUT, "nothing was heard for 900 ms"),
                Arguments.of(new Fault.Raw("Hello"), CloseReason.Kind.PROTOCOL_ERROR, "JSON value was expected"),
                Arguments.of(new Fault.Raw("[]"), CloseReason.Kind.PROTOCOL_ERROR, "JSON object was expected"),
                Arguments.of(new Fault.Raw("{\"janus\":\"ack\""), CloseReason.Kind.PROTOCOL_ERROR, "cut short"),
                Arguments.of(Fault.Raw.deep(100_000), CloseReason.Kind.PROTOCOL_ERROR, "deeper than 64"));
    }

    @Test
    void anAnswerOfTheWrongShapeFailsItsRequestAndNothingElse() {
        gateway.once(
                "create", request -> ScriptedGateway.json("janus", "success", "transaction", request.transaction()));

        assertThat(Outcome.failure(client.createSession(), JanusProtocolException.class, SOON))
                .hasMessageContaining("data.id");
        assertThat(Outcome.of(client.createSession()).isActive()).isTrue();
    }

    @Test
    void aQuietButLivingConnectionIsNotTakenForADeadOne() {
        JanusSession session = Outcome.of(client.createSession());
        // Several idle limits pass; only pings and pongs go over the wire.
        CompletableFuture<Void> later = new CompletableFuture<Void>().completeOnTimeout(null, 3, TimeUnit.SECONDS);
        Outcome.of(later);

        assertThat(session.isActive()).isTrue();
        assertThat(gateway.connected()).isEqualTo(1);
    }

    @Test
    void aRequestOnAClosedClientIsRefused() {
        JanusSession session = Outcome.of(client.createSession());
        gateway.on("keepalive", new Fault.Stall());
        CompletableFuture<Void> waiting = session.keepalive();
        client.close();

        assertThat(Outcome.failure(waiting, JanusConnectionLostException.class, SOON))
                .hasMessageContaining("keepalive");
        assertThat(Outcome.failure(client.info(), JanusClosedException.class, SOON))
                .hasMessageContaining("info");
        assertThat(Outcome.failure(session.keepalive(), JanusClosedException.class, SOON))
                .hasMessageContaining("keepalive");
    }

    @Test
    void largeDescriptionsAreReadWhole() {
        String sdp = "v=0\\r\\n" + "a=candidate:1 1 udp 1 10.0.0.1 9 typ host\\r\\n".repeat(20_000);
        gateway.on(
                "info",
                request -> "{\"janus\":\"server_info\",\"transaction\":\"" + request.transaction() + "\",\"name\":\""
                        + sdp + "\",\"version_string\":\"1.1.2\"}");

        assertThat(Outcome.of(client.info()).name())
                .hasSize(sdp.replace("\\r\\n", "xx").length());
    }

    private static <T> T poll(BlockingQueue<T> queue) {
        try {
            T value = queue.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(value).isNotNull();
            return value;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
