// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandleTicket.EventFingerprint;
import dev.janusclient.internal.recovery.Alignment.Candidate;
import dev.janusclient.plugin.sip.SipEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where a gap begins, by what its last owner noted and by what was told. */
class AlignmentTest {
    private static final long NOW = 1_700_000_000_000L;

    private static Candidate received(String type, long at, int content) {
        return new Candidate(type, null, NOW + at, content, true);
    }

    private static EventFingerprint seen(String type, long at, int content) {
        return new EventFingerprint(type, NOW + at, content);
    }

    private static List<Integer> missed(List<Candidate> received, List<EventFingerprint> noted) {
        return Alignment.missed(received, noted, NOW);
    }

    @Test
    void whatTheOwnerHeardWasNotMissed() {
        List<Candidate> received =
                List.of(received("Calling", -900, 1), received("Ringing", -500, 2), received("Accepted", 300, 3));
        assertThat(missed(received, List.of(seen("Calling", -890, 1), seen("Ringing", -480, 2))))
                .containsExactly(2);
    }

    @Test
    void whatTheOwnerNotedByTheNamesOfClassesWasNotMissed() {
        List<Candidate> received = List.of(
                new Candidate("result.event=calling", SipEvent.Calling.class, NOW - 900, 1, true),
                new Candidate("result.event=ringing", SipEvent.Ringing.class, NOW - 500, 2, true),
                new Candidate("result.event=accepted", SipEvent.Accepted.class, NOW - 300, 3, true));
        assertThat(missed(received, List.of(seen("Calling", -890, 1), seen("result.event=ringing", -480, 2))))
                .containsExactly(2);
    }

    @Test
    void whatMayNotHaveBeenSentDoesNotMoveTheCut() {
        Candidate maybe = new Candidate("RtspDisconnected", null, NOW - 700, null, false);
        List<Candidate> received = List.of(received("Starting", -900, 1), maybe, received("Started", -500, 2));
        EventFingerprint starting = seen("Starting", -890, 1);
        EventFingerprint started = seen("Started", -490, 2);
        assertThat(missed(received, List.of(starting, started))).as("not sent").isEmpty();
        assertThat(missed(received, List.of(starting, seen("RtspDisconnected", -690, 7), started)))
                .as("sent")
                .isEmpty();
        assertThat(missed(received.subList(0, 2), List.of(starting)))
                .as("perhaps sent after the owner was gone")
                .containsExactly(1);
    }

    @Test
    void anOwnerThatHeardNothingMissedEverything() {
        assertThat(missed(List.of(received("Calling", -900, 1), received("Ringing", 200, 2)), List.of()))
                .containsExactly(0, 1);
    }

    @Test
    void anOwnerThatWasDeafBeforeItsTicketMissedWhatCameThen() {
        List<Candidate> received = List.of(
                received("Calling", -9_000, 1), received("Ringing", -5_000, 2), received("Accepted", -3_000, 3));
        assertThat(missed(received, List.of(seen("Calling", -8_990, 1)))).containsExactly(1, 2);
    }

    @Test
    void equalEventsAreDistinguishedByWhatTheySay() {
        List<Candidate> received =
                List.of(received("Message", -900, 1), received("Message", -600, 2), received("Message", -300, 3));
        assertThat(missed(received, List.of(seen("Message", -890, 1), seen("Message", -590, 2))))
                .containsExactly(2);
    }

    @Test
    void equalEventsThatSayTheSameAreDistinguishedByTheirTimes() {
        List<Candidate> received =
                List.of(received("Talking", -9_000, 0), received("Talking", -5_000, 0), received("Talking", -100, 0));
        assertThat(missed(received, List.of(seen("Talking", -8_950, 0), seen("Talking", -4_980, 0))))
                .containsExactly(2);
    }

