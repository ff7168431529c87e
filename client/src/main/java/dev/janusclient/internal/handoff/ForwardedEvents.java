// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.handoff;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What an old owner passes on to the next one: everything that came to it after its ticket, so far. Owners that
 * write tickets of version 1 call the two members {@code tail} and {@code lost}.
 *
 * @param messages the messages, oldest first, as Janus sent them
 * @param dropped how many there was no room for
 */
@Json
public record ForwardedEvents(@Json.Alias("tail") List<RawJson> messages, @Json.Alias("lost") long dropped) {
    public ForwardedEvents {
        messages = messages == null ? List.of() : List.copyOf(messages);
    }

    /** As text that fits into a transaction. */
    public String toText() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(dev.janusclient.message.Json.encode(ForwardedEvents.class, this)
                        .toBytes());
    }

    /**
     * Reads {@link #toText()}.
     *
     * @throws JanusProtocolException if it is none
     */
    public static ForwardedEvents fromText(String text) {
        try {
            String json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            return RawJson.of(json).as(ForwardedEvents.class);
        } catch (IllegalArgumentException e) {
            throw new JanusProtocolException("the forwarded events can not be read", e);
        }
    }
}
