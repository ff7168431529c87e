// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.ServerIdentity;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.Findings;
import dev.janusclient.recovery.LostReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a journal knows everything, and what it says when it does not. */
class EventJournalTest {
    private static final long BEGAN = 1_700_000_000_000L;
    private static final long SESSION = 42;
    private static final long HANDLE = 77;
    private static final String ECHO = "janus.plugin.echotest";

    private final Time time = new Time();

    /** A clock that a test turns on. */
    private static final class Time extends Clock {
        private final AtomicLong now = new AtomicLong(BEGAN);

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now.get());
        }

        void pass(Duration some) {
            now.addAndGet(some.toMillis());
        }
    }

    private EventJournal journal(int events) {
        return new EventJournal(
                new EventJournal.Limits(events, Duration.ofMinutes(15), Duration.ZERO, Duration.ofSeconds(2)),
                () -> time.now.get() * 1_000_000,
                null);
    }

    private HandoverTicket ticket() {
        return ticket(Duration.ZERO);
    }

    /** @param ahead by how much its owner's clock differs from Janus's */
    private HandoverTicket ticket(Duration ahead) {
        return HandoverTicket.of(
                new ServerIdentity("fake", "1.1.2", "ws://janus.test"),
                SESSION,
                time.instant().plus(ahead),
                List.of(new HandleTicket(HANDLE, ECHO, null, null, null, List.of(), List.of())));
    }

    private void hears(EventJournal journal, int type, int subtype, long session, long handle, String event) {
        journal.accept(RawJson.of("{\"emitter\":\"fake\",\"type\":" + type + ",\"subtype\":" + subtype
                + ",\"timestamp\":" + time.now.get() * 1000 + ",\"session_id\":" + session + ",\"handle_id\":" + handle
                + ",\"event\":" + event.replace('\'', '"') + "}"));
        time.pass(Duration.ofMillis(1));
    }

    private void hearsOfHandle(EventJournal journal, int number) {
        hears(journal, 64, 0, SESSION, HANDLE, "{'plugin':'" + ECHO + "','data':{'number':" + number + "}}");
    }

    private void hearsOfSession(EventJournal journal, String what) {
        hears(journal, 1, 0, SESSION, 0, "{'name':'" + what + "'}");
    }

    private static Findings found(EventJournal journal, HandoverTicket ticket) {
        return journal.query(ticket).orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void aJournalThatRanBeforeTheGapAndStillReceivesKnowsEverything() {
        EventJournal journal = journal(100);
        time.pass(Duration.ofSeconds(60));
        HandoverTicket ticket = ticket();
        hearsOfHandle(journal, 1);
        hearsOfHandle(journal, 2);
        Findings found = found(journal, ticket);
        assertThat(found.notes()).isEmpty();
        assertThat(found.complete()).isTrue();
        assertThat(found.events()).hasSize(2).allMatch(event -> event.handleId() == HANDLE);
    }

    @Test
    void aJournalThatBeganTooLateSaysSo() {
        time.pass(Duration.ofSeconds(-1));
        HandoverTicket ticket = ticket();
        time.pass(Duration.ofSeconds(1));
        EventJournal journal = journal(100);
        hearsOfHandle(journal, 1);
        Findings found = found(journal, ticket);
        assertThat(found.complete()).isFalse();
        assertThat(found.notes()).singleElement().asString().contains("too late to know everything");
    }

    @Test
    void aJournalThatSawTheSessionBeginNeedNotHaveRunLonger() {
        EventJournal journal = journal(100);
        hearsOfSession(journal, "created");
        HandoverTicket ticket = ticket();
        hearsOfHandle(journal, 1);
        assertThat(found(journal, ticket).complete()).isTrue();
    }

    @Test
    void aTicketOfAClockThatIsAheadOfJanusMakesItIncomplete() {
        EventJournal journal = journal(100);
        time.pass(Duration.ofSeconds(60));
        hearsOfHandle(journal, 1);
        HandoverTicket ticket = ticket(Duration.ofSeconds(5));
        hearsOfHandle(journal, 2);
        Findings found = found(journal, ticket);
        assertThat(found.complete()).isFalse();
        assertThat(found.notes()).singleElement().asString().contains("ms ahead of Janus's");
        assertThat(found(journal, ticket(Duration.ofSeconds(-1))).complete()).isTrue();
    }

    @Test
    void aTicketOfAClockThatIsBehindJanusMakesItIncomplete() {
        EventJournal journal = journal(100);
        hearsOfSession(journal, "created");
        HandoverTicket ticket = ticket(Duration.ofHours(-1));
        hearsOfHandle(journal, 1);
        Findings found = found(journal, ticket);
        assertThat(found.complete()).isFalse();
        assertThat(found.notes()).singleElement().asString().contains("ms behind Janus's");
        assertThat(found.events()).as("they would be replayed once more").isEmpty();
    }

    @Test
    void aJournalThatHadToLetGoOfEventsSaysSoAndGoesOn() {
        EventJournal journal = journal(5);
        time.pass(Duration.ofSeconds(60));
        HandoverTicket ticket = ticket();
        for (int i = 0; i < 8; i++) {
            hearsOfHandle(journal, i);
        }
        Findings found = found(journal, ticket);
        assertThat(found.complete()).isFalse();
        assertThat(found.notes()).singleElement().asString().contains("more came than it keeps");
        assertThat(found.events()).hasSize(5);
        // For a gap that begins long enough after that it knows everything again.
        time.pass(Duration.ofSeconds(60));
        HandoverTicket later = ticket();
        hearsOfHandle(journal, 9);
        assertThat(found(journal, later).complete()).isTrue();
    }

    @Test
    void aJournalThatReceivesNothingMoreSaysSo() {
        EventJournal journal = journal(100);
        hearsOfHandle(journal, 1);
        time.pass(Duration.ofSeconds(60));
        Findings found = found(journal, ticket());
        assertThat(found.complete()).isFalse();
        assertThat(found.notes()).singleElement().asString().contains("has received nothing since the ticket");
    }

    @Test
    void aJournalOfAnotherServerKnowsNothing() {
        CompletableFuture<Findings> asked = journal(100).query(ticket());
        // It waits for the first word.
        time.pass(Duration.ofSeconds(3));
        Findings found = asked.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(found.complete()).isFalse();
        assertThat(found.notes()).singleElement().asString().contains("has received nothing from Janus 'fake'");
    }

    @Test
    void aRestartOfTheServerIsTheFateOfItsSessions() {
        EventJournal journal = journal(100);
        hearsOfSession(journal, "created");
        HandoverTicket ticket = ticket();
        time.pass(Duration.ofMillis(5));
        hears(journal, 256, 1, 0, 0, "{'status':'started'}");
        assertThat(found(journal, ticket).lostReason()).isEqualTo(LostReason.SERVER_RESTARTED);
    }

    @Test
    void aSessionThatWasEndedAndOneThatTimedOutAreDistinguished() {
        EventJournal journal = journal(100);
        HandoverTicket ticket = ticket();
        time.pass(Duration.ofMillis(5));
        hearsOfSession(journal, "timeout");
        hearsOfSession(journal, "destroyed");
        assertThat(found(journal, ticket).lostReason()).isEqualTo(LostReason.EXPIRED);

        EventJournal other = journal(100);
        hearsOfSession(other, "destroyed");
        assertThat(found(other, ticket).lostReason()).isEqualTo(LostReason.DESTROYED);
    }

    @Test
    void aWallClockThatIsSetBackDoesNotMakeItWait() {
        AtomicLong nanos = new AtomicLong();
        EventJournal journal = new EventJournal(
                new EventJournal.Limits(10, Duration.ofMinutes(15), Duration.ofMillis(300), Duration.ofSeconds(2)),
                nanos::get,
                null);
        hears(journal, 1, 0, SESSION, 0, "{'name':'created'}");
        CompletableFuture<Findings> found = journal.query(ticket());
        time.pass(Duration.ofHours(-1));
        nanos.addAndGet(Duration.ofMillis(299).toNanos());
        assertThat(found).isNotDone();
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(found.orTimeout(10, TimeUnit.SECONDS).join().events()).isEmpty();
    }

    @Test
    void whatCameBeforeTheClockWasSetBackIsNotTakenForNew() {
        AtomicLong nanos = new AtomicLong();
        EventJournal journal = new EventJournal(
                new EventJournal.Limits(10, Duration.ofMinutes(15), Duration.ofMillis(300), Duration.ofSeconds(2)),
                nanos::get,
                null);
        hears(journal, 1, 0, SESSION, 0, "{'name':'created'}");
        time.pass(Duration.ofHours(-1));
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        CompletableFuture<Findings> found = journal.query(ticket());
        // Longer than it takes the journal to look.
        assertThat(found.copy()
                        .completeOnTimeout(null, 100, TimeUnit.MILLISECONDS)
                        .join())
                .isNull();
        nanos.addAndGet(Duration.ofMillis(300).toNanos());
        found.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void namesThatAreMadeUpDoNotFillTheMemory() {
        EventJournal journal = journal(10);
        hears(journal, 1, 0, SESSION, 0, "{'name':'created'}");
        for (int i = 0; i < 1_000; i++) {
            journal.accept(RawJson.of("{\"emitter\":\"e" + i
                    + "\",\"type\":1,\"timestamp\":1,\"session_id\":1,\"event\":{\"name\":\"created\"}}"));
        }
        assertThat(journal.servers()).isEqualTo(256);
    }

    private EventJournal journal(long bytes, int servers) {
        return new EventJournal(
                new EventJournal.Limits(
                        1_000_000, Duration.ofMinutes(15), Duration.ZERO, Duration.ofSeconds(2), bytes, servers),
                () -> time.now.get() * 1_000_000,
                null);
    }

    private void hearsMuch(EventJournal journal, String emitter, int characters) {
        journal.accept(RawJson.of("{\"emitter\":\"" + emitter + "\",\"type\":64,\"timestamp\":"
                + time.now.get() * 1000
                + ",\"session_id\":7,\"handle_id\":8,\"event\":{\"plugin\":\"p\",\"data\":{\"a\":\""
                + "x".repeat(characters) + "\"}}}"));
        time.pass(Duration.ofMillis(1));
    }

    @Test
    void whatTakesTooMuchMemoryIsLetGoAndMakesItIncomplete() {
        EventJournal journal = journal(1 << 20, 4);
        time.pass(Duration.ofSeconds(60));
        HandoverTicket ticket = ticket();
        for (int i = 0; i < 200; i++) {
            hearsMuch(journal, "fake", 10_000);
            assertThat(journal.bytes()).isLessThanOrEqualTo(1 << 20);
        }
        Findings found = found(journal, ticket);
        assertThat(found.complete()).isFalse();
        assertThat(found.notes()).anyMatch(note -> note.contains("had to let go of events"));
    }

    @Test
    void oneLoudServerDoesNotPushOutWhatAnotherSent() {
        EventJournal journal = journal(1 << 20, 4);
        time.pass(Duration.ofSeconds(60));
        HandoverTicket ticket = ticket();
        hearsOfHandle(journal, 1);
        for (int i = 0; i < 500; i++) {
            hearsMuch(journal, "loud" + i % 3, 10_000);
        }
        hearsOfHandle(journal, 2);
        Findings found = found(journal, ticket);
        assertThat(found.notes()).isEmpty();
        assertThat(found.complete()).isTrue();
        assertThat(found.events()).hasSize(2);
    }

    @Test
    void anEventLargerThanTheWholeLimitLeavesNothingBehind() {
        EventJournal journal = journal(10_000, 4);
        hearsMuch(journal, "fake", 20_000);
        assertThat(journal.bytes()).isZero();
        hearsOfHandle(journal, 1);
        assertThat(journal.bytes()).isBetween(256L, 10_000L);
    }

    @Test
    void theBytesAreGivenBackWhenEventsAreTooOld() {
        EventJournal journal = journal(1 << 20, 4);
        hearsMuch(journal, "fake", 20_000);
        assertThat(journal.bytes()).isGreaterThan(40_000);
        time.pass(Duration.ofMinutes(16));
        hearsOfHandle(journal, 1);
        assertThat(journal.bytes()).isLessThan(10_000);
    }

    @Test
    void eventsOfMoreServersThanAllowedAreNotKept() {
        EventJournal journal = journal(1 << 20, 2);
        for (int i = 0; i < 5; i++) {
            hearsMuch(journal, "server" + i, 10);
        }
        assertThat(journal.servers()).isEqualTo(2);
    }

    @Test
    void anEventThatCanNotBeReadMakesItIncomplete() {
        EventJournal journal = journal(10);
        hears(journal, 1, 0, SESSION, 0, "{'name':'created'}");
        time.pass(Duration.ofSeconds(60));
        HandoverTicket ticket = ticket();
        time.pass(Duration.ofSeconds(1));
        journal.accept(RawJson.of("{\"emitter\":\"fake\",\"type\":64,\"timestamp\":" + time.now.get() * 1000
                + ",\"session_id\":\"x\",\"event\":{}}"));
        Findings findings =
                journal.query(ticket).orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(findings.complete()).isFalse();
        assertThat(findings.notes()).anyMatch(note -> note.contains("could not read"));
    }
}
