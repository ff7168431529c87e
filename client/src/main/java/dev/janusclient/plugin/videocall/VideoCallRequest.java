// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videocall;

import dev.janusclient.message.Check;
import io.avaje.jsonb.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the video call plugin. A component that is null is not sent; one that is mandatory or out of range is
 * refused here with an {@link IllegalArgumentException} that names it.
 */
public sealed interface VideoCallRequest {
    /**
     * A user: oneself to register, or a peer to call.
     *
     * @param username mandatory
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record User(String username) implements VideoCallRequest {
        public User {
            Check.present("username", username);
        }

        /** Starts with nothing set. */
        public static VideoCallRequestUserBuilder builder() {
            return VideoCallRequestUserBuilder.builder();
        }
    }

    /**
     * What to change in the call.
     *
     * @param audio whether our audio reaches the peer; it does unless this is false
     * @param video whether our video reaches the peer; it does unless this is false
     * @param bitrate the most that Janus asks our side to send, in bit/s; 0 is no limit
     * @param record whether the server records our side
     * @param filename the recording's path without suffix; Janus makes one up if absent
     * @param restart whether the offer beside this restarts ICE
     * @param substream simulcast: the peer's layer to get, 0 to 2
     * @param temporal simulcast: the peer's temporal layer to get, 0 to 2
     * @param fallback simulcast: after how many microseconds without packets a lower layer serves
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Settings(
            @Nullable Boolean audio,
            @Nullable Boolean video,
            @Nullable Integer bitrate,
            @Nullable Boolean record,
            @Nullable String filename,
            @Nullable Boolean restart,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Nullable Integer fallback)
            implements VideoCallRequest {
        /** Everything as it is. */
        public static final Settings NONE = builder().build();

        public Settings {
            Check.notNegative("bitrate", bitrate);
            Check.notNegative("substream", substream);
            Check.notNegative("temporal", temporal);
            Check.notNegative("fallback", fallback);
        }

        /** Starts with nothing set. */
        public static VideoCallRequestSettingsBuilder builder() {
            return VideoCallRequestSettingsBuilder.builder();
        }
    }

    /**
     * The end of a call.
     *
     * @param reason sent to the peer, unless it notices the end of the media first; our own answer always says {@code
     *     Explicit hangup}
     */
    @Json(naming = Json.Naming.LowerUnderscore)
    @RecordBuilder
    record Hangup(@Nullable String reason) implements VideoCallRequest {
        /** Without a reason. */
        public static final Hangup PLAIN = builder().build();

        /** Starts with nothing set. */
        public static VideoCallRequestHangupBuilder builder() {
            return VideoCallRequestHangupBuilder.builder();
        }
    }
}
