// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import static dev.janusclient.system.faults.Ground.done;

import dev.janusclient.PluginType;
import dev.janusclient.admin.HandleInfo;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.streaming.StreamingEvent;
import dev.janusclient.plugin.streaming.StreamingMountpoint;
import dev.janusclient.plugin.streaming.StreamingRequest;
import dev.janusclient.testkit.ProxiedMessage;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Somebody watches a mountpoint. */
final class StreamingScene implements Scene<JanusStreamingPlugin> {
    private final Moment moment;
    private final JanusStreamingPlugin other;
    private final JanusId mountpoint;

    StreamingScene(Ground ground, Moment moment) {
        this.moment = moment;
        this.other = ground.bystander(JanusStreamingPlugin.TYPE);
        this.mountpoint = done(other.create(StreamingMountpoint.Rtp.builder()
                        .media(List.of(StreamingMountpoint.Media.audio("a", 0, 0, "pcmu")))
                        .build()))
                .stream()
                .id();
    }

    @Override
    public PluginType<JanusStreamingPlugin> type() {
        return JanusStreamingPlugin.TYPE;
    }

    @Override
    public void settle(JanusStreamingPlugin handle) {
        if (moment == Moment.JOINING) {
            return;
        }
        done(handle.watch(mountpoint));
        if (moment != Moment.RINGING) {
            done(handle.start(CannedSdp.answer(handle.offer().orElseThrow())));
        }
    }

    @Override
    public CompletableFuture<?> act(JanusStreamingPlugin handle) {
        return moment == Moment.JOINING
                ? handle.watch(mountpoint)
                : handle.configure(StreamingRequest.Configure.send("a", false));
    }

    @Override
    public boolean isNews(ProxiedMessage message) {
        return message.contains("preparing");
    }

    @Override
    public Class<?> happen() {
        done(other.edit(StreamingRequest.Edit.builder()
                .id(mountpoint)
                .newMetadata("edited")
                .editedEvent(true)
                .build()));
        return StreamingEvent.Edited.class;
    }

    @Override
    public CompletableFuture<?> goOn(JanusStreamingPlugin handle) {
        return moment == Moment.RINGING
                ? handle.start(CannedSdp.answer(handle.offer().orElseThrow()))
                : handle.configure(StreamingRequest.Configure.send("a", true));
    }

    @Override
    public List<String> differences(JanusStreamingPlugin handle, HandleInfo janus) {
        RawJson there = Objects.requireNonNull(janus.pluginSpecific());
        return Difference.list()
                .compare("mountpoint", handle.state().mountpoint(), there.member("mountpoint_id"))
                .found();
    }

    @Override
    public void close() {
        done(other.destroy(StreamingRequest.Destroy.builder().id(mountpoint).build()));
        done(other.detach());
    }
}
