// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import dev.janusclient.message.Check;
import dev.janusclient.message.Secret;
import dev.janusclient.message.WireEnum;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the SIP plugin. A component that is null is not sent; one that is mandatory or out of range is
 * refused here with an {@link IllegalArgumentException} that names it.
 */
public sealed interface SipRequest {
    /**
     * An account to register.
     *
     * @param type {@code guest} registers nowhere and can only call; {@code helper} adds a line to the account of {@code
     *     masterId}; absent is an ordinary account
     * @param username the account as a SIP URI, for example {@code sip:alice@example.org}; mandatory for all types
     * @param secret the password; or {@code ha1Secret}, its digest
     * @param authuser the name for authentication, if it is not the account's
     * @param proxy the registrar, as a SIP URI
     * @param outboundProxy where everything is sent through
     * @param refresh true sends the registration again with what is known
     * @param incomingHeaderPrefixes which headers of incoming calls are told, by prefix
     * @param registerTtl seconds
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Register(
            @Nullable Type type,
            @Nullable Boolean sendRegister,
            @Nullable Boolean forceUdp,
            @Nullable Boolean forceTcp,
            @Nullable Boolean sips,
            @Nullable Boolean rfc2543Cancel,
            @Nullable Boolean automaticRinging,
            String username,
            @Nullable Secret secret,
            @Nullable Secret ha1Secret,
            @Nullable String authuser,
            @Nullable String displayName,
            @Nullable String userAgent,
            @Nullable Map<String, String> headers,
            @Nullable Map<String, String> contactParams,
            @Nullable Long masterId,
            @Nullable Boolean refresh,
            @Nullable List<String> incomingHeaderPrefixes,
            @Nullable Integer registerTtl,
            @Nullable String proxy,
            @Nullable String outboundProxy)
            implements SipRequest {
        public Register {
            Check.present("username", username);
            Check.notNegative("register_ttl", registerTtl);
        }

        /** What kind of account it is. */
        public enum Type implements WireEnum {
            GUEST,
            HELPER
        }

