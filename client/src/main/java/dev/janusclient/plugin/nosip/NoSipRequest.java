// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.nosip;

import dev.janusclient.message.Check;
import dev.janusclient.message.Secret;
import dev.janusclient.message.WireEnum;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the NoSIP plugin. A component that is null is not sent; one that is mandatory or out of range is
 * refused here with an {@link IllegalArgumentException} that names it.
 */
public sealed interface NoSipRequest {
    /**
     * How a barebone description is made from a WebRTC one.
     *
     * @param info a note of one's own for the session
     * @param srtp {@code sdes_optional} or {@code sdes_mandatory}; plain RTP if absent
     * @param srtpProfile {@code AES_CM_128_HMAC_SHA1_32}, {@code AES_CM_128_HMAC_SHA1_80} or an AEAD one
     * @param update whether it changes a session that is up
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Generate(
            @Nullable String info, @Nullable String srtp, @Nullable String srtpProfile, @Nullable Boolean update)
            implements NoSipRequest {
        /** Plain RTP, for a new session. */
        public static final Generate PLAIN = builder().build();

        /** Starts with nothing set. */
        public static NoSipRequestGenerateBuilder builder() {
            return NoSipRequestGenerateBuilder.builder();
        }
    }

    /**
     * A barebone description to make a WebRTC one from.
     *
     * @param type whether it is an offer or an answer; mandatory
     * @param sdp the description; mandatory
     * @param info a note of one's own for the session
     * @param srtp {@code sdes_optional} or {@code sdes_mandatory}; plain RTP if absent
     * @param update whether it changes a session that is up
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Description(
            Type type,
            String sdp,
            @Nullable String info,
            @Nullable String srtp,
            @Nullable String srtpProfile,
            @Nullable Boolean update)
            implements NoSipRequest {
        public Description {
            Check.present("type", type);
            Check.present("sdp", sdp);
        }

        /** What a description is. */
        public enum Type implements WireEnum {
            OFFER,
            ANSWER
        }

        /** An offer over plain RTP. */
        public static Description offer(String sdp) {
            return builder().type(Type.OFFER).sdp(sdp).build();
        }

        /** An answer over plain RTP. */
        public static Description answer(String sdp) {
            return builder().type(Type.ANSWER).sdp(sdp).build();
        }

        /** Starts with nothing set. */
        public static NoSipRequestDescriptionBuilder builder() {
            return NoSipRequestDescriptionBuilder.builder();
        }
    }

    /**
     * A recording to begin or to end.
     *
     * @param action mandatory
     * @param audio whether the WebRTC side's audio is meant
     * @param peerAudio whether the RTP side's audio is meant
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
            @Nullable String filename)
            implements NoSipRequest {
        public Recording {
            Check.present("action", action);
        }

        /** What to do. */
        public enum Action implements WireEnum {
            START,
            STOP
        }

        /** Starts with nothing set. */
        public static NoSipRequestRecordingBuilder builder() {
            return NoSipRequestRecordingBuilder.builder();
        }
    }

    /**
     * Key frames to ask for.
     *
     * @param user from the WebRTC side
     * @param peer from the RTP side
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Keyframe(@Nullable Boolean user, @Nullable Boolean peer) implements NoSipRequest {

        /** Starts with nothing set. */
        public static NoSipRequestKeyframeBuilder builder() {
            return NoSipRequestKeyframeBuilder.builder();
        }
    }

    /**
     * Media to forward as plain RTP.
     *
     * @param streams at least one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record RtpForward(List<RtpForwardStream> streams) implements NoSipRequest {
        public RtpForward {
            Check.present("streams", streams);
        }

        /** Starts with nothing set. */
        public static NoSipRequestRtpForwardBuilder builder() {
            return NoSipRequestRtpForwardBuilder.builder();
        }
    }

    /**
     * One stream to forward.
     *
     * @param type {@code audio}, {@code video}, {@code peer_audio} or {@code peer_video}; mandatory
     * @param host where to; mandatory
     * @param hostFamily {@code ipv4} or {@code ipv6}, how to resolve the host
     * @param port 1 to 65535; mandatory
     * @param srtpSuite 32 or 80
     * @param srtpCrypto the key, in Base64
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
            implements NoSipRequest {
        public RtpForwardStream {
            Check.present("type", type);
            Check.present("host", host);
            Check.between("port", Check.present("port", port), 1, 65535);
            Check.between("pt", pt, 0, 127);
            Check.notNegative("ssrc", ssrc);
            Check.notNegative("srtp_suite", srtpSuite);
        }

        /** Starts with nothing set. */
        public static NoSipRequestRtpForwardStreamBuilder builder() {
            return NoSipRequestRtpForwardStreamBuilder.builder();
        }
    }

    /**
     * A forwarder to end.
     *
     * @param streamId as {@link NoSipEvent.RtpForwardStarted} named it; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StopRtpForward(Long streamId) implements NoSipRequest {
        public StopRtpForward {
            Check.notNegative("stream_id", Check.present("stream_id", streamId));
        }

        /** Starts with nothing set. */
        public static NoSipRequestStopRtpForwardBuilder builder() {
            return NoSipRequestStopRtpForwardBuilder.builder();
        }
    }
}
