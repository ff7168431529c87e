// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.reclaim.Reclaim;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class JanusTestTest {
    private static <T> T done(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @JanusTest(plugins = "echotest", reclaimSessionTimeout = 20)
    static class OnTheRealOne {
        private JanusClient before;

        @BeforeEach
        void aClient(JanusClient client) {
            before = client;
        }

        @Test
        void eachParameterIsAClientOfItsOwn(JanusClient first, JanusClient second, JanusServer server) {
            assertThat(List.of(before, first, second)).doesNotHaveDuplicates();
            JanusSession session = done(first.createSession());
            JanusEchoTestPlugin echo = done(session.attach(JanusEchoTestPlugin.TYPE));
            HandoverTicket ticket = session.ticket();
            first.close();
            ReclaimOutcome outcome = done(Reclaim.with(second).take(ticket));
            assertThat(outcome.handle(echo.handleId())).isPresent();
            assertThat(outcome.session()).isNotNull();
            assertThat(server.version()).isEqualTo(JanusServer.installedVersion());
        }

        @Nested
        class Inside {
            @Test
            void theServerIsTheSame(TestJanus janus, JanusClient client) {
                assertThat(janus.kind()).isEqualTo(TestJanus.Kind.INSTALLED);
                assertThat(done(client.info()).serverName())
                        .isEqualTo(janus.server().serverName());
            }
        }
    }

    @JanusTest(on = TestJanus.Kind.SCRIPTED)
    static class OnTheScriptedOne {
        @Test
        void theRecorderSeesWhatTheClientSends(
                JanusClient client, ScriptedGateway gateway, FrameRecorder frames, TestJanus janus) {
            assertThat(janus.kind()).isEqualTo(TestJanus.Kind.SCRIPTED);
            done(client.createSession());
            assertThat(gateway.requests())
                    .extracting(ScriptedGateway.Request::word)
                    .contains("create");
            assertThat(frames.sent()).anyMatch(frame -> frame.contains("\"create\""));
        }

        @Test
        void theProxyStandsBetweenClientAndJanus(FaultProxy proxy, JanusClient client) {
            done(client.createSession());
            assertThat(proxy.connections()).isEqualTo(1);
        }

        @Test
        void eventsAreRecordedInOrder(JanusClient client, ScriptedGateway gateway) {
            JanusSession session = done(client.createSession());
            JanusEchoTestPlugin echo = done(session.attach(JanusEchoTestPlugin.TYPE));
            EventRecorder events = EventRecorder.of(echo, EchoTestEvent.class);
            gateway.push(
                    ScriptedGateway.json("janus", "webrtcup", "session_id", session.id(), "sender", echo.handleId()));
            assertThat(events.await(CoreEvent.WebRtcUp.class)).isNotNull();
            events.assertExhausted();
            assertThatThrownBy(() -> events.awaitDelivery(EchoTestEvent.class, any -> true, Duration.ofMillis(1)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("WebRtcUp");
        }
    }

    @JanusTest(on = TestJanus.Kind.SCRIPTED)
    static class ThatNeedsTheRealOne {
        @Test
        void needsTheServer(JanusServer server) {
            throw new AssertionError("on " + server);
        }
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    private static String outputOf(Runnable task) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            task.run();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theRealJanusIsStartedOnceForAClassAndNamed() {
        String output = outputOf(() -> run(OnTheRealOne.class).testEvents().assertStatistics(count -> count.started(2)
                .succeeded(2)));
        assertThat(output)
                .containsOnlyOnce("@JanusTest")
                .contains("OnTheRealOne: Janus " + JanusServer.installedVersion() + " (installed)");
        assertThat(LeakCheck.processes()).isEmpty();
    }

    @Test
    void theScriptedOneServesWhatNeedsNoPlugin() {
        String output =
                outputOf(() -> run(OnTheScriptedOne.class).testEvents().assertStatistics(count -> count.started(3)
                        .succeeded(3)));
        assertThat(output).contains("OnTheScriptedOne: the scripted gateway");
    }

    @Test
    void aClassThatNeedsTheRealJanusIsSkippedWithoutOne() {
        EngineExecutionResults results = run(ThatNeedsTheRealOne.class);
        results.testEvents().assertStatistics(count -> count.started(0));
        results.containerEvents().assertStatistics(count -> count.aborted(1));
    }

    @Test
    void whatIsMissingIsSaid() {
        JanusServerBuilder options = JanusServer.builder();
        assertThatThrownBy(() -> TestJanus.start(List.of(), options)).isInstanceOf(NoJanusException.class);
    }
}
