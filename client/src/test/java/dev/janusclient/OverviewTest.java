// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client says of its sessions and handles, and of its own end. */
class OverviewTest {
    private final FakeJanus janus = new FakeJanus();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    @Test
    void sessionsAndHandlesAreListedWhileTheyAreHere() {
        JanusClient client = janus.client();
        assertThat(client.sessions()).isEmpty();
        JanusSession session = Outcome.of(client.createSession());
        JanusEchoTestPlugin handle = Outcome.of(session.attach(JanusEchoTestPlugin.TYPE));
        assertThat(client.sessions()).containsExactly(session);
        assertThat(session.handles()).containsExactly(handle);
        Outcome.of(handle.detach());
        assertThat(session.handles()).isEmpty();
        Outcome.of(session.destroy());
        assertThat(client.sessions()).isEmpty();
    }

    @Test
    void aSessionIsThereUnlessJanusSaysOtherwise() {
        JanusClient client = janus.client();
        assertThat(Outcome.of(client.exists(7))).isTrue();
        janus.refuse("keepalive", 458);
        assertThat(Outcome.of(client.exists(7))).isFalse();
        janus.refuse("keepalive", 403);
        assertThat(client.exists(7)).failsWithin(Duration.ofSeconds(5));
    }

    @Test
    void whoeverAwaitsTheEndGoesOnWithIt() throws Exception {
        JanusClient client = janus.client();
        CompletableFuture<Void> over = CompletableFuture.runAsync(() -> {
            try {
                client.awaitClosed();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThatThrownBy(() -> over.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        client.close();
        over.get(5, TimeUnit.SECONDS);
    }
}
