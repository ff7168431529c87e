// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.internal.worker.Workers;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More listeners wait for the answer to a request than listeners run at once. */
@Timeout(60)
class BlockedListenersTest {
    private static final int HANDLES = Workers.MAX_DELIVERIES + 44;

    private final FakeJanus janus = new FakeJanus();
    private final JanusClient client = janus.poolClient(options -> {});
    private final Queue<FakeJanus.Frame> probes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<JanusSipPlugin> handles = new ArrayList<>();

    @BeforeEach
    void everyListenerWaits() {
        JanusSession session = client.createSession().join();
        for (int n = 0; n < HANDLES; n++) {
            JanusSipPlugin handle = session.attach(JanusSipPlugin.TYPE).join();
            handle.on(CoreEvent.HangUp.class, event -> handle.probe()
                    .handle((alive, failure) -> (failure == null ? answered : failed).incrementAndGet())
                    .join());
            handles.add(handle);
        }
        janus.handler("keepalive", probes::add);
        for (JanusSipPlugin handle : handles) {
            janus.push("{'janus':'hangup','session_id':" + session.id() + ",'sender':" + handle.handleId()
                    + ",'reason':'as the test said'}");
        }
        await().until(() -> probes.size() == Workers.MAX_DELIVERIES);
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private void answerProbes() {
        for (FakeJanus.Frame probe = probes.poll(); probe != null; probe = probes.poll()) {
            janus.push(janus.fill(FakeJanus.ACK, probe));
        }
    }

    @Test
    void requestsAreAnswered() {
        FakeJanus other = new FakeJanus();
        assertThat(other.poolClient(options -> {}).createSession().join().isActive())
                .isTrue();
        other.assertNothingLeft();
        await().until(() -> {
            answerProbes();
            return answered.get() == HANDLES;
        });
    }

    @Test
    void requestsTimeOut() {
        await().until(() -> {
            janus.scheduler().advance(Duration.ofSeconds(11));
            return failed.get() == HANDLES;
        });
    }

    @Test
    void closingTheClientEndsWhatTheyWaitFor() {
        client.close();
        await().until(() -> failed.get() == HANDLES);
    }
}
