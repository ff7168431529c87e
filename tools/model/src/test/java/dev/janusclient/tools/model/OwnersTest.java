// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.cluster.store.HandoverRequest;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemberReport;
import dev.janusclient.cluster.store.MemoryStore;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OwnersTest {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final MemberId A = new MemberId("A", "a1");
    private static final MemberId B = new MemberId("B", "b1");
    private static final SessionKey KEY = new SessionKey(Recorded.SERVER, Recorded.SESSION);

    private final AtomicLong nanos = new AtomicLong();
    private final MemoryStore store = new MemoryStore(1000, nanos::get);
    private final Owners owners = new Owners(store, Recorded.SERVER, Clock.fixed(Recorded.BEGIN, ZoneOffset.UTC));

    private List<String> changes() {
        return owners.changes(List.of(Recorded.SESSION, 99L), "its own name").stream()
                .map(event -> Objects.requireNonNull(ObservedEvent.of(event)))
                .map(event -> event.server() + ": " + Observations.describe(event))
                .toList();
    }

    @Test
    void membersAndOwnersAreListed() {
        store.join(A, LEASE);
        store.create(A, List.of(new NewSession(KEY, "phone", "{}")));
        store.renew(A, LEASE, new MemberReport(1, true));

        assertThat(owners.members()).containsExactly(new Owners.Member("A", "a1", 3000, 1, true));
        assertThat(owners.sessions(List.of(Recorded.SESSION, 99L)))
                .containsExactly(new Owners.OwnedSession(Recorded.SESSION, "phone", "A", true, 1));

        nanos.addAndGet(LEASE.toNanos() + 1);
        assertThat(owners.members()).isEmpty();
        assertThat(owners.sessions(List.of(Recorded.SESSION)))
                .as("the lease of its owner has expired")
                .containsExactly(new Owners.OwnedSession(Recorded.SESSION, "phone", "A", false, 1));
    }

    @Test
    void theOwnerIsAskedToGiveASessionToAMemberThatTakesSome() {
        assertThatThrownBy(() -> owners.requestHandover(Recorded.SESSION, null))
                .hasMessageContaining("does not know session " + Recorded.SESSION);
        store.join(A, LEASE);
        store.create(A, List.of(new NewSession(KEY, "phone", "{}")));
        assertThatThrownBy(() -> owners.requestHandover(Recorded.SESSION, null))
                .hasMessageContaining("no other member");
        store.join(B, LEASE);
        assertThatThrownBy(() -> owners.requestHandover(Recorded.SESSION, "A"))
                .hasMessageContaining("'A' is no member that could take it; these can: B");

        assertThat(owners.requestHandover(Recorded.SESSION, "B")).isEqualTo("A was asked to give session 11 to B.");
        assertThat(store.handoverRequests()).containsExactly(new HandoverRequest(KEY, 1, "A", "B"));

        store.renew(B, LEASE, new MemberReport(0, true));
        assertThatThrownBy(() -> owners.requestHandover(Recorded.SESSION, "B"))
                .as("it drains")
                .hasMessageContaining("no other member");
        store.leave(A);
        assertThatThrownBy(() -> owners.requestHandover(Recorded.SESSION, null)).hasMessageContaining("no live owner");
    }

    @Test
    void everyChangeOfAnOwnerIsAnEvent() {
        store.join(A, LEASE);
        assertThat(changes()).isEmpty();
        store.create(A, List.of(new NewSession(KEY, "phone", "{}")));
        assertThat(changes()).containsExactly("its own name: owned by A (epoch 1)");
        assertThat(changes()).isEmpty();

        nanos.addAndGet(LEASE.toNanos() + 1);
        store.join(B, LEASE);
        store.acquire(B, List.of(new SessionEpoch(KEY, 1)));
        assertThat(changes()).containsExactly("its own name: owned by B, after A (epoch 2)");

        store.release(B, List.of(new SessionEpoch(KEY, 2)));
        assertThat(changes()).containsExactly("its own name: released, after B (epoch 3)");
    }
}
