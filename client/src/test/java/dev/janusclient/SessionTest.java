// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.error.JanusServerException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final FakeJanus janus = new FakeJanus();
    private final JanusClient client = janus.client();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private JanusSession created() {
        JanusSession session = Outcome.of(client.createSession());
        janus.forget();
        return session;
    }

    @Test
    void aSessionOfOnesOwnIdNamesItInTheRequest() {
        janus.answer("create", "{'janus':'success','transaction':'$T','data':{'id':9007199254740993}}");
        JanusSession session = Outcome.of(client.createSession(9007199254740993L));
        assertThat(janus.lastFrame().number("id")).isEqualTo(9007199254740993L);
        assertThat(session.id()).isEqualTo(9007199254740993L);
        janus.refuse("create", 468);
        assertThat(failure(client.createSession(5), JanusServerException.class).codeName())
                .isEqualTo("JANUS_ERROR_SESSION_CONFLICT");
        assertThatThrownBy(() -> client.createSession(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.claimSession(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClaimNamesTheSessionAndNothingElse() {
        Outcome.of(client.connect());
        janus.forget();
        JanusSession session = Outcome.of(client.claimSession(Long.MAX_VALUE));
        assertThat(janus.sent()).containsExactly("claim");
        assertThat(session.id()).isEqualTo(Long.MAX_VALUE);
        assertThat(session.isActive()).isTrue();
        assertThat(session.server().serverName()).isEqualTo("fake");
    }

    @Test
    void aClaimThatFailsLeavesTheOldSessionOfTheSameClientAtWork() {
        JanusSession session = created();
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        List<Object> heard = new ArrayList<>();
        sip.on(SipEvent.class, heard::add);
        janus.refuse("claim", 458);
        failure(client.claimSession(session.id()), JanusSessionNotFoundException.class);
        assertThat(session.isActive()).isTrue();
        janus.event(sip, "{'sip':'event','result':{'event':'ringing'}}");
        assertThat(heard).hasSize(1);
        assertThat(FakeJanus.entries(client)).isEqualTo(2);
        janus.scheduler().advance(Duration.ofSeconds(21));
        assertThat(janus.frames("keepalive")).hasSize(1);
    }

    @Test
    void whatComesWhileAClaimFailsIsNotLostToTheOldSession() {
        JanusSession session = created();
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        List<Object> heard = new ArrayList<>();
        sip.on(SipEvent.class, heard::add);
        janus.silent("claim");
        CompletableFuture<JanusSession> claimed = client.claimSession(session.id());
        janus.event(sip, "{'sip':'event','result':{'event':'ringing'}}");
        janus.scheduler().advance(Duration.ofSeconds(11));
        failure(claimed, JanusTimeoutException.class);
        assertThat(heard).hasSize(1);
    }

    @Test
    void aConnectionLostDuringAClaimReachesTheOldSessionToo() {
        Queue<Runnable> later = new ArrayDeque<>();
        JanusClient queued = janus.poolClient(options -> options.callbackExecutor(later::add));
        CompletableFuture<JanusSession> created = queued.createSession();
        drain(later);
        JanusSession session = Outcome.of(created);
        List<CoreEvent> received = new ArrayList<>();
        session.on(CoreEvent.ConnectionLost.class, received::add);
        janus.silent("claim");
        CompletableFuture<JanusSession> claimed = queued.claimSession(session.id());
        janus.lose(CloseReason.Kind.IO_ERROR);
        drain(later);
        failure(claimed, JanusConnectionLostException.class);
        assertThat(session.isActive()).isFalse();
        assertThat(received).hasSize(1);
        assertThat(FakeJanus.entries(queued)).isZero();
    }

    private static void drain(Queue<Runnable> later) {
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }

    @Test
    void aClaimThatSucceedsTakesTheSessionFromTheOldObject() {
        JanusSession before = created();
        JanusSipPlugin old = Outcome.of(before.attach(JanusSipPlugin.TYPE));
        JanusSession now = Outcome.of(client.claimSession(before.id()));
        assertThat(before.isActive()).isFalse();
        assertThat(old.isAttached()).isFalse();
        failure(old.hold(), IllegalStateException.class);
        JanusSipPlugin sip = Outcome.of(now.attach(JanusSipPlugin.TYPE, AttachOptions.existingHandle(old.handleId())));
        List<Object> heard = new ArrayList<>();
        sip.on(SipEvent.class, heard::add);
        janus.event(sip, "{'sip':'event','result':{'event':'ringing'}}");
        assertThat(heard).hasSize(1);
        assertThat(FakeJanus.entries(client)).isEqualTo(2);
    }

    @Test
    void aClaimMayBeRepeated() {
        JanusSession last = Outcome.of(client.claimSession(9));
        for (int i = 0; i < 10; i++) {
            last = Outcome.of(client.claimSession(9));
        }
        assertThat(last.isActive()).isTrue();
        assertThat(FakeJanus.entries(client)).isEqualTo(2);
    }

    @Test
    void handingOffSendsNothingAndMakesTheSessionInactive() {
        JanusSession session = created();
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE, AttachOptions.opaqueId("o")));
        janus.forget();
        HandoverTicket ticket = session.handOff();
        assertThat(janus.sent()).isEmpty();
        assertThat(session.isActive()).isFalse();
        assertThat(ticket.sessionId()).isEqualTo(session.id());
        assertThat(ticket.server().name()).isEqualTo("fake");
        assertThat(ticket.server().uri()).isEqualTo("ws://janus.test");
        assertThat(ticket.handles()).singleElement().satisfies(handle -> {
            assertThat(handle.handleId()).isEqualTo(sip.handleId());
            assertThat(handle.plugin()).isEqualTo("janus.plugin.sip");
            assertThat(handle.opaqueId()).isEqualTo("o");
        });
        assertThatThrownBy(session::handOff).isInstanceOf(IllegalStateException.class);
        assertThat(failure(sip.hold(), IllegalStateException.class)).hasMessageContaining("'hold' was not sent");
        assertThat(janus.sent()).isEmpty();
        client.close();
        assertThat(janus.sent()).isEmpty();
    }

    @Test
    void aTicketAloneLeavesTheSessionActive() {
        JanusSession session = created();
        assertThat(session.ticket().handles()).isEmpty();
        assertThat(session.isActive()).isTrue();
        assertThat(janus.sent()).isEmpty();
    }

    @Test
    void aSessionThatIsOverHasNoTicket() {
        JanusSession destroyed = created();
        Outcome.of(destroyed.destroy());
        assertThatThrownBy(destroyed::ticket)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is no ticket of session " + destroyed.id() + ": it was destroyed");
        JanusSession timedOut = Outcome.of(client.createSession());
        janus.push("{'janus':'timeout','session_id':" + timedOut.id() + "}");
        assertThatThrownBy(timedOut::ticket).hasMessageContaining("it timed out at Janus");
    }

    @Test
    void whatIsAskedAfterTheHandOffAndALossIsSaidToBeUnsent() {
        JanusSession session = created();
        JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        session.handOff();
        janus.lose(CloseReason.Kind.IO_ERROR);
        janus.forget();
        for (CompletableFuture<?> request : List.of(sip.hold(), sip.probe(), session.keepalive(), session.destroy())) {
            failure(request, JanusNotSentException.class);
        }
        assertThat(janus.sent()).isEmpty();
    }

    @Test
    void destroyingEndsTheSessionAtJanusAndHere() {
        JanusSession session = created();
        Outcome.of(session.destroy());
        assertThat(janus.sent()).containsExactly("destroy");
        assertThat(session.isActive()).isFalse();
        assertThat(FakeJanus.entries(client)).isZero();
        failure(session.destroy(), IllegalStateException.class);
    }

    @Test
    void aSessionMadeJustWhenItsConnectionEndsKnowsIt() {
        Queue<Runnable> later = new ArrayDeque<>();
        JanusClient queued = janus.poolClient(options -> options.callbackExecutor(later::add));
        CompletableFuture<JanusSession> created = queued.createSession();
        while (janus.frames("create").isEmpty()) {
            later.remove().run();
        }
        // The reply is here, but nobody has looked at it when the connection ends.
        janus.lose(CloseReason.Kind.IO_ERROR);
        drain(later);
        assertThat(Outcome.of(created).isActive()).isFalse();
        assertThat(FakeJanus.entries(queued)).isZero();
        List<CoreEvent> received = new ArrayList<>();
        created.join().on(CoreEvent.class, received::add);
        drain(later);
        janus.listenersAreThere();
        drain(later);
        assertThat(received)
                .hasOnlyElementsOfType(CoreEvent.ConnectionLost.class)
                .hasSize(1);
    }

    @Test
    void whatConcernsASessionIsDeliveredToItsListenersOnly() {
        JanusSession first = created();
        JanusSession second = created();
        List<CoreEvent> received = new ArrayList<>();
        first.on(CoreEvent.class, event -> received.add(event));
        second.on(CoreEvent.class, event -> received.add(event));
        janus.push("{'janus':'brand-new','session_id':" + second.id() + ",'x':1}");
        assertThat(received).singleElement().isInstanceOfSatisfying(CoreEvent.Unknown.class, unknown -> assertThat(
                        unknown.message().member("x"))
                .hasToString("1"));
    }
}
