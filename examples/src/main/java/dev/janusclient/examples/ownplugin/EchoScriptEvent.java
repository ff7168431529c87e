// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.ownplugin;

import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the script tells. */
public sealed interface EchoScriptEvent {
    /**
     * The offer is taken.
     *
     * @param jsep the answer
     * @param extra members that this class does not know
     */
    @Json
    record Started(@Nullable Jsep jsep, @Json.Unmapped Map<String, Object> extra) implements EchoScriptEvent {}

    /** Another simulcast layer comes back. */
    @Json
    record Layer(
            String videocodec,
            @Nullable Integer substream,
            @Nullable Integer temporal,
            @Json.Unmapped Map<String, Object> extra)
            implements EchoScriptEvent {}

    /** An event that no row of the table fits. */
    record Unknown(RawJson data, @Nullable Jsep jsep) implements EchoScriptEvent {}
}
