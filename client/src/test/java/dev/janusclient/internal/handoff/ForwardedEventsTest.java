// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.handoff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.FakeJanus;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.ServerIdentity;
import dev.janusclient.handover.TicketCipher;
import dev.janusclient.handover.TicketForm;
import dev.janusclient.handover.TicketSigner;
import dev.janusclient.handover.TicketTerms;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.reclaim.Reclaim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose forwarded events are believed. */
class ForwardedEventsTest {
    private static final HandoverKeys KEYS = HandoverKeys.of("0123456789abcdef".getBytes(UTF_8));
    private static final HandoverKeys OTHERS = HandoverKeys.of("0123456789abcdeX".getBytes(UTF_8));
    private static final String NAME = "abc";
    private static final long SESSION = 1000;
    private static final String CALL = "{'janus':'event','session_id':1000,'sender':77,'plugindata':{'plugin':"
            + "'janus.plugin.sip','data':{'sip':'event','result':{'event':'incomingcall','username':'sip:b@c'}}}}";

    private final FakeJanus janus = new FakeJanus();
    private final List<SipEvent.IncomingCall> calls = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static HandoverTicket ticket() {
        return HandoverTicket.of(
                        new ServerIdentity("fake", "1.1.2", "ws://janus.test"),
                        SESSION,
                        Instant.now(),
                        List.of(new HandleTicket(77, "janus.plugin.sip", null, null, null, List.of(), List.of())))
                .withForwarding(NAME);
    }

