// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import dev.janusclient.message.Check;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** What can be asked of the AudioBridge plugin about media: who takes part and how, forwarders, files that are played. */
public sealed interface AudioBridgeMedia extends AudioBridgeRequest {
    /**
     * Takes part in a room, or in another one than before ({@code changeroom}).
     *
     * @param display a name for others to see
     * @param token for rooms that let in only some
     * @param group mandatory in a room with groups
     * @param muted whether it begins muted
     * @param suspended whether it begins suspended. Janus 1.2.1 and later
     * @param pauseEvents while suspended. Janus 1.2.1 and later
     * @param codec {@code opus} (also if absent), {@code pcmu} or {@code pcma}
     * @param bitrate bits per second, 500 to 512000; anything else lets Opus choose
     * @param quality the effort of Opus, 1 to 10; the plugin's default is 4
     * @param expectedLoss percent of packets, 0 to 20
     * @param volume percent; 100 if absent
     * @param spatialPosition 0 (left) to 100 (right), in a spatial room
     * @param audioLevelAverage as in {@link AudioBridgeRequest.Create}
     * @param denoise Janus 1.2.3 and later
     * @param record whether this participant is recorded
     * @param filename the path of its recording without suffix
     * @param generateOffer whether Janus makes the offer; then join without one, and answer with {@code configure}
     * @param rtp plain RTP instead of WebRTC; the room must allow it
     * @param secret the room's secret, which overrules a missing token
     * @param room the room; mandatory
     * @param id Janus chooses one if absent
     * @param pin the room's pin, if it has one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Join(
            @Nullable String display,
            @Nullable Secret token,
            @Nullable String group,
            @Nullable Boolean muted,
            @Nullable Boolean suspended,
            @Nullable Boolean pauseEvents,
            @Nullable String codec,
            @Nullable Integer bitrate,
            @Nullable Integer quality,
            @Nullable Integer expectedLoss,
            @Nullable Integer volume,
            @Nullable Integer spatialPosition,
            @Nullable Integer audioLevelAverage,
            @Nullable Integer audioActivePackets,
            @Nullable Boolean denoise,
            @Nullable Boolean record,
            @Nullable String filename,
            @Nullable Boolean generateOffer,
            @Nullable RtpParticipant rtp,
            @Nullable Secret secret,
            JanusId room,
            @Nullable JanusId id,
            @Nullable Secret pin)
            implements AudioBridgeMedia {
        public Join {
            Check.notNegative("bitrate", bitrate);
            Check.between("quality", quality, 1, 10);
            Check.between("expected_loss", expectedLoss, 0, 20);
            Check.notNegative("volume", volume);
            Check.between("spatial_position", spatialPosition, 0, 100);
            Check.notNegative("audio_level_average", audioLevelAverage);
            Check.notNegative("audio_active_packets", audioActivePackets);
            Check.present("room", room);
        }

        /** Takes part in a room with a name. */
        public static Join room(JanusId room, @Nullable String display) {
            return builder().room(room).display(display).build();
        }

