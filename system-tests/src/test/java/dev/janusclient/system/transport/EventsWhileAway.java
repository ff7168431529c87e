// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.JanusServerBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/**
 * Events come while a process is killed and another one takes over. Somebody else in an audio room changes his name again
 * and again; every name must be heard by one of the two.
 */
final class EventsWhileAway {
    private static final int EVENTS = 2_000;
    private static final int AT_ONCE = 10;
    private static final int KILL_AT = EVENTS / 4;
    private static final int SUCCESSOR_AT = EVENTS / 2;

    private EventsWhileAway() {}

    /** A Janus with the room that this needs. */
    static JanusServerBuilder withRoom(JanusServerBuilder builder) {
        return builder.plugins("audiobridge", "echotest")
                .append(
                        "janus.plugin.audiobridge.jcfg",
                        "room-1234: {\n\tsampling_rate = 16000\n\tallow_rtp_participants = false\n}\n");
    }

    static void noneIsLost(JanusServer server, String durableUri) {
        try (JanusClient observer = Way.WEB_SOCKET.client(server);
                ReaderProcess first = new ReaderProcess(durableUri)) {
            String[] ids = first.awaitReady();
            JanusAudioBridgePlugin busy = guest(observer);
            List<String> names = new ArrayList<>();
            rename(busy, names, KILL_AT);
            Awaitility.await("the first events").atMost(Duration.ofSeconds(20)).until(() -> !first.said("event")
                    .isEmpty());
            CompletableFuture<Void> goesOn = CompletableFuture.runAsync(() -> rename(busy, names, SUCCESSOR_AT));
            first.kill();
            done(goesOn);

            try (ReaderProcess second = new ReaderProcess(durableUri, ids[0], ids[1])) {
                rename(busy, names, EVENTS);
                Set<String> heard = new HashSet<>(first.said("event"));
                try {
                    Awaitility.await("everything")
                            .atMost(Duration.ofSeconds(40))
                            .until(() -> {
                                heard.addAll(second.said("event"));
                                return heard.containsAll(names);
                            });
                } catch (org.awaitility.core.ConditionTimeoutException e) {
                    Set<String> missing = new LinkedHashSet<>(names);
                    missing.removeAll(heard);
                    throw new AssertionError(
                            "the first heard " + first.said("event").size() + "; " + missing.size()
                                    + " events are lost: " + missing + "; the second said " + second.tail());
                }
                assertThat(names).hasSize(EVENTS);
                assertThat(first.said("event"))
                        .as("heard by the first")
                        .isNotEmpty()
                        .doesNotHaveDuplicates();
                assertThat(second.said("event"))
                        .as("heard by the second")
                        .isNotEmpty()
                        .doesNotHaveDuplicates();
                // Those that were asked for at the same time may happen in any order.
                assertThat(second.said("event"))
                        .extracting(name -> names.indexOf(name) / AT_ONCE)
                        .isSorted();
            }
        }
    }

    /** Somebody in the room. */
    static JanusAudioBridgePlugin guest(JanusClient client) {
        JanusSession session = done(client.createSession());
        JanusAudioBridgePlugin guest = done(session.attach(JanusAudioBridgePlugin.TYPE));
        done(guest.join(JanusId.of(1234), "busy"));
        return guest;
    }

    /** At a pace that leaves time for a kill in between. */
    static void rename(JanusAudioBridgePlugin busy, List<String> names, int until) {
        while (names.size() < until) {
            List<CompletableFuture<?>> batch = new ArrayList<>();
            for (int i = 0; i < AT_ONCE && names.size() < until; i++) {
                String name = "name-" + names.size();
                names.add(name);
                batch.add(busy.configure(
                        AudioBridgeMedia.Configure.builder().display(name).build(), null));
            }
            batch.forEach(Soon::done);
        }
    }
}
