// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import dev.janusclient.message.Check;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import dev.janusclient.message.WireEnum;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mountpoint to make. {@link Rtp} is the usual one. */
public sealed interface StreamingMountpoint extends StreamingRequest {
    /**
     * A mountpoint fed by RTP.
     *
     * @param name its name
     * @param description its name in lists
     * @param metadata anything, kept for viewers
     * @param isPrivate whether {@code list} leaves it out
     * @param type always {@code rtp}, whatever is given
     * @param secret needed to change or destroy it
     * @param pin needed to watch it
     * @param media its streams
     * @param permanent whether it is written into Janus's configuration file
     * @param id Janus chooses one if absent
     * @param adminKey the plugin's admin key, if it is configured with one
     * @param collision milliseconds after which a second sender is believed; it is never if absent
     * @param bufferkfMs milliseconds of the last key frame to keep. Janus 1.3.3 and later
     * @param bufferkfBytes bytes of the last key frame to keep. Janus 1.3.3 and later
     * @param threads helper threads for many viewers; none if absent
     * @param srtpsuite 32 or 80, with {@code srtpcrypto}: the feed is SRTP
     * @param srtpcrypto the key, in base64
     * @param e2ee whether the media is encrypted end to end
     * @param playoutdelayExt whether the playout-delay extension is negotiated
     * @param abscapturetimeSrcExtId the id of the feed's abs-capture-time extension. Janus 1.2.2 and later
     * @param datatype what the messages of a data stream are, {@code text} (also if absent) or {@code binary}; Janus reads
     *     it here and not in {@link Media} (janus_streaming.c), and 1.1.2 sends binary whatever it says
     * @param buffermsg whether the last message of a data stream is kept for new viewers; also read here only
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Rtp(
            @Nullable String name,
            @Nullable String description,
            @Nullable String metadata,
            @Nullable Boolean isPrivate,
            @Nullable String type,
            @Nullable Secret secret,
            @Nullable Secret pin,
            @Nullable List<Media> media,
            @Nullable Boolean permanent,
            @Nullable JanusId id,
            @Nullable Secret adminKey,
            @Nullable Integer collision,
            @Nullable Integer bufferkfMs,
            @Nullable Integer bufferkfBytes,
            @Nullable Integer threads,
            @Nullable Integer srtpsuite,
            @Nullable Secret srtpcrypto,
            @Nullable Boolean e2ee,
            @Nullable Boolean playoutdelayExt,
            @Nullable Integer abscapturetimeSrcExtId,
            @Nullable String datatype,
            @Nullable Boolean buffermsg)
            implements StreamingMountpoint {
        public Rtp {
            type = "rtp";
            Check.notNegative("collision", collision);
            Check.notNegative("bufferkf_ms", bufferkfMs);
            Check.notNegative("bufferkf_bytes", bufferkfBytes);
            Check.notNegative("threads", threads);
            Check.notNegative("srtpsuite", srtpsuite);
            Check.notNegative("abscapturetime_src_ext_id", abscapturetimeSrcExtId);
        }

        /** Starts with nothing set. */
        public static StreamingMountpointRtpBuilder builder() {
            return StreamingMountpointRtpBuilder.builder();
        }
    }

    /**
     * A stream of a mountpoint.
     *
     * @param type mandatory
     * @param mid names it; mandatory
     * @param label its name
     * @param msid the media stream id in the offer
     * @param mcast a multicast group to join
     * @param iface the address or interface to listen on
     * @param port where the feed arrives; 0 lets Janus choose; mandatory
     * @param rtcpport where its RTCP arrives
     * @param pt the payload type
     * @param codec for example {@code opus}, {@code vp8}
     * @param rtpmap as in SDP; a name for {@code codec}
     * @param fmtp as in SDP
     * @param skew whether clock skew is made up for
     * @param bufferkf whether the last key frame is kept for new viewers
     * @param simulcast whether {@code port2} and {@code port3} bring lower qualities
     * @param svc whether the feed is VP9 SVC
     * @param datatype has no effect here, see {@link Rtp}; Janus 1.2.4 and later check it
     * @param buffermsg has no effect here, see {@link Rtp}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Media(
            Type type,
            String mid,
            @Nullable String label,
            @Nullable String msid,
            @Nullable String mcast,
            @Nullable String iface,
            Integer port,
            @Nullable Integer rtcpport,
            @Nullable Integer pt,
            @Nullable String codec,
            @Nullable String rtpmap,
            @Nullable String fmtp,
            @Nullable Boolean skew,
            @Nullable Boolean bufferkf,
            @Nullable Boolean simulcast,
            @Nullable Integer port2,
            @Nullable Integer port3,
            @Nullable Boolean svc,
            @Nullable String datatype,
            @Nullable Boolean buffermsg) {
        public Media {
            Check.present("type", type);
            Check.present("mid", mid);
            Check.between("port", Check.present("port", port), 0, 65535);
            Check.between("rtcpport", rtcpport, 0, 65535);
            Check.between("pt", pt, 0, 127);
            Check.between("port2", port2, 0, 65535);
            Check.between("port3", port3, 0, 65535);
        }

        /** What kind of stream it is. */
        public enum Type implements WireEnum {
            AUDIO,
            VIDEO,
            DATA
        }

        /** An audio stream. */
        public static Media audio(String mid, int port, int payloadType, String codec) {
            return builder()
                    .type(Type.AUDIO)
                    .mid(mid)
                    .port(port)
                    .pt(payloadType)
                    .codec(codec)
                    .build();
        }

        /** A video stream. */
        public static Media video(String mid, int port, int payloadType, String codec) {
            return builder()
                    .type(Type.VIDEO)
                    .mid(mid)
                    .port(port)
                    .pt(payloadType)
                    .codec(codec)
                    .build();
        }

        /** Messages for data channels, one in each UDP packet. */
        public static Media data(String mid, int port) {
            return builder().type(Type.DATA).mid(mid).port(port).build();
        }

        /** Starts with nothing set. */
        public static StreamingMountpointMediaBuilder builder() {
            return StreamingMountpointMediaBuilder.builder();
        }
    }

    /**
     * A mountpoint fed by a file on the server: Opus in Ogg, or raw A-law or µ-law.
     *
     * @param name its name
     * @param description its name in lists
     * @param metadata anything, kept for viewers
     * @param isPrivate whether {@code list} leaves it out
     * @param type mandatory
     * @param secret needed to change or destroy it
     * @param pin needed to watch it
     * @param permanent whether it is written into Janus's configuration file
     * @param audio must be true
     * @param video must not be true
     * @param data must not be true
     * @param id Janus chooses one if absent
     * @param adminKey the plugin's admin key, if it is configured with one
     * @param filename mandatory; {@code .opus}, {@code .alaw} or {@code .mulaw}
     * @param audiocodec for example {@code opus}, {@code pcmu}
     * @param audiortpmap as in SDP; a name for {@code audiocodec}
     * @param audiofmtp as in SDP
     * @param audiopt its payload type
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record File(
            @Nullable String name,
            @Nullable String description,
            @Nullable String metadata,
            @Nullable Boolean isPrivate,
            Mode type,
            @Nullable Secret secret,
            @Nullable Secret pin,
            @Nullable Boolean permanent,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean data,
            @Nullable JanusId id,
            @Nullable Secret adminKey,
            String filename,
            @Nullable String audiocodec,
            @Nullable String audiortpmap,
            @Nullable String audiofmtp,
            @Nullable Integer audiopt)
            implements StreamingMountpoint {
        public File {
            Check.present("type", type);
            Check.present("filename", filename);
            Check.between("audiopt", audiopt, 0, 127);
        }

        /** Whether all viewers hear the same, over and over, or each from the beginning. */
        public enum Mode implements WireEnum {
            LIVE,
            ONDEMAND
        }

        /** Starts with nothing set. */
        public static StreamingMountpointFileBuilder builder() {
            return StreamingMountpointFileBuilder.builder();
        }
    }

    /**
     * A mountpoint fed by an RTSP server.
     *
     * @param name its name
     * @param description its name in lists
     * @param metadata anything, kept for viewers
     * @param isPrivate whether {@code list} leaves it out
     * @param type always {@code rtsp}, whatever is given
     * @param secret needed to change or destroy it
     * @param pin needed to watch it
     * @param permanent whether it is written into Janus's configuration file
     * @param audio whether there is audio
     * @param video whether there is video
     * @param data has no effect
     * @param id Janus chooses one if absent
     * @param adminKey the plugin's admin key, if it is configured with one
     * @param url mandatory
     * @param rtspQuirk for servers that want it
     * @param rtspFailcheck whether the request fails if the server can not be reached; it does unless this is false
     * @param rtspiface the address or interface to use
     * @param rtspReconnectDelay seconds between attempts; 5 if absent
     * @param rtspSessionTimeout seconds; what the server says, if absent
     * @param rtspTimeout seconds for a request; 10 if absent
     * @param rtspConnTimeout seconds for a connection; 5 if absent
     * @param rtspNotifyChanges whether {@link StreamingEvent.RtspDisconnected} is told. Janus 1.3.3 and later
     * @param audiocodec for example {@code opus}, {@code pcmu}
     * @param audiortpmap as in SDP; a name for {@code audiocodec}
     * @param audiofmtp as in SDP
     * @param audiopt its payload type
     * @param videocodec for example {@code h264}
     * @param videortpmap as in SDP; a name for {@code videocodec}
     * @param videofmtp as in SDP
     * @param videopt its payload type
     * @param videobufferkf whether the last key frame is kept for new viewers
     * @param bufferkfMs milliseconds of the last key frame to keep. Janus 1.3.3 and later
     * @param bufferkfBytes bytes of the last key frame to keep. Janus 1.3.3 and later
     * @param threads helper threads for many viewers; none if absent
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Rtsp(
            @Nullable String name,
            @Nullable String description,
            @Nullable String metadata,
            @Nullable Boolean isPrivate,
            @Nullable String type,
            @Nullable Secret secret,
            @Nullable Secret pin,
            @Nullable Boolean permanent,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean data,
            @Nullable JanusId id,
            @Nullable Secret adminKey,
            String url,
            @Nullable String rtspUser,
            @Nullable Secret rtspPwd,
            @Nullable Boolean rtspQuirk,
            @Nullable Boolean rtspFailcheck,
            @Nullable String rtspiface,
            @Nullable Integer rtspReconnectDelay,
            @Nullable Integer rtspSessionTimeout,
            @Nullable Integer rtspTimeout,
            @Nullable Integer rtspConnTimeout,
            @Nullable Boolean rtspNotifyChanges,
            @Nullable String audiocodec,
            @Nullable String audiortpmap,
            @Nullable String audiofmtp,
            @Nullable Integer audiopt,
            @Nullable String videocodec,
            @Nullable String videortpmap,
            @Nullable String videofmtp,
            @Nullable Integer videopt,
            @Nullable Boolean videobufferkf,
            @Nullable Integer bufferkfMs,
            @Nullable Integer bufferkfBytes,
            @Nullable Integer threads)
            implements StreamingMountpoint {
        public Rtsp {
            type = "rtsp";
            Check.present("url", url);
            Check.notNegative("rtsp_reconnect_delay", rtspReconnectDelay);
            Check.notNegative("rtsp_session_timeout", rtspSessionTimeout);
            Check.notNegative("rtsp_timeout", rtspTimeout);
            Check.notNegative("rtsp_conn_timeout", rtspConnTimeout);
            Check.between("audiopt", audiopt, 0, 127);
            Check.between("videopt", videopt, 0, 127);
            Check.notNegative("bufferkf_ms", bufferkfMs);
            Check.notNegative("bufferkf_bytes", bufferkfBytes);
            Check.notNegative("threads", threads);
        }

        /** Starts with nothing set. */
        public static StreamingMountpointRtspBuilder builder() {
            return StreamingMountpointRtspBuilder.builder();
        }
    }

    /**
     * A mountpoint fed by RTP, in the form for one stream of each kind. Janus answers with a warning that it is
     * deprecated.
     *
     * @param name its name
     * @param description its name in lists
     * @param metadata anything, kept for viewers
     * @param isPrivate whether {@code list} leaves it out
     * @param type always {@code rtp}, whatever is given
     * @param secret needed to change or destroy it
     * @param pin needed to watch it
     * @param permanent whether it is written into Janus's configuration file
     * @param audio whether there is audio; then {@code audioport} and {@code audiopt} are mandatory
     * @param video whether there is video; then {@code videoport} and {@code videopt} are mandatory
     * @param data whether there is data; then {@code dataport} is mandatory
     * @param id Janus chooses one if absent
     * @param adminKey the plugin's admin key, if it is configured with one
     * @param h264sps sprop-parameter-sets for the SDP. Janus 1.1.3 and later
     * @param datatype {@code text} or {@code binary}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record LegacyRtp(
            @Nullable String name,
            @Nullable String description,
            @Nullable String metadata,
            @Nullable Boolean isPrivate,
            @Nullable String type,
            @Nullable Secret secret,
            @Nullable Secret pin,
            @Nullable Boolean permanent,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean data,
            @Nullable JanusId id,
            @Nullable Secret adminKey,
            @Nullable Integer collision,
            @Nullable Integer bufferkfMs,
            @Nullable Integer bufferkfBytes,
            @Nullable Integer threads,
            @Nullable Integer srtpsuite,
            @Nullable Secret srtpcrypto,
            @Nullable Boolean e2ee,
            @Nullable Boolean playoutdelayExt,
            @Nullable Integer abscapturetimeSrcExtId,
            @Nullable String audiomcast,
            @Nullable Integer audioport,
            @Nullable Integer audiortcpport,
            @Nullable Integer audiopt,
            @Nullable String audiocodec,
            @Nullable String audiortpmap,
            @Nullable String audiofmtp,
            @Nullable String audioiface,
            @Nullable Boolean audioskew,
            @Nullable String videomcast,
            @Nullable Integer videoport,
            @Nullable Integer videortcpport,
            @Nullable Integer videopt,
            @Nullable String videocodec,
            @Nullable String videortpmap,
            @Nullable String videofmtp,
            @Nullable Boolean videobufferkf,
            @Nullable String videoiface,
            @Nullable Boolean videosimulcast,
            @Nullable Integer videoport2,
            @Nullable Integer videoport3,
            @Nullable Boolean videoskew,
            @Nullable Boolean videosvc,
            @Nullable String h264sps,
            @Nullable Integer dataport,
            @Nullable Boolean databuffermsg,
            @Nullable String datatype,
            @Nullable String dataiface)
            implements StreamingMountpoint {
        public LegacyRtp {
            type = "rtp";
            if (Boolean.TRUE.equals(audio)) {
                Check.present("audioport", audioport);
                Check.present("audiopt", audiopt);
            }
            if (Boolean.TRUE.equals(video)) {
                Check.present("videoport", videoport);
                Check.present("videopt", videopt);
            }
            if (Boolean.TRUE.equals(data)) {
                Check.present("dataport", dataport);
            }
            Check.notNegative("collision", collision);
            Check.notNegative("bufferkf_ms", bufferkfMs);
            Check.notNegative("bufferkf_bytes", bufferkfBytes);
            Check.notNegative("threads", threads);
            Check.notNegative("srtpsuite", srtpsuite);
            Check.notNegative("abscapturetime_src_ext_id", abscapturetimeSrcExtId);
            Check.between("audioport", audioport, 0, 65535);
            Check.between("audiortcpport", audiortcpport, 0, 65535);
            Check.between("audiopt", audiopt, 0, 127);
            Check.between("videoport", videoport, 0, 65535);
            Check.between("videortcpport", videortcpport, 0, 65535);
            Check.between("videopt", videopt, 0, 127);
            Check.between("videoport2", videoport2, 0, 65535);
            Check.between("videoport3", videoport3, 0, 65535);
            Check.between("dataport", dataport, 0, 65535);
        }

        /** Starts with nothing set. */
        public static StreamingMountpointLegacyRtpBuilder builder() {
            return StreamingMountpointLegacyRtpBuilder.builder();
        }
    }
}
