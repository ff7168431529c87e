// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.textroom.TextRoomEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The next event as a future, and listeners for events that can't come. */
class NextEventTest {
    private final FakeJanus janus = new FakeJanus();
    private final JanusClient client = janus.client();
    private JanusSession session;
    private JanusSipPlugin sip;

    @BeforeEach
    void attach() {
        session = Outcome.of(client.createSession());
        sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private void proceeding(int code) {
        janus.event(sip, "{'sip':'event','result':{'event':'proceeding','code':" + code + "}}");
    }

    private void ringing() {
        janus.event(sip, "{'sip':'event','result':{'event':'ringing'}}");
    }

    @Test
    void theNextEventOfTheTypeCompletesIt() {
        CompletableFuture<SipEvent.Proceeding> next = sip.next(SipEvent.Proceeding.class);
        ringing();
        assertThat(next).isNotDone();
        proceeding(100);
        proceeding(183);
        assertThat(Outcome.of(next).code()).isEqualTo(100);
    }

    @Test
    void callsOneAfterTheOtherGetEveryEvent() {
        List<Integer> codes = new ArrayList<>();
        CompletableFuture<SipEvent.Proceeding> first = sip.next(SipEvent.Proceeding.class);
        CompletableFuture<Void> all = first.thenAccept(one -> codes.add(one.code()))
                .thenCompose(done -> sip.next(SipEvent.Proceeding.class))
                .thenAccept(two -> codes.add(two.code()));
        proceeding(100);
        proceeding(183);
        Outcome.of(all);
        proceeding(199);
        CompletableFuture<SipEvent.Proceeding> third = sip.next(SipEvent.Proceeding.class);
        janus.listenersAreThere();
        codes.add(Outcome.of(third).code());
        assertThat(codes).containsExactly(100, 183, 199);
    }

    @Test
    void whatCameBeforeAndFoundNoListenerIsTheNext() {
        proceeding(100);
        CompletableFuture<SipEvent.Proceeding> next = sip.next(SipEvent.Proceeding.class);
        janus.listenersAreThere();
        assertThat(Outcome.of(next).code()).isEqualTo(100);
    }

    @Test
    void itTakesNothingFromListeners() {
        List<Integer> heard = new ArrayList<>();
        sip.on(SipEvent.Proceeding.class, event -> heard.add(event.code()));
        CompletableFuture<SipEvent.Proceeding> next = sip.next(SipEvent.Proceeding.class);
        proceeding(100);
        proceeding(183);
        assertThat(heard).containsExactly(100, 183);
        assertThat(Outcome.of(next).code()).isEqualTo(100);
    }

    @Test
    void oneThatIsCancelledLeavesNoListener() {
        sip.next(SipEvent.Proceeding.class).cancel(false);
        proceeding(100);
        CompletableFuture<SipEvent.Proceeding> next = sip.next(SipEvent.Proceeding.class);
        janus.listenersAreThere();
        assertThat(Outcome.of(next).code())
                .as("what the cancelled one did not take")
                .isEqualTo(100);
    }

    @Test
    void itFailsWithTheEndOfTheHandle() {
        CompletableFuture<SipEvent.Proceeding> next = sip.next(SipEvent.Proceeding.class);
        CompletableFuture<CoreEvent.Detached> detached = sip.next(CoreEvent.Detached.class);
        janus.push("{'janus':'detached','session_id':" + session.id() + ",'sender':" + sip.handleId() + "}");
        assertThat(Outcome.of(detached)).isEqualTo(new CoreEvent.Detached());
        assertThat(Outcome.failure(next, IllegalStateException.class))
                .hasMessageContaining(String.valueOf(sip.handleId()));
        Outcome.failure(sip.next(SipEvent.Proceeding.class), IllegalStateException.class);
    }

    @Test
    void itFailsWithTheEndOfTheSession() {
        CompletableFuture<SipEvent.Proceeding> next = sip.next(SipEvent.Proceeding.class);
        Outcome.of(session.destroy());
        assertThat(Outcome.failure(next, IllegalStateException.class)).hasMessageContaining("session " + session.id());
        Outcome.failure(sip.next(SipEvent.Proceeding.class), IllegalStateException.class);
    }

    @Test
    void itFailsWithTheHandOffAndTheEndOfTheClient() {
        CompletableFuture<SipEvent.Proceeding> next = sip.next(SipEvent.Proceeding.class);
        session.handOff();
        Outcome.failure(next, IllegalStateException.class);
        JanusSession other = Outcome.of(client.createSession());
        CompletableFuture<SipEvent.Proceeding> more =
                Outcome.of(other.attach(JanusSipPlugin.TYPE)).next(SipEvent.Proceeding.class);
        client.close();
        Outcome.failure(more, IllegalStateException.class);
    }

    @Test
    void eventsOfAnotherPluginAreRefused() {
        assertThatThrownBy(() -> sip.on(EchoTestEvent.class, event -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(EchoTestEvent.class.getName())
                .hasMessageContaining("janus.plugin.sip");
        assertThatThrownBy(() -> sip.onDelivery(TextRoomEvent.LateSuccess.class, event -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sip.next(String.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void allThatCanComeIsAccepted() {
        sip.on(Object.class, event -> {});
        sip.on(Record.class, event -> {});
        sip.on(SipEvent.class, event -> {});
        sip.on(SipEvent.RegisterReply.class, event -> {});
        sip.on(SipEvent.Unknown.class, event -> {});
        sip.on(CoreEvent.class, event -> {});
        sip.on(CoreEvent.Trickle.class, event -> {});
        Outcome.of(session.attach(JanusTextRoomPlugin.TYPE)).on(TextRoomEvent.LateSuccess.class, event -> {});
    }
}
