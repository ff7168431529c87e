// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.janusclient.cluster.store.HandoverRequest;
import dev.janusclient.cluster.store.JoinResult;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemberReport;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.SessionTicket;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.cluster.store.TicketTooLargeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link OwnershipStore} has to do. A store's own test extends it. */
public abstract class OwnershipStoreContract {
    // Longer than any test takes on a busy machine.
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration SHORT_LEASE = Duration.ofMillis(200);
    private static final MemberId A = new MemberId("a", "1");
    private static final MemberId B = new MemberId("b", "1");
    private static final SessionKey KEY = new SessionKey("janus-1", 4_503_599_627_370_497L);

    private OwnershipStore store;
    private OwnershipStore other;

    /** For subclasses. */
    protected OwnershipStoreContract() {}

    /**
     * Opens the store that each test begins with. It is empty.
     *
     * @throws Exception if it can't be opened
     */
    protected abstract OwnershipStore openEmpty() throws Exception;

    /**
     * Opens what {@link #openEmpty} opened, as another member does; a store in memory gives the same object.
     *
     * @throws Exception if it can't be opened
     */
    protected abstract OwnershipStore openAgain() throws Exception;

    /**
     * Lets the store's time pass. Stores with an injected clock move it; others wait.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    protected abstract void pass(Duration time) throws InterruptedException;

    /** Whether {@link OwnershipStore#onWake} of one member's store reports what another member's store did. */
    protected boolean wakes() {
        return false;
    }

    @BeforeEach
    void open() throws Exception {
        store = openEmpty();
        other = openAgain();
    }

    @AfterEach
    void close() {
        other.close();
        store.close();
    }

    /** Ends a live member's lease, however long what came before has taken. */
    private void expire(MemberId member) throws InterruptedException {
        assertTrue(store.renew(member, SHORT_LEASE, new MemberReport(0, false)));
        pass(SHORT_LEASE.plusMillis(50));
    }

    @Test
    void aMemberIsLiveUntilItsLeaseEnds() throws InterruptedException {
        join(store, A, LEASE);
        join(store, B, LEASE);
        assertEquals(List.of("a", "b"), liveNames());
        expire(B);
        assertEquals(List.of("a"), liveNames());
        assertFalse(store.renew(B, LEASE, new MemberReport(0, false)), "an expired lease was renewed");
        assertTrue(store.renew(A, LEASE, new MemberReport(7, true)));
        assertEquals(new MemberReport(7, true), other.members().get(0).report());
        assertTrue(other.members().get(0).leaseLeft().compareTo(LEASE.minusMinutes(1)) > 0);
        assertTrue(other.members().get(0).leaseLeft().compareTo(LEASE) <= 0);
    }

    @Test
    void aRenewedLeaseLastsFromTheRenewal() throws InterruptedException {
        // Long enough for a renewal on a busy machine.
        Duration first = Duration.ofSeconds(1);
        join(store, A, first);
        assertTrue(store.renew(A, LEASE, new MemberReport(0, false)));
        pass(first.plusMillis(50));
        assertEquals(List.of("a"), liveNames());
    }

    @Test
    void oneNameHasOneLiveMember() throws InterruptedException {
        join(store, A, LEASE);
        MemberId second = new MemberId("a", "2");
        JoinResult.NameTaken taken = assertInstanceOf(JoinResult.NameTaken.class, other.join(second, LEASE));
        assertEquals(A, taken.holder());
        assertFalse(taken.leaseLeft().isNegative());
        join(store, A, SHORT_LEASE);
        pass(SHORT_LEASE.plusMillis(50));
        join(other, second, LEASE);
        assertFalse(store.renew(A, LEASE, new MemberReport(0, false)), "the first one's lease was renewed");
        store.leave(A);
        assertEquals(List.of("a"), liveNames());
    }

    @Test
    void leavingFreesTheNameAndTheSessions() {
        join(store, A, LEASE);
        create(A, KEY);
        store.leave(A);
        store.leave(A);
        assertEquals(List.of(), liveNames());
        assertEquals(List.of(new Ownership(KEY, "call", A, 1)), other.free(10));
        assertFalse(store.renew(A, LEASE, new MemberReport(0, false)));
        join(store, new MemberId("a", "2"), LEASE);
    }

    @Test
    void aSessionIsCreatedOnce() {
        join(store, A, LEASE);
        join(store, B, LEASE);
        assertEquals(new StoreResult.Ok(1, "first"), create(A, KEY));
        assertEquals(
                new StoreResult.Ok(1, "first"), one(store.create(A, List.of(new NewSession(KEY, "call", "second")))));
        assertEquals(new StoreResult.NotOwner(A, 1), create(B, KEY));
        assertEquals(new Ownership(KEY, "call", A, 1), other.find(KEY));
        assertNull(store.find(new SessionKey("janus-2", KEY.sessionId())));
        store.leave(A);
        assertEquals(new StoreResult.StaleEpoch(1), create(B, KEY));
    }

