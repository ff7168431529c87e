// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import static dev.janusclient.plugin.PluginRequest.async;
import static dev.janusclient.plugin.PluginRequest.sync;

import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import java.util.List;

/** The Streaming plugin's tables: every request and what answers it, every event and the record it becomes. */
final class StreamingProtocol {
    static final PluginRequest<StreamingRequest.ListMountpoints, StreamingReply.Mountpoints> LIST = sync(
                    "list", StreamingRequest.ListMountpoints.class, StreamingReply.Mountpoints.class)
            .idempotent();
    static final PluginRequest<StreamingRequest.Info, StreamingReply.Info> INFO =
            sync("info", StreamingRequest.Info.class, StreamingReply.Info.class).idempotent();
    static final PluginRequest<StreamingMountpoint.Rtp, StreamingReply.Created> CREATE_RTP = sync(
                    "create", StreamingMountpoint.Rtp.class, StreamingReply.Created.class)
            .fieldSince("bufferkf_ms", "1.3.3")
            .fieldSince("bufferkf_bytes", "1.3.3")
            .fieldSince("abscapturetime_src_ext_id", "1.2.2")
            .fieldSince("media[].datatype", "1.2.4");
    static final PluginRequest<StreamingMountpoint.File, StreamingReply.Created> CREATE_FILE =
            sync("create", StreamingMountpoint.File.class, StreamingReply.Created.class);
    static final PluginRequest<StreamingMountpoint.Rtsp, StreamingReply.Created> CREATE_RTSP = sync(
                    "create", StreamingMountpoint.Rtsp.class, StreamingReply.Created.class)
            .fieldSince("bufferkf_ms", "1.3.3")
            .fieldSince("bufferkf_bytes", "1.3.3")
            .fieldSince("rtsp_notify_changes", "1.3.3");
    static final PluginRequest<StreamingMountpoint.LegacyRtp, StreamingReply.Created> CREATE_LEGACY = sync(
                    "create", StreamingMountpoint.LegacyRtp.class, StreamingReply.Created.class)
            .fieldSince("bufferkf_ms", "1.3.3")
            .fieldSince("bufferkf_bytes", "1.3.3")
            .fieldSince("abscapturetime_src_ext_id", "1.2.2")
            .fieldSince("h264sps", "1.1.3");
    static final PluginRequest<StreamingRequest.Edit, StreamingReply.Edited> EDIT =
            sync("edit", StreamingRequest.Edit.class, StreamingReply.Edited.class);
    static final PluginRequest<StreamingRequest.OfMountpoint, StreamingReply.Done> KICK_ALL =
            sync("kick_all", StreamingRequest.OfMountpoint.class, StreamingReply.Done.class);
    static final PluginRequest<StreamingRequest.Destroy, StreamingReply.Destroyed> DESTROY =
            sync("destroy", StreamingRequest.Destroy.class, StreamingReply.Destroyed.class);
    static final PluginRequest<StreamingRequest.StartRecording, StreamingReply.Done> START_RECORDING =
            sync("recording", StreamingRequest.StartRecording.class, StreamingReply.Done.class);
    static final PluginRequest<StreamingRequest.StopRecording, StreamingReply.Done> STOP_RECORDING =
            sync("recording", StreamingRequest.StopRecording.class, StreamingReply.Done.class);
    static final PluginRequest<StreamingRequest.OfMountpoint, StreamingReply.Done> ENABLE =
            sync("enable", StreamingRequest.OfMountpoint.class, StreamingReply.Done.class);
    static final PluginRequest<StreamingRequest.Disable, StreamingReply.Done> DISABLE =
            sync("disable", StreamingRequest.Disable.class, StreamingReply.Done.class);
    static final PluginRequest<StreamingRequest.Watch, StreamingEvent.WatchReply> WATCH =
            async("watch", StreamingRequest.Watch.class, StreamingEvent.WatchReply.class);
    static final PluginRequest<Void, StreamingEvent.StartReply> START =
            async("start", Void.class, StreamingEvent.StartReply.class);
    static final PluginRequest<Void, StreamingEvent.Pausing> PAUSE =
            async("pause", Void.class, StreamingEvent.Pausing.class);
    static final PluginRequest<Void, StreamingEvent.StopReply> STOP =
            async("stop", Void.class, StreamingEvent.StopReply.class);
    static final PluginRequest<StreamingRequest.Configure, StreamingEvent.Configured> CONFIGURE = async(
                    "configure", StreamingRequest.Configure.class, StreamingEvent.Configured.class)
            .fieldSince("streams", "1.2.0");
    static final PluginRequest<StreamingRequest.Switch, StreamingEvent.Switched> SWITCH =
            async("switch", StreamingRequest.Switch.class, StreamingEvent.Switched.class);

    /** Every request there is; one whose body has several shapes has a row for each. */
    static final List<PluginRequest<?, ?>> REQUESTS = List.of(
            LIST,
            INFO,
            CREATE_RTP,
            CREATE_FILE,
            CREATE_RTSP,
            CREATE_LEGACY,
            EDIT,
            KICK_ALL,
            DESTROY,
            START_RECORDING,
            STOP_RECORDING,
            ENABLE,
            DISABLE,
            WATCH,
            START,
            PAUSE,
            STOP,
            CONFIGURE,
            SWITCH);

    static final EventTable<StreamingEvent> EVENTS = EventTable.<StreamingEvent, StreamingEvent.Unknown>builder(
                    StreamingEvent.Unknown.class, StreamingEvent.Unknown::new)
            .discriminator("streaming")
            .unwrap("result")
            .required(GeneratedRequiredMembers.ALL)
            .event("streaming=event + error_code", StreamingEvent.Refused.class)
            .event("result.status=preparing", StreamingEvent.Preparing.class)
            .event("result.status=updating", StreamingEvent.Updating.class)
            .event("result.status=starting", StreamingEvent.Starting.class)
            .event("result.status=started", StreamingEvent.Started.class)
            .event("result.status=pausing", StreamingEvent.Pausing.class)
            .event("result.status=stopping", StreamingEvent.Stopping.class)
            .event("result.status=idle", StreamingEvent.Idle.class)
            .event("result.status=stopped", StreamingEvent.Stopped.class)
            .event("result.status=kicked_all", StreamingEvent.KickedAll.class)
            .event("result.event=configured", StreamingEvent.Configured.class)
            .event("result.switched=ok", StreamingEvent.Switched.class)
            .event("streaming=event + result.substream", StreamingEvent.SimulcastLayer.class)
            .event("streaming=event + result.temporal", StreamingEvent.SimulcastLayer.class)
            .event("streaming=event + result.spatial_layer", StreamingEvent.SvcLayer.class)
            .event("streaming=event + result.temporal_layer", StreamingEvent.SvcLayer.class)
            .event("event=edited", StreamingEvent.Edited.class)
            .event("event=rtsp-disconnected", StreamingEvent.RtspDisconnected.class)
            .event("event=rtsp-reconnected", StreamingEvent.RtspReconnected.class)
            .build();

    private StreamingProtocol() {}
}
