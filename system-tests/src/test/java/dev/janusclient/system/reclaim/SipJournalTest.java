// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.CoreEvent;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.reclaim.EventJournal;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.EventCollector;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.RtpTonePeer;
import dev.janusclient.testkit.SinceJanus;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipRegistrar;
import dev.janusclient.testkit.SipSender;
import dev.janusclient.testkit.UntilJanus;
import dev.janusclient.webrtc.JanusPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What happens to a SIP account while nobody owns its session is reported in full, by a journal of event handlers. The control
 * is another account, to which the same happens.
 */
@Tag("sip-tester")
@Timeout(90)
class SipJournalTest {
    private static final EventCollector EVENTS = EventCollector.start();

    @RegisterExtension
    static final JanusExtension JANUS = JournalGap.server(EVENTS, "sip");

    private static final EventJournal JOURNAL = JournalGap.journal(EVENTS);
    private static final String ADDRESS = PrivateNetwork.address();
    private static final List<String> BOTH = List.of("alice", "wanda");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private JournalGap<JanusSipPlugin> gap;
    private SipRegistrar registrar;

    @AfterAll
    static void theCollectorIsClosed() {
        EVENTS.close();
    }

    @BeforeEach
    void twoAccounts() {
        registrar = stage.keep(SipRegistrar.start(ADDRESS));
        gap = new JournalGap<>(stage, JOURNAL, JanusSipPlugin.TYPE);
        register(gap.first, "alice", gap.heardByFirst);
        register(gap.control, "wanda", gap.heard());
    }

    private void register(JanusSipPlugin handle, String user, HandleEvents events) {
        stage.done(handle.register(SipRequest.Register.builder()
                .username("sip:" + user + "@" + registrar.address() + ":" + registrar.port())
                .secret(Secret.of("any"))
                .proxy(registrar.proxy())
                .build()));
        events.await(SipEvent.Registered.class);
    }

    private SipCaller call(String user, String caller) {
        return stage.keep(SipCaller.call(
                registrar.awaitContact(user),
                caller + " Caller",
                caller,
                SipMedia.none(ADDRESS),
                "Referred-By: <sip:dora@example.org>\n"));
    }

    private void answered(JanusSipPlugin handle, HandleEvents events) {
        Jsep offer =
                Objects.requireNonNull(events.await(SipEvent.IncomingCall.class).jsep());
        JanusPeer peer = stage.peer();
        stage.done(handle.accept(stage.done(peer.answer(offer))));
        stage.done(peer.connected());
        events.await(CoreEvent.WebRtcUp.class);
    }

    /** The same of both accounts, with what must differ left out. */
    private static List<String> comparable(List<Object> events) {
        return events.stream()
                .map(event -> event.toString()
                        .replaceAll("(?s)sdp=.*?, trickle=", "sdp, trickle=")
                        .replaceAll("callId=(?!null)[^,\\]]+", "callId")
                        .replaceAll(ADDRESS + ":\\d+", "address")
                        .replaceAll("alice|wanda", "us"))
                .toList();
    }

    /** The plugin's own events: those of the core come when media and timers will, for one account and for the other. */
    private void sameAsTheControl(TestReporter reporter) {
        sameAsTheControl(gap.ends(), reporter);
    }

    private void sameAsTheControl(JournalGap.Back<JanusSipPlugin> back, TestReporter reporter) {
        List<Object> replayed = ofThePlugin(back.replayed());
        List<Object> expected = ofThePlugin(back.control);
        assertThat(comparable(replayed)).isEqualTo(comparable(expected));
        reporter.publishEntry("events of the gap replayed", replayed.size() + " of " + expected.size());
    }

    private static List<Object> ofThePlugin(List<Object> events) {
        return events.stream().filter(SipEvent.class::isInstance).toList();
    }

    @Test
    void callsThatCameAndWentAndMessagesAreReplayed(TestReporter reporter) {
        gap.begins();
        for (String user : BOTH) {
            SipSender sender = stage.keep(SipSender.message(registrar.awaitContact(user), "hello", ADDRESS));
            assertThat(sender.awaitFinalStatus()).isEqualTo(200);
            SipCaller first = call(user, "bob");
            first.awaitRinging();
            assertThat(call(user, "eve").awaitFinalStatus()).isEqualTo(486);
            first.cancel();
            assertThat(first.awaitFinalStatus()).isEqualTo(487);
            SipSender again = stage.keep(SipSender.message(registrar.awaitContact(user), "are you there?", ADDRESS));
            assertThat(again.awaitFinalStatus()).isEqualTo(200);
        }
        gap.heard().await(SipEvent.Message.class);
        gap.heard().await(SipEvent.Message.class);
        assertThat(gap.heard().await(SipEvent.MissedCall.class).displayname()).isEqualTo("eve Caller");
        gap.heard().await(SipEvent.Hangup.class);
        sameAsTheControl(reporter);
    }

