// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.done;
import static dev.janusclient.system.transport.Soon.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.testkit.JanusServer;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract over a Unix datagram socket, and what only that has: small limits, and a path of one's own. */
class UnixTest extends TransportContract {
    UnixTest() {
        super(Way.UNIX);
    }

    @Test
    void aRequestThatJanusWouldCutOffIsNotSent() {
        try (JanusClient client = Way.UNIX.client(server())) {
            JanusAudioBridgePlugin handle = attach(client, JanusAudioBridgePlugin.TYPE);

            assertThat(failed(
                            handle.create(AudioBridgeRequest.Create.builder()
                                    .description(Sdp.ofLength(8_192))
                                    .build()),
                            IllegalArgumentException.class))
                    .hasMessageContaining("8192");

            done(handle.session().keepalive());
        }
    }

    @Test
    void anAnswerThatNoDatagramHoldsNeverComes() {
        int tooLarge = 300_000;
        try (JanusClient client = Way.UNIX.client(server(), Way.options().requestTimeout(Duration.ofSeconds(2)));
                JanusClient other = Way.WEB_SOCKET.client(server())) {
            JanusAudioBridgePlugin handle = attach(client, JanusAudioBridgePlugin.TYPE);
            JanusAudioBridgePlugin maker = attach(other, JanusAudioBridgePlugin.TYPE);
            var room = room(maker, Sdp.ofLength(tooLarge));

            failed(handle.list(), JanusTimeoutException.class);

            done(handle.session().keepalive());
            destroy(maker, room);
        }
    }

    @Test
    void ourOwnPathIsGoneWithUsAndSoAreThoseOfTheDead() throws IOException {
        Path folder = server().unixSocket().resolveSibling("");
        Path dead = folder.resolve("janus-client-of-a-killed-process.sock");
        Socket left = Socket.newSocketDomainDgram();
        left.bind(new DomainSocketAddress(dead.toFile()));
        left.close();
        assertThat(dead).exists();

        try (JanusClient one = Way.UNIX.client(server());
                JanusClient two = Way.UNIX.client(server())) {
            done(one.connect());
            done(two.connect());
            assertThat(ours(folder)).hasSize(2).doesNotContain(dead);
            done(one.ping());
        }
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(ours(folder)).isEmpty());
    }

    @Test
    void aSocketOfTheOtherTypeIsNamedAsSuch() {
        try (JanusServer other = JanusServer.builder().unixSocket().start();
                JanusClient client = Way.UNIX.client(other)) {
            assertThat(failed(client.connect(), JanusConnectException.class)).hasMessageContaining("SOCK_DGRAM");
        }
    }

    private static List<Path> ours(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("janus-client-"))
                    .toList();
        }
    }
}
