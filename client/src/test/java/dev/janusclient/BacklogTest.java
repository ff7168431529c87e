// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listeners that take one event where ten come. */
@Timeout(60)
class BacklogTest {
    private static final int CAPACITY = 50;
    private static final int EVENTS = 2_000;

    private final FakeJanus janus = new FakeJanus();
    private final Semaphore permits = new Semaphore(0);
    private final List<Integer> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger lost = new AtomicInteger();
    private final Semaphore others = new Semaphore(0);

    @SuppressWarnings("NullAway.Init") // every test attaches first
    private JanusEchoTestPlugin slow;

    @SuppressWarnings("NullAway.Init")
    private JanusEchoTestPlugin quick;

    private int most;

    private void attach(Backlog backlog) {
        JanusClient client = janus.poolClient(options -> options.backlog(backlog));
        JanusSession session = Outcome.of(client.createSession());
        slow = Outcome.of(session.attach(JanusEchoTestPlugin.TYPE));
        quick = Outcome.of(session.attach(JanusEchoTestPlugin.TYPE));
        quick.on(EchoTestEvent.class, event -> others.release());
        slow.on(CoreEvent.EventsDropped.class, event -> lost.addAndGet((int) event.count()));
        slow.on(EchoTestEvent.Unknown.class, event -> {
            permits.acquireUninterruptibly();
            heard.add((int) Objects.requireNonNull(event.data().member("n")).asLong());
        });
        // Registrations take their turn among the events, and are not bounded.
        await().until(() -> ((JanusPlugin) slow).core().backlog() == 0);
    }

    /** Says so many events for both handles; one listener keeps up, the other takes a tenth of its share. */
    private void say(int from, int to) throws InterruptedException {
        for (int n = from; n < to; n++) {
            janus.event(slow, "{'n':" + n + "}");
            janus.event(quick, "{'n':" + n + "}");
            most = Math.max(most, ((JanusPlugin) slow).core().backlog());
            if (n % 10 == 9) {
                permits.release();
                // Goes on only because the other handle's listener has been told everything so far.
                assertThat(others.tryAcquire(10, 20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @AfterEach
    void nothingIsLeft() {
        permits.release(EVENTS);
        janus.assertNothingLeft();
    }

    @Test
    void theOldestGiveWayAndAnEventTellsHowMany() throws InterruptedException {
        attach(Backlog.dropOldest(CAPACITY));
        say(0, EVENTS);
        assertThat(most).isBetween(CAPACITY, CAPACITY + 1);
        permits.release(EVENTS);
        await().until(() -> heard.size() + lost.get() == EVENTS);
        assertThat(lost.get()).isGreaterThan(EVENTS / 2);
        assertThat(heard).isSorted().doesNotHaveDuplicates().contains(EVENTS - 1);
    }

    @Test
    void nothingIsReadUntilThereIsRoomAndNothingIsLost() throws InterruptedException {
        attach(Backlog.pauseReading(CAPACITY));
        int stops = 0;
        for (int n = 0; n < EVENTS; n++) {
            if (!janus.isReading()) {
                stops++;
                while (!janus.isReading()) {
                    permits.release();
                    // What waits decides when reading goes on; who asks too often takes the processor from it.
                    TimeUnit.MICROSECONDS.sleep(50);
                }
            }
            say(n, n + 1);
        }
        permits.release(EVENTS);
        await().until(() -> heard.size() == EVENTS);
        assertThat(heard).isEqualTo(IntStream.range(0, EVENTS).boxed().toList());
        assertThat(lost).hasValue(0);
        assertThat(most).isBetween(CAPACITY, CAPACITY + 1);
        assertThat(stops).isGreaterThan(EVENTS / CAPACITY / 2);
    }

    @Test
    void readingGoesOnEvenIfOnlyOneMayWait() {
        attach(Backlog.pauseReading(1));
        for (int n = 0; n < 10; n++) {
            // The first has its turn, the second is one too many.
            janus.event(slow, "{'n':" + 2 * n + "}");
            janus.event(slow, "{'n':" + (2 * n + 1) + "}");
            assertThat(janus.isReading()).isFalse();
            permits.release(2);
            int taken = 2 * (n + 1);
            await().until(() -> heard.size() == taken && janus.isReading());
        }
    }

    @Test
    void aTransportThatCannotStopDropsTheOldest() throws InterruptedException {
        janus.cannotStop();
        attach(Backlog.pauseReading(CAPACITY));
        say(0, EVENTS);
        assertThat(most).isBetween(CAPACITY, CAPACITY + 1);
        permits.release(EVENTS);
        await().until(() -> heard.size() + lost.get() == EVENTS);
    }

    @Test
    void theHandleIsGivenUpAndReportedLast() throws InterruptedException {
        attach(Backlog.detach(CAPACITY));
        List<CoreEvent> last = Collections.synchronizedList(new ArrayList<>());
        slow.on(CoreEvent.ListenerAbandoned.class, last::add);
        say(0, EVENTS);
        assertThat(slow.isAttached()).isFalse();
        assertThat(quick.isAttached()).isTrue();
        assertThat(most).isLessThanOrEqualTo(CAPACITY + 2);
        permits.release(EVENTS);
        await().until(() -> !last.isEmpty());
        assertThat(last).containsExactly(new CoreEvent.ListenerAbandoned(CAPACITY));
        assertThat(heard).isEqualTo(IntStream.range(0, heard.size()).boxed().toList());
        assertThat(heard).hasSizeBetween(CAPACITY, EVENTS / 5);
        // It can be had back: at Janus it never went.
        JanusEchoTestPlugin again = Outcome.of(
                slow.session().attach(JanusEchoTestPlugin.TYPE, AttachOptions.existingHandle(slow.handleId())));
        List<Object> more = Collections.synchronizedList(new ArrayList<>());
        again.on(EchoTestEvent.class, more::add);
        janus.event(again, "{'n':1}");
        await().until(() -> more.size() == 1);
    }
}
