// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.handoff;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.message.RawJson;
import io.avaje.jsonb.Json;
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
    /** Of the frames that are forwarded, and of what holds them. */
    private static final int MAX_DEPTH = 66;

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
     * @param sessionId the session that all of them have to be of
     * @throws JanusProtocolException if it is none, or if one of the messages is none of the session's
     */
    public static ForwardedEvents fromText(String text, long sessionId) {
        ForwardedEvents events;
        try {
            events = RawJson.of(Base64.getUrlDecoder().decode(text), MAX_DEPTH).as(ForwardedEvents.class);
        } catch (IllegalArgumentException e) {
            throw new JanusProtocolException("they are no base64", e);
        }
        if (events.dropped() < 0) {
            throw new JanusProtocolException("less than none was dropped");
        }
        for (RawJson message : events.messages()) {
            if (JanusMessage.of(message).sessionId() != sessionId) {
                throw new JanusProtocolException("a message of another session");
            }
        }
        return events;
    }
}
