// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandleTicket.EventFingerprint;
import dev.janusclient.internal.recovery.Alignment.Candidate;
import dev.janusclient.plugin.sip.SipEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where a gap begins, by what its last owner noted and by what was told. */
class AlignmentTest {
    private static final long NOW = 1_700_000_000_000L;

    private static Candidate told(String type, long at, int content) {
        return new Candidate(type, null, NOW + at, content, true);
    }

    private static EventFingerprint seen(String type, long at, int content) {
        return new EventFingerprint(type, NOW + at, content);
    }

    private static List<Integer> missed(List<Candidate> told, List<EventFingerprint> noted) {
        return Alignment.missed(told, noted, NOW);
    }

    @Test
    void whatTheOwnerHeardWasNotMissed() {
        List<Candidate> told = List.of(told("Calling", -900, 1), told("Ringing", -500, 2), told("Accepted", 300, 3));
        assertThat(missed(told, List.of(seen("Calling", -890, 1), seen("Ringing", -480, 2))))
                .containsExactly(2);
    }

    @Test
    void whatTheOwnerNotedByTheNamesOfClassesWasNotMissed() {
        List<Candidate> told = List.of(
                new Candidate("result.event=calling", SipEvent.Calling.class, NOW - 900, 1, true),
                new Candidate("result.event=ringing", SipEvent.Ringing.class, NOW - 500, 2, true),
                new Candidate("result.event=accepted", SipEvent.Accepted.class, NOW - 300, 3, true));
        assertThat(missed(told, List.of(seen("Calling", -890, 1), seen("result.event=ringing", -480, 2))))
                .containsExactly(2);
    }

    @Test
    void whatMayNotHaveBeenSentDoesNotMoveTheCut() {
        Candidate maybe = new Candidate("RtspDisconnected", null, NOW - 700, null, false);
        List<Candidate> told = List.of(told("Starting", -900, 1), maybe, told("Started", -500, 2));
        EventFingerprint starting = seen("Starting", -890, 1);
        EventFingerprint started = seen("Started", -490, 2);
        assertThat(missed(told, List.of(starting, started))).as("not sent").isEmpty();
        assertThat(missed(told, List.of(starting, seen("RtspDisconnected", -690, 7), started)))
                .as("sent")
                .isEmpty();
        assertThat(missed(told.subList(0, 2), List.of(starting)))
                .as("perhaps sent after the owner was gone")
                .containsExactly(1);
    }

    @Test
    void anOwnerThatHeardNothingMissedEverything() {
        assertThat(missed(List.of(told("Calling", -900, 1), told("Ringing", 200, 2)), List.of()))
                .containsExactly(0, 1);
    }

    @Test
    void anOwnerThatWasDeafBeforeItsTicketMissedWhatCameThen() {
        List<Candidate> told =
                List.of(told("Calling", -9_000, 1), told("Ringing", -5_000, 2), told("Accepted", -3_000, 3));
        assertThat(missed(told, List.of(seen("Calling", -8_990, 1)))).containsExactly(1, 2);
    }

    @Test
    void equalEventsAreToldApartByWhatTheySay() {
        List<Candidate> told = List.of(told("Message", -900, 1), told("Message", -600, 2), told("Message", -300, 3));
        assertThat(missed(told, List.of(seen("Message", -890, 1), seen("Message", -590, 2))))
                .containsExactly(2);
    }

    @Test
    void equalEventsThatSayTheSameAreToldApartByTheirTimes() {
        List<Candidate> told =
                List.of(told("Talking", -9_000, 0), told("Talking", -5_000, 0), told("Talking", -100, 0));
        assertThat(missed(told, List.of(seen("Talking", -8_950, 0), seen("Talking", -4_980, 0))))
                .containsExactly(2);
    }

    @Test
    void clocksMayDiffer() {
        List<Candidate> told =
                List.of(told("Calling", -2_400, 1), told("Ringing", -1_900, 2), told("Accepted", -100, 3));
        assertThat(missed(told, List.of(seen("Calling", -900, 1), seen("Ringing", -400, 2))))
                .containsExactly(2);
    }

    @Test
    void eventsOfTheCoreMayChangePlacesWithAPlugins() {
        List<Candidate> told = List.of(told("WebRtcUp", -600, 0), told("Accepted", -590, 1), told("Hangup", 400, 2));
        assertThat(missed(told, List.of(seen("Accepted", -580, 1), seen("WebRtcUp", -570, 0))))
                .containsExactly(2);
    }

    @Test
    void whatCameBeforeTheTicketAndIsOlderThanAnyDeafnessWasHeard() {
        List<Candidate> told =
                List.of(told("Calling", -Alignment.UNDETECTED_LOSS_WINDOW - 5, 1), told("Ringing", 100, 2));
        assertThat(missed(told, List.of(seen("Something", -50_000, 9)))).containsExactly(1);
    }

    /** Whatever is told and wherever the owner stopped to hear: exactly the rest is missed. */
    @Test
    void everyCutIsFoundWhenEventsDiffer() {
        Random random = new Random(20_26);
        for (int trace = 0; trace < 2_000; trace++) {
            int count = 1 + random.nextInt(20);
            int cut = random.nextInt(count + 1);
            List<Candidate> told = new ArrayList<>();
            List<EventFingerprint> heard = new ArrayList<>();
            List<Integer> rest = new ArrayList<>();
            long at = -15_000;
            for (int i = 0; i < count; i++) {
                at += random.nextInt(700);
                String type = "Type" + random.nextInt(4);
                told.add(told(type, at, i + 1));
                if (i < cut) {
                    heard.add(seen(type, at + random.nextInt(40), i + 1));
                } else {
                    rest.add(i);
                }
            }
            List<EventFingerprint> noted =
                    heard.subList(Math.max(0, heard.size() - HandleTicket.MAX_RECENT), heard.size());
            assertThat(missed(told, noted)).as("%s heard of %s", noted, told).isEqualTo(rest);
        }
    }
}
