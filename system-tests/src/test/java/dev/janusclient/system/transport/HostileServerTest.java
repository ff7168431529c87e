// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusException;
import dev.janusclient.okhttp.OkHttpTransportFactory;
import dev.janusclient.testkit.LeakCheck;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a server may do wrong ends what waits, in time, quietly and without leaving anything behind. */
class HostileServerTest {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);

    /** For what a busy machine adds. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    private static final int MAX_MESSAGE = 1 << 20;

    /** Chunks may be eight times as large as what is in them; the system's buffers come on top. */
    private static final long MAX_TAKEN = 32L * MAX_MESSAGE;

    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private final LeakCheck leaks = LeakCheck.ofThreads("janus-client", "OkHttp http");

    static Stream<Arguments> webSockets() {
        return rows(Way.WEB_SOCKET, Hostility.ofAnyServer(), Hostility.ofAWebSocket());
    }

    static Stream<Arguments> http() {
        return rows(Way.HTTP, Hostility.ofAnyServer(), Hostility.ofHttp());
    }

    static Stream<Arguments> brokers() {
        return Stream.of("amqp", "mqtt")
                .flatMap(scheme -> Stream.of(Hostility.ofABroker()).map(row -> Arguments.of(scheme, row)));
    }

    static DatagramHostility[] datagrams() {
        return DatagramHostility.all();
    }

    private static Stream<Arguments> rows(Way way, Hostility[] any, Hostility[] own) {
        return Stream.of(way, way.with(new OkHttpTransportFactory()))
                .flatMap(each -> Stream.concat(Stream.of(any), Stream.of(own)).map(row -> Arguments.of(each, row)));
    }

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
    }

    @AfterEach
    void restore() {
        System.setErr(realErr);
        Thread.setDefaultUncaughtExceptionHandler(null);
        realErr.print(err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("webSockets")
    void overAWebSocket(Way way, Hostility hostility) {
        endsWell("ws", way, hostility);
    }

    @ParameterizedTest
    @MethodSource("http")
    void overHttp(Way way, Hostility hostility) {
        endsWell("http", way, hostility);
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void inPlaceOfABroker(String scheme, Hostility hostility) {
        endsWell(scheme, Way.HTTP, hostility);
    }

    @ParameterizedTest
    @MethodSource("datagrams")
    void overAUnixSocket(DatagramHostility hostility, @TempDir Path folder) {
        try (HostileSocket socket = new HostileSocket(folder.resolve("janus.sock"), hostility.script())) {
            endsWell(
                    Way.UNIX,
                    socket.uri().toString(),
                    options().maxMessageBytes(DatagramHostility.TOO_LARGE - 1),
                    hostility.opens());
        }
        // The client's own one is deleted.
        assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("janus.sock"));
        nothingIsLeft();
    }

    /** Neither secrets nor headers follow a redirection; over TLS it might lead out of it. */
    @ParameterizedTest
    @MethodSource("redirections")
    void noRedirectionIsFollowed(Way way, String scheme, int status) {
        try (HostileServer elsewhere = new HostileServer(HostileServer.Talk::readRequest);
                HostileServer server = new HostileServer(talk -> {
                    talk.readRequest();
                    talk.write(Hostility.response(
                            status + " Elsewhere",
                            "",
                            "Location: http://127.0.0.1:" + elsewhere.port() + "/janus\r\n"));
                })) {
            try (JanusClient client = way.clientOf(
                    scheme + "://127.0.0.1:" + server.port() + "/janus",
                    options().connectTimeout(Duration.ofSeconds(60)).header("Authorization", "top secret"))) {
                assertThat(failed(client.connect(), JanusConnectException.class))
                        .hasMessageContaining(String.valueOf(status));
            }
            assertThat(server.requests()).hasSize(1);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    static Stream<Arguments> redirections() {
        return Stream.of(301, 302, 303, 307, 308).flatMap(status -> Stream.of("ws", "http")
                .flatMap(scheme -> Stream.of(Way.HTTP, Way.HTTP.with(new OkHttpTransportFactory()))
                        .map(way -> Arguments.of(way, scheme, status))));
    }

    /** A second request could be carried out twice. */
    @Test
    void noRequestIsSentTwiceBecauseTheServerSaysSo() {
        try (HostileServer server = new HostileServer(talk -> {
            talk.readRequest();
            talk.write(Hostility.response("503 Busy", "", "Retry-After: 0\r\n"));
            talk.readRequest();
        })) {
            String uri = "http://127.0.0.1:" + server.port();
            try (JanusClient client =
                    Way.HTTP.with(new OkHttpTransportFactory()).clientOf(uri, options())) {
                failed(client.connect(), JanusConnectException.class);
            }
            assertThat(server.requests()).hasSize(1);
        }
    }

    private void endsWell(String scheme, Way way, Hostility hostility) {
        try (HostileServer server = new HostileServer(hostility.script())) {
            endsWell(way, scheme + "://127.0.0.1:" + server.port(), options(), hostility.opens());
            Awaitility.await().atMost(SLACK).until(() -> server.openConnections() == 0);
            if (hostility.isKept()) {
                assertThat(server.sent()).as("bytes that were taken").isLessThan(MAX_TAKEN);
            }
        }
        nothingIsLeft();
    }

    private static void endsWell(Way way, String uri, JanusClientOptions.Builder options, boolean opens) {
        long begun = System.nanoTime();
        try (JanusClient client = way.clientOf(uri, options)) {
            JanusException failure = failed(client.connect(), JanusException.class);
            if (!opens) {
                assertThat(failure).isInstanceOf(JanusConnectException.class);
            }
            assertThat(failure).hasMessageNotContaining("top secret");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isLessThan(CONNECT_TIMEOUT.plus(REQUEST_TIMEOUT).plus(SLACK));
    }

    private void nothingIsLeft() {
        leaks.assertNothingLeaked(SLACK);
        assertThat(uncaught).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("ERROR").doesNotContain("top secret");
    }

    private static JanusClientOptions.Builder options() {
        return JanusClientOptions.builder()
                .connectTimeout(CONNECT_TIMEOUT)
                .requestTimeout(REQUEST_TIMEOUT)
                .maxMessageBytes(MAX_MESSAGE)
                .apiSecret("top secret")
                .recovery(RecoveryOptions.disabled());
    }
}
