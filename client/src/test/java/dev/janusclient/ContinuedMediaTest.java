// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.error.RelinquishReason;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.observe.ContinuedMedia;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.reclaim.MediaContinuation;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.MediaRecovery.Continued;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reclaim does with the media that a ticket allows to continue, and what becomes of the ticket. */
class ContinuedMediaTest {
    private static final Continued CONTINUED = new Continued(Duration.ofMillis(3), Continued.How.OTHER_ADDRESS);

    private final FakeJanus janus = new FakeJanus();
    private final List<String> reported = new ArrayList<>();
    private final JanusClient client = janus.client(options -> options.observer(new ClientObserver() {
        @Override
        public void mediaContinued(ContinuedMedia continued) {
            reported.add(continued.how() + " after " + continued.gap().toMillis());
        }

        @Override
        public void mediaLost() {
            reported.add("lost");
        }
    }));
    private final List<String> begun = new ArrayList<>();
    private final List<@Nullable JanusPlugin> settled = new ArrayList<>();
    private final CompletableFuture<Continued> result = new CompletableFuture<>();
    private JanusEchoTestPlugin echo;

    private final MediaContinuation continuation = (sessionId, handle, maySend) -> {
        begun.add(sessionId + " " + handle.handleId() + " " + handle.media() + " after " + janus.sent());
        return claimed -> {
            settled.add(claimed);
            return result;
        };
    };

    @BeforeEach
    void attach() {
        echo = Outcome.of(Outcome.of(client.createSession()).attach(JanusEchoTestPlugin.TYPE));
    }

    private HandoverTicket ticket() {
        return HandoverTicket.fromJson(echo.session().ticket().toJson());
    }

    private HandoverTicket ticketWithMedia() {
        echo.mediaTicket("sealed");
        HandoverTicket ticket = ticket();
        janus.forget();
        return ticket;
    }

    /** The plugin negotiates, so that its state says that there is media. */
    private void negotiate() {
        janus.push("{'janus':'event','session_id':" + echo.session().id() + ",'sender':" + echo.handleId()
                + ",'plugindata':{'plugin':'janus.plugin.echotest','data':{'echotest':'event','result':'ok'}},"
                + "'jsep':{'type':'answer','sdp':'v=0'}}");
        janus.listenersAreThere();
    }

    private HandleOutcome taken(HandoverTicket ticket) {
        return Outcome.of(Reclaim.with(client).media(continuation).take(ticket))
                .handles()
                .get(0);
    }

    @Test
    void itBeginsBeforeAnythingElseAndIsInTheOutcome() {
        HandoverTicket ticket = ticketWithMedia();
        result.complete(CONTINUED);
        HandleOutcome outcome = taken(ticket);
        assertThat(begun).containsExactly(ticket.sessionId() + " " + echo.handleId() + " sealed after []");
        assertThat(outcome.mediaRecovery()).isEqualTo(CONTINUED);
        assertThat(settled).containsExactly(outcome.handle());
        assertThat(outcome.findings()).isEmpty();
        assertThat(reported).containsExactly("OTHER_ADDRESS after 3");
    }

    @Test
    void whyItFailedIsFoundOutAndThePluginSaysWhatToDo() {
        negotiate();
        HandoverTicket ticket = ticketWithMedia();
        result.completeExceptionally(new IllegalStateException("as the test said"));
        HandleOutcome outcome = taken(ticket);
        assertThat(outcome.findings()).contains("its media is not continued: as the test said");
        assertThat(outcome.mediaRecovery()).isNotInstanceOf(Continued.class);
        assertThat(outcome.isUsable()).isTrue();
        assertThat(reported).containsExactly("lost");
    }

    @Test
    void mediaThatEndedBeforeIsNotReportedAsLost() {
        result.completeExceptionally(new IllegalStateException("as the test said"));
        HandleOutcome outcome = taken(ticketWithMedia());
        assertThat(outcome.mediaRecovery()).isInstanceOf(MediaRecovery.None.class);
        assertThat(reported).isEmpty();
    }

    @Test
    void whatAContinuationThrowsCostsTheMediaAlone() {
        HandoverTicket ticket = ticketWithMedia();
        IllegalStateException why = new IllegalStateException("as the test said");
        MediaContinuation neverBegins = (sessionId, handle, maySend) -> {
            throw why;
        };
        MediaContinuation neverSettles = (sessionId, handle, maySend) -> claimed -> {
            throw why;
        };
        for (MediaContinuation thrower : List.of(neverBegins, neverSettles)) {
            HandleOutcome outcome = Outcome.of(
                            Reclaim.with(client).media(thrower).take(ticket))
                    .handles()
                    .get(0);
            assertThat(outcome.findings()).contains("its media is not continued: as the test said");
            assertThat(outcome.isUsable()).isTrue();
        }
    }

    @Test
    void withALostSessionItEnds() {
        HandoverTicket ticket = ticketWithMedia();
        janus.refuse("claim", 458);
        result.completeExceptionally(new IllegalStateException("as the test said"));
        assertThat(Outcome.of(Reclaim.with(client).media(continuation).take(ticket)))
                .isInstanceOf(ReclaimOutcome.Lost.class);
        assertThat(settled).containsExactly((JanusPlugin) null);
        assertThat(reported).containsExactly("lost");
    }

    @Test
    void withAReclaimThatFailsItEnds() {
        HandoverTicket ticket = ticketWithMedia();
        CompletableFuture<ReclaimOutcome> taken = Reclaim.with(client)
                .media(continuation)
                .listen(JanusEchoTestPlugin.TYPE, handle -> {
                    throw new IllegalStateException("as the test said");
                })
                .take(ticket);
        Outcome.failure(taken, IllegalStateException.class);
        assertThat(settled).containsExactly((JanusPlugin) null);
    }

    @Test
    void aHandleWithoutMediaIsLeftAlone() {
        taken(ticket());
        assertThat(begun).isEmpty();
    }

    @Test
    void aTicketHasMediaUntilThePeerConnectionEnds() {
        assertThat(ticketWithMedia().handles().get(0).media()).isEqualTo("sealed");
        assertThat(echo.mediaRecovery()).isNotInstanceOf(MediaRecovery.Unknown.class);
        janus.push("{'janus':'hangup','session_id':" + echo.session().id() + ",'sender':" + echo.handleId()
                + ",'reason':'DTLS alert'}");
        janus.listenersAreThere();
        assertThat(ticket().handles().get(0).media()).isNull();
    }

    @Test
    void theNextOwnerPassesOnWhatItDidNotUse() {
        HandoverTicket ticket = ticketWithMedia();
        ReclaimOutcome outcome = Outcome.of(Reclaim.with(client).take(ticket));
        JanusSession session = Objects.requireNonNull(outcome.session());
        assertThat(session.ticket().handles().get(0).media()).isEqualTo("sealed");
    }

    @Test
    void aSessionIsOwnedUntilTheGateClosesOrItEnds() {
        JanusSession session = echo.session();
        AtomicBoolean gate = new AtomicBoolean(true);
        session.commandGate(gate::get);
        assertThat(session.isOwned()).isTrue();
        gate.set(false);
        assertThat(session.isOwned()).isFalse();
        gate.set(true);
        session.relinquish(new RelinquishReason.Released("as the test said"));
        assertThat(session.isOwned()).isFalse();
    }

    @Test
    void aSessionThatWasHandedOffIsNotOwned() {
        JanusSession session = Outcome.of(client.createSession());
        Outcome.of(session.attach(JanusSipPlugin.TYPE));
        session.handOff();
        assertThat(session.isOwned()).isFalse();
    }
}
