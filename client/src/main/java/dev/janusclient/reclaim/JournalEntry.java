// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.reclaim;

import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.message.RawJson;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event of an event handler, with what it is found by.
 *
 * @param server which server sent it; empty if it is not named
 * @param at milliseconds since 1970, by the server's clock
 * @param session 0 if it concerns none
 * @param handle 0 if it concerns none
 * @param plugin who speaks, for events of plugins
 * @param event what is reported
 * @param whole the event with its envelope
 */
record JournalEntry(
        String server,
        int type,
        int subtype,
        long at,
        long session,
        long handle,
        @Nullable String plugin,
        RawJson event,
        RawJson whole) {
    static final int SESSION = 1;
    static final int HANDLE = 2;
    static final int EXTERNAL = 4;
    static final int JSEP = 8;
    static final int WEBRTC = 16;
    static final int MEDIA = 32;
    static final int PLUGIN = 64;
    static final int CORE = 256;

    /** Of types that have subtypes, those that an owner receives, too: the states of ICE and the PeerConnection; media. */
    private static final Map<Integer, Set<Integer>> SUBTYPES = Map.of(WEBRTC, Set.of(1, 6), MEDIA, Set.of(1, 2));

    private static final Set<Integer> TYPES = Set.of(SESSION, HANDLE, JSEP, WEBRTC, MEDIA, PLUGIN, CORE);

    /** Null if it is no event that has happened at some time. */
    static @Nullable JournalEntry of(RawJson whole) {
        RawJson event = whole.member("event");
        RawJson type = whole.member("type");
        if (event == null || type == null) {
            return null;
        }
        String server = whole.string("emitter");
        return new JournalEntry(
                server == null ? "" : server,
                (int) type.asLong(),
                (int) number(whole, "subtype"),
                number(whole, "timestamp") / 1000,
                number(whole, "session_id"),
                number(whole, "handle_id"),
                event.string("plugin"),
                event,
                whole);
    }

    private static long number(RawJson json, String member) {
        RawJson value = json.member(member);
        return value == null ? 0 : value.asLong();
    }

    /** Whether it may be needed later. */
    boolean worthKeeping() {
        Set<Integer> subtypes = SUBTYPES.get(type);
        return subtypes == null ? TYPES.contains(type) : subtypes.contains(subtype);
    }

    /** How much memory it takes, about. */
    long bytes() {
        return JanusMessage.footprint(whole);
    }

    /** Its own copy: the one that came may be a slice of something large. */
    JournalEntry alone() {
        RawJson copy = RawJson.of(whole.toString());
        RawJson inner = copy.member("event");
        return new JournalEntry(
                server, type, subtype, at, session, handle, plugin, inner == null ? event : inner, copy);
    }
}
