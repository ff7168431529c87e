// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import static dev.janusclient.plugin.PluginRequest.async;
import static dev.janusclient.plugin.PluginRequest.sync;

import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import java.util.List;

/** The video room plugin's tables: every request and what answers it, every event and the record it becomes. */
final class VideoRoomProtocol {
    static final PluginRequest<VideoRoomRequest.Create, VideoRoomReply.Created> CREATE = sync(
                    "create", VideoRoomRequest.Create.class, VideoRoomReply.Created.class)
            .fieldSince("dummy_e2ee", "1.3.2")
            .fieldSince("threads", "1.2.3");
    static final PluginRequest<VideoRoomRequest.Edit, VideoRoomReply.Edited> EDIT =
            sync("edit", VideoRoomRequest.Edit.class, VideoRoomReply.Edited.class);
    static final PluginRequest<VideoRoomRequest.Destroy, VideoRoomReply.Destroyed> DESTROY =
            sync("destroy", VideoRoomRequest.Destroy.class, VideoRoomReply.Destroyed.class);
    static final PluginRequest<VideoRoomRequest.ListRooms, VideoRoomReply.Rooms> LIST = sync(
                    "list", VideoRoomRequest.ListRooms.class, VideoRoomReply.Rooms.class)
            .idempotent();
    static final PluginRequest<VideoRoomRequest.Exists, VideoRoomReply.Exists> EXISTS = sync(
                    "exists", VideoRoomRequest.Exists.class, VideoRoomReply.Exists.class)
            .idempotent();
    static final PluginRequest<VideoRoomRequest.Allowed, VideoRoomReply.Allowed> ALLOWED =
            sync("allowed", VideoRoomRequest.Allowed.class, VideoRoomReply.Allowed.class);
    static final PluginRequest<VideoRoomRequest.Kick, VideoRoomReply.Done> KICK =
            sync("kick", VideoRoomRequest.Kick.class, VideoRoomReply.Done.class);
    static final PluginRequest<VideoRoomRequest.Moderate, VideoRoomReply.Done> MODERATE =
            sync("moderate", VideoRoomRequest.Moderate.class, VideoRoomReply.Done.class);
    static final PluginRequest<VideoRoomRequest.EnableRecording, VideoRoomReply.RecordingSet> ENABLE_RECORDING =
            sync("enable_recording", VideoRoomRequest.EnableRecording.class, VideoRoomReply.RecordingSet.class);
    static final PluginRequest<VideoRoomRequest.ListParticipants, VideoRoomReply.Participants> LISTPARTICIPANTS = sync(
                    "listparticipants", VideoRoomRequest.ListParticipants.class, VideoRoomReply.Participants.class)
            .idempotent();
    static final PluginRequest<VideoRoomForwardRequest.RtpForward, VideoRoomReply.Forwarding> RTP_FORWARD =
            sync("rtp_forward", VideoRoomForwardRequest.RtpForward.class, VideoRoomReply.Forwarding.class);
    static final PluginRequest<VideoRoomForwardRequest.StopRtpForward, VideoRoomReply.ForwardStopped> STOP_RTP_FORWARD =
            sync("stop_rtp_forward", VideoRoomForwardRequest.StopRtpForward.class, VideoRoomReply.ForwardStopped.class);
    static final PluginRequest<VideoRoomForwardRequest.ListForwarders, VideoRoomReply.Forwarders> LISTFORWARDERS = sync(
                    "listforwarders", VideoRoomForwardRequest.ListForwarders.class, VideoRoomReply.Forwarders.class)
            .idempotent();
    static final PluginRequest<VideoRoomRemoteRequest.PublishRemotely, VideoRoomReply.PublishedRemotely>
            PUBLISH_REMOTELY = sync(
                            "publish_remotely",
                            VideoRoomRemoteRequest.PublishRemotely.class,
                            VideoRoomReply.PublishedRemotely.class)
                    .fieldSince("srtp_suite", "1.3.0")
                    .fieldSince("srtp_crypto", "1.3.0");
    static final PluginRequest<VideoRoomRemoteRequest.UnpublishRemotely, VideoRoomReply.UnpublishedRemotely>
            UNPUBLISH_REMOTELY = sync(
                    "unpublish_remotely",
                    VideoRoomRemoteRequest.UnpublishRemotely.class,
                    VideoRoomReply.UnpublishedRemotely.class);
    static final PluginRequest<VideoRoomRemoteRequest.ListRemotes, VideoRoomReply.Remotes> LISTREMOTES = sync(
                    "listremotes", VideoRoomRemoteRequest.ListRemotes.class, VideoRoomReply.Remotes.class)
            .idempotent();
    static final PluginRequest<VideoRoomRemoteRequest.AddRemotePublisher, VideoRoomReply.RemotePublisherAdded>
            ADD_REMOTE_PUBLISHER = sync(
                            "add_remote_publisher",
                            VideoRoomRemoteRequest.AddRemotePublisher.class,
                            VideoRoomReply.RemotePublisherAdded.class)
                    .fieldSince("metadata", "1.3.0")
                    .fieldSince("srtp_suite", "1.3.0")
                    .fieldSince("srtp_crypto", "1.3.0");
    static final PluginRequest<VideoRoomRemoteRequest.UpdateRemotePublisher, VideoRoomReply.Done>
            UPDATE_REMOTE_PUBLISHER = sync(
                            "update_remote_publisher",
                            VideoRoomRemoteRequest.UpdateRemotePublisher.class,
                            VideoRoomReply.Done.class)
                    .fieldSince("metadata", "1.3.0")
                    .fieldSince("srtp_suite", "1.3.0")
                    .fieldSince("srtp_crypto", "1.3.0");
    static final PluginRequest<VideoRoomRemoteRequest.RemoveRemotePublisher, VideoRoomReply.Done>
            REMOVE_REMOTE_PUBLISHER = sync(
                    "remove_remote_publisher",
                    VideoRoomRemoteRequest.RemoveRemotePublisher.class,
                    VideoRoomReply.Done.class);

