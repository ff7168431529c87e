// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.videoroom;

import static dev.janusclient.system.videoroom.Guest.done;
import static dev.janusclient.system.videoroom.Guest.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.netty.NettyWebSocketFactory;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRemoteRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import dev.janusclient.testkit.FrameRecorder;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.UntilJanus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members of requests that came after the server's version. */
@UntilJanus(value = "1.1.3", reason = "newer servers have some of these members")
class NewerFieldsTest {
    private static final JanusId ROOM = JanusId.of(1234);
    private static final RawJson METADATA = RawJson.of("{\"seat\":7}");

    @RegisterExtension
    static final JanusExtension JANUS = VideoRoomFixture.server();

    @RegisterExtension
    final VideoRoomFixture fixture = new VideoRoomFixture(JANUS);

    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    enum Newer {
        CREATE_THREADS(
                "create.threads",
                "1.2.3",
                room -> room.create(VideoRoomRequest.Create.builder().threads(2).build())),
        CREATE_DUMMY_E2EE(
                "create.dummy_e2ee",
                "1.3.2",
                room -> room.create(
                        VideoRoomRequest.Create.builder().dummyE2ee(true).build())),
        JOIN_METADATA(
                "join.metadata",
                "1.3.0",
                room -> room.joinAsPublisher(VideoRoomPublisherRequest.Join.builder()
                        .room(ROOM)
                        .metadata(METADATA)
                        .build())),
        CONFIGURE_METADATA("configure.metadata", "1.3.0", room -> room.asPublisher()
                .configure(VideoRoomPublisherRequest.Configure.builder()
                        .metadata(METADATA)
                        .build())),
        SWITCH_LAYER("switch.streams[].temporal", "1.1.4", room -> room.asSubscriber()
                .switchTo(VideoRoomSubscriberRequest.Switch.builder()
                        .streams(List.of(VideoRoomSubscriberRequest.StreamToSwitch.builder()
                                .feed(ROOM)
                                .mid("0")
                                .subMid("0")
                                .temporal(1)
                                .build()))
                        .build())),
        PUBLISH_REMOTELY_SRTP(
                "publish_remotely.srtp_suite",
                "1.3.0",
                room -> room.publishRemotely(VideoRoomRemoteRequest.PublishRemotely.builder()
                        .room(ROOM)
                        .publisherId(ROOM)
                        .remoteId("r")
                        .host("h")
                        .port(1)
                        .srtpSuite(80)
                        .srtpCrypto(Secret.of("a key"))
                        .build()));

        private final String field;
        private final String since;
        private final Function<JanusVideoRoomPlugin, CompletableFuture<?>> send;

        Newer(String field, String since, Function<JanusVideoRoomPlugin, CompletableFuture<?>> send) {
            this.field = field;
            this.since = since;
            this.send = send;
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWithTheVersionItNeedsAndSendsNothing(Newer newer) {
        FrameRecorder frames = new FrameRecorder(new NettyWebSocketFactory());
        JanusClient client =
                fixture.keep(JanusClient.create(fixture.janus().uri(), JanusClientOptions.defaults(), frames));
        JanusVideoRoomPlugin room = done(done(client.createSession()).attach(JanusVideoRoomPlugin.TYPE));
        int before = frames.sent().size();

        JanusVersionException failure = (JanusVersionException) assertThat(failure(newer.send.apply(room)))
                .isInstanceOf(JanusVersionException.class)
                .actual();
        assertThat(failure.needed()).isEqualTo(newer.since);
        assertThat(failure).hasMessageContaining(newer.field);

        done(room.probe());
        assertThat(frames.sent()).as("the probe is all that was sent").hasSize(before + 1);
        done(room.session().destroy());
    }
}
