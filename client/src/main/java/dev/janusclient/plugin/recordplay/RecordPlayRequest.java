// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.recordplay;

import dev.janusclient.message.Check;
import dev.janusclient.message.Secret;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the record and play plugin. A component that is null is not sent; one that is mandatory or out of range is
 * refused here with an {@link IllegalArgumentException} that names it.
 */
public sealed interface RecordPlayRequest {
    /**
     * A request that some servers protect.
     *
     * @param adminKey the key the server is configured with; private recordings show with it. Janus 1.3.1 and later
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Admin(@Nullable Secret adminKey) implements RecordPlayRequest {
        /** Without a key. */
        public static final Admin NONE = builder().build();

        /** Starts with nothing set. */
        public static RecordPlayRequestAdminBuilder builder() {
            return RecordPlayRequestAdminBuilder.builder();
        }
    }

    /**
     * How to record.
     *
     * @param videoBitrateMax the most that Janus asks our side to send, in bit/s
     * @param videoKeyframeInterval how often Janus asks for a key frame, in milliseconds
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Configure(
            @Json.Property("video-bitrate-max") @Nullable Integer videoBitrateMax,
            @Json.Property("video-keyframe-interval") @Nullable Integer videoKeyframeInterval)
            implements RecordPlayRequest {
        public Configure {
            Check.notNegative("video-bitrate-max", videoBitrateMax);
            Check.notNegative("video-keyframe-interval", videoKeyframeInterval);
        }

        /** Starts with nothing set. */
        public static RecordPlayRequestConfigureBuilder builder() {
            return RecordPlayRequestConfigureBuilder.builder();
        }
    }

    /**
     * A recording to make.
     *
     * @param name what it is called; mandatory
     * @param id its id; Janus makes one up if absent
     * @param isPrivate whether lists leave it out; Janus 1.3.1 and later
     * @param filename the files' names without suffix; Janus makes one up if absent
     * @param audiocodec the codec to negotiate, if the offer has it
     * @param videocodec the codec to negotiate, if the offer has it
     * @param videoprofile the profile of VP9 or H.264 to negotiate
     * @param opusred whether to negotiate redundant audio
     * @param textdata whether data channels are recorded as text; they are unless this is false
     * @param update whether the offer renegotiates a recording that is under way
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Recording(
            String name,
            @Nullable Long id,
            @Nullable Boolean isPrivate,
            @Nullable String filename,
            @Nullable String audiocodec,
            @Nullable String videocodec,
            @Nullable String videoprofile,
            @Nullable Boolean opusred,
            @Nullable Boolean textdata,
            @Nullable Boolean update)
            implements RecordPlayRequest {
        public Recording {
            Check.present("name", name);
            Check.notNegative("id", id);
        }

        /** Starts with nothing set. */
        public static RecordPlayRequestRecordingBuilder builder() {
            return RecordPlayRequestRecordingBuilder.builder();
        }
    }

    /**
     * A recording to play.
     *
     * @param id which; mandatory
     * @param restart whether the PeerConnection that plays it is to be renegotiated, with an ICE restart
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Play(Long id, @Nullable Boolean restart) implements RecordPlayRequest {
        public Play {
            Check.notNegative("id", Check.present("id", id));
        }

        /** Starts with nothing set. */
        public static RecordPlayRequestPlayBuilder builder() {
            return RecordPlayRequestPlayBuilder.builder();
        }
    }
}
