// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import static dev.janusclient.system.faults.Ground.done;

import dev.janusclient.PluginType;
import dev.janusclient.admin.HandleInfo;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomPublisherRequest;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.plugin.videoroom.VideoRoomState;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriberRequest;
import dev.janusclient.testkit.ProxiedMessage;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Somebody joins a room as a publisher and publishes, or watches the room's dummy publisher. */
final class VideoRoomScene implements Scene<JanusVideoRoomPlugin> {
    private final Moment moment;
    private final JanusVideoRoomPlugin other;
    private final JanusId room;

    VideoRoomScene(Ground ground, Moment moment) {
        this.moment = moment;
        this.other = ground.bystander(JanusVideoRoomPlugin.TYPE);
        this.room = done(other.create(VideoRoomRequest.Create.builder()
                        .publishers(6)
                        .notifyJoining(true)
                        .dummyPublisher(true)
                        .build()))
                .room();
    }

    @Override
    public PluginType<JanusVideoRoomPlugin> type() {
        return JanusVideoRoomPlugin.TYPE;
    }

    @Override
    public void settle(JanusVideoRoomPlugin handle) {
        if (moment == Moment.RINGING) {
            done(handle.joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(room, dummy())));
        } else if (moment != Moment.JOINING) {
            done(join(handle));
        }
        if (!moment.isAtRequest() && moment != Moment.RINGING) {
            done(handle.asPublisher().publish(CannedSdp.offer()));
        }
    }

    @Override
    public CompletableFuture<?> act(JanusVideoRoomPlugin handle) {
        return moment == Moment.JOINING ? join(handle) : handle.asPublisher().rename("somebody else");
    }

    @Override
    public boolean isNews(ProxiedMessage message) {
        return message.event().equals("joined");
    }

    @Override
    public @Nullable Class<?> happen() {
        if (moment == Moment.RINGING) {
            return null;
        }
        done(join(other));
        return VideoRoomEvent.PeerJoining.class;
    }

    @Override
    public CompletableFuture<?> goOn(JanusVideoRoomPlugin handle) {
        if (moment == Moment.RINGING) {
            return handle.asSubscriber()
                    .start(CannedSdp.answer(handle.asSubscriber().offer().orElseThrow()));
        }
        return handle.asPublisher().rename("a third one");
    }

    @Override
    public List<String> differences(JanusVideoRoomPlugin handle, HandleInfo janus) {
        RawJson there = Objects.requireNonNull(janus.pluginSpecific());
        VideoRoomState here = handle.state();
        return Difference.list()
                .compare("room", here.room(), there.member("room"))
                .compare("id", here.id(), there.member("id"))
                .compare("display", here.display(), there.member("display"))
                .found();
    }

    @Override
    public void close() {
        done(other.destroy(room));
        done(other.detach());
    }

    private CompletableFuture<?> join(JanusVideoRoomPlugin handle) {
        return handle.joinAsPublisher(VideoRoomPublisherRequest.Join.of(room, "somebody"));
    }

    private JanusId dummy() {
        return done(other.listParticipants(room)).participants().get(0).id();
    }
}
