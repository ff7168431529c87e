// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static dev.janusclient.Outcome.failure;
import static dev.janusclient.Outcome.logOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.CoreEvent;
import dev.janusclient.FakeJanus;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.Outcome;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepaliveTest {
    private final FakeJanus janus = new FakeJanus();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private void pass(double seconds) {
        janus.scheduler().advance(Duration.ofMillis((long) (seconds * 1000)));
    }

    private int keepalives() {
        return janus.frames("keepalive").size();
    }

    @ParameterizedTest
    @CsvSource({"60, 30, 10", "12, 60, 4", "60, 0, 20", "0, 9, 3", "0, 0, 25"})
    void aQuietSessionIsKeptAliveAtAThirdOfTheSmallerTimeout(int session, int reclaim, int every) {
        janus.timeouts(session, reclaim);
        Outcome.of(janus.client().createSession());
        pass(every - 0.3);
        assertThat(keepalives()).isZero();
        pass(0.6);
        assertThat(keepalives()).isEqualTo(1);
        pass(every + 0.3);
        assertThat(keepalives()).isEqualTo(2);
    }

    @Test
    void aKeepaliveNamesItsSessionAndNoHandle() {
        JanusSession session = Outcome.of(janus.client().createSession());
        pass(21);
        assertThat(janus.frames("keepalive").get(0).json().toString())
                .matches("\\{\"janus\":\"keepalive\",\"session_id\":" + session.id() + ",\"transaction\":\"[^\"]+\"}");
    }

    @Test
    void aShorterIntervalOfTheUsersIsTaken() {
        JanusClient client = janus.client(options -> options.keepaliveInterval(Duration.ofSeconds(2)));
        Outcome.of(client.createSession());
        pass(20.5);
        assertThat(keepalives()).isBetween(9, 10);
    }

    @Test
    void aLongerIntervalOfTheUsersIsShortenedAndSaidSo() {
        JanusClient client =
                janus.timeouts(30, 60).client(options -> options.keepaliveInterval(Duration.ofSeconds(15)));
        String log = logOf(() -> Outcome.of(client.createSession()));
        assertThat(log).contains("WARN").contains("15 s is longer than is safe").contains("10 s");
        pass(10.5);
        assertThat(keepalives()).isEqualTo(1);
    }

    @Test
    void anyRequestOfTheSessionPostponesIt() {
        JanusSession session = Outcome.of(janus.client().createSession());
        pass(15);
        Outcome.of(session.attach(JanusSipPlugin.TYPE)).hangup();
        pass(15);
        assertThat(keepalives()).isZero();
        pass(5.5);
        assertThat(keepalives()).isEqualTo(1);
    }

    @Test
    void aRequestOfOneSessionDoesNotPostponeThatOfAnother() {
        JanusClient client = janus.client();
        JanusSession busy = Outcome.of(client.createSession());
        JanusSession quiet = Outcome.of(client.createSession());
        pass(15);
        busy.attach(JanusSipPlugin.TYPE);
        pass(5.5);
        assertThat(janus.frames("keepalive")).singleElement().satisfies(frame -> assertThat(frame.number("session_id"))
                .isEqualTo(quiet.id()));
    }

    @Test
    void a458ToAnyRequestMakesTheSessionInactiveAndSaysSo() {
        JanusClient client = janus.client();
        JanusSession session = Outcome.of(client.createSession());
        List<CoreEvent> received = new ArrayList<>();
        session.on(CoreEvent.class, received::add);
        janus.refuse("attach", 458);

        assertThat(session.attach(JanusSipPlugin.TYPE)).isCompletedExceptionally();
        assertThat(session.isActive()).isFalse();
        assertThat(received).containsExactly(new CoreEvent.SessionGone("Janus answered a request with 458"));
    }

    @Test
    void a458MakesTheSessionInactiveAndSaysSo() {
        JanusClient client = janus.client();
        JanusSession session = Outcome.of(client.createSession());
        List<CoreEvent> received = new ArrayList<>();
        session.on(CoreEvent.class, received::add);
        janus.refuse("keepalive", 458);
        pass(21);
        assertThat(session.isActive()).isFalse();
        assertThat(received).containsExactly(new CoreEvent.SessionGone("Janus answered a request with 458"));
        assertThat(FakeJanus.entries(client)).isZero();
        assertThatThrownBy(() -> session.attach(JanusSipPlugin.TYPE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("458");
        pass(60);
        assertThat(keepalives()).isEqualTo(1);
    }

    @Test
    void anotherFailureOfAKeepaliveIsLoggedAndTheNextOneIsSent() {
        JanusSession session = Outcome.of(janus.client().createSession());
        janus.refuse("keepalive", 403);
        assertThat(logOf(() -> pass(21))).contains("WARN").contains("keepalive of session " + session.id());
        assertThat(session.isActive()).isTrue();
        pass(20.5);
        assertThat(keepalives()).isEqualTo(2);
    }

    @Test
    void aSourceOfTokensThatFailsInAnyWayIsAskedAgainForTheNextKeepalive() {
        AtomicBoolean broken = new AtomicBoolean();
        JanusClient client = janus.client(options -> options.token(() -> {
            if (broken.get()) {
                throw new AssertionError("no token today");
            }
            return Secret.of("valid");
        }));
        Outcome.of(client.createSession());
        broken.set(true);
        assertThatThrownBy(() -> pass(21)).hasMessage("no token today");
        broken.set(false);
        pass(21);
        assertThat(keepalives()).isEqualTo(1);
    }

    @Test
    void aTimeoutOfTheSessionMakesItInactive() {
        JanusClient client = janus.client();
        JanusSession session = Outcome.of(client.createSession());
        janus.push("{'janus':'timeout','session_id':" + session.id() + "}");
        assertThat(session.isActive()).isFalse();
        List<CoreEvent> received = new ArrayList<>();
        session.on(CoreEvent.class, received::add);
        janus.listenersAreThere();
        assertThat(received).containsExactly(new CoreEvent.Timeout());
        assertThat(FakeJanus.entries(client)).isZero();
        failure(session.keepalive(), IllegalStateException.class);
        pass(60);
        assertThat(keepalives()).isZero();
    }

    @Test
    void aSessionThatWasHandedOffOrDestroyedIsNotKeptAlive() {
        JanusClient client = janus.client();
        Outcome.of(client.createSession()).handOff();
        Outcome.of(Outcome.of(client.createSession()).destroy());
        pass(60);
        assertThat(keepalives()).isZero();
        assertThat(FakeJanus.entries(client)).isZero();
    }

    @Test
    void aServerThatLetsSessionsDieWithTheirConnectionIsWarnedOfLoudly() {
        janus.timeouts(60, 0);
        JanusClient client = janus.client();
        assertThat(logOf(() -> Outcome.of(client.createSession())))
                .contains("WARN")
                .contains("reclaim_session_timeout of Janus 'fake' is 0");
        assertThat(logOf(() -> Outcome.of(client.claimSession(5)).handOff()))
                .contains("session 5 was claimed")
                .contains("session 5 was handed off");
        FakeJanus other = new FakeJanus();
        assertThat(logOf(() -> Outcome.of(other.client().createSession()))).doesNotContain("WARN");
        other.assertNothingLeft();
    }
}
