// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import dev.janusclient.error.ErrorCode;
import dev.janusclient.message.FalseIfAbsent;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the SIP plugin tells. Every event has a {@code callId} (the SIP Call-ID; null where there is no call) and {@code
 * extra} (members that this version does not know). Answers to requests are events too.
 *
 * <p>Texts that come from the other side of SIP are null if they are not UTF-8: Janus leaves such a text out.
 */
public sealed interface SipEvent {
    /** The SIP Call-ID of the call it belongs to, if there is one. */
    @Nullable String callId();

    /** What answers {@code register}: at once for guests and helpers, in two steps with a registrar. */
    sealed interface RegisterReply extends SipEvent {}

    /** What answers {@code accept}. */
    sealed interface AcceptReply extends SipEvent {}

    /** What answers {@code update}. */
    sealed interface UpdateReply extends SipEvent {}

    /** The registration was accepted for sending; {@link Registered} or {@link RegistrationFailed} tells how it went. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Registering(@Nullable String uniqueId, @Nullable String callId, @Json.Unmapped Map<String, Object> extra)
            implements RegisterReply {}

    /**
     * The account is registered.
     *
     * @param registerSent whether a REGISTER was sent at all; not for guests
     * @param masterId names this account to helpers that join it
     * @param helper whether this handle is itself a helper
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Registered(
            String username,
            boolean registerSent,
            long masterId,
            @FalseIfAbsent boolean helper,
            @Nullable Map<String, String> headers,
            @Nullable String uniqueId,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements RegisterReply {}

    /**
     * The account is not registered any more.
     *
     * @param uniqueId Janus 1.4.0 and later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Unregistered(
            String username,
            @Nullable Map<String, String> headers,
            @Nullable String uniqueId,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /**
     * The registrar refused, or could not be reached.
     *
     * @param code the SIP status, for example 401; 0 if it is not known because it happened in a gap
     * @param reason its reason phrase
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RegistrationFailed(
            int code,
            @Nullable String reason,
            @Nullable Map<String, String> headers,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /**
     * An incoming call.
     *
     * @param username the caller's SIP URI
     * @param displayname the caller's display name, without SIP's quotation marks
     * @param callee whom the caller asked for; null for a call that was found in a gap
     * @param headers those whose prefix was asked for at registration
     * @param referredBy who sent the caller here, in a transfer
     * @param replaces the call that this one replaces
     * @param srtp {@code sdes_optional} or {@code sdes_mandatory}, if the caller offers it
     * @param jsep the offer to answer; null for an INVITE without one, which is accepted with an offer
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record IncomingCall(
            @Nullable String username,
            @Nullable String displayname,
            @Nullable String callee,
            @Nullable Map<String, String> headers,
            @Nullable String referredBy,
            @Nullable String replaces,
            @FalseIfAbsent boolean isfocus,
            @Nullable String srtp,
            @Nullable Jsep jsep,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {
        public IncomingCall {
            displayname = SipText.unquoted(displayname);
        }
    }

    /** The peer changes the call (a re-INVITE); answer with {@code update}. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record UpdatingCall(
            @Nullable String username,
            @Nullable String displayname,
            @Nullable String callee,
            @Nullable Map<String, String> headers,
            @Nullable String referredBy,
            @Nullable String replaces,
            @FalseIfAbsent boolean isfocus,
            @Nullable String srtp,
            @Nullable Jsep jsep,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {
        public UpdatingCall {
            displayname = SipText.unquoted(displayname);
        }
    }

    /** A call came while this account was busy, and was refused with 486. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record MissedCall(
            @Nullable String caller,
            @Nullable String displayname,
            @Nullable String callee,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {
        public MissedCall {
            displayname = SipText.unquoted(displayname);
        }
    }

    /**
     * The outgoing call is on its way.
     *
     * @param code the provisional SIP status
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Proceeding(int code, @Nullable String callId, @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /** The outgoing call rings (180). */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Ringing(
            @Nullable Map<String, String> headers, @Nullable String callId, @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /** Early media for the outgoing call (183). */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Progress(
            @Nullable String username,
            @FalseIfAbsent boolean isfocus,
            @Nullable Map<String, String> headers,
            @Nullable Jsep jsep,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /**
     * The call is answered: by the peer, or by us.
     *
     * @param username the peer; null in the reply to our own accept
     * @param jsep the peer's answer; null if early media brought it already
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Accepted(
            @Nullable String username,
            @FalseIfAbsent boolean isfocus,
            @Nullable Map<String, String> headers,
            @Nullable Jsep jsep,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements AcceptReply {}

    /**
     * The call is over.
     *
     * @param code the SIP status that ended it; 200 for an ordinary BYE, 0 if it is not known because it ended in a gap
     * @param reason in words
     * @param reasonHeader the text of a SIP {@code Reason} header
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Hangup(
            int code,
            @Nullable String reason,
            @Nullable String reasonHeader,
            @Nullable String reasonHeaderProtocol,
            @Nullable String reasonHeaderCause,
            @Nullable Map<String, String> headers,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /** A hang-up is on its way; also sent when Janus hangs up because the PeerConnection is gone. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record HangingUp(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /**
     * The peer asks us to call another one (REFER).
     *
     * @param referId passed back with {@code call} or {@code decline}
     * @param referTo whom to call
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Transfer(
            long referId,
            @Nullable String referTo,
            @Nullable String referredBy,
            @Nullable String replaces,
            @Nullable Map<String, String> headers,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /** The peer sent an INFO inside the call. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Info(
            @Nullable String sender,
            @Nullable String displayname,
            @Nullable String type,
            @Nullable String content,
            @Nullable Map<String, String> headers,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {
        public Info {
            displayname = SipText.unquoted(displayname);
        }
    }

    /** A SIP MESSAGE came, inside a call or outside of one. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Message(
            @Nullable String sender,
            @Nullable String displayname,
            @Nullable String content,
            @Nullable String contentType,
            @Nullable Map<String, String> headers,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {
        public Message {
            displayname = SipText.unquoted(displayname);
        }
    }

    /** How a message of ours fared. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record MessageDelivery(
            int code, @Nullable String reason, @Nullable String callId, @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /**
     * A NOTIFY came for a subscription.
     *
     * @param eventPackage what the subscription is to, for example {@code message-summary}
     * @param substate the subscription's state
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Notify(
            @Json.Property("notify") @Nullable String eventPackage,
            @Nullable String substate,
            @Json.Property("content-type") @Nullable String contentType,
            @Nullable String content,
            @Nullable Map<String, String> headers,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /**
     * A subscription is up.
     *
     * @param expires seconds
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SubscribeSucceeded(
            int code,
            @Nullable String reason,
            @Nullable Long expires,
            @Nullable Map<String, String> headers,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /** A subscription was refused. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record SubscribeFailed(
            int code,
            @Nullable String reason,
            @Nullable Map<String, String> headers,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /**
     * A tone was pressed, sent as an RFC 4733 telephone event (reported since Janus 1.2.1). One sent with an INFO is an
     * {@link Info}.
     *
     * @param duration in units of the RTP clock, for telephone audio 8 in a millisecond
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Dtmf(
            @Nullable String sender,
            @Nullable String signal,
            int duration,
            @Nullable String callId,
            @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /** An unregistration is on its way. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Unregistering(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /** A subscription is on its way. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Subscribing(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /** The end of a subscription is on its way. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Unsubscribing(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /** The INVITE is on its way. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Calling(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /** Our offer for a call that came without one is on its way; the peer's answer follows. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Accepting(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements AcceptReply {}

    /** Early media was sent. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Progressed(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /** An update of ours is on its way. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Updating(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements UpdateReply {}

    /** The peer's update was answered. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Updated(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements UpdateReply {}

    /** The refusal is on its way. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Declining(
            int code, @Nullable Long referId, @Nullable String callId, @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /** The REFER is on its way. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Transferring(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /** The hold is on its way. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Holding(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /** The end of the hold is on its way. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Resuming(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /** The recording began or ended. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RecordingUpdated(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /** The INFO was sent. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record InfoSent(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /** The MESSAGE was sent; {@link MessageDelivery} follows. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record MessageSent(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /** The tone was sent. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record DtmfSent(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /** The key frame was asked for. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record KeyframeSent(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /** Forwarding began. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RtpForwardStarted(
            @Nullable List<Forwarder> forwarders, @Nullable String callId, @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /** Forwarding ended. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RtpForwardStopped(@Nullable Long streamId, @Nullable String callId, @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /** The forwarders there are. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Forwarders(
            @Nullable List<Forwarder> rtpForwarders, @Nullable String callId, @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {}

    /** The handle was reset. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Reset(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /** The ringing was sent to the caller ({@code send_ringing}). */
    @Json(naming = Json.Naming.LowerUnderscore)
    record RingingSent(@Nullable String callId, @Json.Unmapped Map<String, Object> extra) implements SipEvent {}

    /**
     * The plugin refused something. Delivered as an event when it answers no request of this process.
     *
     * @param errorCode one of {@link SipErrorCode}, or 0
     * @param error in words; null if Janus cut them in the middle of a character, and left them out
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Refused(
            int errorCode, @Nullable String error, @Nullable String callId, @Json.Unmapped Map<String, Object> extra)
            implements SipEvent {
        public Refused {
            error = error == null ? null : ErrorCode.text(error);
        }
    }

    /** An event this version does not know. */
    record Unknown(RawJson data, @Nullable Jsep jsep) implements SipEvent {
        @Override
        public @Nullable String callId() {
            return data.string("call_id");
        }
    }

    /** Somewhere RTP is forwarded to. */
    @Json(naming = Json.Naming.LowerUnderscore)
    record Forwarder(
            long streamId,
            @Nullable String type,
            String host,
            int port,
            String media,
            @Nullable Integer pt,
            @Nullable Long ssrc,
            boolean srtp,
            @Json.Unmapped Map<String, Object> extra) {}
}
