// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusServerException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.observe.SessionReclaim;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.transport.CloseReason;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an observer hears. */
class ObserverTest {
    private static final String SIP = "janus.plugin.sip";

    private final FakeJanus janus = new FakeJanus();
    private final RecordingObserver observer = new RecordingObserver();

    /** Writes everything down. */
    private static final class RecordingObserver implements ClientObserver {
        final List<String> started = new ArrayList<>();
        final List<String> ended = new ArrayList<>();
        final List<String> events = new ArrayList<>();
        final List<String> connections = new ArrayList<>();
        final List<SessionReclaim> reclaims = new ArrayList<>();
        long dropped;

        @Override
        public @Nullable RequestEnd requestStarted(
                URI server, String plugin, String request, long sessionId, long handleId) {
            assertThat(server).isEqualTo(URI.create("ws://janus.test"));
            String name = plugin + "/" + request;
            started.add(name);
            return failure -> ended.add(
                    name + " " + (failure == null ? "ok" : failure.getClass().getSimpleName()));
        }

        @Override
        public void eventReceived(String plugin, String event, boolean replayed) {
            events.add(plugin + " " + event + (replayed ? " replayed" : ""));
        }

        @Override
        public void eventsDropped(long count) {
            dropped += count;
        }

        @Override
        public void connectionOpened(URI server) {
            connections.add("opened " + server);
        }

        @Override
        public void connectionClosed(CloseReason reason) {
            connections.add("closed " + reason.kind());
        }

        @Override
        public void sessionReclaimed(SessionReclaim reclaim) {
            reclaims.add(reclaim);
        }
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private JanusClient client() {
        return janus.client(options ->
                options.observer(observer).recovery(RecoveryOptions.builder().build()));
    }

    private static JanusSipPlugin sip(JanusClient client) {
        return Outcome.of(Outcome.of(client.createSession()).attach(JanusSipPlugin.TYPE));
    }

    @Test
    void requestsAreReportedWithTheirPluginAndTheirEnd() {
        JanusSipPlugin sip = sip(client());
        janus.answer(
                "message:hangup",
                FakeJanus.ACK,
                "{'janus':'event','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':'" + SIP
                        + "','data':{'sip':'event','error_code':447,'error':'Wrong state'}}}");
        janus.refuse("trickle", 460);
        failure(sip.hangupCall(), JanusPluginException.class);
        failure(sip.trickleCompleted(), JanusServerException.class);
        Outcome.of(sip.detach());
        assertThat(observer.started)
                .containsExactly(
                        "core/info", "core/create", "core/attach", SIP + "/hangup", "core/trickle", "core/detach");
        assertThat(observer.ended)
                .containsExactly(
                        "core/info ok",
                        "core/create ok",
                        "core/attach ok",
                        SIP + "/hangup JanusPluginException",
                        "core/trickle JanusServerException",
                        "core/detach ok");
    }

    @Test
    void aRequestThatIsSentAgainAfterALossIsOne() {
        JanusSession session = Outcome.of(client().createSession());
        janus.silent("keepalive");
        observer.started.clear();
        var keepalive = session.keepalive();
        janus.answer("keepalive", FakeJanus.ACK);
        janus.lose(CloseReason.Kind.IO_ERROR);
        janus.scheduler().advance(Duration.ofSeconds(1));
        Outcome.of(keepalive);
        assertThat(observer.started).containsOnlyOnce("core/keepalive");
        assertThat(observer.ended).contains("core/keepalive ok");
    }

    @Test
    void whatIsNotAnsweredEndsWithItsTimeout() {
        JanusSipPlugin sip = sip(client());
        janus.silent("message:hangup");
        var hangup = sip.hangupCall();
        assertThat(observer.ended).noneMatch(end -> end.contains("hangup"));
        janus.scheduler().advance(Duration.ofSeconds(11));
        failure(hangup, JanusTimeoutException.class);
        assertThat(observer.ended).contains(SIP + "/hangup JanusTimeoutException");
    }

