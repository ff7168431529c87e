// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemoryStore;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.cluster.store.StoreResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A member whose calls reach the store, and that gets no answers. */
class UnansweredRenewalsTest {
    private static final Duration LEASE = Duration.ofSeconds(9);
    private static final SessionKey SESSION = new SessionKey("janus-1", 1);

    private final AtomicLong time = new AtomicLong();
    private final MemoryStore store = new MemoryStore(1_000, time::get);
    private boolean answers = true;
    private final MemberCore member = core("a", withoutAnswers());

    private MemberCore core(String name, OwnershipStore over) {
        return new MemberCore(over, new MemberId(name, "1"), LEASE, time::get, (session, why) -> {});
    }

    private OwnershipStore withoutAnswers() {
        return (OwnershipStore) Proxy.newProxyInstance(
                OwnershipStore.class.getClassLoader(), new Class<?>[] {OwnershipStore.class}, (proxy, method, args) -> {
                    Object answer;
                    try {
                        answer = method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (!answers) {
                        throw new StoreException("the answer was lost", null);
                    }
                    return answer;
                });
    }

    private void renewUnansweredFor(Duration span) {
        for (Duration passed = Duration.ZERO; passed.compareTo(span) < 0; passed = passed.plus(LEASE.dividedBy(3))) {
            time.addAndGet(LEASE.dividedBy(3).toNanos());
            assertThatThrownBy(() -> member.renew(false)).isInstanceOf(StoreException.class);
        }
    }

    private void ownSession() {
        member.join();
        member.create(List.of(new NewSession(SESSION, "call", "ticket")));
        assertThat(member.mayCommand(SESSION)).isTrue();
        answers = false;
    }

    @Test
    void itsSessionsBecomeFreeForOthers() {
        ownSession();
        renewUnansweredFor(LEASE.multipliedBy(2));
        assertThat(member.mayCommand(SESSION)).isFalse();
        MemberCore other = core("b", store);
        other.join();
        assertThat(other.acquire(List.of(new SessionEpoch(SESSION, 1))))
                .singleElement()
                .isInstanceOf(StoreResult.Ok.class);
        answers = true;
        member.renew(false);
        assertThat(member.state()).isInstanceOf(LeaseState.Lost.class);
    }

    @Test
    void itGoesOnIfTheyComeAgainInTime() {
        ownSession();
        renewUnansweredFor(LEASE.dividedBy(3).multipliedBy(2));
        assertThat(member.mayCommand(SESSION)).isFalse();
        answers = true;
        member.renew(false);
        assertThat(member.mayCommand(SESSION)).isTrue();
    }
}
