// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static dev.janusclient.Outcome.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.ConnectionState;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection on which nothing is answered is lost, whatever else may arrive there. */
class AnswerMonitorTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final FakeJanus janus = new FakeJanus().silent("message:hold");
    private final List<ConnectionState> states = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private JanusSipPlugin sip() {
        JanusClient client =
                janus.client(options -> options.requestTimeout(TIMEOUT).recovery(RecoveryOptions.disabled()));
        client.on(ConnectionState.class, states::add);
        JanusSession session = Outcome.of(client.createSession());
        states.clear();
        return Outcome.of(session.attach(JanusSipPlugin.TYPE));
    }

    private void advance(Duration time) {
        for (long step = 0; step < time.toMillis(); step += 100) {
            janus.scheduler().advance(Duration.ofMillis(100));
        }
    }

    @Test
    void aRequestAndAPingThatAreNotAnsweredAreALostConnectionAlthoughEventsArrive() {
        JanusSipPlugin sip = sip();
        janus.silent("ping");
        CompletableFuture<?> hold = sip.hold();
        janus.push("{'janus':'media','session_id':1,'sender':2,'type':'audio','receiving':true}");
        advance(TIMEOUT.plusMillis(200));
        failure(hold, JanusTimeoutException.class);
        assertThat(states).isEmpty();

        advance(Duration.ofSeconds(1));
        CompletableFuture<?> second = sip.hold();
        janus.push("{'janus':'media','session_id':1,'sender':2,'type':'audio','receiving':true}");
        advance(Duration.ofMillis(1_500));
        assertThat(failure(second, JanusConnectionLostException.class)).hasMessageContaining("no request was answered");
        assertThat(sip.session().isActive()).isFalse();
    }

    @Test
    void keepalivesThatAreNotAnsweredAreALostConnection() {
        JanusSipPlugin sip = sip();
        janus.silent("ping").silent("keepalive");
        advance(Duration.ofSeconds(60));
        assertThat(sip.session().isActive()).isFalse();
    }

    @Test
    void oneRequestThatIsNotAnsweredIsNotTheEndIfAnotherOrAPingIs() {
        JanusSipPlugin sip = sip();
        for (int i = 0; i < 5; i++) {
            CompletableFuture<?> hold = sip.hold();
            advance(TIMEOUT.multipliedBy(2));
            failure(hold, JanusTimeoutException.class);
        }
        assertThat(sip.session().isActive()).isTrue();
    }
}