    @Test
    void aLiveOwnersSessionIsNotAcquired() {
        join(store, A, LEASE);
        join(other, B, LEASE);
        create(A, KEY);
        assertEquals(new StoreResult.NotOwner(A, 1), acquire(B, 1));
        assertEquals(new StoreResult.NotOwner(A, 1), one(other.release(B, held(1))));
        assertEquals(new StoreResult.NotOwner(A, 1), one(other.remove(B, held(1))));
        assertEquals(new StoreResult.NotOwner(A, 1), save(B, 1, "x"));
        assertEquals(List.of(), store.free(10));
    }

    @Test
    void anExpiredOwnersSessionIsTakenWithItsTicketOnce() throws InterruptedException {
        join(store, A, LEASE);
        join(other, B, LEASE);
        create(A, KEY);
        assertEquals(new StoreResult.Ok(1, null), save(A, 1, "current"));
        expire(A);
        assertEquals(List.of(new Ownership(KEY, "call", A, 1)), other.free(10));
        assertEquals(new StoreResult.StaleEpoch(1), acquire(B, 2));
        assertEquals(new StoreResult.Ok(2, "current"), acquire(B, 1));
        // As when the answer to the first was lost.
        assertEquals(new StoreResult.Ok(2, "current"), acquire(B, 1));
        assertEquals(List.of(), other.free(10));
        assertEquals(new StoreResult.Expired(), save(A, 1, "late"));
        assertEquals(new StoreResult.Expired(), one(store.release(A, held(1))));
        assertEquals(new StoreResult.Expired(), one(store.remove(A, held(1))));
        assertEquals(new StoreResult.Expired(), acquire(A, 1));
        assertEquals(new StoreResult.Expired(), create(A, new SessionKey("janus-1", 2)));
        MemberId again = new MemberId("a", "2");
        join(store, again, LEASE);
        assertEquals(new StoreResult.NotOwner(B, 2), acquire(again, 1));
        assertEquals(new StoreResult.NotOwner(B, 2), save(again, 1, "late"));
        assertEquals(new StoreResult.NotOwner(B, 2), save(again, 2, "late"));
    }

    @Test
    void anotherIncarnationDoesNotOwnWhatTheFirstOwned() throws InterruptedException {
        join(store, A, LEASE);
        create(A, KEY);
        expire(A);
        MemberId again = new MemberId("a", "2");
        join(store, again, LEASE);
        assertEquals(new StoreResult.StaleEpoch(1), save(again, 1, "x"));
        assertEquals(List.of(new Ownership(KEY, "call", A, 1)), store.free(10));
        assertEquals(new StoreResult.Ok(2, "first"), acquire(again, 1));
        assertEquals(new StoreResult.Ok(2, null), save(again, 2, "x"));
    }

    @Test
    void releasingIsATransition() {
        join(store, A, LEASE);
        join(store, B, LEASE);
        create(A, KEY);
        assertEquals(new StoreResult.StaleEpoch(1), one(store.release(A, held(9))));
        assertEquals(new StoreResult.Ok(2, null), one(store.release(A, held(1))));
        assertEquals(new StoreResult.StaleEpoch(2), one(store.release(A, held(1))));
        assertEquals(new StoreResult.StaleEpoch(2), save(A, 1, "late"));
        assertEquals(List.of(new Ownership(KEY, "call", null, 2)), other.free(10));
        assertEquals(new StoreResult.StaleEpoch(2), acquire(B, 1));
        assertEquals(new StoreResult.Ok(3, "first"), acquire(B, 2));
        assertEquals(new StoreResult.NotOwner(B, 3), acquire(A, 2));
    }

    @Test
    void aRequestHoldsForOneOwnershipAndTheReleaseThatEndsIt() {
        join(store, A, LEASE);
        join(other, B, LEASE);
        assertEquals(new StoreResult.Missing(), other.requestHandover(held(1).get(0), null));
        create(A, KEY);
        assertEquals(new StoreResult.StaleEpoch(1), other.requestHandover(held(2).get(0), null));
        assertEquals(List.of(), store.handoverRequests());

        assertEquals(new StoreResult.Ok(1, null), other.requestHandover(held(1).get(0), null));
        assertEquals(List.of(new HandoverRequest(KEY, 1, "a", null)), store.handoverRequests());
        assertEquals(new StoreResult.Ok(1, null), other.requestHandover(held(1).get(0), "b"));
        List<HandoverRequest> wanted = List.of(new HandoverRequest(KEY, 1, "a", "b"));
        assertEquals(wanted, store.handoverRequests());
        assertThrows(IllegalArgumentException.class, () -> other.requestHandover(held(1).get(0), "*"));

        assertEquals(new StoreResult.Ok(2, null), one(store.release(A, held(1))));
        assertEquals(wanted, other.handoverRequests());
        assertEquals(new StoreResult.StaleEpoch(2), other.requestHandover(held(2).get(0), null));
        assertEquals(new StoreResult.Ok(3, "first"), acquire(B, 2));
        assertEquals(List.of(), store.handoverRequests());
    }

