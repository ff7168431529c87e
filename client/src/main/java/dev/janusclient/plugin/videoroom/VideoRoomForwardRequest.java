// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.Check;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import dev.janusclient.message.WireEnum;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the video room plugin about forwarders, which send publishers' media on as plain RTP. A
 * component that is null is not sent; one that is mandatory or out of range is refused here with an
 * {@link IllegalArgumentException} that names it.
 */
public sealed interface VideoRoomForwardRequest {
    /**
     * A publisher to forward as plain RTP. The members for audio, video and data are deprecated at Janus:
     * {@code streams} is their better.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     * @param publisherId mandatory
     * @param host where to; mandatory
     * @param streams what to forward
     * @param simulcast whether the layers are put together into one stream
     * @param srtpSuite 32 or 80
     * @param srtpCrypto the key, in base64
     * @param adminKey what forwarding asks for, if the server is set up so
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record RtpForward(
            JanusId room,
            @Nullable Secret secret,
            JanusId publisherId,
            String host,
            @Nullable HostFamily hostFamily,
            @Nullable List<StreamToForward> streams,
            @Nullable Boolean simulcast,
            @Nullable Integer srtpSuite,
            @Nullable Secret srtpCrypto,
            @Nullable Integer videoPort,
            @Nullable Integer videoRtcpPort,
            @Nullable Long videoSsrc,
            @Nullable Integer videoPt,
            @Json.Property("video_port_2") @Nullable Integer videoPort2,
            @Json.Property("video_ssrc_2") @Nullable Long videoSsrc2,
            @Json.Property("video_pt_2") @Nullable Integer videoPt2,
            @Json.Property("video_port_3") @Nullable Integer videoPort3,
            @Json.Property("video_ssrc_3") @Nullable Long videoSsrc3,
            @Json.Property("video_pt_3") @Nullable Integer videoPt3,
            @Nullable Integer audioPort,
            @Nullable Integer audioRtcpPort,
            @Nullable Long audioSsrc,
            @Nullable Integer audioPt,
            @Nullable Integer dataPort,
            @Nullable Secret adminKey)
            implements VideoRoomForwardRequest {
        public RtpForward {
            Check.present("room", room);
            Check.present("publisher_id", publisherId);
            Check.present("host", host);
            Check.notNegative("srtp_suite", srtpSuite);
            Check.between("video_port", videoPort, 0, 65535);
            Check.between("video_rtcp_port", videoRtcpPort, 0, 65535);
            Check.notNegative("video_ssrc", videoSsrc);
            Check.between("video_pt", videoPt, 0, 127);
            Check.between("video_port_2", videoPort2, 0, 65535);
            Check.notNegative("video_ssrc_2", videoSsrc2);
            Check.between("video_pt_2", videoPt2, 0, 127);
            Check.between("video_port_3", videoPort3, 0, 65535);
            Check.notNegative("video_ssrc_3", videoSsrc3);
            Check.between("video_pt_3", videoPt3, 0, 127);
            Check.between("audio_port", audioPort, 0, 65535);
            Check.between("audio_rtcp_port", audioRtcpPort, 0, 65535);
            Check.notNegative("audio_ssrc", audioSsrc);
            Check.between("audio_pt", audioPt, 0, 127);
            Check.between("data_port", dataPort, 0, 65535);
        }

        /** Starts with nothing set. */
        public static VideoRoomForwardRequestRtpForwardBuilder builder() {
            return VideoRoomForwardRequestRtpForwardBuilder.builder();
        }
    }

    /**
     * A stream to forward.
     *
     * @param mid mandatory
     * @param host where to, if not to the request's host
     * @param port mandatory
     * @param rtcpPort where RTCP goes, for key frames
     * @param ssrc the SSRC to write
     * @param pt the payload type to write
     * @param simulcast whether the layers are put together into one stream
     * @param srtpSuite 32 or 80
     * @param srtpCrypto the key, in base64
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StreamToForward(
            String mid,
            @Nullable Secret secret,
            @Nullable String host,
            @Nullable HostFamily hostFamily,
            Integer port,
            @Nullable Integer rtcpPort,
            @Nullable Long ssrc,
            @Nullable Integer pt,
            @Nullable Boolean simulcast,
            @Nullable Integer srtpSuite,
            @Nullable Secret srtpCrypto,
            @Json.Property("port_2") @Nullable Integer port2,
            @Json.Property("ssrc_2") @Nullable Long ssrc2,
            @Json.Property("pt_2") @Nullable Integer pt2,
            @Json.Property("port_3") @Nullable Integer port3,
            @Json.Property("ssrc_3") @Nullable Long ssrc3,
            @Json.Property("pt_3") @Nullable Integer pt3)
            implements VideoRoomForwardRequest {
        public StreamToForward {
            Check.present("mid", mid);
            Check.between("port", Check.present("port", port), 0, 65535);
            Check.between("rtcp_port", rtcpPort, 0, 65535);
            Check.notNegative("ssrc", ssrc);
            Check.between("pt", pt, 0, 127);
            Check.notNegative("srtp_suite", srtpSuite);
            Check.between("port_2", port2, 0, 65535);
            Check.notNegative("ssrc_2", ssrc2);
            Check.between("pt_2", pt2, 0, 127);
            Check.between("port_3", port3, 0, 65535);
            Check.notNegative("ssrc_3", ssrc3);
            Check.between("pt_3", pt3, 0, 127);
        }

        /** Starts with nothing set. */
        public static VideoRoomForwardRequestStreamToForwardBuilder builder() {
            return VideoRoomForwardRequestStreamToForwardBuilder.builder();
        }
    }

    /**
     * A forwarder to end.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     * @param publisherId mandatory
     * @param streamId as {@link VideoRoomReply.Forwarding} named it; mandatory
     * @param adminKey what forwarding asks for, if the server is set up so
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StopRtpForward(
            JanusId room, @Nullable Secret secret, JanusId publisherId, Long streamId, @Nullable Secret adminKey)
            implements VideoRoomForwardRequest {
        public StopRtpForward {
            Check.present("room", room);
            Check.present("publisher_id", publisherId);
            Check.notNegative("stream_id", Check.present("stream_id", streamId));
        }

        /** Starts with nothing set. */
        public static VideoRoomForwardRequestStopRtpForwardBuilder builder() {
            return VideoRoomForwardRequestStopRtpForwardBuilder.builder();
        }
    }

    /**
     * A room whose forwarders to list.
     *
     * @param room mandatory
     * @param secret the room's secret, if it has one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record ListForwarders(JanusId room, @Nullable Secret secret) implements VideoRoomForwardRequest {
        public ListForwarders {
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static VideoRoomForwardRequestListForwardersBuilder builder() {
            return VideoRoomForwardRequestListForwardersBuilder.builder();
        }
    }

    /** How a host name is looked up. */
    enum HostFamily implements WireEnum {
        IPV4,
        IPV6
    }
}
