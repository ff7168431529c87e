// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.Check;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber can ask of the video room plugin. A component that is null is not sent; one that is mandatory or
 * out of range is refused here with an {@link IllegalArgumentException} that names it.
 */
public sealed interface VideoRoomSubscriberRequest {
    /**
     * How to join a room as a subscriber.
     *
     * @param room mandatory
     * @param streams what to receive; mandatory, unless the deprecated {@code feed} names a single publisher
     * @param feed deprecated at Janus: a publisher, all streams of which to receive
     * @param pin what the room asks for
     * @param privateId the private id of the publisher that this subscription belongs to
     * @param autoupdate whether Janus renegotiates when a publisher leaves; it does unless this is false
     * @param useMsid whether the offer keeps the publishers' msids
     * @param offerAudio deprecated at Janus; {@code offerVideo}, {@code offerData} and the layers alike
     * @param fallback microseconds without packets after which a lower substream is taken
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Join(
            JanusId room,
            @Nullable List<StreamToAdd> streams,
            @Nullable JanusId feed,
            @Nullable Secret pin,
            @Nullable Long privateId,
            @Nullable Boolean autoupdate,
            @Nullable Boolean useMsid,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean data,
            @Nullable Integer bitrate,
            @Nullable Boolean record,
            @Nullable String filename,
            @Nullable Secret token,
            @Nullable Boolean offerAudio,
            @Nullable Boolean offerVideo,
            @Nullable Boolean offerData,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Nullable Integer fallback,
            @Nullable Integer spatialLayer,
            @Nullable Integer temporalLayer)
            implements VideoRoomSubscriberRequest {
        public Join {
            Check.present("room", room);
            Check.notNegative("private_id", privateId);
            Check.notNegative("bitrate", bitrate);
            Check.between("substream", substream, 0, 2);
            Check.between("temporal", temporal, 0, 2);
            Check.notNegative("fallback", fallback);
            Check.between("spatial_layer", spatialLayer, 0, 2);
            Check.between("temporal_layer", temporalLayer, 0, 2);
            if (streams == null && feed == null) {
                throw new IllegalArgumentException("streams: they are mandatory, but are missing");
            }
        }

        /** The role that is asked for. */
        @Json.Property("ptype")
        public String ptype() {
            return "subscriber";
        }

        /** Receives all streams of some publishers. */
        public static Join of(JanusId room, JanusId... feeds) {
            List<StreamToAdd> streams = new ArrayList<>();
            for (JanusId feed : feeds) {
                streams.add(StreamToAdd.of(feed));
            }
            return builder().room(room).streams(streams).build();
        }

