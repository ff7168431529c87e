// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import static dev.janusclient.plugin.PluginRequest.async;

import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.PluginRequest;
import java.util.List;

/** The SIP plugin's tables: every request and what answers it, every event and the record it becomes. */
final class SipProtocol {
    static final PluginRequest<SipRequest.Register, SipEvent.RegisterReply> REGISTER = async(
                    "register", SipRequest.Register.class, SipEvent.RegisterReply.class)
            .fieldSince("automatic_ringing", "1.3.3");
    static final PluginRequest<Void, SipEvent.Unregistering> UNREGISTER =
            async("unregister", Void.class, SipEvent.Unregistering.class);
    static final PluginRequest<SipRequest.Subscribe, SipEvent.Subscribing> SUBSCRIBE = async(
                    "subscribe", SipRequest.Subscribe.class, SipEvent.Subscribing.class)
            .fieldSince("content", "1.4.0")
            .fieldSince("content_type", "1.4.0");
    static final PluginRequest<SipRequest.Subscribe, SipEvent.Unsubscribing> UNSUBSCRIBE = async(
                    "unsubscribe", SipRequest.Subscribe.class, SipEvent.Unsubscribing.class)
            .fieldSince("content", "1.4.0")
            .fieldSince("content_type", "1.4.0");
    static final PluginRequest<SipRequest.Call, SipEvent.Calling> CALL =
            async("call", SipRequest.Call.class, SipEvent.Calling.class);
    static final PluginRequest<SipRequest.Accept, SipEvent.AcceptReply> ACCEPT =
            async("accept", SipRequest.Accept.class, SipEvent.AcceptReply.class).fieldSince("srtp_profile", "1.4.0");
    static final PluginRequest<SipRequest.Accept, SipEvent.Progressed> PROGRESS = async(
                    "progress", SipRequest.Accept.class, SipEvent.Progressed.class)
            .since("1.3.1")
            .fieldSince("srtp_profile", "1.4.0");
    static final PluginRequest<Void, SipEvent.UpdateReply> UPDATE =
            async("update", Void.class, SipEvent.UpdateReply.class);
    static final PluginRequest<SipRequest.Decline, SipEvent.Declining> DECLINE =
            async("decline", SipRequest.Decline.class, SipEvent.Declining.class);
    static final PluginRequest<SipRequest.Transfer, SipEvent.Transferring> TRANSFER =
            async("transfer", SipRequest.Transfer.class, SipEvent.Transferring.class);
    static final PluginRequest<SipRequest.Hold, SipEvent.Holding> HOLD =
            async("hold", SipRequest.Hold.class, SipEvent.Holding.class);
    static final PluginRequest<SipRequest.Headers, SipEvent.Resuming> UNHOLD =
            async("unhold", SipRequest.Headers.class, SipEvent.Resuming.class);
    static final PluginRequest<SipRequest.Headers, SipEvent.HangingUp> HANGUP =
            async("hangup", SipRequest.Headers.class, SipEvent.HangingUp.class);
    static final PluginRequest<SipRequest.Recording, SipEvent.RecordingUpdated> RECORDING =
            async("recording", SipRequest.Recording.class, SipEvent.RecordingUpdated.class);
    static final PluginRequest<SipRequest.Info, SipEvent.InfoSent> INFO =
            async("info", SipRequest.Info.class, SipEvent.InfoSent.class);
    static final PluginRequest<Void, SipEvent.RingingSent> SEND_RINGING =
            async("send_ringing", Void.class, SipEvent.RingingSent.class).since("1.3.3");
    static final PluginRequest<SipRequest.Message, SipEvent.MessageSent> MESSAGE =
            async("message", SipRequest.Message.class, SipEvent.MessageSent.class);
    static final PluginRequest<SipRequest.DtmfInfo, SipEvent.DtmfSent> DTMF_INFO =
            async("dtmf_info", SipRequest.DtmfInfo.class, SipEvent.DtmfSent.class);
    static final PluginRequest<SipRequest.Keyframe, SipEvent.KeyframeSent> KEYFRAME = async(
                    "keyframe", SipRequest.Keyframe.class, SipEvent.KeyframeSent.class)
            .since("1.3.1");
    static final PluginRequest<SipRequest.RtpForward, SipEvent.RtpForwardStarted> RTP_FORWARD = async(
                    "rtp_forward", SipRequest.RtpForward.class, SipEvent.RtpForwardStarted.class)
            .since("1.4.0");
    static final PluginRequest<SipRequest.StopRtpForward, SipEvent.RtpForwardStopped> STOP_RTP_FORWARD = async(
                    "stop_rtp_forward", SipRequest.StopRtpForward.class, SipEvent.RtpForwardStopped.class)
            .since("1.4.0");
    static final PluginRequest<Void, SipEvent.Forwarders> LISTFORWARDERS = async(
                    "listforwarders", Void.class, SipEvent.Forwarders.class)
            .since("1.4.0")
            .idempotent();
    static final PluginRequest<Void, SipEvent.Reset> RESET = async("reset", Void.class, SipEvent.Reset.class);

