// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.ServerIdentity;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.Findings;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.recovery.HandleStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes back a session with one handle, of which the ticket knows what a test says, and so does the Admin API. */
public final class AfterAGap<P extends JanusPlugin> {
    private static final long HANDLE = 77;

    /** What a reclaim brought. */
    public record Found<P extends JanusPlugin>(P handle, HandleOutcome outcome, List<Object> received) {}

    private final FakeJanus janus;
    private final PluginType<P> type;
    private @Nullable HandleStatus facts;

    public AfterAGap(FakeJanus janus, PluginType<P> type) {
        this.janus = janus;
        this.type = type;
    }

    /** What the Admin API says. */
    public AfterAGap<P> facts(String pluginSpecific, @Nullable Jsep local, boolean negotiated) {
        facts = new HandleStatus(RawJson.of(pluginSpecific.replace('\'', '"')), local, negotiated);
        return this;
    }

    /**
     * Takes the session back.
     *
     * @param state what the last owner knew
     * @param offer which waited for its answer
     */
    public Found<P> found(String state, @Nullable Jsep offer) {
        HandleTicket ticket = new HandleTicket(
                HANDLE, type.name(), null, offer, RawJson.of(state.replace('\'', '"')), List.of(), List.of());
        JanusClient client = janus.client();
        Outcome.of(client.connect());
        ServerIdentity server = new ServerIdentity("fake", "1.1.2", "ws://janus.test");
        HandoverTicket session = HandoverTicket.of(server, 42, Instant.now(), List.of(ticket));
        GapSource source = new GapSource() {
            @Override
            public String name() {
                return "the Admin API";
            }

            @Override
            public CompletableFuture<Findings> query(HandoverTicket of) {
                return CompletableFuture.completedFuture(new Findings(
                        false, List.of(), facts == null ? Map.of() : Map.of(HANDLE, facts), List.of(), null));
            }
        };
        ReclaimOutcome outcome = Outcome.of(
                client.reclaim(session, new ReclaimPlan(List.of(type), List.of(source), false, Duration.ofSeconds(2))));
        P handle = outcome.handle(type).orElseThrow();
        List<Object> received = new ArrayList<>();
        Subscription listening = handle.onDelivery(Object.class, event -> {
            assertThat(event.replayed()).as("%s is replayed", event.event()).isTrue();
            received.add(event.event());
        });
        janus.listenersAreThere();
        listening.close();
        HandleOutcome of = outcome.handle(HANDLE).orElseThrow();
        assertThat(of.replayed()).isEqualTo(received.size());
        return new Found<>(handle, of, received);
    }

    /** Scripts the answer to a synchronous request. */
    public static String reply(String plugin, String data) {
        return "{'janus':'success','session_id':$S,'sender':$H,'transaction':'$T','plugindata':{'plugin':'" + plugin
                + "','data':" + data + "}}";
    }

    /** Scripts the event that answers an asynchronous request. */
    public static String event(String plugin, String data) {
        return reply(plugin, data).replace("'success'", "'event'");
    }
}
