// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.message.RawJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of an event handler, with what it is found by.
 *
 * @param at by the server's clock
 * @param server the name of the server that sent it; empty if it is not named
 * @param type 1 session, 2 handle, 4 external, 8 jsep, 16 webrtc, 32 media, 64 plugin, 128 transport, 256 core
 * @param subtype 0 if there is none
 * @param sessionId 0 if it concerns none
 * @param handleId 0 if it concerns none
 * @param whole as it came, with its envelope
 */
public record ObservedEvent(
        Instant at, String server, int type, int subtype, long sessionId, long handleId, RawJson whole) {
    static final int SESSION = 1;
    static final int HANDLE = 2;
    static final int EXTERNAL = 4;
    static final int JSEP = 8;
    static final int WEBRTC = 16;
    static final int MEDIA = 32;
    static final int PLUGIN = 64;
    static final int TRANSPORT = 128;
    static final int CORE = 256;

    /** The numbers of a stream, every second: not kept as events, see {@link MediaQuality}. */
    static final int MEDIA_STATISTICS = 3;

    /** What an event's objects take beside its text, about. */
    private static final int OVERHEAD = 200;

    /** Reads an event; null if it is none. Its text is copied, so that a large body is not kept for one event of it. */
    static @Nullable ObservedEvent of(RawJson envelope) {
        RawJson event = envelope.member("event");
        if (event == null || !event.isObject() || envelope.member("type") == null) {
            return null;
        }
        long micros = number(envelope, "timestamp");
        String server = envelope.string("emitter");
        return new ObservedEvent(
                Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000),
                server == null ? "" : SafeText.of(server),
                (int) number(envelope, "type"),
                (int) number(envelope, "subtype"),
                number(envelope, "session_id"),
                number(envelope, "handle_id"),
                RawJson.of(envelope.toString()));
    }

    /** What is reported, without the envelope. */
    RawJson event() {
        RawJson event = whole.member("event");
        return event == null ? whole : event;
    }

    /** What a plugin, a transport or another client reports; the event itself for all else. */
    RawJson data() {
        RawJson data = event().member("data");
        return data == null ? event() : data;
    }

    /** Whether it has the numbers of a stream, which come every second. */
    public boolean isStatistics() {
        return is(MEDIA, MEDIA_STATISTICS);
    }

    boolean is(int wanted, int wantedSubtype) {
        return type == wanted && subtype == wantedSubtype;
    }

    /** A text of the event, safe to show; empty if there is none. */
    String text(String member) {
        return safe(event().string(member));
    }

    /** A text of {@link #data()}, safe to show; empty if there is none. */
    String dataText(String member) {
        return safe(data().string(member));
    }

    static String safe(@Nullable String text) {
        return text == null ? "" : SafeText.of(text);
    }

    /** A whole number; 0 if there is none. */
    static long number(RawJson json, String member) {
        RawJson value = json.member(member);
        try {
            return value == null ? 0 : value.asLong();
        } catch (dev.janusclient.error.JanusProtocolException e) {
            return 0;
        }
    }

    /** How much memory it takes, about. */
    int bytes() {
        return whole.length() + OVERHEAD;
    }
}