    @Test
    void eventsAreReportedByTheirNamesAndWhatIsDroppedIsCounted() {
        JanusClient client = janus.client(options -> options.observer(observer).maxUndeliveredEvents(2));
        JanusSipPlugin sip = sip(client);
        for (int i = 0; i < 5; i++) {
            janus.event(sip, "{'sip':'event','result':{'event':'ringing'}}");
        }
        janus.push("{'janus':'webrtcup','session_id':" + sip.session().id() + ",'sender':" + sip.handleId() + "}");
        assertThat(observer.events)
                .hasSize(6)
                .startsWith(SIP + " result.event=ringing")
                .endsWith("core webrtcup");
        assertThat(observer.dropped).isEqualTo(4);
        sip.on(SipEvent.class, event -> {});
        assertThat(observer.dropped).as("reported once").isEqualTo(4);
    }

    @Test
    void aReconnectionIsReportedWithWhatBecameOfItsSessions() {
        JanusSipPlugin sip = sip(client());
        janus.lose(CloseReason.Kind.IO_ERROR);
        janus.scheduler().advance(Duration.ofSeconds(1));
        assertThat(observer.connections)
                .containsExactly("opened ws://janus.test", "closed IO_ERROR", "opened ws://janus.test");
        assertThat(observer.reclaims).singleElement().satisfies(reclaim -> {
            assertThat(reclaim.sessionId()).isEqualTo(sip.session().id());
            assertThat(reclaim.cause()).isEqualTo(SessionReclaim.Cause.RECONNECT);
            assertThat(reclaim.result()).isEqualTo(SessionReclaim.Result.RESUMED_WITH_GAP);
            assertThat(reclaim.gap()).isNotNull();
        });
        assertThat(observer.events).contains("core connection-lost", "core reclaimed");
    }

    @Test
    void aTakeoverIsReported() {
        HandoverTicket ticket = sip(client()).session().ticket();
        janus.refuse("claim", 458);
        Outcome.of(client().reclaim(
                        ticket,
                        new ReclaimPlan(List.of(JanusSipPlugin.TYPE), List.of(), false, Duration.ofSeconds(1))));
        assertThat(observer.reclaims).singleElement().satisfies(reclaim -> {
            assertThat(reclaim.cause()).isEqualTo(SessionReclaim.Cause.TAKEOVER);
            assertThat(reclaim.result()).isEqualTo(SessionReclaim.Result.LOST);
            assertThat(reclaim.reason()).isNotNull();
        });
    }

    @Test
    void anObserverThatThrowsDisturbsNothing() {
        ClientObserver broken = new ClientObserver() {
            @Override
            public @Nullable RequestEnd requestStarted(
                    URI server, String plugin, String request, long sessionId, long handleId) {
                if (request.equals("attach")) {
                    throw new IllegalStateException("no attach");
                }
                return failure -> {
                    throw new IllegalStateException("no end");
                };
            }

            @Override
            public void eventReceived(String plugin, String event, boolean replayed) {
                throw new IllegalStateException("no event");
            }

            @Override
            public void connectionOpened(URI server) {
                throw new IllegalStateException("no connection");
            }
        };
        JanusSipPlugin sip = sip(janus.client(options -> options.observer(broken)));
        List<SipEvent> heard = new ArrayList<>();
        sip.on(SipEvent.class, heard::add);
        janus.event(sip, "{'sip':'event','result':{'event':'ringing'}}");
        assertThat(heard).hasSize(1);
    }

    @Test
    void theLoadIsWhatTheClientHolds() {
        JanusClient client = client();
        assertThat(client.load()).isEqualTo(new ClientLoad(0, 0, 0, 0));
        JanusSipPlugin sip = sip(client);
        janus.silent("message:hangup");
        sip.hangupCall();
        List<Integer> queued = new ArrayList<>();
        sip.on(SipEvent.class, event -> queued.add(client.load().queuedEvents()));
        janus.event(sip, "{'sip':'event','result':{'event':'ringing'}}");
        assertThat(queued).containsExactly(1);
        assertThat(client.load()).isEqualTo(new ClientLoad(1, 1, 1, 0));
    }

    @Test
    void withoutAnObserverNothingIsAllocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        URI server = URI.create("ws://janus.test");
        ClientObserver none = JanusClientOptions.defaults().observer();
        long before = 0;
        for (int round = 0; round < 20_000; round++) {
            if (round == 10_000) {
                // What loading and warming up took is over.
                before = threads.getCurrentThreadAllocatedBytes();
            }
            none.eventReceived(SIP, "ringing", false);
            if (none.requestStarted(server, SIP, "call", 1, 2) != null) {
                throw new AssertionError("an end that nothing hears of");
            }
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }
}
