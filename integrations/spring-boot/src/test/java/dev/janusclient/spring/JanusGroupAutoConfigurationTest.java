// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.cluster.FailoverGroup;
import dev.janusclient.cluster.OwnedSession;
import dev.janusclient.cluster.SessionHandler;
import dev.janusclient.cluster.jdbc.JdbcStore;
import dev.janusclient.cluster.store.MemoryStore;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.JanusTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications as members of a group, with a real Janus and the store in their database. */
@JanusTest(plugins = "echotest")
class JanusGroupAutoConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JanusAutoConfiguration.class,
                    JanusGroupAutoConfiguration.class,
                    JanusGroupHealthAutoConfiguration.class));

    private final JdbcDataSource database = new JdbcDataSource();

    JanusGroupAutoConfigurationTest() {
        database.setURL("jdbc:h2:mem:group;DB_CLOSE_DELAY=-1");
    }

    private ApplicationContextRunner member(JanusServer janus, String name) {
        return runner.withPropertyValues(
                "janus.uris=" + janus.uri(),
                "janus.request-timeout=30s",
                "janus.connect-timeout=30s",
                "janus.group.name=" + name,
                "janus.group.lease=30s", // a busy machine: the store has a third of it for an answer
                "janus.group.drain-timeout=60s");
    }

    private static <T> T done(CompletableFuture<T> future) {
        return future.orTimeout(90, TimeUnit.SECONDS).join();
    }

    @Test
    void withoutANameThereIsNoGroup() {
        runner.withBean(DataSource.class, () -> database).run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(FailoverGroup.class)
                .doesNotHaveBean(OwnershipStore.class)
                .doesNotHaveBean(JanusGroupHealthIndicator.class));
    }

    @Test
    void theSessionsOfAnApplicationThatEndsGoOnInAnother(JanusServer janus) {
        CompletableFuture<JanusEchoTestPlugin> resumed = new CompletableFuture<>();
        SessionHandler handler = (session, outcome) -> CompletableFuture.completedFuture(
                resumed.complete(outcome.handle(JanusEchoTestPlugin.TYPE).orElseThrow()));
        CompletableFuture<Long> handle = new CompletableFuture<>();
        member(janus, "b")
                .withPropertyValues("janus.group.drain-timeout=1ms") // it ends last, and no member is left
                .withBean(DataSource.class, () -> database)
                .withBean("echo", SessionHandler.class, () -> handler)
                .run(b -> {
                    assertThat(b).hasSingleBean(JdbcStore.class);
                    member(janus, "a")
                            .withBean(DataSource.class, () -> database)
                            .run(a -> {
                                OwnedSession session =
                                        done(a.getBean(FailoverGroup.class).create("echo"));
                                handle.complete(done(session.session().attach(JanusEchoTestPlugin.TYPE))
                                        .handleId());
                                Health health = a.getBean(JanusGroupHealthIndicator.class)
                                        .health();
                                assertThat(health.getStatus()).isEqualTo(Status.UP);
                                assertThat(health.getDetails())
                                        .containsEntry("member", "a")
                                        .containsEntry("owned", 1);
                            });
                    // The first application has ended.
                    assertThat(done(resumed).handleId()).isEqualTo(done(handle));
                    FailoverGroup group = b.getBean(FailoverGroup.class);
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> group.status().takeovers().size() == 1);
                    assertThat(group.status().takeovers().get(0).from())
                            .as("null if it was given away")
                            .isNull();
                });
    }

    @Test
    void aStoreOfTheApplicationsComesFirst(JanusServer janus) {
        MemoryStore own = new MemoryStore();
        member(janus, "own")
                .withBean(DataSource.class, () -> database)
                .withBean(OwnershipStore.class, () -> own)
                .run(context -> {
                    assertThat(context.getBean(OwnershipStore.class)).isSameAs(own);
                    assertThat(own.members()).hasSize(1);
                });
        assertThat(own.members()).as("it has left").isEmpty();
    }

    @Test
    void redisComesBeforeTheDatabase(JanusServer janus) {
        member(janus, "redis")
                .withBean(DataSource.class, () -> database)
                .withPropertyValues("janus.group.redis-uri=redis://127.0.0.1:1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(StoreException.class.getName())
                        .hasStackTraceContaining("127.0.0.1:1"));
    }
}
