// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.cluster.store.JoinResult;
import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.MemberReport;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.LinkFault;
import dev.janusclient.testkit.Redis;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A replica takes over that has not got the last writes: what is lost, and who finds that. */
@Tag("redis-server")
class RedisFailOverTest {
    /** Of the members that lose writes; they wait for its end. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final MemberId A = new MemberId("a", "1");
    private static final MemberId B = new MemberId("b", "1");
    private static final MemberId C = new MemberId("c", "1");
    private static final SessionKey KEY = new SessionKey("janus-1", 1);

    @Test
    void aTakeoverCanBeLostAndBothMembersFindThatWithTheirNextCall() {
        try (Redis primary = Redis.start();
                FaultProxy copies = FaultProxy.to(primary.address());
                Redis replica = Redis.replicaOf(copies.uri());
                OwnershipStore a = new RedisStore(primary.uri().toString());
                OwnershipStore b = new RedisStore(primary.uri().toString());
                OwnershipStore c = new RedisStore(primary.uri().toString());
                OwnershipStore copied = new RedisStore(replica.uri().toString())) {
            eventually().until(replica::isSynchronized);
            a.join(A, LEASE);
            b.join(B, LEASE);
            c.join(C, Duration.ofMinutes(5));
            a.create(A, List.of(new NewSession(KEY, "call", "t")));
            eventually().until(() -> copied.find(KEY) != null);

            copies.inflict(LinkFault.HalfOpen.both());
            assertThat(a.release(A, List.of(new SessionEpoch(KEY, 1)))).containsExactly(new StoreResult.Ok(2, null));
            assertThat(b.acquire(B, List.of(new SessionEpoch(KEY, 2)))).containsExactly(new StoreResult.Ok(3, "t"));
            primary.kill();
            replica.takeOver(primary);

            eventually().until(() -> new Ownership(KEY, "call", A, 1).equals(c.find(KEY)));
            assertThat(renew(c, C)).as("C's, which has lost nothing").isTrue();
            eventually().until(() -> b.find(KEY) != null && a.find(KEY) != null);
            assertThat(renew(a, A)).as("A's, whose release was lost").isFalse();
            assertThat(renew(b, B)).as("B's, whose acquisition was lost").isFalse();
            assertThat(b.acquire(B, List.of(new SessionEpoch(KEY, 1)))).containsExactly(new StoreResult.Expired());

            // Its name is free once the lease that the replica knows has ended, and so is the session.
            MemberId again = new MemberId("b", "2");
            eventually().until(() -> b.join(again, LEASE) instanceof JoinResult.Joined);
            eventually().until(() -> !b.free(1).isEmpty());
            assertThat(b.acquire(again, List.of(new SessionEpoch(KEY, 1))))
                    .as("above the epoch that was lost")
                    .containsExactly(new StoreResult.Ok(4, "t"));
        }
    }

    private static boolean renew(OwnershipStore store, MemberId member) {
        return store.renew(member, LEASE, new MemberReport(0, false));
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }
}
