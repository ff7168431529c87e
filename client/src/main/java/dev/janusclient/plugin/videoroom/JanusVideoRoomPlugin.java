// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.Attachment;
import dev.janusclient.PluginType;
import dev.janusclient.StatefulPlugin;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.PluginRequest;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.Resync;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A handle of Janus's video room plugin. Every handle can manage rooms; one that joined is either a publisher or a
 * subscriber until it leaves, and {@link VideoRoomPublisher} and {@link VideoRoomSubscriber} are this same handle
 * with what its role may ask. A program that sends and receives uses two handles.
 *
 * <p>A re-attached handle has joined already: {@link #asPublisher()} and {@link #asSubscriber()} give its role's view
 * and send nothing. What can be resumed: a publisher publishes again on the same handle, with the same ids, after a
 * {@link #hangup()}; a subscriber needs a new handle, unless it has not answered its first offer yet.
 */
public final class JanusVideoRoomPlugin extends StatefulPlugin<VideoRoomState> {
    /** Attaches to the video room plugin. */
    public static final PluginType<JanusVideoRoomPlugin> TYPE = new PluginType<>(
            "janus.plugin.videoroom",
            JanusVideoRoomPlugin::new,
            VideoRoomProtocol.REQUESTS,
            VideoRoomProtocol.EVENTS,
            List.of(VideoRoomErrorCode.values()),
            VideoRoomReplay::translate);

    private static final String LAYERS = "which layers of a simulcast or SVC stream were received";

    /** The name we asked for when we joined: no event repeats it. */
    private volatile @Nullable String asked;

    private JanusVideoRoomPlugin(Attachment attachment) {
        super(attachment, VideoRoomState.TABLE);
    }

    /** Joins a room as a publisher with a name; {@link VideoRoomPublisher#publish} begins to send. */
    public CompletableFuture<VideoRoomPublisher> joinAsPublisher(JanusId room, @Nullable String display) {
        return joinAsPublisher(VideoRoomPublisherRequest.Join.of(room, display));
    }

    /** Joins a room as a publisher; {@link VideoRoomPublisher#publish} begins to send. */
    public CompletableFuture<VideoRoomPublisher> joinAsPublisher(VideoRoomPublisherRequest.Join join) {
        asked = join.display();
        return send(VideoRoomProtocol.JOIN_AS_PUBLISHER, join, null)
                .thenApply(joined -> new VideoRoomPublisher(this, joined));
    }

    /** Joins a room and publishes at once; the answer is in {@link VideoRoomPublisher#joined()}. */
    public CompletableFuture<VideoRoomPublisher> joinAndConfigure(
            VideoRoomPublisherRequest.JoinAndConfigure join, Jsep offer) {
        asked = join.display();
        return send(VideoRoomProtocol.JOINANDCONFIGURE, join, offer)
                .thenApply(joined -> new VideoRoomPublisher(this, joined));
    }

    /** Joins a room as a subscriber of all that one publisher sends; the offer to be answered is in {@link VideoRoomSubscriber#offer()}. */
    public CompletableFuture<VideoRoomSubscriber> joinAsSubscriber(JanusId room, JanusId publisher) {
        return joinAsSubscriber(VideoRoomSubscriberRequest.Join.of(room, publisher));
    }

    /** Joins a room as a subscriber; the offer to be answered is in {@link VideoRoomSubscriber#offer()}. */
    public CompletableFuture<VideoRoomSubscriber> joinAsSubscriber(VideoRoomSubscriberRequest.Join join) {
        return send(VideoRoomProtocol.JOIN_AS_SUBSCRIBER, join, null)
                .thenApply(attached -> new VideoRoomSubscriber(this, attached));
    }

    /**
     * The view of a handle that has joined as a publisher, perhaps in another process.
     *
     * @throws IllegalStateException if it is known to be a subscriber
     */
    public VideoRoomPublisher asPublisher() {
        refuse(VideoRoomState.Role.SUBSCRIBER);
        return new VideoRoomPublisher(this, null);
    }

    /**
     * The view of a handle that has joined as a subscriber, perhaps in another process.
     *
     * @throws IllegalStateException if it is known to be a publisher
     */
    public VideoRoomSubscriber asSubscriber() {
        refuse(VideoRoomState.Role.PUBLISHER);
        return new VideoRoomSubscriber(this, null);
    }

    private void refuse(VideoRoomState.Role role) {
        VideoRoomState state = state();
        if (state.role() == role) {
            throw new IllegalStateException("handle " + handleId() + " is a "
                    + role.name().toLowerCase(Locale.ROOT) + " in room " + state.room());
        }
    }

    /** Makes a room. */
    public CompletableFuture<VideoRoomReply.Created> create(VideoRoomRequest.Create room) {
        return send(VideoRoomProtocol.CREATE, room, null);
    }

    /** Changes a room. */
    public CompletableFuture<VideoRoomReply.Edited> edit(VideoRoomRequest.Edit edit) {
        return send(VideoRoomProtocol.EDIT, edit, null);
    }

    /** Ends a room that has no secret; all its participants are notified. */
    public CompletableFuture<VideoRoomReply.Destroyed> destroy(JanusId room) {
        return destroy(VideoRoomRequest.Destroy.builder().room(room).build());
    }

    /** Ends a room; all its participants are notified. */
    public CompletableFuture<VideoRoomReply.Destroyed> destroy(VideoRoomRequest.Destroy destroy) {
        return send(VideoRoomProtocol.DESTROY, destroy, null);
    }

    /** Lists the rooms that are not private. */
    public CompletableFuture<VideoRoomReply.Rooms> list() {
        return list(VideoRoomRequest.ListRooms.PUBLIC);
    }

    /** Lists rooms. */
    public CompletableFuture<VideoRoomReply.Rooms> list(VideoRoomRequest.ListRooms list) {
        return send(VideoRoomProtocol.LIST, list, null);
    }

    /** Asks whether there is such a room. */
    public CompletableFuture<VideoRoomReply.Exists> exists(JanusId room) {
        return send(VideoRoomProtocol.EXISTS, new VideoRoomRequest.Exists(room), null);
    }

    /** Changes who may join a room. */
    public CompletableFuture<VideoRoomReply.Allowed> allowed(VideoRoomRequest.Allowed allowed) {
        return send(VideoRoomProtocol.ALLOWED, allowed, null);
    }

    /** Removes a participant from a room that has no secret. */
    public CompletableFuture<VideoRoomReply.Done> kick(JanusId room, JanusId participant) {
        return kick(VideoRoomRequest.Kick.builder().room(room).id(participant).build());
    }

    /** Removes a participant from a room. */
    public CompletableFuture<VideoRoomReply.Done> kick(VideoRoomRequest.Kick kick) {
        return send(VideoRoomProtocol.KICK, kick, null);
    }

    /** Mutes a participant's stream, or unmutes it, in a room that has no secret. */
    public CompletableFuture<VideoRoomReply.Done> moderate(
            JanusId room, JanusId participant, String mid, boolean mute) {
        return moderate(VideoRoomRequest.Moderate.builder()
                .room(room)
                .id(participant)
                .mid(mid)
                .mute(mute)
                .build());
    }

    /** Mutes a participant's stream, or unmutes it. */
    public CompletableFuture<VideoRoomReply.Done> moderate(VideoRoomRequest.Moderate moderate) {
        return send(VideoRoomProtocol.MODERATE, moderate, null);
    }

    /** Begins or ends the recording of a whole room. */
    public CompletableFuture<VideoRoomReply.RecordingSet> enableRecording(VideoRoomRequest.EnableRecording recording) {
        return send(VideoRoomProtocol.ENABLE_RECORDING, recording, null);
    }

    /** Lists who joined a room as a publisher. */
    public CompletableFuture<VideoRoomReply.Participants> listParticipants(JanusId room) {
        return send(VideoRoomProtocol.LISTPARTICIPANTS, new VideoRoomRequest.ListParticipants(room), null);
    }

    /** Forwards a publisher's media as plain RTP. */
    public CompletableFuture<VideoRoomReply.Forwarding> rtpForward(VideoRoomForwardRequest.RtpForward forward) {
        return send(VideoRoomProtocol.RTP_FORWARD, forward, null);
    }

    /** Ends a forwarder. */
    public CompletableFuture<VideoRoomReply.ForwardStopped> stopRtpForward(
            VideoRoomForwardRequest.StopRtpForward stop) {
        return send(VideoRoomProtocol.STOP_RTP_FORWARD, stop, null);
    }

    /** Lists the forwarders of a room that has no secret. */
    public CompletableFuture<VideoRoomReply.Forwarders> listForwarders(JanusId room) {
        return listForwarders(
                VideoRoomForwardRequest.ListForwarders.builder().room(room).build());
    }

    /** Lists a room's forwarders. */
    public CompletableFuture<VideoRoomReply.Forwarders> listForwarders(VideoRoomForwardRequest.ListForwarders list) {
        return send(VideoRoomProtocol.LISTFORWARDERS, list, null);
    }

    /** Sends a publisher's media to another Janus. */
    public CompletableFuture<VideoRoomReply.PublishedRemotely> publishRemotely(
            VideoRoomRemoteRequest.PublishRemotely publish) {
        return send(VideoRoomProtocol.PUBLISH_REMOTELY, publish, null);
    }

    /** Ends that. */
    public CompletableFuture<VideoRoomReply.UnpublishedRemotely> unpublishRemotely(
            VideoRoomRemoteRequest.UnpublishRemotely unpublish) {
        return send(VideoRoomProtocol.UNPUBLISH_REMOTELY, unpublish, null);
    }

    /** Lists where a publisher's media is sent to. */
    public CompletableFuture<VideoRoomReply.Remotes> listRemotes(VideoRoomRemoteRequest.ListRemotes list) {
        return send(VideoRoomProtocol.LISTREMOTES, list, null);
    }

    /** Takes in a publisher of another Janus. */
    public CompletableFuture<VideoRoomReply.RemotePublisherAdded> addRemotePublisher(
            VideoRoomRemoteRequest.AddRemotePublisher publisher) {
        return send(VideoRoomProtocol.ADD_REMOTE_PUBLISHER, publisher, null);
    }

    /** Changes a publisher of another Janus. */
    public CompletableFuture<VideoRoomReply.Done> updateRemotePublisher(
            VideoRoomRemoteRequest.UpdateRemotePublisher publisher) {
        return send(VideoRoomProtocol.UPDATE_REMOTE_PUBLISHER, publisher, null);
    }

    /** Lets a publisher of another Janus go. */
    public CompletableFuture<VideoRoomReply.Done> removeRemotePublisher(
            VideoRoomRemoteRequest.RemoveRemotePublisher publisher) {
        return send(VideoRoomProtocol.REMOVE_REMOTE_PUBLISHER, publisher, null);
    }

    <R> CompletableFuture<R> ask(PluginRequest<Void, R> request, @Nullable Jsep jsep) {
        return send(request, jsep);
    }

    <Q, R> CompletableFuture<R> ask(PluginRequest<Q, R> request, Q body, @Nullable Jsep jsep) {
        return send(request, body, jsep);
    }

    /** Notes our own name, which Janus sends to all others but us. */
    void called(@Nullable String display) {
        if (display != null) {
            update(state -> state.called(display));
        }
    }

    /** Notes that an offer was answered, unless a newer one has come since. */
    void answered(@Nullable Jsep offer) {
        update(state -> state.answered(offer));
    }

    @Override
    protected boolean hangupEndsNothing() {
        return state().role() != VideoRoomState.Role.SUBSCRIBER && !state().media();
    }

    @Override
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        Resync.Builder said = Resync.builder();
        if (facts != null) {
            update(state -> VideoRoomResync.completed(state, facts, said));
        }
        VideoRoomState known = state();
        JanusId room = known.room();
        if (room == null) {
            return CompletableFuture.completedFuture(said.build());
        }
        RawJson plugin = facts == null ? null : facts.pluginSpecific();
        RawJson streams = plugin == null ? null : plugin.member("streams");
        VideoRoomResync resync = new VideoRoomResync(known, room, said);
        return listParticipants(room).handle((there, failure) -> {
            if (there == null) {
                resync.refused(failure instanceof CompletionException ? failure.getCause() : failure);
            } else {
                resync.compare(there.participants(), streams);
                resync.name(there.participants()).ifPresent(this::called);
            }
            return said.build();
        });
    }

    @Override
    protected void onStateChange(Class<?> eventType) {
        if (eventType == VideoRoomEvent.Joined.class) {
            String name = asked;
            update(state -> state.called(name));
        }
        unreplayable(LAYERS, state().hasLayers());
    }
}
