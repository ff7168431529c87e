// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import static dev.janusclient.system.faults.Ground.done;

import dev.janusclient.PluginType;
import dev.janusclient.admin.HandleInfo;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.AudioBridgeMedia;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.AudioBridgeState;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.testkit.ProxiedMessage;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Somebody joins a room and is heard. */
final class AudioBridgeScene implements Scene<JanusAudioBridgePlugin> {
    private final Moment moment;
    private final JanusAudioBridgePlugin other;
    private final JanusId room;
    private @Nullable Jsep offer;

    AudioBridgeScene(Ground ground, Moment moment) {
        this.moment = moment;
        this.other = ground.bystander(JanusAudioBridgePlugin.TYPE);
        this.room =
                done(other.create(AudioBridgeRequest.Create.builder().build())).room();
    }

    @Override
    public PluginType<JanusAudioBridgePlugin> type() {
        return JanusAudioBridgePlugin.TYPE;
    }

    @Override
    public void settle(JanusAudioBridgePlugin handle) {
        if (moment == Moment.RINGING) {
            offer = done(handle.join(
                            AudioBridgeMedia.Join.builder()
                                    .room(room)
                                    .display("somebody")
                                    .generateOffer(true)
                                    .build(),
                            null))
                    .jsep();
        } else if (moment != Moment.JOINING) {
            done(handle.join(room, "somebody"));
        }
        if (!moment.isAtRequest() && moment != Moment.RINGING) {
            done(handle.configure(CannedSdp.offer()));
        }
    }

    @Override
    public CompletableFuture<?> act(JanusAudioBridgePlugin handle) {
        return moment == Moment.JOINING ? handle.join(room, "somebody") : handle.mute(true);
    }

    @Override
    public boolean isNews(ProxiedMessage message) {
        return message.event().equals("joined");
    }

    @Override
    public Class<?> happen() {
        done(other.join(room, "another one"));
        return AudioBridgeEvent.PeerJoined.class;
    }

    @Override
    public CompletableFuture<?> goOn(JanusAudioBridgePlugin handle) {
        return moment == Moment.RINGING
                ? handle.configure(CannedSdp.answer(Objects.requireNonNull(offer)))
                : handle.mute(false);
    }

    @Override
    public List<String> differences(JanusAudioBridgePlugin handle, HandleInfo janus) {
        RawJson there = Objects.requireNonNull(janus.pluginSpecific());
        AudioBridgeState here = handle.state();
        return Difference.list()
                .compare("room", here.room(), there.member("room"))
                .compare("id", here.id(), there.member("id"))
                .compare("display", here.display(), there.member("display"))
                .found();
    }

    @Override
    public void close() {
        done(other.destroy(AudioBridgeRequest.Destroy.builder().room(room).build()));
        done(other.detach());
    }
}
