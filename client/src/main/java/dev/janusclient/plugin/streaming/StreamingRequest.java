// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import dev.janusclient.message.Check;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the Streaming plugin. A component that is null is not sent; one that is mandatory or out of range is
 * refused here with an {@link IllegalArgumentException} that names it. New mountpoints are {@link StreamingMountpoint}s.
 */
public sealed interface StreamingRequest
        permits StreamingRequest.ListMountpoints,
                StreamingRequest.Info,
                StreamingRequest.Edit,
                StreamingRequest.OfMountpoint,
                StreamingRequest.Destroy,
                StreamingRequest.StartRecording,
                StreamingRequest.StopRecording,
                StreamingRequest.Disable,
                StreamingRequest.Watch,
                StreamingRequest.Configure,
                StreamingRequest.Switch,
                StreamingMountpoint {
    /**
     * Asks for the mountpoints.
     *
     * @param adminKey shows private mountpoints too
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record ListMountpoints(@Nullable Secret adminKey) implements StreamingRequest {
        /** The public mountpoints. */
        public static final ListMountpoints PUBLIC = builder().build();

        /** Starts with nothing set. */
        public static StreamingRequestListMountpointsBuilder builder() {
            return StreamingRequestListMountpointsBuilder.builder();
        }
    }

    /**
     * Asks for all about a mountpoint.
     *
     * @param id the mountpoint; mandatory
     * @param secret shows what only its owner may see; a wrong one is no error, but shows nothing more
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Info(JanusId id, @Nullable Secret secret) implements StreamingRequest {
        public Info {
            Check.present("id", id);
        }

        /** Starts with nothing set. */
        public static StreamingRequestInfoBuilder builder() {
            return StreamingRequestInfoBuilder.builder();
        }
    }

    /**
     * Changes to a mountpoint; what is absent stays.
     *
     * @param permanent whether the change goes into Janus's configuration file too
     * @param editedEvent whether viewers get {@link StreamingEvent.Edited}
     * @param id the mountpoint; mandatory
     * @param secret the mountpoint's secret, if it has one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Edit(
            @Nullable String newDescription,
            @Nullable String newMetadata,
            @Nullable Secret newSecret,
            @Nullable Secret newPin,
            @Nullable Boolean newIsPrivate,
            @Nullable Boolean permanent,
            @Nullable Boolean editedEvent,
            JanusId id,
            @Nullable Secret secret)
            implements StreamingRequest {
        public Edit {
            Check.present("id", id);
        }

        /** Starts with nothing set. */
        public static StreamingRequestEditBuilder builder() {
            return StreamingRequestEditBuilder.builder();
        }
    }

    /**
     * A mountpoint, and the right to act on it.
     *
     * @param id the mountpoint; mandatory
     * @param secret the mountpoint's secret, if it has one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record OfMountpoint(JanusId id, @Nullable Secret secret) implements StreamingRequest {
        public OfMountpoint {
            Check.present("id", id);
        }

        /** Starts with nothing set. */
        public static StreamingRequestOfMountpointBuilder builder() {
            return StreamingRequestOfMountpointBuilder.builder();
        }
    }

    /**
     * A mountpoint to end.
     *
     * @param permanent whether it leaves Janus's configuration file too
     * @param id the mountpoint; mandatory
     * @param secret the mountpoint's secret, if it has one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Destroy(@Nullable Boolean permanent, JanusId id, @Nullable Secret secret) implements StreamingRequest {
        public Destroy {
            Check.present("id", id);
        }

        /** Starts with nothing set. */
        public static StreamingRequestDestroyBuilder builder() {
            return StreamingRequestDestroyBuilder.builder();
        }
    }

    /**
     * Records a mountpoint.
     *
     * @param action always {@code start}, whatever is given
     * @param media which streams; without it the three below
     * @param audio the path for the first audio stream, without suffix
     * @param video the path for the first video stream, without suffix
     * @param data the path for the data, without suffix
     * @param id the mountpoint; mandatory
     * @param secret the mountpoint's secret, if it has one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StartRecording(
            @Nullable String action,
            @Nullable List<RecordedMedia> media,
            @Nullable String audio,
            @Nullable String video,
            @Nullable String data,
            JanusId id,
            @Nullable Secret secret)
            implements StreamingRequest {
        public StartRecording {
            action = "start";
            Check.present("id", id);
        }

        /** Starts with nothing set. */
        public static StreamingRequestStartRecordingBuilder builder() {
            return StreamingRequestStartRecordingBuilder.builder();
        }
    }

    /**
     * A stream to record.
     *
     * @param mid mandatory
     * @param filename the path without suffix; Janus makes one up if absent
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record RecordedMedia(String mid, @Nullable String filename) {
        public RecordedMedia {
            Check.present("mid", mid);
        }

        /** Starts with nothing set. */
        public static StreamingRequestRecordedMediaBuilder builder() {
            return StreamingRequestRecordedMediaBuilder.builder();
        }
    }

    /**
     * Ends the recording of a mountpoint.
     *
     * @param action always {@code stop}, whatever is given
     * @param media which streams; without it the three below
     * @param audio whether the first audio stream is meant
     * @param video whether the first video stream is meant
     * @param data whether the data is meant
     * @param id the mountpoint; mandatory
     * @param secret the mountpoint's secret, if it has one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StopRecording(
            @Nullable String action,
            @Nullable List<StoppedMedia> media,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean data,
            JanusId id,
            @Nullable Secret secret)
            implements StreamingRequest {
        public StopRecording {
            action = "stop";
            Check.present("id", id);
        }

        /** Starts with nothing set. */
        public static StreamingRequestStopRecordingBuilder builder() {
            return StreamingRequestStopRecordingBuilder.builder();
        }
    }

    /**
     * A stream that is not recorded any more.
     *
     * @param mid mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StoppedMedia(String mid) {
        public StoppedMedia {
            Check.present("mid", mid);
        }

        /** Starts with nothing set. */
        public static StreamingRequestStoppedMediaBuilder builder() {
            return StreamingRequestStoppedMediaBuilder.builder();
        }
    }

    /**
     * A mountpoint that is not to relay any more, for a while. Janus 1.1.2 crashes if the mountpoint is not being recorded
     * and {@code stopRecording} is not false.
     *
     * @param stopRecording whether its recordings end; they do unless this is false
     * @param id the mountpoint; mandatory
     * @param secret the mountpoint's secret, if it has one
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Disable(@Nullable Boolean stopRecording, JanusId id, @Nullable Secret secret) implements StreamingRequest {
        public Disable {
            Check.present("id", id);
        }

        /** Starts with nothing set. */
        public static StreamingRequestDisableBuilder builder() {
            return StreamingRequestDisableBuilder.builder();
        }
    }

    /**
     * A mountpoint to watch.
     *
     * @param pin the mountpoint's pin, if it has one
     * @param media the mids of the streams wanted; all if absent
     * @param restart whether this renegotiates what is watched already
     * @param offerAudio whether audio is wanted; it is unless this is false
     * @param offerVideo whether video is wanted; it is unless this is false
     * @param offerData whether data is wanted; it is unless this is false
     * @param id the mountpoint; mandatory
     * @param substream simulcast: the quality wanted, 0 to 2
     * @param temporal simulcast: the frame rate wanted, 0 to 2
     * @param fallback simulcast: microseconds without packets before a lower quality is taken; 250000 if absent
     * @param spatialLayer SVC: the quality wanted
     * @param temporalLayer SVC: the frame rate wanted
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Watch(
            @Nullable Secret pin,
            @Nullable List<String> media,
            @Nullable Boolean restart,
            @Nullable Boolean offerAudio,
            @Nullable Boolean offerVideo,
            @Nullable Boolean offerData,
            JanusId id,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Nullable Integer fallback,
            @Nullable Integer spatialLayer,
            @Nullable Integer temporalLayer)
            implements StreamingRequest {
        public Watch {
            Check.present("id", id);
            Check.notNegative("substream", substream);
            Check.notNegative("temporal", temporal);
            Check.notNegative("fallback", fallback);
            Check.notNegative("spatial_layer", spatialLayer);
            Check.notNegative("temporal_layer", temporalLayer);
        }

        /** All there is of a mountpoint. */
        public static Watch mountpoint(JanusId id) {
            return builder().id(id).build();
        }

        /** Starts with nothing set. */
        public static StreamingRequestWatchBuilder builder() {
            return StreamingRequestWatchBuilder.builder();
        }
    }

    /**
     * Changes to what we are sent; what is absent stays.
     *
     * @param mid the stream that is meant; the first one that fits if absent
     * @param streams several changes at once. Janus 1.2.0 and later
     * @param send whether it is sent to us
     * @param substream simulcast: the quality wanted, 0 to 2
     * @param temporal simulcast: the frame rate wanted, 0 to 2
     * @param fallback simulcast: microseconds without packets before a lower quality is taken; 250000 if absent
     * @param spatialLayer SVC: the quality wanted
     * @param temporalLayer SVC: the frame rate wanted
     * @param minDelay milliseconds the player should wait at least, for the playout-delay extension; with {@code
     *     maxDelay}
     * @param maxDelay milliseconds the player should wait at most
     * @param audio whether audio is sent to us. For Janus before 1.2.0: later ones refuse it with 454, and want {@code
     *     mid} and {@code send}
     * @param video as {@code audio}
     * @param data as {@code audio}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Configure(
            @Nullable String mid,
            @Nullable List<StreamChange> streams,
            @Nullable Boolean send,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Nullable Integer fallback,
            @Nullable Integer spatialLayer,
            @Nullable Integer temporalLayer,
            @Nullable Integer minDelay,
            @Nullable Integer maxDelay,
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Boolean data)
            implements StreamingRequest {
        public Configure {
            Check.notNegative("substream", substream);
            Check.notNegative("temporal", temporal);
            Check.notNegative("fallback", fallback);
            Check.notNegative("spatial_layer", spatialLayer);
            Check.notNegative("temporal_layer", temporalLayer);
        }

        /** Begins or stops sending one stream. */
        public static Configure send(String mid, boolean send) {
            return builder().mid(mid).send(send).build();
        }

        /** Starts with nothing set. */
        public static StreamingRequestConfigureBuilder builder() {
            return StreamingRequestConfigureBuilder.builder();
        }
    }

    /**
     * A change to one of several streams. Janus 1.2.0 and later.
     *
     * @param mid the stream that is meant; the first one that fits if absent
     * @param send whether it is sent to us
     * @param substream simulcast: the quality wanted, 0 to 2
     * @param temporal simulcast: the frame rate wanted, 0 to 2
     * @param fallback simulcast: microseconds without packets before a lower quality is taken; 250000 if absent
     * @param spatialLayer SVC: the quality wanted
     * @param temporalLayer SVC: the frame rate wanted
     * @param minDelay milliseconds the player should wait at least, for the playout-delay extension; with {@code
     *     maxDelay}
     * @param maxDelay milliseconds the player should wait at most
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record StreamChange(
            @Nullable String mid,
            @Nullable Boolean send,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Nullable Integer fallback,
            @Nullable Integer spatialLayer,
            @Nullable Integer temporalLayer,
            @Nullable Integer minDelay,
            @Nullable Integer maxDelay) {
        public StreamChange {
            Check.notNegative("substream", substream);
            Check.notNegative("temporal", temporal);
            Check.notNegative("fallback", fallback);
            Check.notNegative("spatial_layer", spatialLayer);
            Check.notNegative("temporal_layer", temporalLayer);
        }

        /** Starts with nothing set. */
        public static StreamingRequestStreamChangeBuilder builder() {
            return StreamingRequestStreamChangeBuilder.builder();
        }
    }

    /**
     * Another mountpoint to watch, over the same PeerConnection.
     *
     * @param id a mountpoint with the same codecs; mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Switch(JanusId id) implements StreamingRequest {
        public Switch {
            Check.present("id", id);
        }

        /** Starts with nothing set. */
        public static StreamingRequestSwitchBuilder builder() {
            return StreamingRequestSwitchBuilder.builder();
        }
    }
}
