// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.janusclient.CoreEvent;
import dev.janusclient.cluster.StubJanus.Command;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemoryStore;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.recovery.LostReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Groups of members in one process, on a store in memory, with Januses in memory. */
class FailoverGroupTest {
    private final MemoryStore store = new MemoryStore();
    private final StubJanus first = new StubJanus("first");
    private final StubJanus second = new StubJanus("second");
    private final List<TestMember> members = new ArrayList<>();

    @AfterEach
    void close() {
        members.forEach(TestMember::close);
        first.close();
        second.close();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
    }

    private TestMember member(String name) {
        TestMember made = new TestMember(name);
        members.add(made);
        return made;
    }

    private TestMember start(String name, StubJanus... servers) {
        TestMember started = member(name).start(store, servers);
        started.awaitServers();
        return started;
    }

    private static Set<SessionKey> create(TestMember member, int count) {
        Set<SessionKey> made = new HashSet<>();
        for (int i = 0; i < count; i++) {
            made.add(TestMember.of(member.group().create("call")).key());
        }
        return made;
    }

    private MemberId id(TestMember member) {
        return store.members().stream()
                .filter(one -> one.id().name().equals(member.name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** As if the process had been killed: nothing reaches Janus or the store any more, and the lease ends. */
    private void kill(TestMember member) {
        MemberId id = id(member);
        member.storeOutOfReach = true;
        first.cutOff(member.name);
        second.cutOff(member.name);
        store.leave(id);
    }

    private static int owned(TestMember member) {
        return member.group().status().owned();
    }

    @Test
    void sessionsAreCreatedWhereThereAreFewest() {
        TestMember a = start("a", first, second);
        create(a, 7);
        assertThat(a.group().status().servers())
                .extracting(GroupStatus.Server::sessions)
                .containsExactlyInAnyOrder(3, 4);
        first.goDown(true);
        eventually().until(() -> a.events.contains("serverDown janus-1"));
        create(a, 4);
        assertThat(second.sessions()).isGreaterThanOrEqualTo(7);
    }

    @Test
    void theSessionsOfADeadMemberAreSharedAmongTheOthers() {
        TestMember a = start("a", first, second);
        TestMember b = start("b", first, second);
        TestMember c = start("c", first, second);
        Set<SessionKey> made = create(a, 60);
        kill(a);
        eventually().until(() -> b.resumed.size() + c.resumed.size() == 60);
        Set<SessionKey> resumed = new HashSet<>(b.resumed);
        resumed.addAll(c.resumed);
        assertThat(resumed).isEqualTo(made);
        assertThat(b.resumed.size()).isBetween(20, 40);
        eventually().until(() -> b.group().status().takeovers().size() == GroupStatus.MAX_TAKEOVERS);
        assertThat(b.group().status().takeovers()).allSatisfy(one -> {
            assertThat(one.from()).extracting(MemberId::name).isEqualTo("a");
            assertThat(one.epoch()).isEqualTo(2);
            assertThat(one.outcome()).isEqualTo("ResumedWithGap");
        });
        assertThat(b.group().sessions())
                .allSatisfy(one -> TestMember.of(one.session().keepalive()));
        assertThat(store.free(100)).isEmpty();
    }

    @Test
    void aMemberWhoseLeaseEndedGoesSilentAndJoinsAgainWithNothing() {
        TestMember a = member("a");
        a.start(a.builder(store, Duration.ofSeconds(3), first));
        a.awaitServers();
        TestMember b = start("b", first);
        create(a, 5);
        List<OwnedSession> before = a.group().sessions();
        // On a busy machine it could be back before b has looked, and take some of them itself.
        CountDownLatch held = new CountDownLatch(1);
        a.joinsHeld = held;
        // Not killed: it finds out with its next renewal.
        store.leave(id(a));
        eventually().until(() -> b.resumed.size() == 5);
        held.countDown();
        eventually().until(() -> before.stream().noneMatch(one -> one.session().isActive()));
        eventually().until(() -> a.group().status().joined());
        assertThat(owned(a)).isZero();
        // Whatever a still sent, it sent before b's first command.
        for (OwnedSession one : before) {
            List<Command> ofSession = first.commands().stream()
                    .filter(command -> command.session() == one.key().sessionId())
                    .toList();
            int taken = ofSession.indexOf(new Command("b", one.key().sessionId(), "claim"));
            assertThat(ofSession.subList(taken, ofSession.size()))
                    .extracting(Command::client)
                    .containsOnly("b");
        }
        create(a, 1);
    }

    @Test
    void aGroupThatIsClosedWhileItJoinsAgainLeaves() {
        TestMember a = start("a", first);
        create(a, 1);
        CountDownLatch held = new CountDownLatch(1);
        a.joinsHeld = held;
        store.leave(id(a));
        // It finds out with this call, unless it did with a renewal.
        assertThatThrownBy(() -> create(a, 1)).hasCauseInstanceOf(IllegalStateException.class);
        eventually().until(() -> a.calls("join") == 2);
        a.close();
        held.countDown();
        // The former incarnation's, and the new one's.
        eventually().until(() -> a.calls("leave") == 2);
        eventually().until(() -> store.members().isEmpty());
    }

    @Test
    void whatOneMemberRefusesAnotherOneResumes() {
        TestMember a = start("a", first);
        TestMember b = start("b", first);
        TestMember c = start("c", first);
        b.refusal = new IllegalStateException("it is too much for me");
        Set<SessionKey> made = create(a, 12);
        kill(a);
        eventually().until(() -> c.resumed.size() == 12);
        assertThat(new HashSet<>(c.resumed)).isEqualTo(made);
        assertThat(b.events).anyMatch(event -> event.contains("it is too much for me"));
        eventually().until(() -> owned(c) == 12);
        assertThat(owned(b)).isZero();
        assertThat(b.count(GroupMetrics.Counter.TAKEOVERS_FAILED)).isPositive();
    }

    @Test
    void aMemberThatDrainsGivesItsSessionsAwayAndTakesNone() {
        TestMember a = start("a", first, second);
        TestMember b = start("b", first, second);
        Set<SessionKey> made = create(a, 250);
        assertThat(TestMember.of(a.group().drain(Duration.ofSeconds(30)))).isZero();
        assertThat(owned(a)).isZero();
        assertThat(store.free(300)).isEmpty();
        eventually().until(() -> b.resumed.size() == 250);
        assertThat(new HashSet<>(b.resumed)).isEqualTo(made);
        eventually().untilAsserted(() -> assertThat(a.relinquished)
                .hasSize(250)
                .containsOnly(new RelinquishReason.Released("the member drains")));
        assertThat(first.commands()).extracting(Command::word).doesNotContain("destroy", "detach");
        assertThatThrownBy(() -> TestMember.of(a.group().create("call"))).hasMessageContaining("the member drains");
        kill(b);
        eventually().until(() -> a.group().status().free() == 250);
        lookAgain(a);
        assertThat(a.calls("acquire")).isZero();
        assertThat(a.resumed).isEmpty();
    }

    @Test
    void aSessionThatIsAskedForGoesToTheMemberThatIsNamed() {
        TestMember a = start("a", first);
        TestMember b = start("b", first);
        TestMember c = start("c", first);
        // The other one has fewer sessions, and would be given it otherwise.
        create(c, 5);
        SessionKey key = create(a, 1).iterator().next();
        assertThat(store.requestHandover(new SessionEpoch(key, 1), "c")).isEqualTo(new StoreResult.Ok(1, null));
        eventually().until(() -> c.resumed.contains(key));
        assertThat(b.resumed).isEmpty();
        eventually().until(() -> owned(a) == 0);
        assertThat(a.relinquished).singleElement().asString().contains("asked for");
        assertThat(first.commands()).extracting(Command::word).doesNotContain("destroy", "detach");
        assertThat(Objects.requireNonNull(store.find(key)).owner()).isEqualTo(id(c));
        assertThat(store.handoverRequests()).isEmpty();
    }

    @Test
    void aSessionThatIsAskedForWithoutANameGoesToAnyOther() {
        TestMember a = start("a", first);
        SessionKey key = create(a, 1).iterator().next();
        assertThat(store.requestHandover(new SessionEpoch(key, 1), null)).isEqualTo(new StoreResult.Ok(1, null));
        lookAgain(a);
        assertThat(owned(a)).as("there is no other").isEqualTo(1);
        TestMember b = start("b", first);
        create(b, 5);
        lookAgain(a);
        eventually().until(() -> b.resumed.contains(key));
        eventually().until(() -> owned(a) == 0);
        assertThat(owned(b)).isEqualTo(6);
    }

    /** Until a member has looked once more, after what followed from its last look. */
    private void lookAgain(TestMember member) {
        int looks = member.calls("free");
        MemberId other = new MemberId("wakes", "1");
        store.join(other, Duration.ofMinutes(1));
        store.leave(other);
        eventually().until(() -> member.calls("free") > looks);
    }

    @Test
    void aGroupThatIsClosedDrainsNoLonger() {
        TestMember a = start("a", first);
        create(a, 3);
        CompletableFuture<Integer> drained = a.group().drain(Duration.ofMinutes(5));
        eventually().until(() -> store.free(10).size() == 3);
        a.close();
        assertThatThrownBy(() -> TestMember.of(drained)).hasMessageContaining("was closed while it drained");
    }

    @Test
    void aMemberThatJoinsAgainStillDrains() {
        TestMember a = member("a");
        a.start(a.builder(store, Duration.ofSeconds(3), first));
        assertThat(TestMember.of(a.group().drain(Duration.ofSeconds(30)))).isZero();
        MemberId before = id(a);
        store.leave(before);
        eventually()
                .untilAsserted(() -> assertThat(store.members()).singleElement().satisfies(one -> {
                    assertThat(one.id()).isNotEqualTo(before);
                    assertThat(one.report().draining()).isTrue();
                }));
    }

    @Test
    void drainingWithoutOtherMembersGivesHowManySessionsAreLeft() {
        TestMember a = start("a", first);
        create(a, 3);
        assertThat(TestMember.of(a.group().drain(Duration.ofMillis(500)))).isEqualTo(3);
        assertThat(store.free(10)).hasSize(3);
        TestMember b = start("b", first);
        eventually().until(() -> b.resumed.size() == 3);
    }

    @Test
    void eachSessionOfAServerThatDiedIsReported() {
        TestMember a = start("a", first, second);
        Set<SessionKey> made = create(a, 20);
        first.goDown(true);
        eventually().until(() -> a.events.contains("serverDown janus-1"));
        assertThat(a.group().status().servers())
                .filteredOn(one -> !one.up())
                .singleElement()
                .satisfies(one -> assertThat(one.problem()).isNotNull());
        first.comeBack();
        eventually().until(() -> a.lost.size() == 10);
        // Which of them depends on whether an attempt to connect was refused meanwhile.
        assertThat(a.lostReasons).allSatisfy(why -> assertThat(why).isIn(LostReason.GONE, LostReason.SERVER_RESTARTED));
        assertThat(a.lost).allSatisfy(key -> {
            assertThat(key.server()).isEqualTo("janus-1");
            assertThat(made).contains(key);
        });
        eventually().until(() -> a.lost.stream().allMatch(key -> store.find(key) == null));
        assertThat(owned(a)).isEqualTo(10);
        assertThat(a.group().status().lost()).isEqualTo(10);
    }

    @Test
    void sessionsOfAServerThatOneMemberCanNotReachGoToAnother() {
        TestMember a = member("a");
        a.start(a.builder(store, Duration.ofSeconds(3), first));
        a.awaitServers();
        TestMember b = start("b", first);
        Set<SessionKey> made = create(a, 8);
        List<CoreEvent.Relinquished> reported = new CopyOnWriteArrayList<>();
        a.group().sessions().forEach(one -> one.session().on(CoreEvent.Relinquished.class, reported::add));
        first.cutOff("a");
        eventually().until(() -> b.resumed.size() == 8);
        assertThat(new HashSet<>(b.resumed)).isEqualTo(made);
        assertThat(a.group().status().joined()).isTrue();
        assertThat(owned(a)).isZero();
        eventually().untilAsserted(() -> assertThat(reported)
                .hasSize(8)
                .containsOnly(new CoreEvent.Relinquished(
                        new RelinquishReason.Released("its server can't be reached from here"))));
    }

    @Test
    void aSessionThatIsGoneWhenItIsTakenOverIsReportedAndForgotten() {
        TestMember a = start("a", first);
        TestMember b = start("b", first);
        Set<SessionKey> made = create(a, 3);
        made.forEach(key -> first.forget(key.sessionId()));
        kill(a);
        eventually().until(() -> b.lost.size() == 3);
        assertThat(new HashSet<>(b.lost)).isEqualTo(made);
        eventually().until(() -> made.stream().allMatch(key -> store.find(key) == null));
        assertThat(b.resumed).isEmpty();
    }

    @Test
    void aDestroyedSessionIsForgotten() {
        TestMember a = start("a", first);
        OwnedSession one = TestMember.of(a.group().create("call"));
        OwnedSession other = TestMember.of(a.group().create("call"));
        TestMember.of(one.destroy());
        eventually().until(() -> store.find(one.key()) == null);
        assertThat(store.find(other.key())).isNotNull();
        assertThat(first.sessions()).isEqualTo(1);
        assertThat(a.lost).isEmpty();
    }

    @Test
    void sessionsOfAServerThatIsNotConfiguredAreLeftAlone() {
        MemberId other = new MemberId("other", "1");
        store.join(other, Duration.ofMinutes(1));
        SessionKey renamed = new SessionKey("janus-before", 5);
        store.create(other, List.of(new NewSession(renamed, "call", "{}")));
        store.leave(other);
        TestMember a = start("a", first);
        eventually().until(() -> a.group().status().free() == 1);
        lookAgain(a);
        assertThat(a.calls("acquire")).isZero();
        assertThat(store.find(renamed)).isNotNull();
        assertThat(a.events).noneMatch(event -> event.contains("janus-before"));
    }

    @Test
    void aNameThatALiveMemberKeepsIsRefused() {
        TestMember a = member("a");
        a.start(a.builder(store, Duration.ofSeconds(2), first));
        TestMember again = member("a");
        CompletableFuture<FailoverGroup> second =
                again.builder(store, Duration.ofSeconds(2), first).start();
        assertThatThrownBy(() -> TestMember.of(second))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("name: a live member, a#");
    }

    @Test
    void aProcessThatComesBackWaitsForTheLeaseOfItsFormerLife() {
        store.join(new MemberId("a", "former"), Duration.ofSeconds(1));
        TestMember a = start("a", first);
        assertThat(a.group().status().joined()).isTrue();
    }

    @Test
    void nothingIsCreatedWithoutALease() {
        TestMember a = member("a");
        a.start(a.builder(store, Duration.ofSeconds(1), first));
        a.awaitServers();
        a.storeOutOfReach = true;
        eventually().until(() -> !a.group().status().joined());
        assertThatThrownBy(() -> TestMember.of(a.group().create("call"))).hasMessageContaining("has no lease");
        assertThat(a.group().status().storeFailure()).contains("out of reach");
        assertThat(first.sessions()).isZero();
    }

    @Test
    void aQuietMemberMakesFewStoreCalls() {
        TestMember a = member("a");
        a.start(a.builder(store, Duration.ofSeconds(3), first));
        a.awaitServers();
        TestMember b = member("b");
        b.start(b.builder(store, Duration.ofSeconds(3), first));
        create(a, 300);
        eventually().until(() -> a.calls("save") > 0);
        int renewals = a.calls("renew");
        int looks = a.calls("members") + a.calls("free");
        eventually().until(() -> a.calls("renew") - renewals >= 9);
        // Of three renewals in a lease follows: with the default lease, 10 seconds, less than one call in a second.
        int more = a.calls("members") + a.calls("free") - looks;
        assertThat(more).isLessThanOrEqualTo(2 * (a.calls("renew") - renewals) + 2);
    }

    @Test
    void theStatusIsReadable() {
        TestMember a = start("a", first, second);
        create(a, 2);
        GroupStatus status = a.group().status();
        String text = status.toText();
        assertThat(text.lines())
                .anyMatch(line -> line.equals("member a: joined; 2 sessions owned, 0 free, 0 lost"))
                .anyMatch(line -> line.equals("store memory"))
                .anyMatch(line -> line.matches("  janus-1 +up +1"));
        assertThat(status).hasToString(text);
    }
}
