// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.ConnectionState;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.system.Outcome;
import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.FaultProxy.Direction;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.ProxiedMessage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** A Janus that comes back is not overrun by everybody who wants new sessions. */
@Timeout(90)
class RebuildStormTest {
    private static final int SESSIONS = 300;
    private static final int AT_A_TIME = 128;

    @Test
    void afterARestartSessionsAreMadeAnewAFewAtATime(TestReporter reporter) {
        try (JanusServer server = JanusServer.builder()
                        .plugins("echotest")
                        .adminSecret("the admin's")
                        .reclaimSessionTimeout(60)
                        .start();
                FaultProxy proxy = FaultProxy.to(server.uri());
                JanusAdmin admin = JanusAdmin.create(server.adminUri().toString(), Secret.of("the admin's"));
                JanusClient client = JanusClient.create(
                        proxy.uri().toString(),
                        JanusClientOptions.builder()
                                .recovery(RecoveryOptions.builder()
                                        .allowRebuild(true)
                                        .build())
                                .build())) {
            for (int i = 0; i < SESSIONS; i++) {
                Outcome.of(Outcome.of(client.createSession()).attach(JanusEchoTestPlugin.TYPE));
            }
            int before = proxy.messages().size();
            server.kill();
            server.restart();

            await().atMost(Duration.ofSeconds(40))
                    .until(() -> client.connectionState() instanceof ConnectionState.Resumed);
            ConnectionState.Resumed resumed = (ConnectionState.Resumed) client.connectionState();
            assertThat(resumed.outcomes()).hasSize(SESSIONS).allMatch(ReclaimOutcome.Rebuilt.class::isInstance);
            assertThat(Outcome.of(admin.listSessions())).hasSize(SESSIONS);

            List<ProxiedMessage> passed = proxy.messages();
            int most = mostAtOnce(passed.subList(before, passed.size()));
            reporter.publishEntry("sessions made anew, most of them at once", SESSIONS + ", " + most);
            assertThat(most).isBetween(2, AT_A_TIME);
        }
    }

    /** How many claims, creates and attaches Janus had at once that it had not answered yet. */
    private static int mostAtOnce(List<ProxiedMessage> passed) {
        Set<String> open = new HashSet<>();
        int most = 0;
        for (ProxiedMessage message : passed) {
            if (message.direction() == Direction.FROM_JANUS) {
                open.remove(message.transaction());
            } else if (Set.of("claim", "create", "attach").contains(message.janus())) {
                open.add(message.transaction());
            }
            most = Math.max(most, open.size());
        }
        return most;
    }
}