    static final PluginRequest<VideoRoomPublisherRequest.Join, VideoRoomEvent.Joined> JOIN_AS_PUBLISHER = async(
                    "join", VideoRoomPublisherRequest.Join.class, VideoRoomEvent.Joined.class)
            .fieldSince("metadata", "1.3.0");
    static final PluginRequest<VideoRoomPublisherRequest.JoinAndConfigure, VideoRoomEvent.Joined> JOINANDCONFIGURE =
            async("joinandconfigure", VideoRoomPublisherRequest.JoinAndConfigure.class, VideoRoomEvent.Joined.class)
                    .fieldSince("metadata", "1.3.0");
    static final PluginRequest<VideoRoomPublisherRequest.Configure, VideoRoomEvent.Configured> PUBLISH = async(
                    "publish", VideoRoomPublisherRequest.Configure.class, VideoRoomEvent.Configured.class)
            .fieldSince("metadata", "1.3.0");
    static final PluginRequest<VideoRoomPublisherRequest.Configure, VideoRoomEvent.Configured> CONFIGURE_PUBLISHER =
            async("configure", VideoRoomPublisherRequest.Configure.class, VideoRoomEvent.Configured.class)
                    .fieldSince("metadata", "1.3.0");
    static final PluginRequest<Void, VideoRoomEvent.Unpublished> UNPUBLISH =
            async("unpublish", Void.class, VideoRoomEvent.Unpublished.class);

    static final PluginRequest<VideoRoomSubscriberRequest.Join, VideoRoomEvent.Attached> JOIN_AS_SUBSCRIBER =
            async("join", VideoRoomSubscriberRequest.Join.class, VideoRoomEvent.Attached.class);
    static final PluginRequest<VideoRoomSubscriberRequest.Configure, VideoRoomEvent.Configured> CONFIGURE_SUBSCRIBER =
            async("configure", VideoRoomSubscriberRequest.Configure.class, VideoRoomEvent.Configured.class);
    static final PluginRequest<Void, VideoRoomEvent.Started> START =
            async("start", Void.class, VideoRoomEvent.Started.class);
    static final PluginRequest<Void, VideoRoomEvent.Paused> PAUSE =
            async("pause", Void.class, VideoRoomEvent.Paused.class);
    static final PluginRequest<VideoRoomSubscriberRequest.Subscribe, VideoRoomEvent.UpdateReply> SUBSCRIBE =
            async("subscribe", VideoRoomSubscriberRequest.Subscribe.class, VideoRoomEvent.UpdateReply.class);
    static final PluginRequest<VideoRoomSubscriberRequest.Unsubscribe, VideoRoomEvent.UpdateReply> UNSUBSCRIBE =
            async("unsubscribe", VideoRoomSubscriberRequest.Unsubscribe.class, VideoRoomEvent.UpdateReply.class);
    static final PluginRequest<VideoRoomSubscriberRequest.Update, VideoRoomEvent.UpdateReply> UPDATE =
            async("update", VideoRoomSubscriberRequest.Update.class, VideoRoomEvent.UpdateReply.class);
    static final PluginRequest<VideoRoomSubscriberRequest.Switch, VideoRoomEvent.Switched> SWITCH = async(
                    "switch", VideoRoomSubscriberRequest.Switch.class, VideoRoomEvent.Switched.class)
            .fieldSince("streams[].substream", "1.1.4")
            .fieldSince("streams[].temporal", "1.1.4")
            .fieldSince("streams[].spatial_layer", "1.1.4")
            .fieldSince("streams[].temporal_layer", "1.1.4");
    static final PluginRequest<Void, VideoRoomEvent.LeaveReply> LEAVE =
            async("leave", Void.class, VideoRoomEvent.LeaveReply.class);

