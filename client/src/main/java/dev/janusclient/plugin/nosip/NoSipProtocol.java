// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.nosip;

import static dev.janusclient.plugin.PluginRequest.async;

import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import java.util.List;

/** The NoSIP plugin's tables: every request and what answers it, every event and the record it becomes. */
final class NoSipProtocol {
    static final PluginRequest<NoSipRequest.Generate, NoSipEvent.Description> GENERATE =
            async("generate", NoSipRequest.Generate.class, NoSipEvent.Description.class);
    static final PluginRequest<NoSipRequest.Description, NoSipEvent.Processed> PROCESS =
            async("process", NoSipRequest.Description.class, NoSipEvent.Processed.class);
    static final PluginRequest<Void, NoSipEvent.HangingUp> HANGUP =
            async("hangup", Void.class, NoSipEvent.HangingUp.class);
    static final PluginRequest<NoSipRequest.Recording, NoSipEvent.RecordingUpdated> RECORDING =
            async("recording", NoSipRequest.Recording.class, NoSipEvent.RecordingUpdated.class);
    static final PluginRequest<NoSipRequest.Keyframe, NoSipEvent.KeyframeSent> KEYFRAME = async(
                    "keyframe", NoSipRequest.Keyframe.class, NoSipEvent.KeyframeSent.class)
            .since("1.3.1");
    static final PluginRequest<NoSipRequest.RtpForward, NoSipEvent.RtpForwardStarted> RTP_FORWARD = async(
                    "rtp_forward", NoSipRequest.RtpForward.class, NoSipEvent.RtpForwardStarted.class)
            .since("1.4.0");
    static final PluginRequest<NoSipRequest.StopRtpForward, NoSipEvent.RtpForwardStopped> STOP_RTP_FORWARD = async(
                    "stop_rtp_forward", NoSipRequest.StopRtpForward.class, NoSipEvent.RtpForwardStopped.class)
            .since("1.4.0");
    static final PluginRequest<Void, NoSipEvent.Forwarders> LISTFORWARDERS = async(
                    "listforwarders", Void.class, NoSipEvent.Forwarders.class)
            .since("1.4.0")
            .idempotent();

    /** Every request there is. */
    static final List<PluginRequest<?, ?>> REQUESTS =
            List.of(GENERATE, PROCESS, HANGUP, RECORDING, KEYFRAME, RTP_FORWARD, STOP_RTP_FORWARD, LISTFORWARDERS);

    static final EventTable<NoSipEvent> EVENTS = EventTable.<NoSipEvent, NoSipEvent.Unknown>builder(
                    NoSipEvent.Unknown.class, NoSipEvent.Unknown::new)
            .discriminator("nosip")
            .unwrap("result")
            .required(GeneratedRequiredMembers.ALL)
            .event("result.event=generated", NoSipEvent.Description.class)
            .event("result.event=processed", NoSipEvent.Processed.class)
            .event("result.event=hangingup", NoSipEvent.HangingUp.class)
            .event("result.event=recordingupdated", NoSipEvent.RecordingUpdated.class)
            .event("result.event=keyframesent", NoSipEvent.KeyframeSent.class)
            .event("result.event=rtp_forward", NoSipEvent.RtpForwardStarted.class)
            .event("result.event=stop_rtp_forward", NoSipEvent.RtpForwardStopped.class)
            .event("result.event=forwarders", NoSipEvent.Forwarders.class)
            .event("nosip=event + error_code", NoSipEvent.Refused.class)
            .build();

    private NoSipProtocol() {}
}