    @Test
    void aCallThatStillRingsIsReplayedWithItsOfferAndAnswered(TestReporter reporter) {
        gap.begins();
        SipCaller caller = call("alice", "bob");
        caller.awaitRinging();
        call("wanda", "bob").awaitRinging();
        gap.heard().await(SipEvent.IncomingCall.class);

        JournalGap.Back<JanusSipPlugin> back = gap.ends();
        assertThat(comparable(back.replayed())).isEqualTo(comparable(back.control));
        reporter.publishEntry("events of the gap replayed", back.replayed().size() + " of " + back.control.size());
        JanusPeer peer = stage.peer();
        stage.done(back.handle.accept(stage.done(peer.answer(back.handle.offer().orElseThrow()))));
        assertThat(caller.awaitFinalStatus()).isEqualTo(200);
        stage.done(peer.connected());
        stage.done(back.handle.hangupCall());
        caller.awaitHungUp();
    }

    @Test
    @UntilJanus(value = "1.2.0", reason = "since then Janus hears tones inside the audio, and reports none of them")
    void whatWasSaidInACallAndItsEndAreReplayed(TestReporter reporter) {
        whatWasSaidInACall();
        sameAsTheControl(gap.ends(), reporter);
    }

    @Test
    @SinceJanus("1.2.1")
    void whatWasSaidInACallIsReplayedAndThatTonesAreNotReportedIsSaid(TestReporter reporter) {
        whatWasSaidInACall();
        JournalGap.Back<JanusSipPlugin> back = gap.endsWithGap();
        assertThat(back.outcome.handles().get(0).unresolved())
                .containsExactly("which tones (RFC 4733) the peer sent inside the audio");
        sameAsTheControl(back, reporter);
    }

    private void whatWasSaidInACall() {
        SipCaller alices = call("alice", "bob");
        answered(gap.first, gap.heardByFirst);
        SipCaller wandas = call("wanda", "bob");
        answered(gap.control, gap.heard());

        gap.begins();
        for (SipCaller caller : List.of(alices, wandas)) {
            caller.sendDtmf('7');
            caller.sendMessage("in the call");
            caller.hangUp();
        }
        gap.heard().await(SipEvent.Info.class);
        gap.heard().await(SipEvent.Message.class);
        gap.heard().await(SipEvent.Hangup.class);
        gap.heard().await(CoreEvent.HangUp.class);
    }

    @Test
    @SinceJanus("1.2.1")
    void aToneInsideTheAudioReachesTheControlAndIsReportedAsUnknown() {
        RtpTonePeer phone = stage.keep(new RtpTonePeer(ADDRESS, 1000));
        stage.keep(SipCaller.call(registrar.awaitContact("alice"), SipMedia.none(ADDRESS)));
        answered(gap.first, gap.heardByFirst);
        stage.keep(SipCaller.call(registrar.awaitContact("wanda"), SipMedia.of(phone)));
        answered(gap.control, gap.heard());
        stage.done(phone.firstPacket());
        gap.begins();
        phone.press(7);
        assertThat(gap.heard().await(SipEvent.Dtmf.class).signal()).isEqualTo("7");
        JournalGap.Back<JanusSipPlugin> back = gap.endsWithGap();
        assertThat(back.outcome.handles().get(0).unresolved()).anyMatch(sentence -> sentence.contains("RFC 4733"));
        assertThat(back.replayed()).doesNotHaveAnyElementsOfTypes(SipEvent.Dtmf.class);
    }

