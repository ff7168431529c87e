// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.ConnectionState;
import dev.janusclient.Inside;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.PluginType;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.plugin.PluginRequest;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.FaultProxy.Direction;
import dev.janusclient.testkit.ProxiedMessage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** One client, behind a proxy of its own. */
final class Party implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(4);
    private static final Set<String> REPEATABLE = Set.of("info", "ping", "keepalive", "claim");

    private final FaultProxy proxy;
    private final JanusClient client;
    private final List<ConnectionState> states = new CopyOnWriteArrayList<>();

    /** @param sources whom the client asks after a loss */
    Party(URI janus, List<GapSource> sources) {
        proxy = FaultProxy.to(janus);
        RecoveryOptions.Builder recovery = RecoveryOptions.builder();
        sources.forEach(recovery::source);
        client = JanusClient.create(
                proxy.uri().toString(),
                JanusClientOptions.builder()
                        .requestTimeout(DEADLINE)
                        .connectTimeout(Duration.ofSeconds(2))
                        .pingInterval(Duration.ofMillis(200))
                        .idleTimeout(Duration.ofMillis(1_000))
                        .recovery(recovery.build())
                        .build());
        client.on(ConnectionState.class, states::add);
    }

    FaultProxy proxy() {
        return proxy;
    }

    JanusClient client() {
        return client;
    }

    /** What came of having the session back, each time it was lost. */
    List<ReclaimOutcome> outcomes() {
        List<ReclaimOutcome> outcomes = new ArrayList<>();
        for (ConnectionState state : states) {
            if (state instanceof ConnectionState.Resumed resumed) {
                outcomes.addAll(resumed.outcomes());
            } else if (state instanceof ConnectionState.Lost lost) {
                outcomes.addAll(lost.outcomes());
            }
        }
        return outcomes;
    }

    List<ConnectionState> states() {
        return states;
    }

    /** The events of Janus's for a handle that came to the proxy, in their order, whether or not they were let through. */
    List<ProxiedMessage> events(long handleId) {
        String sender = String.valueOf(handleId);
        return proxy.messages(
                Direction.FROM_JANUS,
                message -> message.janus().equals("event")
                        && message.json().member("sender") != null
                        && sender.equals(String.valueOf(message.json().member("sender"))));
    }

    /** Requests that were sent twice and may not be. */
    List<ProxiedMessage> sentTwice(PluginType<?> type) {
        List<String> idempotent = type.requests().stream()
                .filter(PluginRequest::isIdempotent)
                .map(PluginRequest::name)
                .toList();
        return proxy.sentTwice(request -> REPEATABLE.contains(request.janus())
                || idempotent.contains(request.request())
                // Passing on what comes after a handover, with all of it in the transaction.
                || request.transaction().startsWith("handover."));
    }

    /**
     * Once its sessions have ended the client holds nothing but its connection, which has one timer.
     *
     * <p>Sessions are looked at for less time than passes between keepalives: the answer to one would clear up what was left.
     */
    void assertNothingIsLeft() {
        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(Inside.sessions(client)).as("sessions left").isZero());
        await().atMost(DEADLINE.multipliedBy(2))
                .untilAsserted(() ->
                        assertThat(Inside.requests(client)).as("requests left").isZero());
        await().atMost(DEADLINE)
                .untilAsserted(() ->
                        assertThat(Inside.activeTasks(client)).as("timers left").isLessThanOrEqualTo(1));
    }

    @Override
    public void close() {
        client.close();
        proxy.close();
        assertThat(Inside.requests(client) + Inside.sessions(client) + Inside.activeTasks(client))
                .as("what a closed client holds")
                .isZero();
    }
}
