// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import dev.janusclient.Attachment;
import dev.janusclient.PluginType;
import dev.janusclient.StatefulPlugin;
import dev.janusclient.message.Check;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.Resync;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A handle of Janus's Streaming plugin: a viewer of one mountpoint at most, and the keys to all mountpoints. Janus makes the
 * offer, with {@code watch}; the answer goes with {@code start}.
 *
 * <p>{@code stop} before {@code start} is acknowledged and, before Janus 1.3.1, never answered (janus_streaming.c): it ends
 * in a {@link dev.janusclient.error.JanusTimeoutException} there.
 *
 * <p>What can be resumed: an offer that was not answered yet is in {@link #offer()}, and can be answered from another
 * process. A PeerConnection can't move, so past that the new owner ends the old one with {@link #hangup()} and watches the
 * mountpoint of {@link #state()} again.
 */
public final class JanusStreamingPlugin extends StatefulPlugin<StreamingState> {
    /** Attaches to the Streaming plugin. */
    public static final PluginType<JanusStreamingPlugin> TYPE = new PluginType<>(
            "janus.plugin.streaming",
            JanusStreamingPlugin::new,
            StreamingProtocol.REQUESTS,
            StreamingProtocol.EVENTS,
            List.of(StreamingErrorCode.values()),
            StreamingReplay::translate);

    private static final String LAYERS = "which layers of the video were sent, if the mountpoint has layers";

    private JanusStreamingPlugin(Attachment attachment) {
        super(attachment, StreamingState.TABLE);
    }

    /** Lists the public mountpoints. */
    public CompletableFuture<StreamingReply.Mountpoints> list() {
        return list(StreamingRequest.ListMountpoints.PUBLIC);
    }

    /** Lists the mountpoints. */
    public CompletableFuture<StreamingReply.Mountpoints> list(StreamingRequest.ListMountpoints which) {
        return send(StreamingProtocol.LIST, which, null);
    }

    /** Returns the public details of a mountpoint. */
    public CompletableFuture<StreamingReply.Info> info(JanusId mountpoint) {
        return info(new StreamingRequest.Info(mountpoint, null));
    }

    /** Tells all about a mountpoint. */
    public CompletableFuture<StreamingReply.Info> info(StreamingRequest.Info mountpoint) {
        return send(StreamingProtocol.INFO, mountpoint, null);
    }

    /** Makes a mountpoint fed by RTP. */
    public CompletableFuture<StreamingReply.Created> create(StreamingMountpoint.Rtp mountpoint) {
        return send(StreamingProtocol.CREATE_RTP, mountpoint, null);
    }

    /** Makes a mountpoint fed by a file. */
    public CompletableFuture<StreamingReply.Created> create(StreamingMountpoint.File mountpoint) {
        return send(StreamingProtocol.CREATE_FILE, mountpoint, null);
    }

    /** Makes a mountpoint fed by an RTSP server. */
    public CompletableFuture<StreamingReply.Created> create(StreamingMountpoint.Rtsp mountpoint) {
        return send(StreamingProtocol.CREATE_RTSP, mountpoint, null);
    }

    /** Makes a mountpoint fed by RTP, in the deprecated form. */
    public CompletableFuture<StreamingReply.Created> create(StreamingMountpoint.LegacyRtp mountpoint) {
        return send(StreamingProtocol.CREATE_LEGACY, mountpoint, null);
    }

    /** Changes a mountpoint. */
    public CompletableFuture<StreamingReply.Edited> edit(StreamingRequest.Edit changes) {
        return send(StreamingProtocol.EDIT, changes, null);
    }

    /** Sends all viewers away. */
    public CompletableFuture<StreamingReply.Done> kickAll(StreamingRequest.OfMountpoint mountpoint) {
        return send(StreamingProtocol.KICK_ALL, mountpoint, null);
    }

    /** Ends a mountpoint; its viewers get {@link StreamingEvent.Stopped}. */
    public CompletableFuture<StreamingReply.Destroyed> destroy(StreamingRequest.Destroy mountpoint) {
        return send(StreamingProtocol.DESTROY, mountpoint, null);
    }

    /** Begins to record a mountpoint. */
    public CompletableFuture<StreamingReply.Done> startRecording(StreamingRequest.StartRecording recording) {
        return send(StreamingProtocol.START_RECORDING, recording, null);
    }

    /** Ends the recording of a mountpoint. */
    public CompletableFuture<StreamingReply.Done> stopRecording(StreamingRequest.StopRecording recording) {
        return send(StreamingProtocol.STOP_RECORDING, recording, null);
    }

    /** Lets a mountpoint relay again. */
    public CompletableFuture<StreamingReply.Done> enable(StreamingRequest.OfMountpoint mountpoint) {
        return send(StreamingProtocol.ENABLE, mountpoint, null);
    }

    /** Makes a mountpoint relay nothing for a while; its viewers stay. */
    public CompletableFuture<StreamingReply.Done> disable(StreamingRequest.Disable mountpoint) {
        return send(StreamingProtocol.DISABLE, mountpoint, null);
    }

    /** Asks for the offer of a mountpoint, with all its streams; answer it with {@link #start(Jsep)}. */
    public CompletableFuture<StreamingEvent.WatchReply> watch(JanusId mountpoint) {
        return watch(StreamingRequest.Watch.mountpoint(mountpoint));
    }

    /** Asks for the offer of a mountpoint; answer it with {@link #start(Jsep)}. */
    public CompletableFuture<StreamingEvent.WatchReply> watch(StreamingRequest.Watch watch) {
        return watch(watch, null);
    }

    /**
     * Watches a mountpoint.
     *
     * @param offer makes Janus answer instead of offering (as WHEP does), from 1.1.4 on; older ones ignore it and offer
     */
    public CompletableFuture<StreamingEvent.WatchReply> watch(StreamingRequest.Watch watch, @Nullable Jsep offer) {
        JanusId before = update(state -> state.watching(watch.id())).mountpoint();
        return send(StreamingProtocol.WATCH, watch, offer).whenComplete((reply, failure) -> {
            if (failure != null) {
                update(state -> state.watching(before));
            }
        });
    }

    /** Answers Janus's offer; {@link StreamingEvent.Started} tells when media flows. */
    public CompletableFuture<StreamingEvent.StartReply> start(Jsep answer) {
        return send(StreamingProtocol.START, answer);
    }

    /** Goes on after {@link #pause()}. */
    public CompletableFuture<StreamingEvent.StartReply> start() {
        return send(StreamingProtocol.START, null);
    }

    /** Makes Janus send us nothing until {@link #start()}. */
    public CompletableFuture<StreamingEvent.Pausing> pause() {
        return send(StreamingProtocol.PAUSE, null);
    }

    /** Ends watching, and the PeerConnection. */
    public CompletableFuture<StreamingEvent.StopReply> stop() {
        return send(StreamingProtocol.STOP, null);
    }

    /** Changes what we are sent. */
    public CompletableFuture<StreamingEvent.Configured> configure(StreamingRequest.Configure changes) {
        return send(StreamingProtocol.CONFIGURE, changes, null);
    }

    /** Watches another mountpoint over the same PeerConnection. */
    public CompletableFuture<StreamingEvent.Switched> switchTo(JanusId mountpoint) {
        return send(StreamingProtocol.SWITCH, new StreamingRequest.Switch(mountpoint), null);
    }

    /** They become a part of RTSP requests. */
    @Override
    protected void checkRequest(RawJson body) {
        Check.oneLine(body, field -> !field.equals("url") && !field.startsWith("rtsp"));
    }

    @Override
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        JanusId watched = state().mountpoint();
        if (watched == null) {
            return CompletableFuture.completedFuture(compared(facts, null));
        }
        return info(watched)
                .handle((there, failure) ->
                        compared(facts, failure instanceof CompletionException ? failure.getCause() : failure));
    }

    private Resync compared(@Nullable HandleStatus facts, @Nullable Throwable refusal) {
        return StreamingResync.compare(update(known -> StreamingResync.completed(known, facts)), facts, refusal);
    }

    @Override
    protected void onHangup() {
        super.onHangup();
        unreplayable(LAYERS, false);
    }

    @Override
    protected void onStateChange(Class<?> eventType) {
        offer().ifPresent(offer -> unreplayable(LAYERS, offer.hasVideo()));
    }
}
