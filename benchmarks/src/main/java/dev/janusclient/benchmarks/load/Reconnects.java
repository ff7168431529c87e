// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import dev.janusclient.ConnectionState;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.RecoveryOptions;
import dev.janusclient.Subscription;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.transport.TransportFactory;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A client whose connection is cut again and again, and whose session and handle come back each time. */
final class Reconnects {
    private static final int TIMEOUT_SECONDS = 30;

    private final URI uri;
    private final TransportFactory transports;

    Reconnects(URI uri, TransportFactory transports) {
        this.uri = uri;
        this.transports = transports;
    }

    Work.Outcome run(int count) throws InterruptedException {
        // The wait before an attempt is for the server's sake.
        JanusClientOptions options = JanusClientOptions.builder()
                .recovery(RecoveryOptions.builder()
                        .firstDelay(Duration.ofMillis(1))
                        .build())
                .build();
        Cutter cutter = new Cutter(transports);
        Semaphore back = new Semaphore(0);
        try (JanusClient janus = JanusClient.create(uri, options, cutter)) {
            JanusSession session = janus.createSession().join();
            JanusVideoRoomPlugin room =
                    session.attach(JanusVideoRoomPlugin.TYPE).join();
            room.on(VideoRoomEvent.class, event -> {});
            Subscription listening = janus.on(ConnectionState.Resumed.class, state -> back.release());
            for (int i = 0; i < count; i++) {
                cutter.cut();
                if (!back.tryAcquire(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("not back after cut " + (i + 1));
                }
                room.exists(JanusWork.ROOM).join();
            }
            listening.close();
        }
        return () -> "count=" + count;
    }
}
