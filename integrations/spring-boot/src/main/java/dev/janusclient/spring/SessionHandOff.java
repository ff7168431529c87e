// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.spring;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a client's sessions off when the application ends, instead of destroying them: each becomes inactive here, its ticket goes
 * to the {@link TicketPublisher}, and what Janus still sends is passed on to whoever claims the session within a time. Without a
 * publisher nothing waits for that; sessions live on at Janus for its reclaim timeout either way.
 *
 * <p>It ends after the web server, so that requests that are being served still have their sessions, and before the client
 * is closed.
 */
public class SessionHandOff extends EndOfApplication {
    private static final Logger log = LoggerFactory.getLogger(SessionHandOff.class);

    private final JanusClient client;
    private final JanusProperties.Shutdown settings;
    private final @Nullable TicketPublisher publisher;

    /** @param publisher where the tickets go; null if nothing takes the sessions over */
    public SessionHandOff(JanusClient client, JanusProperties.Shutdown settings, @Nullable TicketPublisher publisher) {
        this.client = client;
        this.settings = settings;
        this.publisher = publisher;
    }

    @Override
    void end() {
        if (!settings.handOff() || publisher == null) {
            return;
        }
        List<CompletableFuture<?>> next = new ArrayList<>();
        for (JanusSession session : client.sessions()) {
            if (handOff(session, publisher)) {
                next.add(session.handedOver());
            }
        }
        await(next, settings.timeout());
    }

    private static boolean handOff(JanusSession session, TicketPublisher publisher) {
        try {
            publisher.publish(session.handOff());
            return true;
        } catch (RuntimeException e) {
            log.warn("session {} is not handed over: {}", session.id(), e.toString());
            return false;
        }
    }

    private static void await(List<CompletableFuture<?>> next, Duration atMost) {
        try {
            CompletableFuture.allOf(next.toArray(CompletableFuture[]::new))
                    .orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (RuntimeException e) {
            long left = next.stream().filter(session -> !session.isDone()).count();
            log.warn("{} of {} sessions have no next owner after {}", left, next.size(), atMost);
        }
    }
}
