// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.ReclaimOutcome;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipCallReplacement;
import dev.janusclient.reclaim.EventJournal;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.Findings;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.MediaRecovery.Continued;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.EventCollector;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SipCallee;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipMessage;
import dev.janusclient.testkit.SipRegistrar;
import dev.janusclient.webrtc.JanusPeer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A SIP call whose process was killed, with a PeerConnection that no other process can continue, goes on by another call with the same
 * telephone, or is ended: there is never a second call, and never one that is left open.
 */
@Tag("sip-tester")
@Timeout(180)
class CallReplacedTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String ADDRESS = PrivateNetwork.address();
    private static final EventCollector EVENTS = EventCollector.start();
    private static final EventJournal JOURNAL = EventJournal.create();

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(JanusServer.builder()
            .plugins("sip")
            .eventHandler("sample", EVENTS.config())
            .reclaimSessionTimeout(60));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    /** What B has made for the new call. */
    private final List<JanusPeer> peers = new CopyOnWriteArrayList<>();

    private final List<JanusSipPlugin> lines = new CopyOnWriteArrayList<>();
    private RtpTonePeer phone;
    private SipRegistrar registrar;
    private SipCallee bob;
    private HandoverTicket ticket;

    @BeforeAll
    static void listen() {
        JOURNAL.listenTo(EVENTS.receiver());
    }

    @AfterAll
    static void noMoreEvents() {
        EVENTS.close();
    }

    @BeforeEach
    void peers() {
        phone = stage.keep(new RtpTonePeer(ADDRESS, Heir.BYSTANDERS_HERTZ));
        registrar = stage.keep(SipRegistrar.start(ADDRESS));
    }

    /** A process in a call with a telephone is killed. */
    private void killed(SipCallee called) {
        bob = stage.keep(called);
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.IN_A_SIP_CALL, registrar.proxy(), bob.uri("bob"));
        ticket = HandoverTicket.fromJson(a.await("ticket"));
        stage.done(phone.hears(Scene.HERTZ));
        a.close();
    }

    private Reclaim reclaim(Duration transferTimeout) {
        return Reclaim.with(stage.newClient())
                .replaceCalls(SipCallReplacement.with(line -> {
                            JanusPeer peer = JanusPeer.create();
                            peers.add(peer);
                            lines.add(line);
                            peer.audio().sendTone(Heir.HERTZ);
                            return stage.keep(peer);
                        })
                        .transferTimeout(transferTimeout));
    }

    private SipMessage awaitRefer() {
        return bob.awaitMessage(message -> message.isRequest("REFER"), TIMEOUT);
    }

    private SipCaller callsBack(SipMessage refer, RtpTonePeer with) {
        return stage.keep(SipCaller.referred(refer, SipMedia.of(with)));
    }

    private long received(String method) {
        return bob.messages().stream()
                .filter(message -> message.isRequest(method) && !message.sent())
                .count();
    }

    private MediaRecovery media(ReclaimOutcome outcome) {
        stage.keep(() -> stage.done(Objects.requireNonNull(outcome.session()).destroy()));
        return outcome.handles().get(0).mediaRecovery();
    }

    private void assertLost(MediaRecovery media, String why) {
        assertThat(media).isInstanceOfSatisfying(MediaRecovery.Unrecoverable.class, lost -> assertThat(lost.why())
                .contains(why));
    }

    /** Soon there is no media of ours at the far end any more. */
    private void assertOnlyTalksWith(RtpTonePeer second) {
        await().atMost(TIMEOUT).until(() -> second.packetsReceived() > 20);
        long before = phone.packetsReceived();
        long heard = second.packetsReceived();
        await().atMost(TIMEOUT).until(() -> second.packetsReceived() > heard + 20);
        assertThat(phone.packetsReceived()).as("packets in the old call").isEqualTo(before);
    }

    @Test
    void theFarEndIsAskedToCallAndItsCallTakesTheOldOnesPlace() {
        killed(SipCallee.answering(SipMedia.of(phone)));
        CompletableFuture<ReclaimOutcome> taken = reclaim(TIMEOUT).take(ticket);
        RtpTonePeer second = stage.keep(new RtpTonePeer(ADDRESS, Heir.BYSTANDERS_HERTZ));
        SipMessage refer = awaitRefer();
        assertThat(refer.header("Refer-To")).contains("sip:alice@").contains(";janus-replaces=");
        SipCaller again = callsBack(refer, second);
        again.awaitAnswered();

        ReclaimOutcome outcome = stage.done(taken);
        assertThat(media(outcome)).isInstanceOfSatisfying(Continued.class, continued -> {
            assertThat(continued.how()).isEqualTo(Continued.How.TRANSFER);
            assertThat(continued.gap()).isPositive();
        });
        stage.done(second.hears(Heir.HERTZ));
        stage.done(peers.get(0).receivedAudio().hears(Heir.BYSTANDERS_HERTZ));
        bob.awaitHungUp();
        assertOnlyTalksWith(second);
        assertThat(received("INVITE")).as("calls to the far end").isEqualTo(1);
        assertThat(peers).hasSize(1);
        JanusSipPlugin old = outcome.handle(JanusSipPlugin.TYPE).orElseThrow();
        assertThat(old.state().call()).isNull();
        assertThat(old.state().account()).isNotNull();
        assertThat(lines.get(0).state().call()).isNotNull();
        stage.done(lines.get(0).hangupCall());
        again.awaitHungUp();
    }

    @Test
    void aFarEndThatDoesNotCallIsCalledToReplaceTheCallIfAJournalKnowsItsTags() {
        killed(SipCallee.answeringAll(SipMedia.of(phone)));
        ReclaimOutcome outcome =
                stage.done(reclaim(Duration.ofMillis(500)).source(JOURNAL).take(ticket));
        assertThat(media(outcome)).isInstanceOfSatisfying(Continued.class, continued -> assertThat(continued.how())
                .isEqualTo(Continued.How.REPLACES));
        stage.done(phone.hears(Heir.HERTZ));
        SipMessage first = bob.awaitCall();
        SipMessage second =
                bob.awaitMessage(message -> message.isRequest("INVITE") && message.header("Replaces") != null, TIMEOUT);
        assertThat(second.header("Require")).isEqualTo("replaces");
        String answerTag = Objects.requireNonNull(bob.awaitMessage(
                                message -> message.sent()
                                        && message.status() == 200
                                        && message.headers("Call-ID").equals(first.headers("Call-ID")),
                                TIMEOUT)
                        .header("To"))
                .replaceFirst(".*;tag=", "");
        assertThat(second.header("Replaces"))
                .startsWith(first.header("Call-ID") + ";")
                .contains(";to-tag=" + answerTag)
                .contains(";from-tag="
                        + Objects.requireNonNull(first.header("From")).replaceFirst(".*;tag=", ""));
        SipMessage bye = bob.awaitMessage(message -> message.isRequest("BYE") && !message.sent(), TIMEOUT);
        assertThat(bye.headers("Call-ID")).as("the call that is ended").isEqualTo(first.headers("Call-ID"));
        assertThat(received("INVITE")).isEqualTo(2);
    }

    @Test
    void aCallThatNothingReplacesIsEndedAndTheOutcomeSaysWhy() {
        killed(SipCallee.answering(SipMedia.of(phone)));
        ReclaimOutcome outcome = stage.done(reclaim(Duration.ofMillis(500)).take(ticket));
        assertLost(media(outcome), "has not called within 500 ms of a REFER; the tags");
        bob.awaitHungUp();
        assertThat(received("INVITE")).as("calls to the far end").isEqualTo(1);
        assertThat(outcome.handle(JanusSipPlugin.TYPE).orElseThrow().state().call())
                .isNull();
    }

    @Test
    void aSourceThatNeverAnswersIsNotWaitedFor() {
        killed(SipCallee.answering(SipMedia.of(phone)));
        GapSource silent = new GapSource() {
            @Override
            public String name() {
                return "a silent source";
            }

            @Override
            public CompletableFuture<Findings> query(HandoverTicket about) {
                return new CompletableFuture<>();
            }
        };
        ReclaimOutcome outcome =
                stage.done(reclaim(Duration.ofMillis(500)).source(silent).take(ticket));
        assertLost(media(outcome), "the tags");
        bob.awaitHungUp();
    }

    @Test
    void aCallThatHasEndedMeanwhileIsNotReplaced() {
        killed(SipCallee.answering(SipMedia.of(phone)));
        CompletableFuture<ReclaimOutcome> taken = reclaim(TIMEOUT).take(ticket);
        awaitRefer();
        bob.hangUp();
        assertLost(media(stage.done(taken)), "it has ended meanwhile");
        assertThat(received("INVITE")).as("calls to the far end").isEqualTo(1);
        assertThat(received("BYE")).isZero();
        assertThat(peers).as("PeerConnections of new calls").isEmpty();
    }

    @Test
    void aCallThatHasEndedBeforeIsLeftAlone() {
        killed(SipCallee.answering(SipMedia.of(phone)));
        bob.hangUp();
        ReclaimOutcome outcome = stage.done(reclaim(TIMEOUT).take(ticket));
        assertThat(media(outcome)).isEqualTo(new MediaRecovery.None());
        assertThat(received("REFER") + received("BYE")).isZero();
    }

    @Test
    void anotherCallThatComesMeanwhileIsRefused() {
        killed(SipCallee.answering(SipMedia.of(phone)));
        CompletableFuture<ReclaimOutcome> taken = reclaim(TIMEOUT).take(ticket);
        SipMessage refer = awaitRefer();
        SipCaller carol = stage.keep(SipCaller.call(registrar.awaitContact("alice"), SipMedia.none(ADDRESS)));
        assertThat(carol.awaitFinalStatus()).isEqualTo(486);
        RtpTonePeer second = stage.keep(new RtpTonePeer(ADDRESS, Heir.BYSTANDERS_HERTZ));
        // Janus is busy for a moment after a call that was refused.
        await().atMost(TIMEOUT).until(() -> callsBack(refer, second).awaitFinalStatus() == 200);
        assertThat(media(stage.done(taken))).isInstanceOf(Continued.class);
        stage.done(second.hears(Heir.HERTZ));
    }
}