    @Test
    void aRequestForASessionThatIsGoneIsOver() {
        join(store, A, LEASE);
        List<SessionKey> keys = keys(2);
        keys.forEach(key -> create(A, key));
        keys.forEach(key -> store.requestHandover(new SessionEpoch(key, 1), null));
        assertEquals(2, other.handoverRequests().size());
        store.remove(A, List.of(new SessionEpoch(keys.get(0), 1)));
        assertEquals(List.of(new HandoverRequest(keys.get(1), 1, "a", null)), other.handoverRequests());
        store.leave(A);
        assertEquals(new StoreResult.StaleEpoch(1), other.requestHandover(new SessionEpoch(keys.get(1), 1), null));
    }

    @Test
    void aRemovedSessionIsGone() {
        join(store, A, LEASE);
        create(A, KEY);
        assertEquals(new StoreResult.StaleEpoch(1), one(store.remove(A, held(2))));
        assertEquals(new StoreResult.Ok(1, null), one(store.remove(A, held(1))));
        assertEquals(new StoreResult.Missing(), one(store.remove(A, held(1))));
        assertEquals(new StoreResult.Missing(), acquire(A, 1));
        assertEquals(new StoreResult.Missing(), save(A, 1, "x"));
        assertEquals(new StoreResult.Missing(), one(store.release(A, held(1))));
        assertNull(other.find(KEY));
    }

    @Test
    void ticketsUpToTheLimitAreKeptAndLongerOnesRefused() {
        join(store, A, LEASE);
        create(A, KEY);
        // Quotation marks, a backslash, a line's end, and characters of two, three and four bytes.
        String special = "{\"a\":\"\\ ' \n \t é € \uD83D\uDE00\"}";
        String longest = special + "x".repeat(store.maxTicketLength() - special.length());
        save(A, 1, longest);
        assertEquals(new StoreResult.Ok(1, longest), acquire(A, 1));
        TicketTooLargeException refused = assertThrows(TicketTooLargeException.class, () -> save(A, 1, longest + "x"));
        assertTrue(String.valueOf(refused.getMessage()).contains("maxTicketLength"), refused.toString());
        assertEquals(new StoreResult.Ok(1, longest), acquire(A, 1));
        assertThrows(
                TicketTooLargeException.class,
                () -> store.create(A, List.of(new NewSession(new SessionKey("janus-1", 2), "call", longest + "x"))));
    }

    @Test
    void resultsAreInTheOrderOfTheList() {
        join(store, A, LEASE);
        join(store, B, LEASE);
        List<SessionKey> keys = keys(6);
        create(A, keys.get(1));
        create(B, keys.get(2));
        create(B, keys.get(4));
        store.release(B, List.of(new SessionEpoch(keys.get(2), 1)));
        store.release(B, List.of(new SessionEpoch(keys.get(4), 1)));
        List<SessionEpoch> wanted = new ArrayList<>();
        keys.forEach(key -> wanted.add(new SessionEpoch(key, 2)));
        List<StoreResult> results = store.acquire(B, wanted);
        assertEquals(
                List.of(
                        new StoreResult.Missing(),
                        new StoreResult.NotOwner(A, 1),
                        new StoreResult.Ok(3, "first"),
                        new StoreResult.Missing(),
                        new StoreResult.Ok(3, "first"),
                        new StoreResult.Missing()),
                results);
        assertEquals(List.of(), store.acquire(B, List.of()));
    }

    @Test
    void freeSessionsComeInOrderUpToTheLimit() {
        join(store, A, LEASE);
        List<SessionKey> keys = keys(5);
        keys.forEach(key -> create(A, key));
        store.leave(A);
        List<SessionKey> listed = new ArrayList<>();
        store.free(3).forEach(row -> listed.add(row.session()));
        assertEquals(keys.subList(0, 3), listed);
        assertEquals(5, store.free(100).size());
    }

