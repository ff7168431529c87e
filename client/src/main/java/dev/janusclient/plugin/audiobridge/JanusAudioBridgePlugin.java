// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import dev.janusclient.Attachment;
import dev.janusclient.PluginType;
import dev.janusclient.StatefulPlugin;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.Resync;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A handle of Janus's AudioBridge plugin: a participant of one room at most, and the keys to all rooms.
 *
 * <p>What can be resumed: the handle, its room and its id. After a {@linkplain
 * dev.janusclient.AttachOptions#existingHandle re-attachment} from another process a PeerConnection can't move, so the new owner ends the old one with {@link #hangup()}, which takes the participant out of
 * its room, then {@link #join joins} again with the room and id of {@link #state()}, and then sends a new offer with {@link
 * #configure(AudioBridgeMedia.Configure, Jsep) configure}; configuring first is refused with 487. Since Janus 1.2.4 the new
 * owner joins on a new handle: on the old one no audio would flow. A participant that was suspended joins suspended.
 */
public final class JanusAudioBridgePlugin extends StatefulPlugin<AudioBridgeState> {
    /** Attaches to the AudioBridge plugin. */
    public static final PluginType<JanusAudioBridgePlugin> TYPE = new PluginType<>(
            "janus.plugin.audiobridge",
            JanusAudioBridgePlugin::new,
            AudioBridgeProtocol.REQUESTS,
            AudioBridgeProtocol.EVENTS,
            List.of(AudioBridgeErrorCode.values()),
            AudioBridgeReplay::translate);

    private static final String PLAIN_RTP = "whether participants who use plain RTP were set up";

    /** What we asked for when we joined: no event repeats it. */
    private volatile AudioBridgeState asked = AudioBridgeState.EMPTY;

    private JanusAudioBridgePlugin(Attachment attachment) {
        super(attachment, AudioBridgeState.TABLE);
    }

    /** Makes a room. */
    public CompletableFuture<AudioBridgeReply.Created> create(AudioBridgeRequest.Create room) {
        return send(AudioBridgeProtocol.CREATE, room, null);
    }

    /** Changes a room. */
    public CompletableFuture<AudioBridgeReply.Edited> edit(AudioBridgeRequest.Edit changes) {
        return send(AudioBridgeProtocol.EDIT, changes, null);
    }

    /** Ends a room; its participants get {@link AudioBridgeEvent.Destroyed}. */
    public CompletableFuture<AudioBridgeReply.Destroyed> destroy(AudioBridgeRequest.Destroy room) {
        return send(AudioBridgeProtocol.DESTROY, room, null);
    }

    /** Begins or ends the recording of a room's mix. */
    public CompletableFuture<AudioBridgeReply.RecordingEnabled> enableRecording(
            AudioBridgeRequest.EnableRecording recording) {
        return send(AudioBridgeProtocol.ENABLE_RECORDING, recording, null);
    }

    /** Begins or ends the recording of every participant. */
    public CompletableFuture<AudioBridgeReply.MjrsEnabled> enableMjrs(AudioBridgeRequest.EnableMjrs recording) {
        return send(AudioBridgeProtocol.ENABLE_MJRS, recording, null);
    }

    /** Lists the public rooms. */
    public CompletableFuture<AudioBridgeReply.Rooms> list() {
        return list(AudioBridgeRequest.ListRooms.PUBLIC);
    }

    /** Lists the rooms. */
    public CompletableFuture<AudioBridgeReply.Rooms> list(AudioBridgeRequest.ListRooms which) {
        return send(AudioBridgeProtocol.LIST, which, null);
    }

    /** Asks whether a room is there. */
    public CompletableFuture<AudioBridgeReply.Exists> exists(JanusId room) {
        return send(AudioBridgeProtocol.EXISTS, new AudioBridgeRequest.RoomOnly(room), null);
    }

    /** Changes who may join. */
    public CompletableFuture<AudioBridgeReply.Allowed> allowed(AudioBridgeRequest.Allowed change) {
        return send(AudioBridgeProtocol.ALLOWED, change, null);
    }

    /** Mutes a participant. */
    public CompletableFuture<AudioBridgeReply.Done> mute(AudioBridgeRequest.Participant participant) {
        return send(AudioBridgeProtocol.MUTE, participant, null);
    }

    /** Unmutes a participant. */
    public CompletableFuture<AudioBridgeReply.Done> unmute(AudioBridgeRequest.Participant participant) {
        return send(AudioBridgeProtocol.UNMUTE, participant, null);
    }

    /** Mutes all participants. */
    public CompletableFuture<AudioBridgeReply.Done> muteRoom(AudioBridgeRequest.InRoom room) {
        return send(AudioBridgeProtocol.MUTE_ROOM, room, null);
    }

    /** Ends {@link #muteRoom}. */
    public CompletableFuture<AudioBridgeReply.Done> unmuteRoom(AudioBridgeRequest.InRoom room) {
        return send(AudioBridgeProtocol.UNMUTE_ROOM, room, null);
    }

    /** Takes the noise out of a participant's audio. Janus 1.2.3 and later, if it was built with RNNoise. */
    public CompletableFuture<AudioBridgeReply.Done> denoiseEnable(AudioBridgeRequest.Participant participant) {
        return send(AudioBridgeProtocol.DENOISE_ENABLE, participant, null);
    }

    /** Ends {@link #denoiseEnable}. Janus 1.2.3 and later. */
    public CompletableFuture<AudioBridgeReply.Done> denoiseDisable(AudioBridgeRequest.Participant participant) {
        return send(AudioBridgeProtocol.DENOISE_DISABLE, participant, null);
    }

    /** Throws a participant out. */
    public CompletableFuture<AudioBridgeReply.Done> kick(AudioBridgeRequest.Participant participant) {
        return send(AudioBridgeProtocol.KICK, participant, null);
    }

    /** Removes all participants. */
    public CompletableFuture<AudioBridgeReply.Done> kickAll(AudioBridgeRequest.InRoom room) {
        return send(AudioBridgeProtocol.KICK_ALL, room, null);
    }

    /** Lists who takes part. */
    public CompletableFuture<AudioBridgeReply.Participants> listParticipants(JanusId room) {
        return send(AudioBridgeProtocol.LISTPARTICIPANTS, new AudioBridgeRequest.RoomOnly(room), null);
    }

    /** Makes the decoder of our audio forget what it heard. */
    public CompletableFuture<AudioBridgeReply.Done> resetDecoder() {
        return send(AudioBridgeProtocol.RESETDECODER, null);
    }

    /** Sends the mix somewhere as plain RTP. */
    public CompletableFuture<AudioBridgeReply.RtpForwardStarted> rtpForward(AudioBridgeMedia.RtpForward forward) {
        return send(AudioBridgeProtocol.RTP_FORWARD, forward, null);
    }

    /** Ends a forwarder. */
    public CompletableFuture<AudioBridgeReply.RtpForwardStopped> stopRtpForward(AudioBridgeMedia.StopRtpForward stop) {
        return send(AudioBridgeProtocol.STOP_RTP_FORWARD, stop, null);
    }

    /** Lists the forwarders of a room. */
    public CompletableFuture<AudioBridgeReply.Forwarders> listForwarders(AudioBridgeRequest.InRoom room) {
        return send(AudioBridgeProtocol.LISTFORWARDERS, room, null);
    }

    /** Plays a file to a room. */
    public CompletableFuture<AudioBridgeReply.FilePlayed> playFile(AudioBridgeMedia.PlayFile file) {
        return send(AudioBridgeProtocol.PLAY_FILE, file, null);
    }

    /** Asks whether a file is being played. */
    public CompletableFuture<AudioBridgeReply.Playing> isPlaying(AudioBridgeMedia.PlayedFile file) {
        return send(AudioBridgeProtocol.IS_PLAYING, file, null);
    }

    /** Lists the files of a room. Janus 1.2.4 and later. */
    public CompletableFuture<AudioBridgeReply.Announcements> listAnnouncements(AudioBridgeRequest.InRoom room) {
        return send(AudioBridgeProtocol.LISTANNOUNCEMENTS, room, null);
    }

    /** Stops a file. */
    public CompletableFuture<AudioBridgeReply.FilePlayed> stopFile(AudioBridgeMedia.PlayedFile file) {
        return send(AudioBridgeProtocol.STOP_FILE, file, null);
    }

    /** Stops all files of a room. Janus 1.3.2 and later. */
    public CompletableFuture<AudioBridgeReply.FilesStopped> stopAllFiles(AudioBridgeMedia.StopAllFiles room) {
        return send(AudioBridgeProtocol.STOP_ALL_FILES, room, null);
    }

    /** Leaves a participant out of the mix for a while. Janus 1.2.1 and later. */
    public CompletableFuture<AudioBridgeReply.Done> suspend(AudioBridgeRequest.Suspend participant) {
        return send(AudioBridgeProtocol.SUSPEND, participant, null);
    }

    /** Ends {@link #suspend}. Janus 1.2.1 and later. */
    public CompletableFuture<AudioBridgeReply.Done> resume(AudioBridgeRequest.Resume participant) {
        return send(AudioBridgeProtocol.RESUME, participant, null);
    }

    /** Takes part in a room with a name, without media yet: {@code configure} brings it. */
    public CompletableFuture<AudioBridgeEvent.Joined> join(JanusId room, @Nullable String display) {
        return join(AudioBridgeMedia.Join.room(room, display), null);
    }

    /**
     * Takes part in a room.
     *
     * @param offer for WebRTC at once; the answer is in the event. Null without media, with plain RTP, and when Janus is to
     *     make the offer
     */
    public CompletableFuture<AudioBridgeEvent.Joined> join(AudioBridgeMedia.Join join, @Nullable Jsep offer) {
        ask(join);
        return send(AudioBridgeProtocol.JOIN, join, offer);
    }

    /** Mutes or unmutes ourselves. */
    public CompletableFuture<AudioBridgeEvent.Configured> mute(boolean muted) {
        return configure(AudioBridgeMedia.Configure.muted(muted), null);
    }

    /** Sends a description and changes nothing else. */
    public CompletableFuture<AudioBridgeEvent.Configured> configure(Jsep description) {
        return configure(AudioBridgeMedia.Configure.NOTHING, description);
    }

    /**
     * Changes our own part.
     *
     * @param description an offer; or the answer to Janus's; null if nothing is negotiated
     */
    public CompletableFuture<AudioBridgeEvent.Configured> configure(
            AudioBridgeMedia.Configure changes, @Nullable Jsep description) {
        return send(AudioBridgeProtocol.CONFIGURE, changes, description).whenComplete((configured, failure) -> {
            if (failure == null) {
                update(state -> state.room() == null ? state : state.asked(changes.display(), changes.muted(), null));
            }
            if (failure == null && description != null && description.isAnswer()) {
                update(state -> state.negotiated(true));
            }
        });
    }

    /** Takes part in another room, with the same PeerConnection. */
    public CompletableFuture<AudioBridgeEvent.RoomChanged> changeRoom(AudioBridgeMedia.Join join) {
        ask(join);
        return send(AudioBridgeProtocol.CHANGEROOM, join, null);
    }

    /** Leaves the room; the handle can join again. */
    public CompletableFuture<AudioBridgeEvent.Left> leave() {
        return send(AudioBridgeProtocol.LEAVE, null);
    }

    /** Ends the PeerConnection and so our part, by a request to the plugin; {@link #hangup()} is the core's. */
    public CompletableFuture<AudioBridgeEvent.HangingUp> hangupMedia() {
        return send(AudioBridgeProtocol.HANGUP, null);
    }

    /** Shorthand for a participant of a room without a secret. */
    public static AudioBridgeRequest.Participant participant(JanusId room, JanusId id) {
        return new AudioBridgeRequest.Participant(null, room, id);
    }

    /** Shorthand for a room and its secret. */
    public static AudioBridgeRequest.InRoom room(JanusId room, @Nullable Secret secret) {
        return new AudioBridgeRequest.InRoom(secret, room);
    }

    private void ask(AudioBridgeMedia.Join join) {
        asked = AudioBridgeState.EMPTY.asked(
                join.display(), join.muted(), Boolean.TRUE.equals(join.suspended()) ? true : null);
        unreplayable(PLAIN_RTP, join.rtp() != null);
    }

    @Override
    protected MediaRecovery mediaRecoveryFromState() {
        MediaRecovery recovery = super.mediaRecoveryFromState();
        // From then on a second PeerConnection on a handle is set up and carries no audio.
        return recovery instanceof MediaRecovery.RestartOnHandle again && serverHas("1.2.4")
                ? new MediaRecovery.RestartOnNewHandle(again.request())
                : recovery;
    }

    @Override
    protected boolean hangupEndsNothing() {
        return state().room() == null;
    }

    @Override
    protected CompletableFuture<Resync> resync(@Nullable HandleStatus facts) {
        Resync.Builder said = Resync.builder();
        if (facts != null) {
            update(state -> AudioBridgeResync.completed(state, facts, said));
        }
        AudioBridgeState known = state();
        JanusId room = known.room();
        if (room == null) {
            return CompletableFuture.completedFuture(said.build());
        }
        AudioBridgeResync resync = new AudioBridgeResync(known, room, said);
        return listParticipants(room).handle((there, failure) -> {
            if (there == null) {
                resync.refused(failure instanceof CompletionException ? failure.getCause() : failure);
            } else {
                resync.compare(there.participants());
            }
            return said.build();
        });
    }

    @Override
    protected void onStateChange(Class<?> eventType) {
        if (eventType == AudioBridgeEvent.Joined.class || eventType == AudioBridgeEvent.RoomChanged.class) {
            AudioBridgeState us = asked;
            update(state -> state.asked(us.display(), us.muted(), us.suspended()));
        }
    }
}