    /** Every request there is; {@code join} and {@code configure} once for each role. */
    static final List<PluginRequest<?, ?>> REQUESTS = List.of(
            CREATE,
            EDIT,
            DESTROY,
            LIST,
            EXISTS,
            ALLOWED,
            KICK,
            MODERATE,
            ENABLE_RECORDING,
            LISTPARTICIPANTS,
            RTP_FORWARD,
            STOP_RTP_FORWARD,
            LISTFORWARDERS,
            PUBLISH_REMOTELY,
            UNPUBLISH_REMOTELY,
            LISTREMOTES,
            ADD_REMOTE_PUBLISHER,
            UPDATE_REMOTE_PUBLISHER,
            REMOVE_REMOTE_PUBLISHER,
            JOIN_AS_PUBLISHER,
            JOIN_AS_SUBSCRIBER,
            JOINANDCONFIGURE,
            PUBLISH,
            CONFIGURE_PUBLISHER,
            CONFIGURE_SUBSCRIBER,
            UNPUBLISH,
            START,
            PAUSE,
            SUBSCRIBE,
            UNSUBSCRIBE,
            UPDATE,
            SWITCH,
            LEAVE);

    /**
     * Every event there is. {@code leaving} and {@code unpublished} are {@code ok} about ourselves and an id about
     * others; an event with {@code id} and {@code mid} may be about layers or about moderation: the narrower rows
     * come first.
     */
    static final EventTable<VideoRoomEvent> EVENTS = EventTable.<VideoRoomEvent, VideoRoomEvent.Unknown>builder(
                    VideoRoomEvent.Unknown.class, VideoRoomEvent.Unknown::new)
            .discriminator("videoroom")
            .required(GeneratedRequiredMembers.ALL)
            .event("videoroom=joined", VideoRoomEvent.Joined.class)
            .event("videoroom=attached", VideoRoomEvent.Attached.class)
            .event("videoroom=updated", VideoRoomEvent.Updated.class)
            .event("videoroom=updating", VideoRoomEvent.Updating.class)
            .event("videoroom=talking", VideoRoomEvent.Talking.class)
            .event("videoroom=stopped-talking", VideoRoomEvent.StoppedTalking.class)
            .event("videoroom=slow_link", VideoRoomEvent.SlowLink.class)
            .event("videoroom=destroyed", VideoRoomEvent.Destroyed.class)
            .event("videoroom=event + error_code", VideoRoomEvent.Refused.class)
            .event("videoroom=event + publishers", VideoRoomEvent.Publishers.class)
            .event("videoroom=event + joining", VideoRoomEvent.PeerJoining.class)
            .event("videoroom=event + leaving=ok + reason", VideoRoomEvent.Kicked.class)
            .event("videoroom=event + leaving=ok", VideoRoomEvent.Left.class)
            .event("videoroom=event + leaving", VideoRoomEvent.PeerLeft.class)
            .event("videoroom=event + kicked", VideoRoomEvent.PeerKicked.class)
            .event("videoroom=event + unpublished=ok", VideoRoomEvent.Unpublished.class)
            .event("videoroom=event + unpublished", VideoRoomEvent.PeerUnpublished.class)
            .event("videoroom=event + configured=ok", VideoRoomEvent.Configured.class)
            .event("videoroom=event + started=ok", VideoRoomEvent.Started.class)
            .event("videoroom=event + paused=ok", VideoRoomEvent.Paused.class)
            .event("videoroom=event + switched=ok", VideoRoomEvent.Switched.class)
            .event("videoroom=event + left=ok", VideoRoomEvent.SubscriberLeft.class)
            .event("videoroom=event + moderation", VideoRoomEvent.Moderated.class)
            .event("videoroom=event + mid + substream/temporal", VideoRoomEvent.SimulcastLayer.class)
            .event("videoroom=event + mid + spatial_layer/temporal_layer", VideoRoomEvent.SvcLayer.class)
            .event("videoroom=event + id + display", VideoRoomEvent.Renamed.class)
            .event("videoroom=event + id + metadata", VideoRoomEvent.MetadataChanged.class)
            .build();

    private VideoRoomProtocol() {}
}
