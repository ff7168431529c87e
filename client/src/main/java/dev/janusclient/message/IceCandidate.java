// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import io.avaje.jsonb.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One ICE candidate, with the names of the W3C's {@code RTCIceCandidate}.
 *
 * @param candidate the candidate line, {@code candidate:…}
 * @param sdpMid the media section it belongs to, by its mid
 * @param sdpMLineIndex the media section it belongs to, counted from 0
 */
@Json
public record IceCandidate(String candidate, @Nullable String sdpMid, @Nullable Integer sdpMLineIndex) {
    public IceCandidate {
        Objects.requireNonNull(candidate, "candidate");
    }
}
