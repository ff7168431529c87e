// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.redis;

import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.testkit.Redis;
import dev.janusclient.testkit.StoreServer;
import dev.janusclient.testkit.store.StoreFaultsContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("redis-server")
class RedisFaultsTest extends StoreFaultsContract {
    private static Redis server;

    private static int tests;

    @BeforeAll
    static void start() {
        server = Redis.persistent();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected StoreServer server() {
        return server;
    }

    @Override
    protected void empty() {
        tests++;
    }

    @Override
    protected OwnershipStore open(int port, Duration timeout) {
        return new RedisStore("redis://127.0.0.1:" + port, "test-" + tests, 10_000, timeout);
    }

    @Override
    protected String acquisition() {
        return "acquire";
    }
}
