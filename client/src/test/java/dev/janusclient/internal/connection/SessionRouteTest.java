// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.transport.Acknowledgement;
import dev.janusclient.transport.CloseReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionRouteTest {
    /** What a sink was told: the members {@code n} of the messages, and counts of lost ones. */
    private static final class Recorder implements SessionRoute.HandleSink, SessionRoute.SessionSink {
        final List<String> delivered = new ArrayList<>();

        @Override
        public void onMessage(JanusMessage message, boolean answered) {
            delivered.add(message.whole().member("n") + (answered ? " answered" : ""));
        }

        @Override
        public void onLost(long count) {
            delivered.add("lost " + count);
        }

        @Override
        public void onMessage(JanusMessage message) {
            delivered.add(message.kind().wire());
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

    private final Recorder session = new Recorder();
    private final ByteBudget bytes = new ByteBudget(10_000_000);
    private final ReadBarrier barrier = new ReadBarrier();
    private final SessionRoute route = new SessionRoute(1, session, 3, bytes, barrier, new LogBudget(() -> 0));

    private void event(long sender, int n) {
        say("{\"janus\":\"event\",\"sender\":" + sender + ",\"n\":" + n + "}", false);
    }

    private void say(String frame, boolean answered) {
        route.onMessage(JanusMessage.parse(frame.getBytes(UTF_8), 64), answered);
    }

    private Recorder attached(long handle) {
        Recorder recorder = new Recorder();
        route.attach(handle, recorder);
        return recorder;
    }

    @Test
    void eventsThatComeBeforeTheirHandleIsAttachedReachItFirstAndInOrder() {
        event(7, 1);
        event(7, 2);
        Recorder handle = attached(7);
        event(7, 3);
        assertThat(handle.delivered).containsExactly("1", "2", "3");
        assertThat(route.waitingHandles()).isZero();
    }

    @Test
    void eachHandleGetsItsOwn() {
        event(7, 1);
        event(8, 2);
        assertThat(attached(8).delivered).containsExactly("2");
        assertThat(attached(7).delivered).containsExactly("1");
    }

    @Test
    void pastTheLimitTheOldestGiveWayAndAreCounted() {
        for (int n = 1; n <= 5; n++) {
            event(7, n);
        }
        assertThat(attached(7).delivered).containsExactly("lost 2", "3", "4", "5");
    }

    @Test
    void pastTheLimitNothingIsDroppedThatABrokerKeeps() {
        List<String> settled = new ArrayList<>();
        for (int n = 1; n <= 5; n++) {
            event(7, n);
            String name = "handled " + n;
            route.settle(7, new Acknowledgement() {
                @Override
                public void received() {}

                @Override
                public void processed() {
                    settled.add(name);
                }
            });
        }
        assertThat(settled).isEmpty();
        assertThat(attached(7).delivered).containsExactly("1", "2", "3", "4", "5");
        assertThat(settled).hasSize(5);
    }

    @Test
    void repliesAreNoEventsAndDoNotWait() {
        for (String kind : new String[] {"ack", "success", "error", "keepalive", "pong"}) {
            say("{\"janus\":\"" + kind + "\",\"sender\":7,\"n\":1}", false);
        }
        say("{\"janus\":\"event\",\"sender\":7,\"n\":2}", true);
        assertThat(attached(7).delivered).isEmpty();
        assertThat(session.delivered).isEmpty();
    }

    @Test
    void anEventThatAnsweredIsMarkedForItsHandle() {
        Recorder handle = attached(7);
        say("{\"janus\":\"event\",\"sender\":7,\"n\":1}", true);
        say("{\"janus\":\"success\",\"sender\":7,\"n\":2}", true);
        assertThat(handle.delivered).containsExactly("1 answered");
    }

    @Test
    void whatNamesNoHandleConcernsTheSession() {
        attached(7);
        say("{\"janus\":\"timeout\"}", false);
        say("{\"janus\":\"keepalive\"}", false);
        say("{\"janus\":\"something-new\"}", false);
        assertThat(session.delivered).containsExactly("timeout", "unknown");
    }

    @Test
    void whatIsStillSaidOfADetachedHandleIsNotKept() {
        for (long id = 1; id <= 1000; id++) {
            Recorder handle = attached(id);
            route.detach(id);
            say("{\"janus\":\"detached\",\"sender\":" + id + ",\"n\":1}", false);
            assertThat(handle.delivered).isEmpty();
        }
        assertThat(route.waitingHandles()).isZero();
    }

    @Test
    void aDetachedHandleMayBeAttachedAgain() {
        attached(7);
        route.detach(7);
        Recorder again = attached(7);
        event(7, 1);
        assertThat(again.delivered).containsExactly("1");
    }

    @Test
    void eventsWaitForSoManyUnknownHandlesAndNoMore() {
        for (int handle = 1; handle <= HeldMessages.MAX_UNKNOWN + 2; handle++) {
            event(handle, 1);
            event(handle, 2);
        }
        assertThat(route.waitingHandles()).isEqualTo(HeldMessages.MAX_UNKNOWN);
        assertThat(session.delivered).containsExactly("lost 2", "lost 2");
        assertThat(attached(1).delivered).isEmpty();
        assertThat(attached(3).delivered).containsExactly("1", "2");
        assertThat(attached(HeldMessages.MAX_UNKNOWN + 2).delivered).containsExactly("1", "2");
    }

    private void event(long sender, int n, int bytes) {
        say(
                "{\"janus\":\"event\",\"sender\":" + sender + ",\"n\":" + n + ",\"fill\":\"" + "x".repeat(bytes)
                        + "\"}",
                false);
    }

    @Test
    void heldMessagesAreLimitedInBytesAndTheFirstHandlesGiveWay() {
        int size = 50_000;
        for (int handle = 1; handle <= 4_000; handle++) {
            event(handle, 1, size);
        }
        assertThat(bytes.used()).isBetween(9_800_000L, 10_200_000L);
        assertThat(route.waitingHandles()).isBetween(95, 105);
        assertThat(session.delivered).hasSize(4_000 - route.waitingHandles()).containsOnly("lost 1");
        assertThat(attached(4_000).delivered).containsExactly("1");
        assertThat(attached(1).delivered).isEmpty();
        route.abandon();
        assertThat(bytes.used()).isZero();
    }

    @Test
    void aHandleThatSaysTooMuchLosesItsOwnOldest() {
        bytes.force(9_950_000);
        event(7, 1, 100_000);
        event(7, 2, 100_000);
        assertThat(attached(7).delivered).containsExactly("lost 1", "2");
        assertThat(session.delivered).isEmpty();
        event(8, 1, 10);
        route.detach(8);
        assertThat(bytes.used()).isEqualTo(9_950_000);
    }

    @Test
    void whatComesWhileAHandleIsBeingAttachedComesBehindWhatWaited() {
        event(7, 1);
        List<String> delivered = new ArrayList<>();
        route.attach(7, new SessionRoute.HandleSink() {
            @Override
            public void onMessage(JanusMessage message, boolean answered) {
                if (delivered.isEmpty()) {
                    event(7, 2);
                    say("{\"janus\":\"event\",\"sender\":7,\"n\":3}", true);
                }
                delivered.add(message.whole().member("n") + (answered ? " answered" : ""));
            }

            @Override
            public void onLost(long count) {
                delivered.add("lost " + count);
            }
        });
        event(7, 4);
        assertThat(delivered).containsExactly("1", "2", "3 answered", "4");
    }

    @Test
    void aHandleThatIsDetachedByWhatItHasWaitedForStaysDetached() {
        event(7, 1);
        event(7, 2);
        List<String> delivered = new ArrayList<>();
        route.attach(7, new SessionRoute.HandleSink() {
            @Override
            public void onMessage(JanusMessage message, boolean answered) {
                delivered.add(String.valueOf(message.whole().member("n")));
                route.detach(7);
            }

            @Override
            public void onLost(long count) {}
        });
        event(7, 3);
        assertThat(delivered).containsExactly("1", "2");
        assertThat(route.waitingHandles()).isZero();
    }

    @Test
    void aDiversionGetsWhatWaitsForHandlesThatNobodyAttachedAndThenTheRest() {
        Recorder handle = attached(7);
        event(7, 1);
        event(8, 2);
        List<String> elsewhere = new ArrayList<>();
        route.divert(message ->
                elsewhere.add(message.sender() + " " + message.whole().member("n")));
        event(7, 3);
        event(8, 4);
        assertThat(handle.delivered).containsExactly("1");
        assertThat(elsewhere).containsExactly("8 2", "7 3", "8 4");
        assertThat(route.waitingHandles()).isZero();
        assertThat(bytes.used()).isZero();
    }
}
