// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScriptedGatewayTest {
    private final LeakCheck leaks = LeakCheck.ofThreads("scripted-gateway");
    private ScriptedGateway gateway;

    @BeforeEach
    void start() {
        gateway = ScriptedGateway.start();
    }

    @AfterEach
    void nothingIsLeftRunning() {
        gateway.close();
        leaks.assertNothingLeaked(Duration.ofSeconds(5));
    }

    @Test
    void answersLikeAHealthyJanus() {
        try (RawClient client = new RawClient(gateway.uri())) {
            assertThat(client.request("{'janus':'info'}")).containsEntry("server-name", "scripted");
            assertThat(client.request("{'janus':'ping'}")).containsEntry("janus", "pong");
            long session = client.created("{'janus':'create'}");
            String in = ",'session_id':" + session;
            long handle = client.created("{'janus':'attach','plugin':'janus.plugin.sip'" + in + "}");
            assertThat(client.request("{'janus':'message','handle_id':" + handle + ",'body':{}" + in + "}"))
                    .containsEntry("janus", "ack");
            assertThat(client.request("{'janus':'detach','handle_id':" + handle + in + "}"))
                    .containsEntry("janus", "success");
            assertThat(client.request("{'janus':'keepalive','handle_id':" + handle + in + "}")
                            .toString())
                    .contains("459");
            assertThat(client.request("{'janus':'destroy'" + in + "}")).containsEntry("janus", "success");
            assertThat(client.request("{'janus':'claim'" + in + "}").toString()).contains("458");
            assertThat(client.request("{'janus':'nonsense'}").toString()).contains("453");
        }
        assertThat(gateway.requests().stream().map(ScriptedGateway.Request::word))
                .startsWith("info", "ping", "create", "attach");
    }

    @Test
    void anOverrideAnswersInsteadAndPushesReachTheClient() {
        gateway.on(
                "create",
                request -> List.of(
                        ScriptedGateway.json("janus", "event", "first", true),
                        ScriptedGateway.json(
                                "janus", "error", "transaction", request.transaction(), "error", "no more")));
        try (RawClient client = new RawClient(gateway.uri())) {
            assertThat(client.request("{'janus':'create'}")).containsEntry("error", "no more");
            assertThat(client.received().get(0)).containsEntry("first", true);
            gateway.push("{\"janus\":\"timeout\"}");
            client.await(message -> "timeout".equals(message.get("janus")));
            gateway.heal();
            assertThat(client.request("{'janus':'create'}")).containsEntry("janus", "success");
        }
    }

    @Test
    void aStalledRequestIsNeverAnsweredAndOthersAre() {
        gateway.once("ping", new Fault.Stall());
        try (RawClient client = new RawClient(gateway.uri())) {
            client.send("{'janus':'ping','transaction':'lost'}");
            assertThat(client.request("{'janus':'ping'}")).containsEntry("janus", "pong");
            assertThat(client.received()).noneMatch(message -> "lost".equals(message.get("transaction")));
        }
    }

    @Test
    void repliesAreReordered() {
        gateway.once("ping", new Fault.Reorder(3));
        try (RawClient client = new RawClient(gateway.uri())) {
            for (String transaction : List.of("a", "b", "c")) {
                client.send("{'janus':'ping','transaction':'" + transaction + "'}");
            }
            Awaitility.await().until(() -> client.received().size() == 3);
            assertThat(client.received().stream().map(message -> message.get("transaction")))
                    .containsExactly("c", "b", "a");
        }
    }

    @Test
    void aDelayedAnswerComesLater() {
        gateway.once("ping", new Fault.Delay(Duration.ofMillis(200)));
        try (RawClient client = new RawClient(gateway.uri())) {
            long before = System.nanoTime();
            client.request("{'janus':'ping'}");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(190));
        }
    }

    @Test
    void rawTextAndOversizedFramesAreSentAsTheyAre() {
        gateway.once("ping", new Fault.Raw("[1,2]"));
        gateway.once("ping", Fault.Raw.deep(3));
        gateway.once("ping", new Fault.Oversized(100_000));
        try (RawClient client = new RawClient(gateway.uri())) {
            for (int i = 0; i < 3; i++) {
                client.send("{'janus':'ping','transaction':'x'}");
            }
            Awaitility.await().until(() -> client.received().size() == 3);
            client.await(message -> message.containsKey("raw"));
            client.await(message -> message.containsKey("a"));
            client.await(message -> "event".equals(message.get("janus")));
            assertThat(client.longestText()).isEqualTo(100_000);
        }
    }

    @Test
    void closingDroppingAndResettingLookDifferentOnTheWire() {
        gateway.once("ping", new Fault.Close(1001, "going away"));
        assertThat(outcomeOfAPing()).isEqualTo("frame 0x88, end");
        gateway.once("ping", new Fault.Drop());
        assertThat(outcomeOfAPing()).isEqualTo("end");
        gateway.once("ping", new Fault.Reset());
        assertThat(outcomeOfAPing()).isEqualTo("reset");
        gateway.once("ping", new Fault.Truncate("0123456789"));
        assertThat(outcomeOfAPing()).isEqualTo("frame 0x81, cut");
    }

    @Test
    void aHalfOpenConnectionIsSilentButOpen() {
        gateway.once("ping", new Fault.HalfOpen());
        assertThat(outcomeOfAPing()).isEqualTo("silence");
    }

    @Test
    void handshakesAreRefusedOrAgreeOnTheWrongSubprotocol() {
        gateway.refuseHandshakes(503);
        assertThatThrownBy(() -> new RawClient(gateway.uri()).close())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(503));
        gateway.heal().subprotocol("");
        try (RawClient client = new RawClient(gateway.uri())) {
            assertThat(client.socket().getSubprotocol()).isEmpty();
        }
        gateway.subprotocol("chat");
        assertThatThrownBy(() -> new RawClient(gateway.uri()).close())
                .rootCause()
                .hasMessageContaining("chat");
    }

    /** Sends a ping request over a plain socket, and says what the answer looks like. */
    private String outcomeOfAPing() {
        try (PlainSocketClient client = new PlainSocketClient(gateway.uri())) {
            client.send("{\"janus\":\"ping\",\"transaction\":\"p\"}");
            return client.outcome();
        }
    }
}
