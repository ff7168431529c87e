// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.done;
import static dev.janusclient.system.transport.Soon.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.okhttp.OkHttpTransportFactory;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A reverse proxy between a client and Janus that waits for less than the 30 seconds for which Janus holds a poll. */
class PollsBehindProxyTest {
    private static final Duration GIVES_UP_AFTER = Duration.ofMillis(1_200);
    private static final int POLLS = 4;

    @RegisterExtension
    static final JanusExtension janus =
            JanusExtension.with(JanusServer.builder().plugins("echotest").http());

    static Stream<Arguments> gateways() {
        return Stream.of(Way.HTTP, Way.HTTP.with(new OkHttpTransportFactory()))
                .flatMap(way -> Stream.of(HttpGateway.GivesUp.values()).map(how -> Arguments.of(way, how)));
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void pollsThatItGivesUpAreRepeatedAndTheConnectionStays(Way way, HttpGateway.GivesUp how) {
        try (HttpGateway gateway = new HttpGateway(janus.server().httpUri(), how, GIVES_UP_AFTER);
                JanusClient client = way.clientOf(gateway.uri().toString(), options())) {
            JanusEchoTestPlugin echo = TransportContract.attach(client, JanusEchoTestPlugin.TYPE);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> gateway.givenUp().size() >= POLLS);

            assertThat(gateway.givenUp()).allMatch(request -> request.startsWith("GET "));
            assertThat(client.isConnected()).isTrue();
            assertThat(echo.session().isActive()).isTrue();
            assertThat(done(client.info()).serverName())
                    .isEqualTo(janus.server().serverName());
        }
    }

    /** Janus does not know that a poll was given up: it sends the next event there, or to the poll that has followed. */
    @ParameterizedTest
    @MethodSource("gateways")
    void anEventComesOrTheConnectionIsLostButItIsNeverMissing(Way way, HttpGateway.GivesUp how) {
        try (HttpGateway gateway = new HttpGateway(janus.server().httpUri(), how, GIVES_UP_AFTER);
                JanusClient client = way.clientOf(gateway.uri().toString(), options())) {
            JanusEchoTestPlugin echo = TransportContract.attach(client, JanusEchoTestPlugin.TYPE);
            Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> !gateway.givenUp()
                    .isEmpty());
            // By now the next poll has reached Janus: an answer to a later request has come.
            done(client.info());
            done(client.info());

            CompletableFuture<EchoTestEvent.Ok> answer = echo.configure(TransportContract.AUDIO);

            Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> answer.isDone() || !client.isConnected());
            if (client.isConnected()) {
                assertThat(done(answer)).isNotNull();
            } else {
                assertThat(failed(answer, JanusConnectionLostException.class)).hasMessageContaining("event");
            }
        }
    }

    private static JanusClientOptions.Builder options() {
        return Way.options().recovery(RecoveryOptions.disabled()).requestTimeout(Duration.ofSeconds(30));
    }
}
