// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.LinkFault;
import dev.janusclient.testkit.Redis;
import dev.janusclient.testkit.StoreServer;
import dev.janusclient.testkit.store.StoreFaultsContract;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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

    /** As a member does whose time limit is shorter than the store's. */
    @Test
    void aConnectionOverWhichNothingComesIsReplacedWhenACallIsInterrupted() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (FaultProxy proxy = FaultProxy.to(server.address());
                OwnershipStore store = open(proxy.uri().getPort(), Duration.ofMinutes(5))) {
            assertThat(caller.submit(store::members).get(60, TimeUnit.SECONDS)).hasSize(2);
            proxy.inflict(LinkFault.HalfOpen.both());
            Future<?> unanswered = caller.submit(store::members);
            assertThatThrownBy(() -> unanswered.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            unanswered.cancel(true);
            assertThat(caller.submit(store::members).get(60, TimeUnit.SECONDS)).hasSize(2);
        } finally {
            caller.shutdownNow();
        }
    }
}
