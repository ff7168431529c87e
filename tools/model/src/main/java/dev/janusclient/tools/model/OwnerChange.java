// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.message.RawJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of a session's owner, as it was seen in an ownership store. Janus reports no claims, so it is kept among the events as one of
 * this library's own.
 *
 * @param owner the name of the new owner; null if the session was released
 * @param previous the name of the last owner; null if there was none, or if it is not known
 * @param epoch of the ownership
 */
public record OwnerChange(@Nullable String owner, @Nullable String previous, long epoch) {
    static final String SCHEMA = "janus-client.owner";

    /** The change that an event reports; null if it is something else. */
    static @Nullable OwnerChange of(ObservedEvent event) {
        if (event.type() != ObservedEvent.EXTERNAL || !event.text("schema").equals(SCHEMA)) {
            return null;
        }
        RawJson data = event.data();
        return new OwnerChange(
                SafeText.orNull(data.string("owner")),
                SafeText.orNull(data.string("previous")),
                ObservedEvent.number(data, "epoch"));
    }

    /** The event, as an event handler would send it. */
    RawJson event(String server, long sessionId, Instant at) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("emitter", server);
        envelope.put("type", ObservedEvent.EXTERNAL);
        envelope.put("timestamp", at.getEpochSecond() * 1_000_000 + at.getNano() / 1000);
        envelope.put("session_id", sessionId);
        envelope.put("event", Map.of("schema", SCHEMA, "data", this));
        return RawJson.of(JsonText.compact(envelope));
    }

    @Override
    public String toString() {
        String after = previous == null ? "" : ", after " + previous;
        return owner == null
                ? "released" + after + " (epoch " + epoch + ")"
                : "owned by " + owner + after + " (epoch " + epoch + ")";
    }
}