        /** Starts with nothing set. */
        public static VideoRoomSubscriberRequestJoinBuilder builder() {
            return VideoRoomSubscriberRequestJoinBuilder.builder();
        }
    }

    /**
     * What to change about what is received. Without a {@code mid} it means all streams.
     *
     * @param streams settings by stream
     * @param update true asks for a new offer
     * @param restart true asks for a new offer that restarts ICE
     * @param audio whether audio is relayed; {@code video} and {@code data} alike
     * @param mid the stream, by its mid in the subscription
     * @param send whether the stream is relayed
     * @param substream the simulcast layer to receive, 0 (low) to 2 (high)
     * @param temporal the temporal layer of simulcast, 0 to 2
     * @param spatialLayer the spatial layer of SVC, 0 to 2
     * @param temporalLayer the temporal layer of SVC, 0 to 2
     * @param fallback microseconds without packets after which a lower substream is taken
     * @param minDelay least playout delay in ms
     * @param maxDelay greatest playout delay in ms
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Configure(
            @Nullable List<StreamSettings> streams,
            @Nullable Boolean update,
            @Nullable Boolean restart,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean data,
            @Nullable String mid,
            @Nullable Boolean send,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Nullable Integer fallback,
            @Nullable Integer spatialLayer,
            @Nullable Integer temporalLayer,
            @Nullable Integer minDelay,
            @Nullable Integer maxDelay)
            implements VideoRoomSubscriberRequest {
        public Configure {
            Check.between("substream", substream, 0, 2);
            Check.between("temporal", temporal, 0, 2);
            Check.notNegative("fallback", fallback);
            Check.between("spatial_layer", spatialLayer, 0, 2);
            Check.between("temporal_layer", temporalLayer, 0, 2);
        }

        /** Starts with nothing set. */
        public static VideoRoomSubscriberRequestConfigureBuilder builder() {
            return VideoRoomSubscriberRequestConfigureBuilder.builder();
        }
    }

    /**
     * Settings of one stream.
     *
     * @param mid the stream, by its mid in the subscription
     * @param send whether it is relayed
     * @param substream the simulcast layer to receive, 0 (low) to 2 (high)
     * @param temporal the temporal layer of simulcast, 0 to 2
     * @param spatialLayer the spatial layer of SVC, 0 to 2
     * @param temporalLayer the temporal layer of SVC, 0 to 2
     * @param fallback microseconds without packets after which a lower substream is taken
     * @param minDelay least playout delay in ms
     * @param maxDelay greatest playout delay in ms
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StreamSettings(
            @Nullable String mid,
            @Nullable Boolean send,
            @Nullable Integer audioActivePackets,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Nullable Integer fallback,
            @Nullable Integer spatialLayer,
            @Nullable Integer temporalLayer,
            @Nullable Integer minDelay,
            @Nullable Integer maxDelay)
            implements VideoRoomSubscriberRequest {
        public StreamSettings {
            Check.notNegative("audio_active_packets", audioActivePackets);
            Check.between("substream", substream, 0, 2);
            Check.between("temporal", temporal, 0, 2);
            Check.notNegative("fallback", fallback);
            Check.between("spatial_layer", spatialLayer, 0, 2);
            Check.between("temporal_layer", temporalLayer, 0, 2);
        }

        /** Starts with nothing set. */
        public static VideoRoomSubscriberRequestStreamSettingsBuilder builder() {
            return VideoRoomSubscriberRequestStreamSettingsBuilder.builder();
        }
    }

    /**
     * More to receive.
     *
     * @param streams mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Subscribe(List<StreamToAdd> streams) implements VideoRoomSubscriberRequest {
        public Subscribe {
            Check.present("streams", streams);
        }

        /** Starts with nothing set. */
        public static VideoRoomSubscriberRequestSubscribeBuilder builder() {
            return VideoRoomSubscriberRequestSubscribeBuilder.builder();
        }
    }

    /**
     * What not to receive any more.
     *
     * @param streams mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Unsubscribe(List<StreamToDrop> streams) implements VideoRoomSubscriberRequest {
        public Unsubscribe {
            Check.present("streams", streams);
        }

        /** Starts with nothing set. */
        public static VideoRoomSubscriberRequestUnsubscribeBuilder builder() {
            return VideoRoomSubscriberRequestUnsubscribeBuilder.builder();
        }
    }

    /**
     * Both with one negotiation; one of them is mandatory.
     *
     * @param subscribe more to receive
     * @param unsubscribe what not to receive any more
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Update(@Nullable List<StreamToAdd> subscribe, @Nullable List<StreamToDrop> unsubscribe)
            implements VideoRoomSubscriberRequest {
        public Update {
            if (subscribe == null && unsubscribe == null) {
                throw new IllegalArgumentException("subscribe: it or unsubscribe is mandatory, but both are missing");
            }
        }

        /** Starts with nothing set. */
        public static VideoRoomSubscriberRequestUpdateBuilder builder() {
            return VideoRoomSubscriberRequestUpdateBuilder.builder();
        }
    }

    /**
     * Other publishers in the place of those received, without a negotiation.
     *
     * @param streams which stream to put where; mandatory, unless the deprecated {@code feed} is there
     * @param feed deprecated at Janus: a publisher to switch to with all streams
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Switch(@Nullable List<StreamToSwitch> streams, @Nullable JanusId feed)
            implements VideoRoomSubscriberRequest {
        public Switch {
            if (streams == null && feed == null) {
                throw new IllegalArgumentException("streams: they are mandatory, but are missing");
            }
        }

        /** Starts with nothing set. */
        public static VideoRoomSubscriberRequestSwitchBuilder builder() {
            return VideoRoomSubscriberRequestSwitchBuilder.builder();
        }
    }

    /**
     * A stream, or all streams of a publisher, to receive.
     *
     * @param feed the publisher; mandatory
     * @param mid the publisher's stream; all of them if absent
     * @param crossrefid a name of one's own for the stream
     * @param send whether it is relayed at once
     * @param substream the simulcast layer to receive, 0 (low) to 2 (high)
     * @param temporal the temporal layer of simulcast, 0 to 2
     * @param spatialLayer the spatial layer of SVC, 0 to 2
     * @param temporalLayer the temporal layer of SVC, 0 to 2
     * @param minDelay least playout delay in ms
     * @param maxDelay greatest playout delay in ms
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StreamToAdd(
            JanusId feed,
            @Nullable String mid,
            @Nullable String crossrefid,
            @Nullable Boolean send,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Nullable Integer spatialLayer,
            @Nullable Integer temporalLayer,
            @Nullable Integer minDelay,
            @Nullable Integer maxDelay)
            implements VideoRoomSubscriberRequest {
        public StreamToAdd {
            Check.present("feed", feed);
            Check.between("substream", substream, 0, 2);
            Check.between("temporal", temporal, 0, 2);
            Check.between("spatial_layer", spatialLayer, 0, 2);
            Check.between("temporal_layer", temporalLayer, 0, 2);
        }

        /** All streams of a publisher. */
        public static StreamToAdd of(JanusId feed) {
            return builder().feed(feed).build();
        }

        /** Starts with nothing set. */
        public static VideoRoomSubscriberRequestStreamToAddBuilder builder() {
            return VideoRoomSubscriberRequestStreamToAddBuilder.builder();
        }
    }

    /**
     * A stream, or all streams of a publisher, not to receive any more.
     *
     * @param feed the publisher
     * @param mid the publisher's stream
     * @param subMid the stream, by its mid in the subscription
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StreamToDrop(@Nullable JanusId feed, @Nullable String mid, @Nullable String subMid)
            implements VideoRoomSubscriberRequest {
        /** All streams of a publisher. */
        public static StreamToDrop of(JanusId feed) {
            return builder().feed(feed).build();
        }

        /** Starts with nothing set. */
        public static VideoRoomSubscriberRequestStreamToDropBuilder builder() {
            return VideoRoomSubscriberRequestStreamToDropBuilder.builder();
        }
    }

    /**
     * A stream to put in another's place. The layers are for Janus 1.1.4 and later.
     *
     * @param feed the publisher; mandatory
     * @param mid the publisher's stream; mandatory
     * @param subMid the place, by its mid in the subscription; mandatory
     * @param substream the simulcast layer to receive, 0 (low) to 2 (high)
     * @param temporal the temporal layer of simulcast, 0 to 2
     * @param spatialLayer the spatial layer of SVC, 0 to 2
     * @param temporalLayer the temporal layer of SVC, 0 to 2
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StreamToSwitch(
            JanusId feed,
            String mid,
            String subMid,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Nullable Integer spatialLayer,
            @Nullable Integer temporalLayer)
            implements VideoRoomSubscriberRequest {
        public StreamToSwitch {
            Check.present("feed", feed);
            Check.present("mid", mid);
            Check.present("sub_mid", subMid);
            Check.between("substream", substream, 0, 2);
            Check.between("temporal", temporal, 0, 2);
            Check.between("spatial_layer", spatialLayer, 0, 2);
            Check.between("temporal_layer", temporalLayer, 0, 2);
        }

        /** Starts with nothing set. */
        public static VideoRoomSubscriberRequestStreamToSwitchBuilder builder() {
            return VideoRoomSubscriberRequestStreamToSwitchBuilder.builder();
        }
    }
}
