// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.Check;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher can ask of the video room plugin. A component that is null is not sent; one that is mandatory or
 * out of range is refused here with an {@link IllegalArgumentException} that names it.
 */
public sealed interface VideoRoomPublisherRequest {
    /**
     * How to join a room as a publisher.
     *
     * @param room mandatory
     * @param id the participant's id; Janus picks one if absent
     * @param display the name others see
     * @param metadata an object that others see; Janus 1.3.0 and later
     * @param pin what the room asks for
     * @param token what the room asks for
     * @param audio whether audio is relayed, by default all is
     * @param video whether video is relayed
     * @param data whether data is relayed
     * @param bitrate limit in bit/s; 0 is none
     * @param record whether it is recorded
     * @param filename the recording's path at the server, without extension
     * @param descriptions texts for streams, by mid
     * @param audioActivePackets packets over which the audio level is averaged
     * @param audioLevelAverage the level under which one talks, 0 (loud) to 127 (silence)
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Join(
            JanusId room,
            @Nullable JanusId id,
            @Nullable String display,
            @Nullable RawJson metadata,
            @Nullable Secret pin,
            @Nullable Secret token,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean data,
            @Nullable Integer bitrate,
            @Nullable Boolean record,
            @Nullable String filename,
            @Nullable List<Description> descriptions,
            @Nullable Integer audioActivePackets,
            @Nullable Integer audioLevelAverage)
            implements VideoRoomPublisherRequest {
        public Join {
            Check.present("room", room);
            Check.notNegative("bitrate", bitrate);
            Check.notNegative("audio_active_packets", audioActivePackets);
            Check.notNegative("audio_level_average", audioLevelAverage);
        }

        /** The role that is asked for. */
        @Json.Property("ptype")
        public String ptype() {
            return "publisher";
        }

        /** An ordinary participant of a room. */
        public static Join of(JanusId room, @Nullable String display) {
            return builder().room(room).display(display).build();
        }

        /** Starts with nothing set. */
        public static VideoRoomPublisherRequestJoinBuilder builder() {
            return VideoRoomPublisherRequestJoinBuilder.builder();
        }
    }

    /**
     * How to join a room and publish with one request.
     *
     * @param room mandatory
     * @param id the participant's id; Janus picks one if absent
     * @param display the name others see
     * @param metadata an object that others see; Janus 1.3.0 and later
     * @param pin what the room asks for
     * @param token what the room asks for
     * @param audio whether audio is relayed, by default all is
     * @param video whether video is relayed
     * @param data whether data is relayed
     * @param bitrate limit in bit/s; 0 is none
     * @param record whether it is recorded
     * @param filename the recording's path at the server, without extension
     * @param descriptions texts for streams, by mid
     * @param audioActivePackets packets over which the audio level is averaged
     * @param audioLevelAverage the level under which one talks, 0 (loud) to 127 (silence)
     * @param audiocodec the codec to use of those offered
     * @param videocodec the codec to use of those offered
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record JoinAndConfigure(
            JanusId room,
            @Nullable JanusId id,
            @Nullable String display,
            @Nullable RawJson metadata,
            @Nullable Secret pin,
            @Nullable Secret token,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean data,
            @Nullable Integer bitrate,
            @Nullable Boolean record,
            @Nullable String filename,
            @Nullable List<Description> descriptions,
            @Nullable String audiocodec,
            @Nullable String videocodec,
            @Nullable Integer audioActivePackets,
            @Nullable Integer audioLevelAverage)
            implements VideoRoomPublisherRequest {
        public JoinAndConfigure {
            Check.present("room", room);
            Check.notNegative("bitrate", bitrate);
            Check.notNegative("audio_active_packets", audioActivePackets);
            Check.notNegative("audio_level_average", audioLevelAverage);
        }

        /** The role that is asked for. */
        @Json.Property("ptype")
        public String ptype() {
            return "publisher";
        }

        /** Starts with nothing set. */
        public static VideoRoomPublisherRequestJoinAndConfigureBuilder builder() {
            return VideoRoomPublisherRequestJoinAndConfigureBuilder.builder();
        }
    }

    /**
     * How to publish, or what to change while publishing.
     *
     * @param descriptions texts for streams, by mid
     * @param audiocodec the codec to use of those offered
     * @param videocodec the codec to use of those offered
     * @param bitrate limit in bit/s; 0 is none
     * @param keyframe true asks for a key frame now
     * @param record whether it is recorded
     * @param filename the recording's path at the server, without extension
     * @param display the name others see
     * @param metadata an object that others see; Janus 1.3.0 and later
     * @param secret the room's secret, if recording asks for it
     * @param audio whether audio is relayed; {@code video} and {@code data} alike
     * @param update true goes with an offer that changes the streams
     * @param restart true goes with an offer that restarts ICE
     * @param streams settings by stream
     * @param mid the stream that {@code send}, {@code minDelay} and {@code maxDelay} mean
     * @param send whether the stream is relayed
     * @param minDelay least playout delay that subscribers are given, in ms
     * @param maxDelay greatest playout delay that subscribers are given, in ms
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Configure(
            @Nullable List<Description> descriptions,
            @Nullable String audiocodec,
            @Nullable String videocodec,
            @Nullable Integer bitrate,
            @Nullable Boolean keyframe,
            @Nullable Boolean record,
            @Nullable String filename,
            @Nullable String display,
            @Nullable RawJson metadata,
            @Nullable Secret secret,
            @Nullable Integer audioActivePackets,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean data,
            @Nullable Boolean update,
            @Nullable Boolean restart,
            @Nullable List<StreamSettings> streams,
            @Nullable String mid,
            @Nullable Boolean send,
            @Nullable Integer minDelay,
            @Nullable Integer maxDelay,
            @Nullable Integer audioLevelAverage)
            implements VideoRoomPublisherRequest {
        public Configure {
            Check.notNegative("bitrate", bitrate);
            Check.notNegative("audio_active_packets", audioActivePackets);
            Check.notNegative("audio_level_average", audioLevelAverage);
        }

        /** Nothing but what goes with it. */
        public static final Configure PLAIN = builder().build();

        /** Starts with nothing set. */
        public static VideoRoomPublisherRequestConfigureBuilder builder() {
            return VideoRoomPublisherRequestConfigureBuilder.builder();
        }
    }

    /**
     * Settings of one stream.
     *
     * @param send whether it is relayed
     * @param minDelay least playout delay that subscribers are given, in ms
     * @param maxDelay greatest playout delay that subscribers are given, in ms
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StreamSettings(
            @Nullable String mid, @Nullable Boolean send, @Nullable Integer minDelay, @Nullable Integer maxDelay)
            implements VideoRoomPublisherRequest {
        /** Starts with nothing set. */
        public static VideoRoomPublisherRequestStreamSettingsBuilder builder() {
            return VideoRoomPublisherRequestStreamSettingsBuilder.builder();
        }
    }

    /**
     * A text for a stream.
     *
     * @param mid mandatory
     * @param description mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Description(String mid, String description) implements VideoRoomPublisherRequest {
        public Description {
            Check.present("mid", mid);
            Check.present("description", description);
        }

        /** Starts with nothing set. */
        public static VideoRoomPublisherRequestDescriptionBuilder builder() {
            return VideoRoomPublisherRequestDescriptionBuilder.builder();
        }
    }
}
