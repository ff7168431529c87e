// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import dev.janusclient.message.JanusId;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A participant in a room.
 *
 * @param setup whether its PeerConnection or plain RTP is there
 * @param talking null if the room does not tell
 * @param spatialPosition 0 (left) to 100 (right); null unless the room is spatial
 * @param suspended whether it is left out of the mix for a while
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record AudioBridgeParticipant(
        JanusId id,
        @Nullable String display,
        boolean setup,
        boolean muted,
        @Nullable Boolean talking,
        @Nullable Integer spatialPosition,
        boolean suspended,
        @Json.Unmapped Map<String, Object> extra) {}