        /** Starts with nothing set. */
        public static AudioBridgeMediaJoinBuilder builder() {
            return AudioBridgeMediaJoinBuilder.builder();
        }
    }

    /**
     * Changes to our own part; what is absent stays.
     *
     * @param bitrate bits per second, 500 to 512000; anything else lets Opus choose
     * @param quality the effort of Opus, 1 to 10; the plugin's default is 4
     * @param expectedLoss percent of packets, 0 to 20
     * @param volume percent; 100 if absent
     * @param spatialPosition 0 (left) to 100 (right), in a spatial room
     * @param denoise Janus 1.2.3 and later
     * @param generateOffer whether Janus makes an offer; the answer goes with another {@code configure}
     * @param rtp where our plain RTP is from now on. Janus 1.3.2 and later
     * @param update says that the offer beside this renegotiates
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Configure(
            @Nullable Boolean muted,
            @Nullable Integer bitrate,
            @Nullable Integer quality,
            @Nullable Integer expectedLoss,
            @Nullable Integer volume,
            @Nullable String group,
            @Nullable Integer spatialPosition,
            @Nullable Boolean denoise,
            @Nullable Boolean record,
            @Nullable String filename,
            @Nullable String display,
            @Nullable Boolean generateOffer,
            @Nullable RtpParticipant rtp,
            @Nullable Boolean update)
            implements AudioBridgeMedia {
        public Configure {
            Check.notNegative("bitrate", bitrate);
            Check.between("quality", quality, 1, 10);
            Check.between("expected_loss", expectedLoss, 0, 20);
            Check.notNegative("volume", volume);
            Check.between("spatial_position", spatialPosition, 0, 100);
        }

        /** Changes nothing: carries a description. */
        public static final Configure NOTHING = builder().build();

        /** Mutes or unmutes. */
        public static Configure muted(boolean muted) {
            return builder().muted(muted).build();
        }

        /** Starts with nothing set. */
        public static AudioBridgeMediaConfigureBuilder builder() {
            return AudioBridgeMediaConfigureBuilder.builder();
        }
    }

    /**
     * Where a plain RTP participant is.
     *
     * @param ip where to send the mix; with {@code port}. Nothing is sent if both are absent
     * @param port 1 to 65535
     * @param payloadType 100 for Opus if absent
     * @param audiolevelExt the id of the audio level extension, 1 to 15
     * @param fec whether Opus carries forward error correction
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record RtpParticipant(
            @Nullable String ip,
            @Nullable Integer port,
            @Nullable Integer payloadType,
            @Nullable Integer audiolevelExt,
            @Nullable Boolean fec) {
        public RtpParticipant {
            Check.between("port", port, 1, 65535);
            Check.between("payload_type", payloadType, 0, 127);
            Check.between("audiolevel_ext", audiolevelExt, 1, 15);
        }

        /** Starts with nothing set. */
        public static AudioBridgeMediaRtpParticipantBuilder builder() {
            return AudioBridgeMediaRtpParticipantBuilder.builder();
        }
    }

    /**
     * The mix, or the mix of a group, to send as plain RTP.
     *
     * @param group which group; the whole room if absent
     * @param ssrc random if absent
     * @param codec {@code opus} (also if absent), {@code pcmu} or {@code pcma}
     * @param ptype the payload type; 100 if absent
     * @param port 1 to 65535; mandatory
     * @param host mandatory
     * @param hostFamily {@code ipv4} or {@code ipv6}, if the host is a name
     * @param srtpSuite 32 or 80, with {@code srtpCrypto}
     * @param alwaysOn whether silence is sent while there is no participant
     * @param room the room; mandatory
     * @param secret the room's secret, if it has one
     * @param adminKey the plugin's admin key, if it is configured with one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record RtpForward(
            @Nullable String group,
            @Nullable Long ssrc,
            @Nullable String codec,
            @Nullable Integer ptype,
            Integer port,
            String host,
            @Nullable String hostFamily,
            @Nullable Integer srtpSuite,
            @Nullable Secret srtpCrypto,
            @Nullable Boolean alwaysOn,
            JanusId room,
            @Nullable Secret secret,
            @Nullable Secret adminKey)
            implements AudioBridgeMedia {
        public RtpForward {
            Check.notNegative("ssrc", ssrc);
            Check.between("ptype", ptype, 0, 127);
            Check.between("port", Check.present("port", port), 1, 65535);
            Check.present("host", host);
            Check.notNegative("srtp_suite", srtpSuite);
            Check.presentWith("srtp_crypto", srtpCrypto, "srtp_suite", srtpSuite);
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static AudioBridgeMediaRtpForwardBuilder builder() {
            return AudioBridgeMediaRtpForwardBuilder.builder();
        }
    }

    /**
     * A forwarder to end.
     *
     * @param streamId as {@link AudioBridgeReply.RtpForwardStarted} named it; mandatory
     * @param room the room; mandatory
     * @param secret the room's secret, if it has one
     * @param adminKey the plugin's admin key, if it is configured with one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StopRtpForward(Long streamId, JanusId room, @Nullable Secret secret, @Nullable Secret adminKey)
            implements AudioBridgeMedia {
        public StopRtpForward {
            Check.notNegative("stream_id", Check.present("stream_id", streamId));
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static AudioBridgeMediaStopRtpForwardBuilder builder() {
            return AudioBridgeMediaStopRtpForwardBuilder.builder();
        }
    }

    /**
     * A file to play to the room.
     *
     * @param filename an Ogg Opus file on the server, of one or two channels; mandatory
     * @param fileId Janus makes one up if absent
     * @param group whom to play it to; mandatory in a room with groups
     * @param loop whether it begins again at its end
     * @param room the room; mandatory
     * @param secret the room's secret, if it has one
     * @param adminKey the plugin's admin key, if it is configured with one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record PlayFile(
            String filename,
            @Nullable String fileId,
            @Nullable String group,
            @Nullable Boolean loop,
            JanusId room,
            @Nullable Secret secret,
            @Nullable Secret adminKey)
            implements AudioBridgeMedia {
        public PlayFile {
            Check.present("filename", filename);
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static AudioBridgeMediaPlayFileBuilder builder() {
            return AudioBridgeMediaPlayFileBuilder.builder();
        }
    }

    /**
     * A file that is played.
     *
     * @param fileId as {@link AudioBridgeReply.FilePlayed} named it; mandatory
     * @param room the room; mandatory
     * @param secret the room's secret, if it has one
     * @param adminKey the plugin's admin key, if it is configured with one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record PlayedFile(String fileId, JanusId room, @Nullable Secret secret, @Nullable Secret adminKey)
            implements AudioBridgeMedia {
        public PlayedFile {
            Check.present("file_id", fileId);
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static AudioBridgeMediaPlayedFileBuilder builder() {
            return AudioBridgeMediaPlayedFileBuilder.builder();
        }
    }

    /**
     * All files that are played. Janus 1.3.2 and later.
     *
     * @param room the room; mandatory
     * @param secret the room's secret, if it has one
     * @param adminKey the plugin's admin key, if it is configured with one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StopAllFiles(JanusId room, @Nullable Secret secret, @Nullable Secret adminKey) implements AudioBridgeMedia {
        public StopAllFiles {
            Check.present("room", room);
        }

        /** Starts with nothing set. */
        public static AudioBridgeMediaStopAllFilesBuilder builder() {
            return AudioBridgeMediaStopAllFilesBuilder.builder();
        }
    }
}
