// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.echotest;

import dev.janusclient.message.Check;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the echo test plugin. A component that is null is not sent; one that is mandatory or out of range is
 * refused here with an {@link IllegalArgumentException} that names it.
 */
public sealed interface EchoTestRequest {
    /**
     * What is echoed, and how. At least one component must be set unless an offer comes along (error 413).
     *
     * @param audio whether audio comes back; it does unless this is false
     * @param video whether video comes back; it does unless this is false
     * @param bitrate the most that Janus asks our side to send, in bit/s; 0 is no limit
     * @param record whether the server records
     * @param filename the recording's path without suffix; Janus makes one up if absent
     * @param substream simulcast: the layer to get back, 0 to 2
     * @param temporal simulcast: the temporal layer to get back, 0 to 2
     * @param fallback simulcast: after how many microseconds without packets a lower layer serves
     * @param svc whether our video is SVC; Janus 1.1.4 and later, as its layers are
     * @param audiocodec the codec to negotiate, if the offer has it
     * @param videocodec the codec to negotiate, if the offer has it
     * @param videoprofile the profile of VP9 or H.264 to negotiate
     * @param opusred whether to negotiate redundant audio
     * @param minDelay playout delay to ask for, in milliseconds; -1 asks for none
     * @param maxDelay playout delay to ask for, in milliseconds; -1 asks for none
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Settings(
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Integer bitrate,
            @Nullable Boolean record,
            @Nullable String filename,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Nullable Integer fallback,
            @Nullable Boolean svc,
            @Nullable Integer spatialLayer,
            @Nullable Integer temporalLayer,
            @Nullable String audiocodec,
            @Nullable String videocodec,
            @Nullable String videoprofile,
            @Nullable Boolean opusred,
            @Nullable Integer minDelay,
            @Nullable Integer maxDelay)
            implements EchoTestRequest {
        /** Everything as it is. */
        public static final Settings NONE = builder().build();

        public Settings {
            Check.notNegative("bitrate", bitrate);
            Check.notNegative("substream", substream);
            Check.notNegative("temporal", temporal);
            Check.notNegative("fallback", fallback);
            Check.notNegative("spatial_layer", spatialLayer);
            Check.notNegative("temporal_layer", temporalLayer);
        }

        /** Starts with nothing set. */
        public static EchoTestRequestSettingsBuilder builder() {
            return EchoTestRequestSettingsBuilder.builder();
        }
    }
}