    /** Every request there is. */
    static final List<PluginRequest<?, ?>> REQUESTS = List.of(
            REGISTER,
            UNREGISTER,
            SUBSCRIBE,
            UNSUBSCRIBE,
            CALL,
            ACCEPT,
            PROGRESS,
            UPDATE,
            DECLINE,
            TRANSFER,
            HOLD,
            UNHOLD,
            HANGUP,
            RECORDING,
            INFO,
            SEND_RINGING,
            MESSAGE,
            DTMF_INFO,
            KEYFRAME,
            RTP_FORWARD,
            STOP_RTP_FORWARD,
            LISTFORWARDERS,
            RESET);

    static final EventTable<SipEvent> EVENTS = EventTable.<SipEvent, SipEvent.Unknown>builder(
                    SipEvent.Unknown.class, SipEvent.Unknown::new)
            .discriminator("sip")
            .unwrap("result")
            .required(GeneratedRequiredMembers.ALL)
            .event("result.event=registering", SipEvent.Registering.class)
            .event("result.event=registered", SipEvent.Registered.class)
            .event("result.event=unregistered", SipEvent.Unregistered.class)
            .event("result.event=registration_failed", SipEvent.RegistrationFailed.class)
            .event("result.event=incomingcall", SipEvent.IncomingCall.class)
            .event("result.event=updatingcall", SipEvent.UpdatingCall.class)
            .event("result.event=missed_call", SipEvent.MissedCall.class)
            .event("result.event=proceeding", SipEvent.Proceeding.class)
            .event("result.event=ringing", SipEvent.Ringing.class)
            .event("result.event=progress", SipEvent.Progress.class)
            .event("result.event=accepted", SipEvent.Accepted.class)
            .event("result.event=hangup", SipEvent.Hangup.class)
            .event("result.event=hangingup", SipEvent.HangingUp.class)
            .event("result.event=transfer", SipEvent.Transfer.class)
            .event("result.event=info", SipEvent.Info.class)
            .event("result.event=message", SipEvent.Message.class)
            .event("result.event=messagedelivery", SipEvent.MessageDelivery.class)
            .event("result.event=notify", SipEvent.Notify.class)
            .event("result.event=subscribe_succeeded", SipEvent.SubscribeSucceeded.class)
            .event("result.event=subscribe_failed", SipEvent.SubscribeFailed.class)
            .event("result.event=dtmf", SipEvent.Dtmf.class)
            .event("result.event=unregistering", SipEvent.Unregistering.class)
            .event("result.event=subscribing", SipEvent.Subscribing.class)
            .event("result.event=unsubscribing", SipEvent.Unsubscribing.class)
            .event("result.event=calling", SipEvent.Calling.class)
            .event("result.event=accepting", SipEvent.Accepting.class)
            .event("result.event=progressed", SipEvent.Progressed.class)
            .event("result.event=updating", SipEvent.Updating.class)
            .event("result.event=updated", SipEvent.Updated.class)
            .event("result.event=declining", SipEvent.Declining.class)
            .event("result.event=transferring", SipEvent.Transferring.class)
            .event("result.event=holding", SipEvent.Holding.class)
            .event("result.event=resuming", SipEvent.Resuming.class)
            .event("result.event=recordingupdated", SipEvent.RecordingUpdated.class)
            .event("result.event=infosent", SipEvent.InfoSent.class)
            .event("result.event=messagesent", SipEvent.MessageSent.class)
            .event("result.event=dtmfsent", SipEvent.DtmfSent.class)
            .event("result.event=keyframesent", SipEvent.KeyframeSent.class)
            .event("result.event=rtp_forward", SipEvent.RtpForwardStarted.class)
            .event("result.event=stop_rtp_forward", SipEvent.RtpForwardStopped.class)
            .event("result.event=forwarders", SipEvent.Forwarders.class)
            .event("result.event=reset", SipEvent.Reset.class)
            .event("sip=event + error_code", SipEvent.Refused.class)
            .event("sip=event + !result", SipEvent.RingingSent.class)
            .build();

    private SipProtocol() {}
}
