// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.testkit.Redis;
import dev.janusclient.testkit.store.OwnershipStoreContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("redis-server")
class RedisStoreTest extends OwnershipStoreContract {
    private static final AtomicInteger STORES = new AtomicInteger();
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static Redis server;

    private String name = "";

    @BeforeAll
    static void start() {
        server = Redis.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected OwnershipStore openEmpty() {
        name = "test-" + STORES.incrementAndGet();
        return openAgain();
    }

    @Override
    protected OwnershipStore openAgain() {
        return open(server);
    }

    private OwnershipStore open(Redis redis) {
        return new RedisStore(redis.uri().toString(), name, 10_000, Duration.ofSeconds(5));
    }

    @Override
    protected void pass(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }

    @Test
    void anEpochThatWentBackIsRefused() {
        MemberId member = new MemberId("a", "1");
        SessionKey key = new SessionKey("janus-1", 1);
        try (Redis forgetful = Redis.start();
                OwnershipStore store = open(forgetful)) {
            store.join(member, LEASE);
            store.create(member, List.of(new NewSession(key, "call", "t")));
            assertThat(store.release(member, List.of(new SessionEpoch(key, 1))))
                    .containsExactly(new StoreResult.Ok(2, null));
            forgetful.restart();
            Awaitility.await().ignoreExceptions().untilAsserted(() -> store.join(member, LEASE));
            assertThatThrownBy(() -> store.create(member, List.of(new NewSession(key, "call", "t"))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("at epoch 1 and had it at 2");
        }
    }

    /** Prints what it took; how fast a machine is decides nothing. {@code -Dtakeover.sessions=10000} for a larger figure. */
    @Test
    void allSessionsOfAMemberAreTakenOver() {
        int count = Integer.getInteger("takeover.sessions", 2_500);
        MemberId first = new MemberId("first", "1");
        MemberId second = new MemberId("second", "1");
        try (OwnershipStore store = openAgain()) {
            store.join(first, LEASE);
            store.join(second, LEASE);
            List<NewSession> sessions = new ArrayList<>();
            List<SessionEpoch> wanted = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                SessionKey key = new SessionKey("janus-" + i % 5, i);
                sessions.add(new NewSession(key, "call", "ticket"));
                wanted.add(new SessionEpoch(key, 1));
            }
            store.create(first, sessions);
            store.leave(first);
            long began = System.nanoTime();
            assertThat(store.free(count)).hasSize(count);
            assertThat(store.acquire(second, wanted)).containsOnly(new StoreResult.Ok(2, "ticket"));
            System.out.printf(
                    "Redis: %d sessions listed and taken over in %d ms%n",
                    count, (System.nanoTime() - began) / 1_000_000);
        }
    }
}
