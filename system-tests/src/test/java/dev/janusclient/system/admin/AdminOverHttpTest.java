// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.admin;

import static dev.janusclient.system.admin.Wait.done;
import static dev.janusclient.system.admin.Wait.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.admin.AdminReply;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LeakCheck;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The admin API over plain HTTP. */
class AdminOverHttpTest {
    private static final Secret SECRET = Secret.of("the admin's");

    @RegisterExtension
    static final JanusExtension janus = JanusExtension.with(JanusServer.builder()
            .adminSecret(SECRET.reveal())
            .plugins("echotest")
            .http());

    private static String uri() {
        return janus.server().adminHttpUri().toString();
    }

    @Test
    void requestsAreAnswered() {
        LeakCheck threads = LeakCheck.ofThreads("janus-client-");
        try (JanusAdmin admin = JanusAdmin.create(uri(), SECRET);
                JanusClient client = JanusClient.create(janus.server().uri().toString())) {
            JanusSession session = done(client.createSession());
            JanusEchoTestPlugin echo = done(session.attach(JanusEchoTestPlugin.TYPE));
            assertThat(done(admin.listSessions())).contains(session.id());
            assertThat(done(admin.listHandles(session.id()))).containsExactly(echo.handleId());
            Wait.understood(done(admin.handleInfo(session.id(), echo.handleId())));
            AdminReply.Result connections = done(admin.transportConnections("janus.transport.http"));
            Wait.understood(connections);
            assertThat(connections.connections()).isNotNull();

            List<CompletableFuture<AdminReply.Status>> many =
                    IntStream.range(0, 20).mapToObj(i -> admin.status()).toList();
            many.forEach(status -> Wait.understood(done(status)));

            done(admin.destroySession(session.id()));
            refused(458, admin.listHandles(session.id()));
        }
        threads.assertNothingLeaked(Duration.ofSeconds(10));
    }

    @Test
    void aWrongSecretIsRefused() {
        try (JanusAdmin admin = JanusAdmin.create(uri(), Secret.of("wrong"))) {
            refused(403, admin.listSessions());
        }
    }

    @Test
    void aWrongPathIsNoAnswer() {
        try (JanusAdmin admin = JanusAdmin.create(uri().replace("/admin", "/elsewhere"), SECRET)) {
            assertThat(catchThrowable(() -> done(admin.listSessions())))
                    .hasCauseInstanceOf(JanusConnectException.class)
                    .hasMessageContaining("404");
        }
    }

    @Test
    void anAddressWithoutServerIsReported() {
        try (JanusAdmin admin = JanusAdmin.create("http://127.0.0.1:1/admin", SECRET)) {
            assertThat(catchThrowable(() -> done(admin.listSessions())))
                    .hasCauseInstanceOf(JanusConnectException.class);
        }
    }
}
