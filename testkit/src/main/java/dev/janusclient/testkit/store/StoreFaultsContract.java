// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.janusclient.cluster.store.JoinResult;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemberReport;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.SessionTicket;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.FaultTrigger;
import dev.janusclient.testkit.LinkFault;
import dev.janusclient.testkit.StoreServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link OwnershipStore} on a server has to do when its connections or the server fail. A store's own test extends it; its
 * server keeps what it has answered when it is killed.
 */
public abstract class StoreFaultsContract {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(60);
    private static final MemberId A = new MemberId("a", "1");
    private static final MemberId B = new MemberId("b", "1");
    private static final SessionKey KEY = new SessionKey("janus-1", 4_503_599_627_370_497L);

    private FaultProxy proxy;
    private OwnershipStore store;
    private OwnershipStore other;

    /** For subclasses. */
    protected StoreFaultsContract() {}

    /** The server, which runs. */
    protected abstract StoreServer server();

    /**
     * Deletes what is stored.
     *
     * @throws Exception if that fails
     */
    protected abstract void empty() throws Exception;

    /**
     * Opens the store through a port of 127.0.0.1, which leads to the server.
     *
     * @param timeout how long a call may take
     */
    protected abstract OwnershipStore open(int port, Duration timeout);

    /** A part of what is sent to acquire sessions, and for nothing else. */
    protected abstract String acquisition();

    @BeforeEach
    void begin() throws Exception {
        empty();
        proxy = FaultProxy.to(server().address());
        store = open(proxy.uri().getPort(), TIMEOUT);
        other = open(server().port(), RECOVERY_TIMEOUT);
        assertEquals(new JoinResult.Joined(), answer(() -> store.join(A, LEASE)));
        assertEquals(new JoinResult.Joined(), other.join(B, LEASE));
    }

    @AfterEach
    void end() {
        other.close();
        store.close();
        proxy.close();
    }

    @Test
    void aConnectionThatEndsIsReplaced() {
        create(A);
        for (LinkFault fault : List.of(new LinkFault.Cut(), new LinkFault.Reset(), LinkFault.HalfOpen.both())) {
            int before = proxy.opened();
            proxy.inflict(fault);
            eventually(() -> store.renew(A, LEASE, new MemberReport(1, false)));
            assertTrue(proxy.opened() > before, fault + " had no effect");
        }
        assertEquals(List.of(new StoreResult.Ok(1, "ticket 0")), answer(() -> store.acquire(A, held(1))));
    }

    @Test
    void anAcquisitionWhoseReplyWasLostIsRepeated() {
        create(B);
        assertEquals(List.of(new StoreResult.Ok(2, null)), other.release(B, held(1)));
        FaultTrigger lost = proxy.when(FaultProxy.Direction.TO_JANUS, message -> message.contains(acquisition()))
                .after(LinkFault.HalfOpen.only(FaultProxy.Direction.FROM_JANUS));
        assertThrows(StoreException.class, () -> store.acquire(A, held(2)));
        assertTrue(lost.fired());
        eventually(() -> new Ownership(KEY, "call", A, 3).equals(other.find(KEY)));
        eventually(() -> store.acquire(A, held(2)).equals(List.of(new StoreResult.Ok(3, "ticket 0"))));
        assertEquals(List.of(new StoreResult.NotOwner(A, 3)), other.acquire(B, held(2)));
    }

    @Test
    void anAnswerThatComesTooLateIsNotTakenForAnother() {
        create(A);
        proxy.inflict(new LinkFault.Delay(FaultProxy.Direction.FROM_JANUS, TIMEOUT.multipliedBy(2)));
        assertThrows(StoreException.class, () -> store.renew(A, LEASE, new MemberReport(1, false)));
        proxy.inflict(new LinkFault.Delay(FaultProxy.Direction.FROM_JANUS, Duration.ZERO));
        eventually(() -> store.renew(A, LEASE, new MemberReport(1, false)));
        for (int i = 0; i < 20; i++) {
            assertEquals(2, answer(store::members).size());
            assertEquals(List.of(new StoreResult.Ok(1, "ticket 0")), answer(() -> store.acquire(A, held(1))));
            assertEquals(List.of(), answer(() -> store.free(1)));
        }
    }

    @Test
    void whatWasAnsweredIsThereAfterTheServerWasKilledInTheMiddle() {
        create(A);
        AtomicInteger answered = new AtomicInteger();
        CompletableFuture<Void> saving = CompletableFuture.runAsync(() -> {
            for (int i = 1; i < 1_000_000; i++) {
                other.save(A, List.of(new SessionTicket(new SessionEpoch(KEY, 1), "ticket " + i)));
                answered.set(i);
            }
        });
        eventually(() -> answered.get() >= 20);
        server().kill();
        assertThrows(ExecutionException.class, () -> saving.get(2 * RECOVERY_TIMEOUT.toSeconds(), TimeUnit.SECONDS));
        server().restart();
        eventually(() -> store.renew(A, LEASE, new MemberReport(1, false)));
        StoreResult.Ok found =
                (StoreResult.Ok) answer(() -> store.acquire(A, held(1))).get(0);
        List<String> possible = List.of("ticket " + answered.get(), "ticket " + (answered.get() + 1));
        assertTrue(possible.contains(found.ticket()), found.ticket() + " is none of " + possible);
        assertEquals(1, found.epoch());
    }

    private void create(MemberId member) {
        assertEquals(
                List.of(new StoreResult.Ok(1, "ticket 0")),
                other.create(member, List.of(new NewSession(KEY, "call", "ticket 0"))));
    }

    private static List<SessionEpoch> held(long epoch) {
        return List.of(new SessionEpoch(KEY, epoch));
    }

    /** The first answer; a busy machine may take longer than the time limit. */
    private static <T> T answer(Supplier<T> call) {
        List<T> answers = new ArrayList<>();
        eventually(() -> answers.add(call.get()));
        return answers.get(0);
    }

    /** Until it is true; calls of the store may fail meanwhile. */
    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + RECOVERY_TIMEOUT.toNanos();
        StoreException last = null;
        while (System.nanoTime() - deadline < 0) {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (StoreException e) {
                last = e;
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }
        throw new AssertionError("not within " + RECOVERY_TIMEOUT.toSeconds() + " s", last);
    }
}
