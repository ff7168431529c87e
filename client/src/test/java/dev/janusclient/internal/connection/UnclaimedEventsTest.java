// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static dev.janusclient.Outcome.logOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.transport.Acknowledgement;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a broker sends for sessions that nobody has claimed yet. */
class UnclaimedEventsTest {
    private static final long SECOND = 1_000_000_000L;

    private final UnclaimedEvents unclaimed =
            new UnclaimedEvents(Duration.ofSeconds(5), new ByteBudget(1 << 20), new LogBudget(System::nanoTime));
    private final List<String> delivered = new ArrayList<>();
    private final List<String> receipts = new ArrayList<>();

    private final class Session implements SessionRoute.SessionSink, SessionRoute.HandleSink {
        @Override
        public void onMessage(JanusMessage message) {
            delivered.add("session " + message.whole().member("n"));
        }

        @Override
        public void onMessage(JanusMessage message, boolean answered) {
            delivered.add("handle " + message.whole().member("n"));
        }

        @Override
        public void onLost(long count) {
            delivered.add("lost " + count);
        }

        @Override
        public void onGone(String reason) {}

        @Override
        public void onConnectionLost(CloseReason reason) {}

        @Override
        public void afterwards(Runnable task) {
            task.run();
        }
    }

    private final class Noted implements Acknowledgement {
        private final int n;

        Noted(int n) {
            this.n = n;
        }

        @Override
        public void received() {
            receipts.add("taken " + n);
        }

        @Override
        public void processed() {
            receipts.add("handled " + n);
        }
    }

    private static JanusMessage event(long session, long sender, int n) {
        String from = sender == 0 ? "" : ",\"sender\":" + sender;
        return JanusMessage.parse(
                ("{\"janus\":\"event\",\"session_id\":" + session + from + ",\"n\":" + n + "}").getBytes(UTF_8), 64);
    }

    private SessionRoute route(long session) {
        return new SessionRoute(
                session, new Session(), 10, new ByteBudget(1 << 20), new ReadBarrier(), new LogBudget(() -> 0));
    }

    @Test
    void whatCameBeforeTheClaimIsDeliveredFirstAndInOrderAndThenAcknowledged() {
        assertThat(unclaimed.keep(event(1, 7, 1), new Noted(1), () -> null)).isNull();
        assertThat(unclaimed.keep(event(2, 8, 2), new Noted(2), () -> null)).isNull();
        assertThat(unclaimed.keep(event(1, 0, 3), new Noted(3), () -> null)).isNull();
        assertThat(receipts).isEmpty();

        SessionRoute route = route(1);
        unclaimed.giveTo(route, () -> delivered.add("known"));

        assertThat(delivered).containsExactly("session 3", "known");
        assertThat(receipts).containsExactly("taken 3", "handled 3");
        route.attach(7, new Session());
        assertThat(delivered).containsExactly("session 3", "known", "handle 1");
        assertThat(receipts).containsExactly("taken 3", "handled 3", "taken 1", "handled 1");
    }

    @Test
    void aSessionThatWasClaimedMeanwhileIsNotKeptWaiting() {
        SessionRoute route = route(1);
        assertThat(unclaimed.keep(event(1, 7, 1), new Noted(1), () -> route)).isSameAs(route);
        unclaimed.giveTo(route, () -> {});
        assertThat(delivered).isEmpty();
        assertThat(receipts).isEmpty();
    }

    @Test
    void whatNobodyTakesUpInTimeIsDroppedAndSaidSo() {
        unclaimed.sweep(100 * SECOND);
        unclaimed.keep(event(1, 7, 1), new Noted(1), () -> null);
        unclaimed.sweep(104 * SECOND);
        assertThat(receipts).isEmpty();

        assertThat(logOf(() -> unclaimed.sweep(105 * SECOND))).contains("WARN").contains("1 events");

        assertThat(receipts).containsExactly("handled 1");
        unclaimed.giveTo(route(1), () -> {});
        assertThat(delivered).isEmpty();
        unclaimed.keep(event(1, 7, 2), new Noted(2), () -> null);
        assertThat(receipts).containsExactly("handled 1", "handled 2");
    }

    @Test
    void whatTakesMoreBytesThanAllowedIsDroppedAndItsSessionIsNotified() {
        ByteBudget budget = new ByteBudget(600);
        UnclaimedEvents small = new UnclaimedEvents(Duration.ofSeconds(5), budget, new LogBudget(System::nanoTime));
        for (int n = 0; n < 5; n++) {
            small.keep(event(1, 0, n), new Noted(n), () -> null);
        }
        assertThat(receipts).as("the broker need not keep them").containsExactly("handled 2", "handled 3", "handled 4");
        small.giveTo(route(1), () -> {});
        assertThat(delivered).containsExactly("session 0", "session 1", "lost 3");
        assertThat(budget.used()).isZero();
    }

    @Test
    void whatIsNotClaimedInTimeGivesItsBytesBack() {
        ByteBudget budget = new ByteBudget(600);
        UnclaimedEvents small = new UnclaimedEvents(Duration.ofSeconds(5), budget, new LogBudget(System::nanoTime));
        small.sweep(0);
        small.keep(event(1, 0, 0), new Noted(0), () -> null);
        assertThat(budget.used()).isPositive();
        small.sweep(5 * SECOND);
        assertThat(budget.used()).isZero();
    }
}