    private static String events(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.replace('\'', '"').getBytes(UTF_8));
    }

    private static String oneCall() {
        return events("{'messages':[" + CALL + "],'dropped':0}");
    }

    private static String frame(long sequence, @Nullable HandoverKeys keys) {
        return new ForwardedFrame(sequence, oneCall()).toTransaction(SESSION, NAME, keys);
    }

    /** What is pushed to whoever claims the session, before the claim is answered. */
    private void forwards(String... transactions) {
        janus.handler("claim", frame -> {
            for (String transaction : transactions) {
                janus.push("{'janus':'event','session_id':1000,'sender':99,'transaction':'" + transaction
                        + "','plugindata':{'plugin':'janus.plugin.echotest','data':{'echotest':'event',"
                        + "'error_code':412,'error':'no'}}}");
            }
            janus.push(janus.fill(FakeJanus.SUCCESS, frame));
        });
    }

    private ReclaimOutcome take(@Nullable TicketForm form) {
        Reclaim reclaim = Reclaim.with(janus.client())
                .listen(JanusSipPlugin.TYPE, sip -> sip.on(SipEvent.IncomingCall.class, calls::add));
        CompletableFuture<ReclaimOutcome> outcome =
                form == null ? reclaim.take(ticket()) : reclaim.take(form.write(ticket(), TicketTerms.NONE), form);
        janus.scheduler().advance(Duration.ofSeconds(6));
        return Outcome.of(outcome);
    }

    private void assertDropped(String why) {
        AtomicReference<ReclaimOutcome> outcome = new AtomicReference<>();
        String log = Outcome.logOf(() -> outcome.set(take(new TicketSigner(KEYS))));
        assertThat(outcome.get()).isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
        assertThat(calls).isEmpty();
        assertThat(log).contains(why).containsOnlyOnce("in the name of its last owner");
        // The forger's handle is no concern of ours.
        assertThat(janus.frames("detach")).isEmpty();
    }

    @Test
    void whatTheOldOwnerAuthenticatesIsBelieved() {
        for (TicketForm form : new TicketForm[] {new TicketSigner(KEYS), new TicketCipher(KEYS)}) {
            calls.clear();
            forwards(frame(0, KEYS), frame(1, KEYS));
            assertThat(take(form)).isInstanceOf(ReclaimOutcome.Resumed.class);
            assertThat(calls).hasSize(1);
        }
        assertThat(janus.frames("detach")).hasSize(2);
    }

    @Test
    void anOlderKeyIsAccepted() {
        forwards(frame(0, KEYS), frame(1, KEYS));
        HandoverKeys rotated = HandoverKeys.of("another key of us".getBytes(UTF_8), "0123456789abcdef".getBytes(UTF_8));
        CompletableFuture<ReclaimOutcome> outcome =
                Reclaim.with(janus.client()).take(new TicketSigner(KEYS).sign(ticket()), new TicketSigner(rotated));
        janus.scheduler().advance(Duration.ofSeconds(3));
        assertThat(Outcome.of(outcome)).isInstanceOf(ReclaimOutcome.Resumed.class);
    }

    @Test
    void whoHasOnlyReadTheTicketIsNotBelieved() {
        forwards(frame(0, null), frame(1, null), frame(2, null));
        assertDropped("not authenticated");
    }

    @Test
    void anotherKeyIsNotBelieved() {
        forwards(frame(0, OTHERS), frame(1, OTHERS));
        assertDropped("not authentic");
    }

    @Test
    void theSessionTheNameAndTheSequenceAreAuthenticated() {
        String ofOtherSession = new ForwardedFrame(0, oneCall()).toTransaction(SESSION + 1, NAME, KEYS);
        String ofOtherName = new ForwardedFrame(0, oneCall())
                .toTransaction(SESSION, "xyz", KEYS)
                .replace("xyz", NAME);
        String ofOtherSequence = frame(0, KEYS).replace(NAME + ".0.", NAME + ".1.");
        String ofOtherEvents = frame(0, KEYS).replace(oneCall(), events("{'messages':[],'dropped':0}"));
        forwards(ofOtherSession, ofOtherName, ofOtherSequence, ofOtherEvents);
        assertDropped("not authentic");
    }

    @Test
    void oneThatComesTwiceCountsOnce() {
        forwards(frame(4, KEYS), frame(4, KEYS), frame(3, KEYS));
        ReclaimOutcome outcome = take(new TicketSigner(KEYS));
        // What it has is true; whether it is all is not known.
        assertThat(outcome).isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
        assertThat(calls).hasSize(1);
    }

    @Test
    void withoutKeysEverythingIsBelieved() {
        forwards(frame(0, null), frame(1, null));
        assertThat(take(null)).isInstanceOf(ReclaimOutcome.Resumed.class);
        assertThat(calls).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0",
                "x.y",
                "0.%%%",
                "0.e30",
                "1.e30.x",
                "0.a.b.c",
                "0.a.b.c.d",
                "99999999999999999999.e30"
            })
    void whatIsNoFrameMakesAGap(String rest) {
        assertMalformed("handover." + NAME + "." + rest, "handover." + NAME + "." + rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "[]",
                "{'messages':[7],'dropped':0}",
                "{'messages':[null],'dropped':0}",
                "{'messages':['x'],'dropped':0}",
                "{'messages':{},'dropped':0}",
                "{'messages':[{}],'dropped':0}",
                "{'messages':[{'janus':'event','session_id':'x'}],'dropped':0}",
                "{'messages':[{'janus':'event','session_id':1001,'sender':77}],'dropped':0}",
                "{'messages':[{'janus':'event','session_id':1000,'sender':{}}],'dropped':0}",
                "{'messages':[],'dropped':-1}",
                "{'messages':[],'dropped':'x'}"
            })
    void whatIsNoEventsMakesAGap(String json) {
        assertMalformed(
                new ForwardedFrame(0, events(json)).toTransaction(SESSION, NAME, null),
                new ForwardedFrame(1, events(json)).toTransaction(SESSION, NAME, null));
    }

    private void assertMalformed(String... transactions) {
        forwards(transactions);
        assertThat(take(null)).isInstanceOf(ReclaimOutcome.ResumedWithGap.class);
        assertThat(calls).isEmpty();
        // It hears what comes live.
        janus.push(CALL);
        janus.listenersAreThere();
        assertThat(calls).hasSize(1);
    }

    @Test
    void whatIsHandedOffWithKeysIsAuthenticated() {
        janus.handler(
                "info",
                frame -> janus.push(janus.fill(
                        "{'janus':'server_info','transaction':'$T','name':'J','version':1102,'version_string':'1.1.2',"
                                + "'server-name':'fake','session-timeout':60,'reclaim-session-timeout':60,'plugins':"
                                + "{'janus.plugin.echotest':{'name':'echo'}}}",
                        frame)));
        janus.answer("message:null", FakeJanus.ACK).answer("message:handover", FakeJanus.ACK);
        JanusClient first = janus.client();
        JanusSession session = Outcome.of(first.createSession());
        HandoverTicket ticket = session.handOff(KEYS);
        janus.scheduler().advance(Duration.ofMillis(300));
        List<FakeJanus.Frame> sent = janus.frames("message:handover");
        assertThat(sent).hasSizeGreaterThan(1);
        for (int i = 0; i < sent.size(); i++) {
            String name = java.util.Objects.requireNonNull(ticket.forwarding());
            ForwardedFrame read = ForwardedFrame.read(sent.get(i).transaction(), session.id(), name, KEYS);
            assertThat(read.sequence()).isEqualTo(i);
            assertThat(ForwardedEvents.fromText(read.events(), session.id()).messages())
                    .isEmpty();
            assertThat(ticket.toJson()).doesNotContain(KEYS.currentId());
        }
        assertThat(RawJson.of(ticket.toJson()).string("forwarding")).isEqualTo(ticket.forwarding());
    }
}
