// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemoryStore;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.error.JanusRelinquishedException;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A member with a store that is slow, late or silent, and with sessions of a Janus in memory. */
class ClusterMemberTest {
    /** What a test does about a call of the store before it is made. */
    private interface Before {
        void call() throws InterruptedException;
    }

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final int MAX_TICKET = 1_500;

    private final MemoryStore store = new MemoryStore(MAX_TICKET, System::nanoTime);
    private final Map<String, Before> before = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Queue<RelinquishReason> losses = new ConcurrentLinkedQueue<>();
    private final StubJanus janus = new StubJanus("first");
    private final JanusClient client =
            JanusClient.create(URI.create("ws://janus.test"), JanusClientOptions.defaults(), janus);
    private final List<ClusterMember> members = new ArrayList<>();

    @AfterEach
    void close() {
        before.clear();
        members.forEach(ClusterMember::close);
        client.close();
        janus.close();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
    }

    private OwnershipStore intercepted() {
        return (OwnershipStore) Proxy.newProxyInstance(
                OwnershipStore.class.getClassLoader(), new Class<?>[] {OwnershipStore.class}, (proxy, method, args) -> {
                    calls.computeIfAbsent(method.getName(), any -> new AtomicInteger())
                            .incrementAndGet();
                    Before first = before.get(method.getName());
                    if (first != null) {
                        try {
                            first.call();
                        } catch (InterruptedException e) {
                            throw new StoreException("interrupted", e);
                        }
                    }
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private int calls(String operation) {
        AtomicInteger count = calls.get(operation);
        return count == null ? 0 : count.get();
    }

    private ClusterMember join(MemberOptions options) {
        ClusterMember joined =
                TestMember.of(ClusterMember.join(intercepted(), options, (session, why) -> losses.add(why)));
        members.add(joined);
        return joined;
    }

    private ClusterMember join(String name) {
        return join(MemberOptions.of(name, LEASE));
    }

    private JanusSession owned(ClusterMember member) {
        JanusSession session = TestMember.of(client.createSession());
        assertThat(TestMember.of(member.own(session, "janus-1", "call"))).isInstanceOf(StoreResult.Ok.class);
        return session;
    }

    private static SessionKey key(JanusSession session) {
        return new SessionKey("janus-1", session.id());
    }

    private String savedTicket(JanusSession session, ClusterMember owner) {
        StoreResult.Ok row = (StoreResult.Ok) store.acquire(owner.id(), List.of(new SessionEpoch(key(session), 1)))
                .get(0);
        return Objects.requireNonNull(row.ticket());
    }

    @Test
    void aCallThatIsNotAnsweredInTimeIsInterruptedAndTheNextOneIsNot() {
        ClusterMember member = join(MemberOptions.of("a", LEASE).withStoreTimeout(Duration.ofMillis(300)));
        before.put("free", () -> new CountDownLatch(1).await());
        assertThatThrownBy(() -> TestMember.of(member.free(1))).hasRootCauseInstanceOf(InterruptedException.class);
        assertThat(member.storeFailure()).hasMessageContaining("interrupted");
        before.clear();
        assertThat(TestMember.of(member.free(1))).isEmpty();
        assertThat(member.storeFailure()).isNull();
    }

    /** Waits whatever interrupts it, as a driver may. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                latch.await();
                open = true;
            } catch (InterruptedException e) {
                // Not this store.
            }
        }
    }

    @Test
    void anAcquisitionThatIsAnsweredTooLateFailsAndIsUndone() {
        MemberId other = new MemberId("other", "1");
        store.join(other, LEASE);
        SessionKey wanted = new SessionKey("janus-1", 77);
        store.create(other, List.of(new NewSession(wanted, "call", "{}")));
        store.leave(other);
        ClusterMember member = join(MemberOptions.of("a", LEASE)
                .withStoreTimeout(Duration.ofMillis(200))
                .withRenewInterval(Duration.ofMillis(300)));
        Ownership free = TestMember.of(member.free(1)).get(0);
        CountDownLatch late = new CountDownLatch(1);
        before.put("acquire", () -> awaitUninterruptibly(late));
        CompletableFuture<StoreResult> acquired = member.acquire(free);
        // Whoever waits is not held up by a store that does not even react to an interrupt.
        assertThatThrownBy(() -> TestMember.of(acquired)).hasMessageContaining("storeTimeout");
        late.countDown();
        eventually().until(() -> {
            Ownership row = store.find(wanted);
            return row != null && row.owner() == null && row.epoch() == 3;
        });
        assertThat(member.mayCommand(wanted)).isFalse();
    }

    @Test
    void aTicketIsSavedWhenItHasChanged() {
        ClusterMember member = join("a");
        JanusSession session = owned(member);
        JanusEchoTestPlugin echo = TestMember.of(session.attach(JanusEchoTestPlugin.TYPE));
        eventually().until(() -> HandoverTicket.fromJson(savedTicket(session, member)).handles().stream()
                .anyMatch(handle -> handle.handleId() == echo.handleId()));
    }

    @Test
    void whileOneTicketIsBeingSavedOnlyTheLastOfTheOthersIsKept() {
        ClusterMember member = join("a");
        List<JanusSession> sessions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sessions.add(owned(member));
        }
        eventually().until(() -> calls("save") > 0);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch saving = new CountDownLatch(1);
        before.put("save", () -> {
            saving.countDown();
            held.await();
        });
        sessions.forEach(session -> TestMember.of(session.attach(JanusEchoTestPlugin.TYPE)));
        eventually().until(() -> saving.getCount() == 0);
        int saves = calls("save");
        for (int round = 0; round < 3; round++) {
            sessions.forEach(session -> TestMember.of(session.attach(JanusEchoTestPlugin.TYPE)));
        }
        held.countDown();
        eventually().until(() -> sessions.stream()
                .allMatch(session -> HandoverTicket.fromJson(savedTicket(session, member))
                                .handles()
                                .size()
                        == session.ticket().handles().size()));
        // Of 60 changes: all that waited when the call returned, and each session's last report after it.
        assertThat(calls("save") - saves).isLessThanOrEqualTo(1 + sessions.size());
    }

    @Test
    void aTicketThatIsTooLargeIsNotSavedAndTheOneBeforeStays() {
        ClusterMember member = join("a");
        JanusSession session = owned(member);
        String small = savedTicket(session, member);
        for (int i = 0; i < 30; i++) {
            TestMember.of(session.attach(JanusEchoTestPlugin.TYPE));
        }
        JanusSession other = owned(member);
        TestMember.of(other.attach(JanusEchoTestPlugin.TYPE));
        eventually().until(() -> savedTicket(other, member).contains("echotest"));
        assertThat(session.ticket().toJson().length()).isGreaterThan(MAX_TICKET);
        assertThat(HandoverTicket.fromJson(savedTicket(session, member))
                        .handles()
                        .size())
                .isLessThan(30);
        assertThat(small.length()).isLessThan(MAX_TICKET);
        // Nor does it keep the session from being given up.
        TestMember.of(member.release(key(session)));
        assertThat(store.free(5)).extracting(Ownership::session).containsExactly(key(session));
    }

    @Test
    void aSaveThatFailedIsMadeAgainAfterTheNextRenewal() {
        ClusterMember member = join(MemberOptions.of("a", LEASE).withRenewInterval(Duration.ofMillis(200)));
        JanusSession session = owned(member);
        before.put("save", () -> {
            throw new StoreException("out of reach", null);
        });
        TestMember.of(session.attach(JanusEchoTestPlugin.TYPE));
        eventually().until(() -> member.storeFailure() != null);
        before.clear();
        eventually().until(() -> savedTicket(session, member).contains("echotest"));
    }

    @Test
    void theLossOfASessionToAnotherMemberNamesItsNewOwner() {
        // A save between the release and the takeover would find no owner.
        before.put("save", () -> {
            throw new StoreException("out of reach", null);
        });
        ClusterMember a = join("a");
        ClusterMember b = join("b");
        JanusSession session = owned(a);
        List<CoreEvent> events = new ArrayList<>();
        session.on(CoreEvent.class, events::add);
        janus.silence("keepalive");
        CompletableFuture<Void> waiting = session.keepalive();
        // A store may lose what it answered, as Redis does in a fail-over.
        store.release(a.id(), List.of(new SessionEpoch(key(session), 1)));
        assertThat(TestMember.of(b.acquire(Objects.requireNonNull(store.find(key(session))))))
                .isInstanceOf(StoreResult.Ok.class);
        assertThat(TestMember.of(a.confirm(key(session)))).isFalse();
        RelinquishReason takenOver = new RelinquishReason.TakenOver(b.id().toString(), 3);
        assertThat(losses).containsExactly(takenOver);
        assertThat(session.isActive()).isFalse();
        assertThatThrownBy(() -> TestMember.of(waiting))
                .hasCauseInstanceOf(JanusRelinquishedException.class)
                .hasMessageContaining(b.id() + " has taken it over at epoch 3");
        assertThatThrownBy(() -> TestMember.of(session.keepalive())).hasCauseInstanceOf(JanusNotSentException.class);
        eventually().untilAsserted(() -> assertThat(events).containsExactly(new CoreEvent.Relinquished(takenOver)));
    }

    @Test
    void sessionsThatAreClaimedAgainAtOnceAreConfirmedByOneCall() {
        ClusterMember member = join("a");
        List<JanusSession> sessions = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            sessions.add(owned(member));
        }
        CountDownLatch held = new CountDownLatch(1);
        before.put("free", held::await);
        CompletableFuture<List<Ownership>> busy = member.free(1);
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        sessions.forEach(session -> answers.add(member.confirm(key(session))));
        held.countDown();
        TestMember.of(busy);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(TestMember.of(answer)).isTrue());
        assertThat(calls("acquire")).isEqualTo(1);
    }

    @Test
    void sessionsThatAreCreatedWhileTheStoreIsBusyAreOwnedWithOneCall() {
        ClusterMember member = join("a");
        CountDownLatch held = new CountDownLatch(1);
        before.put("free", held::await);
        CompletableFuture<List<Ownership>> busy = member.free(1);
        List<CompletableFuture<StoreResult>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            JanusSession session = TestMember.of(client.createSession());
            answers.add(member.own(session, "janus-1", "call"));
        }
        JanusSession again = TestMember.of(client.createSession());
        answers.add(member.own(again, "janus-1", "call"));
        answers.add(member.own(again, "janus-1", "call"));
        held.countDown();
        TestMember.of(busy);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(TestMember.of(answer)).isInstanceOf(StoreResult.Ok.class));
        // The first one did not wait for others.
        assertThat(calls("create")).isEqualTo(2);
    }

    @Test
    void aStoreThatIsOutOfReachIsAskedAgainBeforeAClaimIsRefused() {
        ClusterMember member = join(MemberOptions.of("a", LEASE).withRenewInterval(Duration.ofMillis(200)));
        JanusSession session = owned(member);
        before.put("acquire", () -> {
            throw new StoreException("out of reach", null);
        });
        CompletableFuture<Boolean> answer = member.confirm(key(session));
        eventually().until(() -> calls("acquire") > 1);
        assertThat(answer).isNotDone();
        before.clear();
        assertThat(TestMember.of(answer)).isTrue();
    }

    @Test
    void aMemberThatIsClosedAllowsNoClaim() {
        ClusterMember member = join("a");
        JanusSession session = owned(member);
        member.close();
        assertThat(TestMember.of(member.confirm(key(session)))).isFalse();
    }

    @Test
    void aReleasedSessionSaysThatItWasReleased() {
        ClusterMember member = join("a");
        JanusSession session = owned(member);
        TestMember.of(member.release(key(session)));
        assertThatThrownBy(() -> TestMember.of(session.keepalive()))
                .hasCauseInstanceOf(JanusNotSentException.class)
                .hasMessageContaining("it was released")
                .hasMessageNotContaining("claimed");
        assertThat(losses).isEmpty();
    }
}