    @Test
    void oddTextsOfAPeerAreReplayedAsTheControlReceivedThem(TestReporter reporter) {
        List<String> froms = new ArrayList<>(List.of(
                "\"Sales <night>\" <sip:bob@10.77.0.1;user=phone>",
                "<sip:bob@10.77.0.1>",
                "sip:bob@10.77.0.1",
                "Bob of Sales <sip:%2b49%2030@10.77.0.1:5099;x=%2Fy?Subject=a%20b>",
                "\"a \\\"b\\\\\" <SIPS:%62ob@example.org>",
                "\"José € \uD834\uDD1E\"\t<sip:jos@10.77.0.1>"));
        Random random = new Random(20_261_130);
        String letters = "ab<>;,:@?=\"\\ é€";
        while (froms.size() < 16) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(10); i > 0; i--) {
                char letter = letters.charAt(random.nextInt(letters.length()));
                name.append(letter == '"' || letter == '\\' ? "\\" : "").append(letter);
            }
            froms.add("\"" + name + "\" <sip:u" + random.nextInt(99) + "@10.77.0.1;a=" + random.nextInt(9) + ">");
        }
        gap.begins();
        for (String user : BOTH) {
            SipWire peer = stage.keep(new SipWire(registrar.awaitContact(user)));
            for (String from : froms) {
                String type = "Content-Type: text/plain;charset=utf-8\r\n";
                String content = "é: \"" + froms.indexOf(from) + "\"\r\n";
                assertThat(peer.request("MESSAGE", peer.newCall(), from, type, content, 200))
                        .as(from)
                        .isEqualTo(200);
            }
        }
        for (int i = 0; i < froms.size(); i++) {
            gap.heard().await(SipEvent.Message.class);
        }
        sameAsTheControl(reporter);
    }

    @Test
    void aMessageInLatin1LeavesAGapThatIsReported() {
        gap.begins();
        for (String user : BOTH) {
            SipWire peer = stage.keep(new SipWire(registrar.awaitContact(user), ISO_8859_1));
            String type = "Content-Type: text/plain\r\n";
            assertThat(peer.request(
                            "MESSAGE",
                            peer.newCall(),
                            "\"Bob\" <sip:bob@10.77.0.1>",
                            type,
                            "Caf\u00e9 \u00e0 10h",
                            200))
                    .isEqualTo(200);
        }
        assertThat(gap.heard().await(SipEvent.Message.class).content()).isNull();
        // Janus's event handlers leave the whole SIP message out.
        JournalGap.Back<JanusSipPlugin> back = gap.endsWithGap();
        assertThat(back.outcome.handles().get(0).unresolved()).anyMatch(sentence -> sentence.contains("not UTF-8"));
        assertThat(back.replayed()).doesNotHaveAnyElementsOfTypes(SipEvent.Message.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SIP;cause=200;text=\"Call completed elsewhere\" | Call completed elsewhere",
                "SIP;cause=486;text=\"busy; try later\" | busy; try later",
                "SIP;cause=486;text=\"busy\", Q.850;cause=17;text=\"User busy\" | busy"
            })
    void aReasonAndAMissedCallAreReplayedAsTheControlReceivedThem(String reason, String text, TestReporter reporter) {
        String bob = "\"Sales <night>\" <sip:bob@10.77.0.1;user=phone>";
        String eve = "<sip:eve@10.77.0.1;user=phone;x=%2Fy>";
        gap.begins();
        for (String user : BOTH) {
            SipWire peer = stage.keep(new SipWire(registrar.awaitContact(user)));
            String call = peer.newCall();
            assertThat(peer.request("INVITE", call, bob, "", "", 180)).isEqualTo(180);
            String missed = peer.newCall();
            assertThat(peer.request("INVITE", missed, eve, "", "", 300)).isEqualTo(486);
            peer.request("ACK", missed, eve, "", "", 0);
            peer.request("CANCEL", call, bob, "Reason: " + reason + "\r\n", "", 200);
            assertThat(peer.awaitStatus(call, "INVITE", 300)).isEqualTo(487);
            peer.request("ACK", call, bob, "", "", 0);
        }
        assertThat(gap.heard().await(SipEvent.Hangup.class).reasonHeader()).isEqualTo(text);
        sameAsTheControl(reporter);
    }

    @Test
    void aTransferWhoseNumberJanusDoesNotReportLeavesAGapThatIsReported() {
        SipCaller caller = call("alice", "bob");
        answered(gap.first, gap.heardByFirst);
        gap.begins();
        caller.transfer("sip:carol@" + ADDRESS);
        ReclaimOutcome.ResumedWithGap outcome = (ReclaimOutcome.ResumedWithGap) gap.endsWithGap().outcome;
        assertThat(outcome.gap().unresolved())
                .anyMatch(sentence -> sentence.contains("asked to call sip:carol@" + ADDRESS));
    }
}
