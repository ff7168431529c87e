// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import static dev.janusclient.plugin.PluginRequest.async;
import static dev.janusclient.plugin.PluginRequest.sync;

import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import java.util.List;

/** The AudioBridge plugin's tables: every request and what answers it, every event and the record it becomes. */
final class AudioBridgeProtocol {
    static final PluginRequest<AudioBridgeRequest.Create, AudioBridgeReply.Created> CREATE = sync(
                    "create", AudioBridgeRequest.Create.class, AudioBridgeReply.Created.class)
            .fieldSince("denoise", "1.2.3")
            .fieldSince("signed_tokens", "1.4.2-dev");
    static final PluginRequest<AudioBridgeRequest.Edit, AudioBridgeReply.Edited> EDIT =
            sync("edit", AudioBridgeRequest.Edit.class, AudioBridgeReply.Edited.class);
    static final PluginRequest<AudioBridgeRequest.Destroy, AudioBridgeReply.Destroyed> DESTROY =
            sync("destroy", AudioBridgeRequest.Destroy.class, AudioBridgeReply.Destroyed.class);
    static final PluginRequest<AudioBridgeRequest.EnableRecording, AudioBridgeReply.RecordingEnabled> ENABLE_RECORDING =
            sync("enable_recording", AudioBridgeRequest.EnableRecording.class, AudioBridgeReply.RecordingEnabled.class);
    static final PluginRequest<AudioBridgeRequest.EnableMjrs, AudioBridgeReply.MjrsEnabled> ENABLE_MJRS =
            sync("enable_mjrs", AudioBridgeRequest.EnableMjrs.class, AudioBridgeReply.MjrsEnabled.class);
    static final PluginRequest<AudioBridgeRequest.ListRooms, AudioBridgeReply.Rooms> LIST = sync(
                    "list", AudioBridgeRequest.ListRooms.class, AudioBridgeReply.Rooms.class)
            .idempotent();
    static final PluginRequest<AudioBridgeRequest.RoomOnly, AudioBridgeReply.Exists> EXISTS = sync(
                    "exists", AudioBridgeRequest.RoomOnly.class, AudioBridgeReply.Exists.class)
            .idempotent();
    static final PluginRequest<AudioBridgeRequest.Allowed, AudioBridgeReply.Allowed> ALLOWED =
            sync("allowed", AudioBridgeRequest.Allowed.class, AudioBridgeReply.Allowed.class);
    static final PluginRequest<AudioBridgeRequest.Participant, AudioBridgeReply.Done> MUTE =
            sync("mute", AudioBridgeRequest.Participant.class, AudioBridgeReply.Done.class);
    static final PluginRequest<AudioBridgeRequest.Participant, AudioBridgeReply.Done> UNMUTE =
            sync("unmute", AudioBridgeRequest.Participant.class, AudioBridgeReply.Done.class);
    static final PluginRequest<AudioBridgeRequest.InRoom, AudioBridgeReply.Done> MUTE_ROOM =
            sync("mute_room", AudioBridgeRequest.InRoom.class, AudioBridgeReply.Done.class);
    static final PluginRequest<AudioBridgeRequest.InRoom, AudioBridgeReply.Done> UNMUTE_ROOM =
            sync("unmute_room", AudioBridgeRequest.InRoom.class, AudioBridgeReply.Done.class);
    static final PluginRequest<AudioBridgeRequest.Participant, AudioBridgeReply.Done> DENOISE_ENABLE = sync(
                    "denoise_enable", AudioBridgeRequest.Participant.class, AudioBridgeReply.Done.class)
            .since("1.2.3");
    static final PluginRequest<AudioBridgeRequest.Participant, AudioBridgeReply.Done> DENOISE_DISABLE = sync(
                    "denoise_disable", AudioBridgeRequest.Participant.class, AudioBridgeReply.Done.class)
            .since("1.2.3");
    static final PluginRequest<AudioBridgeRequest.Participant, AudioBridgeReply.Done> KICK =
            sync("kick", AudioBridgeRequest.Participant.class, AudioBridgeReply.Done.class);
    static final PluginRequest<AudioBridgeRequest.InRoom, AudioBridgeReply.Done> KICK_ALL =
            sync("kick_all", AudioBridgeRequest.InRoom.class, AudioBridgeReply.Done.class);
    static final PluginRequest<AudioBridgeRequest.RoomOnly, AudioBridgeReply.Participants> LISTPARTICIPANTS = sync(
                    "listparticipants", AudioBridgeRequest.RoomOnly.class, AudioBridgeReply.Participants.class)
            .idempotent();
    static final PluginRequest<Void, AudioBridgeReply.Done> RESETDECODER =
            sync("resetdecoder", Void.class, AudioBridgeReply.Done.class);
    static final PluginRequest<AudioBridgeMedia.RtpForward, AudioBridgeReply.RtpForwardStarted> RTP_FORWARD =
            sync("rtp_forward", AudioBridgeMedia.RtpForward.class, AudioBridgeReply.RtpForwardStarted.class);
    static final PluginRequest<AudioBridgeMedia.StopRtpForward, AudioBridgeReply.RtpForwardStopped> STOP_RTP_FORWARD =
            sync("stop_rtp_forward", AudioBridgeMedia.StopRtpForward.class, AudioBridgeReply.RtpForwardStopped.class);
    static final PluginRequest<AudioBridgeRequest.InRoom, AudioBridgeReply.Forwarders> LISTFORWARDERS = sync(
                    "listforwarders", AudioBridgeRequest.InRoom.class, AudioBridgeReply.Forwarders.class)
            .idempotent();
    static final PluginRequest<AudioBridgeMedia.PlayFile, AudioBridgeReply.FilePlayed> PLAY_FILE =
            sync("play_file", AudioBridgeMedia.PlayFile.class, AudioBridgeReply.FilePlayed.class);
    static final PluginRequest<AudioBridgeMedia.PlayedFile, AudioBridgeReply.Playing> IS_PLAYING = sync(
                    "is_playing", AudioBridgeMedia.PlayedFile.class, AudioBridgeReply.Playing.class)
            .idempotent();
    static final PluginRequest<AudioBridgeRequest.InRoom, AudioBridgeReply.Announcements> LISTANNOUNCEMENTS = sync(
                    "listannouncements", AudioBridgeRequest.InRoom.class, AudioBridgeReply.Announcements.class)
            .since("1.2.4")
            .idempotent();
    static final PluginRequest<AudioBridgeMedia.PlayedFile, AudioBridgeReply.FilePlayed> STOP_FILE =
            sync("stop_file", AudioBridgeMedia.PlayedFile.class, AudioBridgeReply.FilePlayed.class);
    static final PluginRequest<AudioBridgeMedia.StopAllFiles, AudioBridgeReply.FilesStopped> STOP_ALL_FILES = sync(
                    "stop_all_files", AudioBridgeMedia.StopAllFiles.class, AudioBridgeReply.FilesStopped.class)
            .since("1.3.2");
    static final PluginRequest<AudioBridgeRequest.Suspend, AudioBridgeReply.Done> SUSPEND = sync(
                    "suspend", AudioBridgeRequest.Suspend.class, AudioBridgeReply.Done.class)
            .since("1.2.1");
    static final PluginRequest<AudioBridgeRequest.Resume, AudioBridgeReply.Done> RESUME = sync(
                    "resume", AudioBridgeRequest.Resume.class, AudioBridgeReply.Done.class)
            .since("1.2.1");
    static final PluginRequest<AudioBridgeMedia.Join, AudioBridgeEvent.Joined> JOIN = async(
                    "join", AudioBridgeMedia.Join.class, AudioBridgeEvent.Joined.class)
            .fieldSince("suspended", "1.2.1")
            .fieldSince("pause_events", "1.2.1")
            .fieldSince("denoise", "1.2.3");
    static final PluginRequest<AudioBridgeMedia.Configure, AudioBridgeEvent.Configured> CONFIGURE = async(
                    "configure", AudioBridgeMedia.Configure.class, AudioBridgeEvent.Configured.class)
            .fieldSince("denoise", "1.2.3")
            .fieldSince("rtp", "1.3.2");
    static final PluginRequest<AudioBridgeMedia.Join, AudioBridgeEvent.RoomChanged> CHANGEROOM = async(
                    "changeroom", AudioBridgeMedia.Join.class, AudioBridgeEvent.RoomChanged.class)
            .fieldSince("suspended", "1.2.1")
            .fieldSince("pause_events", "1.2.1")
            .fieldSince("denoise", "1.2.3");
    static final PluginRequest<Void, AudioBridgeEvent.Left> LEAVE =
            async("leave", Void.class, AudioBridgeEvent.Left.class);
    static final PluginRequest<Void, AudioBridgeEvent.HangingUp> HANGUP =
            async("hangup", Void.class, AudioBridgeEvent.HangingUp.class);

