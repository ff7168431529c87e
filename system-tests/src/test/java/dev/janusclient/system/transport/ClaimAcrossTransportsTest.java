// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.message.JanusId;
import dev.janusclient.okhttp.OkHttpTransportFactory;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.JanusServerBuilder;
import dev.janusclient.testkit.Mosquitto;
import dev.janusclient.testkit.RabbitMq;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A session goes from each transport to each other one, and to a second connection of its own. */
@Tag("rabbitmq-server")
@Tag("mosquitto")
class ClaimAcrossTransportsTest {
    // Here, as Janus is started before a method of this class could be asked.
    private static final RabbitMq RABBIT_MQ = RabbitMq.start();
    private static final Mosquitto MOSQUITTO = Mosquitto.start();

    private static final List<Way> WAYS = List.of(
            Way.WEB_SOCKET,
            Way.HTTP,
            Way.WEB_SOCKET.with(new OkHttpTransportFactory()),
            Way.HTTP.with(new OkHttpTransportFactory()),
            Way.UNIX,
            Way.amqp(RABBIT_MQ),
            Way.mqtt(MOSQUITTO, "5"));

    @RegisterExtension
    static final JanusExtension janus = JanusExtension.with(everyWay());

    @AfterAll
    static void stopBrokers() {
        RABBIT_MQ.close();
        MOSQUITTO.close();
    }

    private static JanusServerBuilder everyWay() {
        JanusServerBuilder builder =
                JanusServer.builder().plugins("audiobridge").reclaimSessionTimeout(20);
        for (Way way : WAYS) {
            builder = way.open().apply(builder);
        }
        return builder;
    }

    static Stream<Arguments> pairs() {
        return WAYS.stream().flatMap(from -> WAYS.stream().map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @MethodSource("pairs")
    void whileTheOldOwnerLives(Way from, Way to) {
        try (JanusClient first = from.client(janus.server());
                JanusClient second = to.client(janus.server())) {
            JanusAudioBridgePlugin old = inARoom(first);

            assertThatEventsGoTo(second, old);
        }
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @MethodSource("pairs")
    void afterTheOldOwnerLeft(Way from, Way to) {
        JanusAudioBridgePlugin old;
        try (JanusClient first = from.client(janus.server())) {
            old = inARoom(first);
        }
        try (JanusClient second = to.client(janus.server())) {
            assertThatEventsGoTo(second, old);
        }
    }

    private static JanusAudioBridgePlugin inARoom(JanusClient client) {
        JanusAudioBridgePlugin handle = TransportContract.attach(client, JanusAudioBridgePlugin.TYPE);
        done(handle.join(TransportContract.room(handle, "a room"), "old"));
        return handle;
    }

    private static void assertThatEventsGoTo(JanusClient second, JanusAudioBridgePlugin old) {
        JanusSession session = done(second.claimSession(old.session().id()));
        JanusAudioBridgePlugin handle =
                done(session.attach(JanusAudioBridgePlugin.TYPE, AttachOptions.existingHandle(old.handleId())));
        BlockingQueue<AudioBridgeEvent.PeerJoined> joined = new LinkedBlockingQueue<>();
        handle.on(AudioBridgeEvent.PeerJoined.class, joined::add);
        JanusId room = done(handle.list()).list().get(0).room();
        try (JanusClient guests = Way.WEB_SOCKET.client(janus.server())) {
            JanusAudioBridgePlugin guest = TransportContract.attach(guests, JanusAudioBridgePlugin.TYPE);

            done(guest.join(room, "a push"));

            assertThat(TransportContract.poll(joined).participants().get(0).display())
                    .isEqualTo("a push");
            // An answer that is an event comes to the new owner too.
            assertThat(done(handle.mute(true))).isNotNull();
            done(handle.leave());
            done(session.destroy());
            TransportContract.destroy(guest, room);
        }
    }
}
