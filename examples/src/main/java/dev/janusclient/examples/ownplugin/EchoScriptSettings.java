// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.ownplugin;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the script. A component that is null is not sent.
 *
 * @param audio whether audio comes back
 * @param video whether video comes back
 * @param data whether texts come back
 * @param bitrate the most that Janus asks our side to send, in bit/s
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record EchoScriptSettings(
        @Nullable Boolean audio, @Nullable Boolean video, @Nullable Boolean data, @Nullable Integer bitrate) {
    /** Everything as it is. */
    public static final EchoScriptSettings NONE = new EchoScriptSettings(null, null, null, null);

    /** Switches all media on or off. */
    public static EchoScriptSettings all(boolean on) {
        return new EchoScriptSettings(on, on, on, null);
    }
}
