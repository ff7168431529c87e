// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.janusclient.testkit.FaultProxy.Direction;
import dev.janusclient.testkit.ProxiedMessage.Passage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultProxyTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final LeakCheck leaks = LeakCheck.ofThreads("scripted-gateway", "fault-proxy");
    private ScriptedGateway gateway;
    private FaultProxy proxy;

    @BeforeEach
    void start() {
        gateway = ScriptedGateway.start();
        proxy = FaultProxy.to(gateway.uri());
    }

    @AfterEach
    void nothingIsLeftRunning() {
        proxy.close();
        gateway.close();
        leaks.assertNothingLeaked(SOON);
    }

    @Test
    void resetsASilentConnectionWhoseClientHasEnded() {
        try (RawClient client = new RawClient(proxy.uri())) {
            client.send("{'janus':'ping','transaction':'1'}");
            proxy.await(Direction.TO_JANUS, message -> true, SOON);
            proxy.inflict(LinkFault.HalfOpen.both());
        }
        await().atMost(SOON).until(() -> proxy.connections() == 0);
        proxy.inflict(new LinkFault.Reset());
    }

    @Test
    void withoutFaultsEverythingPassesInItsOrderWhateverItsSizeAndIsWrittenDown() {
        List<Integer> sizes = List.of(0, 10, 60, 90, 5_000, 65_536, 300_000);
        gateway.on(
                "ping",
                request -> ScriptedGateway.json("janus", "pöng", "transaction", request.transaction())
                        + " ".repeat(Integer.parseInt(request.transaction())));
        try (RawClient client = new RawClient(proxy.uri())) {
            for (int size : sizes) {
                client.send("{'janus':'ping','transaction':'" + size + "','ä':'ö'}" + " ".repeat(size));
            }
            await().atMost(SOON).until(() -> client.received().size() == sizes.size());
            assertThat(client.longestText()).isGreaterThan(300_000);
            assertThat(client.received().stream().map(pong -> pong.get("transaction")))
                    .containsExactlyElementsOf(
                            sizes.stream().map(String::valueOf).toList());
            assertThat(proxy.connections()).isEqualTo(1);
        }
        assertThat(proxy.messages(Direction.TO_JANUS, message -> true))
                .hasSameSizeAs(sizes)
                .allSatisfy(message -> {
                    assertThat(message.janus()).isEqualTo("ping");
                    assertThat(message.text()).contains("'ä':'ö'".replace('\'', '"'));
                    assertThat(message.passage()).isEqualTo(Passage.WHOLE);
                });
        assertThat(proxy.messages(Direction.FROM_JANUS, message -> true))
                .extracting(ProxiedMessage::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, sizes.size()).boxed().toList());
        await().atMost(SOON).until(() -> proxy.connections() == 0 && gateway.connected() == 0);
    }

    @Test
    void theWordsOfRequestsAndEventsAreKnown() {
        gateway.once(
                "message",
                request -> List.of(
                        ScriptedGateway.json("janus", "ack", "transaction", request.transaction()),
                        event(request, "janus.plugin.sip", Map.of("result", Map.of("event", "registered"))),
                        event(request, "janus.plugin.videoroom", Map.of("videoroom", "joined")),
                        "[1]"));
        try (RawClient client = new RawClient(proxy.uri())) {
            client.send("{'janus':'message','transaction':'t','body':{'request':'register'}}");
            await().atMost(SOON).until(() -> client.received().size() == 4);
        }
        assertThat(proxy.messages(Direction.TO_JANUS, message -> true))
                .extracting(ProxiedMessage::request)
                .containsExactly("register");
        assertThat(proxy.messages(Direction.FROM_JANUS, message -> true))
                .extracting(message -> message.janus() + " " + message.event())
                .containsExactly("ack ", "event registered", "event joined", " ");
    }

    @Test
    void aCutBetweenAckAndEventLetsTheOneThroughAndNotTheOther() {
        gateway.on(
                "message",
                request -> List.of(
                        ScriptedGateway.json("janus", "ack", "transaction", request.transaction()),
                        event(request, "janus.plugin.sip", Map.of("result", Map.of("event", "registered")))));
        FaultTrigger trigger =
                proxy.whenAnswer("ack", to -> to.request().equals("register")).thenCut();
        try (PlainSocketClient client = new PlainSocketClient(proxy.uri())) {
            client.send("{\"janus\":\"message\",\"transaction\":\"u\",\"body\":{\"request\":\"unregister\"}}");
            assertThat(client.text()).contains("ack");
            assertThat(client.text()).contains("registered");
            assertThat(trigger.fired()).isFalse();
            client.send("{\"janus\":\"message\",\"transaction\":\"r\",\"body\":{\"request\":\"register\"}}");
            assertThat(trigger.await(SOON).transaction()).isEqualTo("r");
            assertThat(client.text()).contains("ack");
            assertThat(client.outcome()).isEqualTo("end");
        }
        await().atMost(SOON).until(() -> gateway.connected() == 0);
        assertThat(proxy.messages(
                        Direction.FROM_JANUS,
                        message -> message.transaction().equals("r")
                                && message.event().equals("registered")))
                .extracting(ProxiedMessage::passage)
                .containsExactly(Passage.NOTHING);
    }

    @Test
    void whatComesBeforeACutDoesNotReachJanusAndFiresOnce() {
        proxy.when(Direction.TO_JANUS, message -> message.number() == 2).before(new LinkFault.Cut());
        try (RawClient client = new RawClient(proxy.uri())) {
            client.request("{'janus':'ping'}");
            client.send("{'janus':'create','transaction':'never'}");
            await().atMost(SOON).until(client::ended);
        }
        await().atMost(SOON).until(() -> gateway.connected() == 0);
        assertThat(gateway.requests()).extracting(ScriptedGateway.Request::word).containsExactly("ping");
        try (RawClient client = new RawClient(proxy.uri())) {
            client.request("{'janus':'ping'}");
            client.request("{'janus':'ping'}");
        }
        assertThat(proxy.opened()).isEqualTo(2);
    }

    @Test
    void aFrameIsCutInTheMiddle() {
        proxy.when(Direction.FROM_JANUS, message -> message.janus().equals("pong"))
                .midway(new LinkFault.Cut());
        try (PlainSocketClient client = new PlainSocketClient(proxy.uri())) {
            client.send("{\"janus\":\"ping\",\"transaction\":\"p\"}");
            assertThat(client.outcome()).isEqualTo("frame 0x81, cut");
        }
        assertThat(proxy.messages(Direction.FROM_JANUS, message -> true))
                .extracting(ProxiedMessage::passage)
                .containsExactly(Passage.HALF);
    }

    @Test
    void aCutAndAResetLookDifferentOnTheWire() {
        try (PlainSocketClient client = new PlainSocketClient(proxy.uri())) {
            await().atMost(SOON).until(() -> proxy.connections() == 1);
            proxy.inflict(new LinkFault.Cut());
            assertThat(proxy.connections()).isZero();
            assertThat(client.outcome()).isEqualTo("end");
        }
        try (PlainSocketClient client = new PlainSocketClient(proxy.uri())) {
            await().atMost(SOON).until(() -> proxy.connections() == 1);
            proxy.inflict(new LinkFault.Reset());
            assertThat(client.outcome()).isEqualTo("reset");
        }
        await().atMost(SOON).until(() -> gateway.connected() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void halfOpenIsSilentOneWayOnlyAndIsNotReported(Direction silent) {
        try (RawClient client = new RawClient(proxy.uri())) {
            client.request("{'janus':'ping'}");
            proxy.inflict(LinkFault.HalfOpen.only(silent));
            client.send("{'janus':'ping','transaction':'lost'}");
            gateway.push("{\"janus\":\"pushed\"}");
            if (silent == Direction.TO_JANUS) {
                client.await(message -> "pushed".equals(message.get("janus")));
                proxy.await(Direction.TO_JANUS, message -> message.transaction().equals("lost"), SOON);
                assertThat(gateway.requests()).hasSize(1);
            } else {
                gateway.awaitRequest(request -> request.transaction().equals("lost"), SOON);
                proxy.await(
                        Direction.FROM_JANUS, message -> message.transaction().equals("lost"), SOON);
                assertThat(client.received()).hasSize(1);
            }
            assertThat(client.ended()).isFalse();
        }
        await().atMost(SOON).until(() -> proxy.connections() == 0);
        if (silent == Direction.TO_JANUS) {
            assertThat(gateway.connected())
                    .as("Janus is not told that the client has gone")
                    .isEqualTo(1);
        } else {
            await().atMost(SOON).until(() -> gateway.connected() == 0);
        }
    }

    @Test
    void halfOpenBothWaysHidesTheEndOfJanusFromTheClient() {
        try (RawClient client = new RawClient(proxy.uri())) {
            client.request("{'janus':'ping'}");
            proxy.inflict(LinkFault.HalfOpen.both());
            gateway.inflict(new Fault.Drop());
            await().atMost(SOON).until(() -> gateway.connected() == 0);
            assertThat(client.ended()).isFalse();
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void afterAStallEverythingArrivesInItsOrder() {
        Duration stall = Duration.ofMillis(300);
        proxy.when(Direction.TO_JANUS, message -> message.transaction().equals("2"))
                .midway(new LinkFault.Stall(stall));
        try (RawClient client = new RawClient(proxy.uri())) {
            long before = System.nanoTime();
            for (int i = 1; i <= 4; i++) {
                client.send("{'janus':'ping','transaction':'" + i + "'}");
            }
            await().atMost(SOON).until(() -> client.received().size() == 4);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(stall);
            assertThat(client.received().stream().map(pong -> pong.get("transaction")))
                    .containsExactly("1", "2", "3", "4");
        }
        assertThat(proxy.sentTwice(request -> true)).isEmpty();
    }

    @Test
    void aDelayHoldsForItsDirectionAndKeepsTheOrderWhenItGetsShorter() {
        Duration delay = Duration.ofMillis(200);
        try (RawClient client = new RawClient(proxy.uri())) {
            client.request("{'janus':'ping'}");
            proxy.inflict(new LinkFault.Delay(Direction.FROM_JANUS, delay));
            long before = System.nanoTime();
            client.send("{'janus':'ping','transaction':'late'}");
            gateway.awaitRequest(request -> request.transaction().equals("late"), SOON);
            proxy.await(Direction.FROM_JANUS, message -> message.transaction().equals("late"), SOON);
            proxy.inflict(new LinkFault.Delay(Direction.FROM_JANUS, Duration.ZERO));
            client.send("{'janus':'ping','transaction':'later'}");
            client.await(message -> "later".equals(message.get("transaction")));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(delay);
            assertThat(client.received().stream().map(pong -> pong.get("transaction")))
                    .containsExactly("t1", "late", "later");
        }
    }

    @Test
    void connectionsAreRefusedForAWhileAndThoseThatAreOpenStay() {
        try (RawClient client = new RawClient(proxy.uri())) {
            client.request("{'janus':'ping'}");
            proxy.refuse();
            assertThatThrownBy(() -> new RawClient(proxy.uri()).close()).hasCauseInstanceOf(ConnectException.class);
            client.request("{'janus':'ping'}");
            proxy.accept();
            try (RawClient second = new RawClient(proxy.uri())) {
                second.request("{'janus':'ping'}");
                assertThat(proxy.connections()).isEqualTo(2);
            }
        }
    }

    @Test
    void aClientOfAServerThatIsDownIsSentAway() {
        URI nobody = URI.create("ws://127.0.0.1:" + FreePort.tcp());
        try (FaultProxy lonely = FaultProxy.to(nobody)) {
            assertThatThrownBy(() -> new RawClient(lonely.uri()).close()).hasCauseInstanceOf(IOException.class);
            assertThat(lonely.opened()).isZero();
        }
    }

    @Test
    void requestsThatWereSentTwiceAreFound() {
        try (RawClient client = new RawClient(proxy.uri())) {
            client.request("{'janus':'keepalive'}");
            client.request("{'janus':'keepalive'}");
            client.request("{'janus':'message','body':{'request':'hangup'}}");
            assertThat(proxy.sentTwice(request -> request.janus().equals("keepalive")))
                    .isEmpty();
            client.request("{'janus':'message','body':{'request':'hangup'}}");
            client.send("{'janus':'keepalive','transaction':'t1'}");
            await().atMost(SOON).until(() -> client.received().size() == 5);
            assertThat(proxy.sentTwice(request -> request.janus().equals("keepalive")))
                    .extracting(ProxiedMessage::transaction)
                    .containsExactly("t4", "t1");
        }
    }

    @Test
    void aSessionOfTheRealJanusOutlivesACutAndTheAdminApiGoesThroughToo() {
        try (JanusServer janus = JanusServer.builder()
                        .plugins("echotest")
                        .adminSecret("secret")
                        .reclaimSessionTimeout(10)
                        .start();
                FaultProxy link = FaultProxy.to(janus.uri());
                FaultProxy adminLink = FaultProxy.to(janus.adminUri())) {
            long session;
            try (RawClient client = new RawClient(link.uri())) {
                session = client.created("{'janus':'create'}");
                link.inflict(new LinkFault.Cut());
                await().atMost(SOON).until(client::ended);
            }
            try (RawClient client = new RawClient(link.uri())) {
                assertThat(client.request("{'janus':'claim','session_id':" + session + "}"))
                        .containsEntry("janus", "success");
            }
            try (RawClient admin = new RawClient(adminLink.uri(), "janus-admin-protocol")) {
                assertThat(admin.request("{'janus':'list_sessions','admin_secret':'secret'}"))
                        .containsEntry("sessions", List.of(session));
            }
        }
    }

    private static String event(ScriptedGateway.Request request, String plugin, Map<String, Object> data) {
        return ScriptedGateway.json(
                "janus",
                "event",
                "transaction",
                request.transaction(),
                "plugindata",
                Map.of("plugin", plugin, "data", data));
    }
}