    /** Every request there is. */
    static final List<PluginRequest<?, ?>> REQUESTS = List.of(
            CREATE,
            EDIT,
            DESTROY,
            ENABLE_RECORDING,
            ENABLE_MJRS,
            LIST,
            EXISTS,
            ALLOWED,
            MUTE,
            UNMUTE,
            MUTE_ROOM,
            UNMUTE_ROOM,
            DENOISE_ENABLE,
            DENOISE_DISABLE,
            KICK,
            KICK_ALL,
            LISTPARTICIPANTS,
            RESETDECODER,
            RTP_FORWARD,
            STOP_RTP_FORWARD,
            LISTFORWARDERS,
            PLAY_FILE,
            IS_PLAYING,
            LISTANNOUNCEMENTS,
            STOP_FILE,
            STOP_ALL_FILES,
            SUSPEND,
            RESUME,
            JOIN,
            CONFIGURE,
            CHANGEROOM,
            LEAVE,
            HANGUP);

    static final EventTable<AudioBridgeEvent> EVENTS = EventTable.<AudioBridgeEvent, AudioBridgeEvent.Unknown>builder(
                    AudioBridgeEvent.Unknown.class, AudioBridgeEvent.Unknown::new)
            .discriminator("audiobridge")
            .required(GeneratedRequiredMembers.ALL)
            .event("audiobridge=event + error_code", AudioBridgeEvent.Refused.class)
            .event("audiobridge=joined + id", AudioBridgeEvent.Joined.class)
            .event("audiobridge=joined", AudioBridgeEvent.PeerJoined.class)
            .event("audiobridge=event + result=ok", AudioBridgeEvent.Configured.class)
            .event("audiobridge=event + suspended", AudioBridgeEvent.Suspended.class)
            .event("audiobridge=event + resumed", AudioBridgeEvent.Resumed.class)
            .event("audiobridge=event + participants", AudioBridgeEvent.ParticipantChanged.class)
            .event("audiobridge=event + muted", AudioBridgeEvent.RoomMuted.class)
            .event("audiobridge=event + leaving", AudioBridgeEvent.PeerLeft.class)
            .event("audiobridge=event + kicked", AudioBridgeEvent.Kicked.class)
            .event("audiobridge=event + kicked_all", AudioBridgeEvent.KickedAll.class)
            .event("audiobridge=roomchanged", AudioBridgeEvent.RoomChanged.class)
            .event("audiobridge=left", AudioBridgeEvent.Left.class)
            .event("audiobridge=hangingup", AudioBridgeEvent.HangingUp.class)
            .event("audiobridge=destroyed", AudioBridgeEvent.Destroyed.class)
            .event("audiobridge=talking", AudioBridgeEvent.Talking.class)
            .event("audiobridge=stopped-talking", AudioBridgeEvent.StoppedTalking.class)
            .event("audiobridge=announcement-started", AudioBridgeEvent.AnnouncementStarted.class)
            .event("audiobridge=announcement-stopped", AudioBridgeEvent.AnnouncementStopped.class)
            .build();

    private AudioBridgeProtocol() {}
}