    @Test
    void theSessionsOfADeadMemberAreAcquiredSavedAndReleasedInFewCalls() throws InterruptedException {
        int count = 2_500;
        join(store, A, LEASE);
        join(other, B, LEASE);
        List<NewSession> created = new ArrayList<>();
        List<SessionEpoch> wanted = new ArrayList<>();
        List<SessionTicket> saved = new ArrayList<>();
        List<SessionEpoch> held = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            SessionKey key = new SessionKey("janus-" + i % 3, i);
            created.add(new NewSession(key, "call", "ticket " + i));
            wanted.add(new SessionEpoch(key, 1));
            held.add(new SessionEpoch(key, 2));
            saved.add(new SessionTicket(new SessionEpoch(key, 2), "changed " + i));
        }
        assertEquals(takenAt(1, count), store.create(A, created));
        expire(A);
        assertEquals(count, other.free(count).size());
        assertEquals(takenAt(2, count), other.acquire(B, wanted));
        assertEquals(List.of(), other.free(10));
        assertTrue(other.save(B, saved).stream().allMatch(StoreResult.Ok.class::isInstance));
        assertTrue(other.release(B, held).stream().allMatch(StoreResult.Ok.class::isInstance));
        assertEquals(count, store.free(count + 1).size());
    }

    @Test
    void ofManyThatWantASessionOneGetsIt() throws Exception {
        int members = 8;
        join(store, A, LEASE);
        List<SessionKey> keys = keys(40);
        keys.forEach(key -> create(A, key));
        store.leave(A);
        List<SessionEpoch> wanted = new ArrayList<>();
        keys.forEach(key -> wanted.add(new SessionEpoch(key, 1)));
        ExecutorService threads = Executors.newFixedThreadPool(members);
        try {
            List<Callable<List<StoreResult>>> attempts = new ArrayList<>();
            for (int i = 0; i < members; i++) {
                MemberId member = new MemberId("m" + i, "1");
                OwnershipStore mine = i % 2 == 0 ? store : other;
                join(mine, member, LEASE);
                attempts.add(() -> mine.acquire(member, wanted));
            }
            int acquired = 0;
            for (Future<List<StoreResult>> attempt : threads.invokeAll(attempts)) {
                for (StoreResult result : attempt.get()) {
                    acquired += result instanceof StoreResult.Ok ? 1 : 0;
                }
            }
            assertEquals(keys.size(), acquired);
            for (SessionKey key : keys) {
                Ownership row = store.find(key);
                assertEquals(2, row == null ? 0 : row.epoch());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<StoreResult> takenAt(long epoch, int count) {
        List<StoreResult> results = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            results.add(new StoreResult.Ok(epoch, "ticket " + i));
        }
        return results;
    }

    @Test
    void aReleasedSessionWakesIfTheStoreCan() throws Exception {
        join(store, A, LEASE);
        create(A, KEY);
        CountDownLatch woken = new CountDownLatch(1);
        try (AutoCloseable registration = other.onWake(woken::countDown)) {
            assertNotNull(registration);
            // One that comes before the store listens is missed, so there are several.
            long epoch = 1;
            boolean over = false;
            for (int attempt = 0; attempt < (wakes() ? 300 : 3) && !over; attempt++) {
                assertEquals(new StoreResult.Ok(epoch + 1, null), one(store.release(A, held(epoch))));
                assertEquals(
                        List.of(KEY),
                        other.free(10).stream().map(Ownership::session).toList());
                over = woken.await(100, TimeUnit.MILLISECONDS);
                assertEquals(new StoreResult.Ok(epoch + 2, "first"), acquire(A, epoch + 1));
                epoch += 2;
            }
            assertEquals(wakes(), over);
        }
    }

    private static void join(OwnershipStore store, MemberId member, Duration lease) {
        assertEquals(new JoinResult.Joined(), store.join(member, lease));
    }

    private List<String> liveNames() {
        List<String> names = new ArrayList<>();
        other.members().forEach(state -> names.add(state.id().name()));
        return names;
    }

    private StoreResult create(MemberId member, SessionKey key) {
        return one(store.create(member, List.of(new NewSession(key, "call", "first"))));
    }

    private StoreResult acquire(MemberId member, long epoch) {
        return one(store.acquire(member, held(epoch)));
    }

    private StoreResult save(MemberId member, long epoch, String ticket) {
        return one(store.save(member, List.of(new SessionTicket(new SessionEpoch(KEY, epoch), ticket))));
    }

    private static List<SessionEpoch> held(long epoch) {
        return List.of(new SessionEpoch(KEY, epoch));
    }

    private static StoreResult one(List<StoreResult> results) {
        assertEquals(1, results.size());
        return results.get(0);
    }

    private static List<SessionKey> keys(int count) {
        List<SessionKey> keys = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            keys.add(new SessionKey("janus-1", i));
        }
        return keys;
    }
}