        /** Starts with nothing set. */
        public static SipRequestRegisterBuilder builder() {
            return SipRequestRegisterBuilder.builder();
        }
    }

    /**
     * A subscription to begin or to end.
     *
     * @param to whose state; the own account's if absent
     * @param event the event package, for example {@code message-summary}; mandatory
     * @param subscribeTtl seconds
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Subscribe(
            @Nullable String to,
            String event,
            @Nullable String accept,
            @Nullable Integer subscribeTtl,
            @Nullable String callId,
            @Nullable Map<String, String> headers,
            @Nullable String content,
            @Nullable String contentType)
            implements SipRequest {
        public Subscribe {
            Check.present("event", event);
            Check.notNegative("subscribe_ttl", subscribeTtl);
        }

        /** Starts with nothing set. */
        public static SipRequestSubscribeBuilder builder() {
            return SipRequestSubscribeBuilder.builder();
        }
    }

    /**
     * A call to make.
     *
     * @param uri whom to call, as a SIP URI; mandatory
     * @param srtp {@code sdes_optional} or {@code sdes_mandatory}; plain RTP if absent
     * @param autoacceptReinvites whether Janus answers the peer's updates by itself; it does unless this is false
     * @param referId the transfer that this call carries out
     * @param secret for peers that ask for authentication
     * @param headers extra SIP headers
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Call(
            String uri,
            @Nullable Map<String, String> headers,
            @Nullable String callId,
            @Nullable String srtp,
            @Nullable String srtpProfile,
            @Nullable Boolean autoacceptReinvites,
            @Nullable Long referId,
            @Nullable Secret secret,
            @Nullable Secret ha1Secret,
            @Nullable String authuser)
            implements SipRequest {
        public Call {
            Check.present("uri", uri);
        }

        /** Starts with nothing set. */
        public static SipRequestCallBuilder builder() {
            return SipRequestCallBuilder.builder();
        }
    }

    /**
     * How a call is accepted, or early media is sent.
     *
     * @param srtp {@code sdes_optional} or {@code sdes_mandatory}
     * @param autoacceptReinvites whether Janus answers the peer's updates by itself; it does unless this is false
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Accept(
            @Nullable String srtp,
            @Nullable String srtpProfile,
            @Nullable Map<String, String> headers,
            @Nullable Boolean autoacceptReinvites)
            implements SipRequest {

        /** An ordinary accept. */
        public static final Accept PLAIN = builder().build();

        /** Starts with nothing set. */
        public static SipRequestAcceptBuilder builder() {
            return SipRequestAcceptBuilder.builder();
        }
    }

    /**
     * How a call, or a transfer, is refused.
     *
     * @param code the SIP status, 400 to 699; 486 if absent
     * @param referId the transfer to refuse; the incoming call if absent
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Decline(@Nullable Integer code, @Nullable Map<String, String> headers, @Nullable Long referId)
            implements SipRequest {
        public Decline {
            Check.between("code", code, 400, 699);
        }

        /** Starts with nothing set. */
        public static SipRequestDeclineBuilder builder() {
            return SipRequestDeclineBuilder.builder();
        }
    }

    /**
     * A transfer of the peer to somebody else.
     *
     * @param uri whom the peer should call; mandatory
     * @param replace for an attended transfer: the Call-ID of the call of ours that is to be replaced
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Transfer(String uri, @Nullable String replace) implements SipRequest {
        public Transfer {
            Check.present("uri", uri);
        }

        /** Starts with nothing set. */
        public static SipRequestTransferBuilder builder() {
            return SipRequestTransferBuilder.builder();
        }
    }

    /**
     * How a call is put on hold, or resumed (without a direction).
     *
     * @param direction what our side still does; {@code sendonly} if absent
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Hold(@Nullable Direction direction, @Nullable Map<String, String> headers) implements SipRequest {

        /** What our side of a held call still does. */
        public enum Direction implements WireEnum {
            SENDONLY,
            RECVONLY,
            INACTIVE
        }

        /** Starts with nothing set. */
        public static SipRequestHoldBuilder builder() {
            return SipRequestHoldBuilder.builder();
        }
    }

    /** A request that has nothing but extra SIP headers. */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Headers(@Nullable Map<String, String> headers) implements SipRequest {

        /** No extra headers. */
        public static final Headers NONE = builder().build();

        /** Starts with nothing set. */
        public static SipRequestHeadersBuilder builder() {
            return SipRequestHeadersBuilder.builder();
        }
    }

    /**
     * A recording to begin or to end.
     *
     * @param action mandatory
     * @param audio whether our own audio is meant
     * @param peerAudio whether the peer's audio is meant
     * @param filename the path without suffix; Janus makes one up if absent
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Recording(
            Action action,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean peerAudio,
            @Nullable Boolean peerVideo,
            @Nullable Boolean sendPeerPli,
            @Nullable String filename)
            implements SipRequest {
        public Recording {
            Check.present("action", action);
        }

        /** What to do. */
        public enum Action implements WireEnum {
            START,
            STOP,
            PAUSE,
            RESUME
        }

        /** Starts with nothing set. */
        public static SipRequestRecordingBuilder builder() {
            return SipRequestRecordingBuilder.builder();
        }
    }

    /**
     * An INFO inside the call.
     *
     * @param type its content type; mandatory
     * @param content its body; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Info(String type, String content, @Nullable Map<String, String> headers) implements SipRequest {
        public Info {
            Check.present("type", type);
            Check.present("content", (Object) content);
        }

        /** Starts with nothing set. */
        public static SipRequestInfoBuilder builder() {
            return SipRequestInfoBuilder.builder();
        }
    }

    /**
     * A SIP MESSAGE.
     *
     * @param content its body; mandatory
     * @param contentType {@code text/plain} if absent
     * @param uri to whom; inside the call if absent
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Message(
            @Nullable String contentType,
            String content,
            @Nullable String uri,
            @Nullable Map<String, String> headers,
            @Nullable String callId)
            implements SipRequest {
        public Message {
            Check.present("content", (Object) content);
        }

        /** Starts with nothing set. */
        public static SipRequestMessageBuilder builder() {
            return SipRequestMessageBuilder.builder();
        }
    }

    /**
     * A tone, sent with an INFO.
     *
     * @param digit one of {@code 0-9 * # A-D}; mandatory
     * @param duration milliseconds; 160 if absent
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record DtmfInfo(String digit, @Nullable Integer duration, @Nullable Map<String, String> headers)
            implements SipRequest {
        public DtmfInfo {
            Check.present("digit", digit);
            Check.notNegative("duration", duration);
        }

        /** Starts with nothing set. */
        public static SipRequestDtmfInfoBuilder builder() {
            return SipRequestDtmfInfoBuilder.builder();
        }
    }

    /**
     * Key frames to ask for.
     *
     * @param user from our own side
     * @param peer from the peer
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Keyframe(@Nullable Boolean user, @Nullable Boolean peer) implements SipRequest {

        /** Starts with nothing set. */
        public static SipRequestKeyframeBuilder builder() {
            return SipRequestKeyframeBuilder.builder();
        }
    }

    /**
     * Media to forward as plain RTP.
     *
     * @param streams at least one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record RtpForward(List<RtpForwardStream> streams) implements SipRequest {
        public RtpForward {
            Check.present("streams", streams);
        }

        /** Starts with nothing set. */
        public static SipRequestRtpForwardBuilder builder() {
            return SipRequestRtpForwardBuilder.builder();
        }
    }

    /**
     * One stream to forward.
     *
     * @param type {@code audio}, {@code video}, {@code peer_audio} or {@code peer_video}; mandatory
     * @param host where to; mandatory
     * @param port 1 to 65535; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record RtpForwardStream(
            String type,
            String host,
            @Nullable String hostFamily,
            Integer port,
            @Nullable Long ssrc,
            @Nullable Integer pt,
            @Nullable Integer srtpSuite,
            @Nullable Secret srtpCrypto)
            implements SipRequest {
        public RtpForwardStream {
            Check.present("type", type);
            Check.present("host", host);
            Check.between("port", Check.present("port", port), 1, 65535);
            Check.between("pt", pt, 0, 127);
            Check.notNegative("ssrc", ssrc);
        }

        /** Starts with nothing set. */
        public static SipRequestRtpForwardStreamBuilder builder() {
            return SipRequestRtpForwardStreamBuilder.builder();
        }
    }

    /**
     * A forwarder to end.
     *
     * @param streamId as {@link SipEvent.RtpForwardStarted} named it; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StopRtpForward(Long streamId) implements SipRequest {
        public StopRtpForward {
            Check.notNegative("stream_id", Check.present("stream_id", streamId));
        }

        /** Starts with nothing set. */
        public static SipRequestStopRtpForwardBuilder builder() {
            return SipRequestStopRtpForwardBuilder.builder();
        }
    }
}
