// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.Backlog;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.netty.NettyWebSocketFactory;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.FrameRecorder;
import dev.janusclient.testkit.LeakCheck;
import dev.janusclient.testkit.ScriptedGateway;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener that takes one event where ten come, over a real socket: what each policy lets in, loses and tells. */
@Timeout(60)
class SlowListenerTest {
    private static final int EVENTS = 20_000;
    private static final int CAPACITY = 100;

    /** More than one read brings of the events below. */
    private static final int UNDER_WAY = 5_000;

    private static final String PADDING = "x".repeat(1_000);

    private final LeakCheck threads = LeakCheck.ofThreads("janus-client");
    private final Semaphore permits = new Semaphore(0);
    private final ConcurrentLinkedQueue<Integer> heard = new ConcurrentLinkedQueue<>();
    private final AtomicLong lost = new AtomicLong();
    private final Semaphore others = new Semaphore(0);
    private final FrameRecorder transports = new FrameRecorder(new NettyWebSocketFactory());
    private final ScriptedGateway gateway = ScriptedGateway.start();

    @SuppressWarnings("NullAway.Init") // every test attaches first
    private JanusClient client;

    @SuppressWarnings("NullAway.Init")
    private JanusEchoTestPlugin slow;

    @SuppressWarnings("NullAway.Init")
    private JanusEchoTestPlugin quick;

    @AfterEach
    void nothingIsLeft() {
        permits.release(EVENTS);
        client.close();
        gateway.close();
        threads.assertNothingLeaked(Duration.ofSeconds(10));
    }

    private void attach(Backlog backlog) {
        client = JanusClient.create(
                gateway.uri(), JanusClientOptions.builder().backlog(backlog).build(), transports);
        JanusSession session = client.createSession().join();
        slow = session.attach(JanusEchoTestPlugin.TYPE).join();
        quick = session.attach(JanusEchoTestPlugin.TYPE).join();
        quick.on(EchoTestEvent.class, event -> others.release());
        slow.on(CoreEvent.EventsDropped.class, event -> lost.addAndGet(event.count()));
        slow.on(EchoTestEvent.Unknown.class, event -> {
            permits.acquireUninterruptibly();
            heard.add((int) Objects.requireNonNull(event.data().member("n")).asLong());
        });
    }

    /** All events of both handles in turns, as fast as the socket takes them. */
    private void sayAll() {
        for (int n = 0; n < EVENTS; n++) {
            gateway.push(event(slow, n));
            gateway.push(event(quick, n));
        }
    }

    /** The same, no faster than the quick listener takes its own: the slow one may only hold up itself. */
    private void sayAtQuickRate() throws InterruptedException {
        for (int n = 0; n < EVENTS; n++) {
            gateway.push(event(slow, n));
            gateway.push(event(quick, n));
            if (n % 10 == 9) {
                assertThat(others.tryAcquire(10, 20, TimeUnit.SECONDS)).isTrue();
                permits.release();
            }
        }
    }

    private static String event(JanusEchoTestPlugin handle, int n) {
        return "{\"janus\":\"event\",\"session_id\":" + handle.session().id() + ",\"sender\":" + handle.handleId()
                + ",\"plugindata\":{\"plugin\":\"janus.plugin.echotest\",\"data\":{\"n\":" + n + ",\"padding\":\""
                + PADDING + "\"}}}";
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void theOldestGiveWayAndTheOtherHandleHearsEverything() throws InterruptedException {
        attach(Backlog.dropOldest(CAPACITY));
        sayAtQuickRate();
        permits.release(EVENTS);
        await().until(() -> heard.size() + lost.get() == EVENTS);
        assertThat(lost.get()).isGreaterThan(EVENTS / 2);
        assertThat(List.copyOf(heard)).isSorted().doesNotHaveDuplicates().contains(EVENTS - 1);
    }

    @Test
    void whatIsNotReadWaitsAtTheServerAndNothingIsLost() {
        attach(Backlog.pauseReading(CAPACITY));
        sayAll();
        await().until(() -> !transports.isReading());
        // Nothing but a permit sets it going again, and then only so far.
        for (int i = 0; i < 10; i++) {
            int most = transports.received().size() + UNDER_WAY;
            permits.release(CAPACITY);
            int taken = (i + 1) * CAPACITY;
            await().until(() -> heard.size() == taken && !transports.isReading());
            assertThat(transports.received().size()).isLessThan(most);
        }
        permits.release(EVENTS);
        await().until(() -> heard.size() == EVENTS && others.availablePermits() == EVENTS);
        assertThat(heard).containsExactlyElementsOf(upTo(EVENTS));
        assertThat(lost).hasValue(0);
    }

    @Test
    void theHandleIsGivenUpAndTheOtherHearsEverything() throws InterruptedException {
        attach(Backlog.detach(CAPACITY));
        ConcurrentLinkedQueue<CoreEvent> last = new ConcurrentLinkedQueue<>();
        slow.on(CoreEvent.ListenerAbandoned.class, last::add);
        sayAtQuickRate();
        assertThat(slow.isAttached()).isFalse();
        permits.release(EVENTS);
        await().until(() -> !last.isEmpty());
        assertThat(heard).containsExactlyElementsOf(upTo(heard.size()));
        assertThat(heard.size()).isLessThan(EVENTS / 2);
    }
}