    /** Of a room in which a participant changes every seven seconds. */
    private static List<Candidate> changes(long... times) {
        return Arrays.stream(times)
                .mapToObj(at -> new Candidate("ParticipantChanged", null, NOW + at, null, false))
                .toList();
    }

    @Test
    void notesThatAreOlderThanWhatIsComparedDoNotMoveTheCut() {
        List<EventFingerprint> noted = new ArrayList<>();
        for (long at = -53_900; at < 0; at += 7_000) {
            noted.add(seen("ParticipantChanged", at + 10, 3));
        }
        assertThat(missed(changes(-18_900, -11_900, -4_900, 1_000), noted)).containsExactly(3);
    }

    @Test
    void notesOfAnEarlierOwnerWhoseClockDiffersDoNotMoveTheCut() {
        for (long off : new long[] {-7_200_000, 32_400_000}) {
            List<EventFingerprint> noted = new ArrayList<>();
            for (long at = -39_900; at < -7_000; at += 7_000) {
                noted.add(seen("ParticipantChanged", at + off, 3));
            }
            noted.add(seen("ParticipantChanged", -4_890, 3));
            assertThat(missed(changes(-18_900, -11_900, -4_900, 1_000), noted))
                    .as("%d ms off", off)
                    .containsExactly(3);
        }
    }

    @Test
    void notesOfAnEarlierOwnerStillSayWhatWasHeardByWhatTheySay() {
        List<Candidate> received =
                List.of(received("Message", -9_000, 1), received("Message", -5_000, 2), received("Message", -300, 3));
        assertThat(missed(received, List.of(seen("Message", 32_400_000, 1), seen("Message", 32_404_000, 2))))
                .containsExactly(2);
    }

    @Test
    void clocksMayDiffer() {
        List<Candidate> received =
                List.of(received("Calling", -2_400, 1), received("Ringing", -1_900, 2), received("Accepted", -100, 3));
        assertThat(missed(received, List.of(seen("Calling", -900, 1), seen("Ringing", -400, 2))))
                .containsExactly(2);
    }

    @Test
    void eventsOfTheCoreMayChangePlacesWithAPlugins() {
        List<Candidate> received =
                List.of(received("WebRtcUp", -600, 0), received("Accepted", -590, 1), received("Hangup", 400, 2));
        assertThat(missed(received, List.of(seen("Accepted", -580, 1), seen("WebRtcUp", -570, 0))))
                .containsExactly(2);
    }

    @Test
    void whatCameBeforeTheTicketAndIsOlderThanAnyDeafnessWasHeard() {
        List<Candidate> received =
                List.of(received("Calling", -Alignment.UNDETECTED_LOSS_WINDOW - 5, 1), received("Ringing", 100, 2));
        assertThat(missed(received, List.of(seen("Something", -50_000, 9)))).containsExactly(1);
    }

    /** Whatever is told and wherever the owner stopped to hear: exactly the rest is missed. */
    @Test
    void everyCutIsFoundWhenEventsDiffer() {
        Random random = new Random(20_26);
        for (int trace = 0; trace < 2_000; trace++) {
            int count = 1 + random.nextInt(20);
            int cut = random.nextInt(count + 1);
            List<Candidate> received = new ArrayList<>();
            List<EventFingerprint> heard = new ArrayList<>();
            List<Integer> rest = new ArrayList<>();
            long at = -15_000;
            for (int i = 0; i < count; i++) {
                at += random.nextInt(700);
                String type = "Type" + random.nextInt(4);
                received.add(received(type, at, i + 1));
                if (i < cut) {
                    heard.add(seen(type, at + random.nextInt(40), i + 1));
                } else {
                    rest.add(i);
                }
            }
            List<EventFingerprint> noted =
                    heard.subList(Math.max(0, heard.size() - HandleTicket.MAX_RECENT), heard.size());
            assertThat(missed(received, noted))
                    .as("%s heard of %s", noted, received)
                    .isEqualTo(rest);
        }
    }
}
