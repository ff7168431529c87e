// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.testkit.EventRecorder;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.JanusTest;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipRegistrar;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The code of the guides, run against a real Janus. */
@Tag("sip-tester")
@JanusTest(plugins = "sip")
class GuidesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final SipMedia SILENCE = SipMedia.none("127.0.0.1");

    private static final JanusClientOptions UNHURRIED = JanusClientOptions.builder()
            .connectTimeout(SOON)
            .requestTimeout(SOON)
            .build();

    private final List<String> screen = new CopyOnWriteArrayList<>();

    private static <T> T done(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private void awaitScreen(String text) {
        await().atMost(SOON).until(() -> screen.stream().anyMatch(line -> line.contains(text)));
    }

    @Test
    void aCallThatThePushProcessReceivedIsRefusedOnTheScreen(JanusServer janus, JanusClient foreground) {
        try (SipRegistrar registrar = SipRegistrar.start()) {
            CompletableFuture<String> ticket = new CompletableFuture<>();
            CompletableFuture<Void> background = CompletableFuture.runAsync(() -> {
                try {
                    PushFlow.background(
                            janus.uri().toString(), UNHURRIED, registrar.account("alice"), ticket::complete);
                } catch (Exception e) {
                    ticket.completeExceptionally(e);
                }
            });
            try (SipCaller caller = SipCaller.call(registrar.awaitContact("alice"), SILENCE)) {
                ReclaimOutcome outcome =
                        PushFlow.foreground(foreground, done(ticket), event -> screen.add(event.toString()));
                assertThat(PushFlow.show(outcome)).isEqualTo(caller.uri("bob") + " is calling");
                done(background);
                done(PushFlow.refuse(outcome.handle(JanusSipPlugin.TYPE).orElseThrow()));
                assertThat(caller.awaitFinalStatus()).isEqualTo(486);
            }
        }
    }

    @Test
    void aCallerWhoGivesUpIsAMissedCall(JanusServer janus, JanusClient first, JanusClient second) throws Exception {
        try (SipRegistrar registrar = SipRegistrar.start()) {
            JanusSession session = done(first.createSession());
            JanusSipPlugin sip = SipCalls.register(session, alice(registrar), "any", registrar.proxy());
            SipCalls.listen(sip, screen::add);
            try (SipCaller caller = SipCaller.call(registrar.awaitContact("alice"), SILENCE)) {
                awaitScreen("is calling");
                assertThat(SipCalls.state(sip)).isEqualTo(alice(registrar) + " " + caller.uri("bob"));
                String ticket = session.ticket().toJson();
                first.close();
                caller.cancel();
                ReclaimOutcome outcome = PushFlow.foreground(second, ticket, event -> screen.add(event.toString()));
                assertThat(PushFlow.show(outcome)).isEqualTo("missed call");
                awaitScreen("Hangup");
            }
        }
    }

    private static String alice(SipRegistrar registrar) {
        return String.valueOf(registrar.account("alice").username());
    }

    @Test
    void aCallGoesThroughItsStates(JanusServer janus, JanusClient client) throws Exception {
        try (SipRegistrar registrar = SipRegistrar.start();
                SipCallee bob = SipCallee.answering(SILENCE);
                JanusPeer peer = JanusPeer.create()) {
            JanusSipPlugin sip =
                    SipCalls.register(done(client.createSession()), alice(registrar), "any", registrar.proxy());
            SipCalls.listen(sip, screen::add);
            EventRecorder events = EventRecorder.of(sip, SipEvent.class);
            Jsep answer = done(SipCalls.call(sip, bob.uri("bob"), done(peer.offer(OfferOptions.audioOnly()))));
            assertThat(answer.isOffer()).isFalse();
            events.await(SipEvent.Accepted.class);
            SipCalls.hold(sip);
            awaitAcknowledgement(bob, 2);
            SipCalls.unhold(sip);
            awaitAcknowledgement(bob, 3);
            SipCalls.end(sip);
            bob.awaitHungUp();
            awaitScreen("ended: ");
            assertThat(Errors.unregisterIfRegistered(sip)).isTrue();
        }
    }

    /** The far end's answer to a request is accepted; before that the next one would cross it. */
    private static void awaitAcknowledgement(SipCallee callee, int count) {
        callee.awaitMessage(
                message -> callee.messages().stream()
                                .filter(each -> !each.sent() && each.isRequest("ACK"))
                                .count()
                        >= count,
                Duration.ofSeconds(30));
    }

    @Test
    void errorsSayWhatToDo(JanusServer janus, JanusClient client) {
        JanusSession session = Errors.claimOrCreate(client, 17);
        assertThat(session.id()).isNotEqualTo(17);
        assertThat(Errors.claimOrCreate(client, session.id()).id()).isEqualTo(session.id());
        JanusSession now = done(client.claimSession(session.id()));
        JanusSipPlugin sip = FromDart.attach(now, "ours");
        FromDart.listen(sip, screen::add);
        assertThat(sip.opaqueId()).isEqualTo("ours");
        assertThat(FromDart.existing(client, now.id(), sip.handleId()).handleId())
                .isEqualTo(sip.handleId());
        assertThat(Errors.whatToDo(client.ping())).isEqualTo("done");
        JanusSession newest = done(client.claimSession(now.id()));
        JanusSipPlugin idle = done(newest.attach(JanusSipPlugin.TYPE));
        assertThat(Errors.whatToDo(idle.unregister())).startsWith("the plugin refuses: WRONG_STATE");
        assertThat(Errors.unregisterIfRegistered(idle)).isFalse();
        done(newest.destroy());
        assertThat(Errors.whatToDo(idle.unregister())).contains("it has had no effect");
    }
}
