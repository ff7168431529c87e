// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.cluster.store.MemberId;
import dev.janusclient.cluster.store.NewSession;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionEpoch;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.cluster.store.StoreSchemaException;
import dev.janusclient.testkit.Redis;
import dev.janusclient.testkit.store.OwnershipStoreContract;
import io.lettuce.core.RedisClient;
import java.time.Duration;
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
        return new RedisStore(redis.uri().toString(), name, 10_000, Duration.ofSeconds(60));
    }

    @Override
    protected void pass(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }

    @Test
    void anEpochIsNotGivenTwiceAfterWritesWereLost() {
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
            assertThat(store.create(member, List.of(new NewSession(key, "call", "t"))))
                    .containsExactly(new StoreResult.Ok(3, "t"));
        }
    }

    @Test
    void anotherVersionIsRefusedBeforeAnythingChanges() {
        MemberId member = new MemberId("a", "1");
        try (OwnershipStore store = openEmpty();
                RedisClient raw = RedisClient.create(server.uri().toString())) {
            raw.connect().sync().set("{" + name + "}:version", "2");
            assertThatThrownBy(() -> store.join(member, LEASE))
                    .isInstanceOf(StoreSchemaException.class)
                    .hasMessageContainingAll("version 2;", "needs version 1");
            assertThat(store.members()).isEmpty();
        }
    }

    @Override
    protected boolean wakes() {
        return true;
    }
}
