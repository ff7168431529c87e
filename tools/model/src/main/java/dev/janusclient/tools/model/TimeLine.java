// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call from beginning to end: SIP messages, Janus API messages, states of the media, and who owned its session.
 *
 * @param unknown what can't be known, a sentence each
 */
public record TimeLine(CallSummary call, List<Entry> entries, List<String> unknown) {
    /** Between whom something went; the columns of a ladder, from left to right. */
    public enum Lane {
        /** The SIP peer, or the proxy before it. */
        PEER,
        JANUS,
        /** Who owns the session: the application. */
        OWNER
    }

    /** What an entry is about. */
    public enum Kind {
        SIP,
        /** A description or an event of a plugin: what goes over the Janus API. */
        API,
        ICE,
        DTLS,
        MEDIA,
        SESSION,
        /** The connection of the session's owner. */
        CONNECTION,
        OWNER,
        OTHER
    }

    /**
     * One thing that happened.
     *
     * @param at by the server's clock
     * @param after the time since the call began; negative before that
     * @param from the lane it came from
     * @param to the lane it went to; the same as {@code from} for what happened in one place
     * @param text on one line, safe to show
     * @param detail the whole of it as text of several lines, safe to show
     */
    public record Entry(Instant at, Duration after, Kind kind, Lane from, Lane to, String text, String detail) {}

    public TimeLine {
        entries = List.copyOf(entries);
        unknown = List.copyOf(unknown);
    }

    /** Why the call ended, in one sentence; null if it goes on. */
    public @Nullable String ending() {
        if (call.ended() == null) {
            return null;
        }
        StringBuilder sentence = new StringBuilder("Ended");
        if (call.hangupCode() != null) {
            sentence.append(" with ").append(call.hangupCode());
        }
        if (call.hangupReason() != null) {
            sentence.append(" (").append(call.hangupReason()).append(')');
        }
        if (call.mediaReason() != null) {
            sentence.append("; the PeerConnection: ").append(call.mediaReason());
        }
        if (call.ice() != null || call.dtls() != null) {
            sentence.append("; last states: ICE ")
                    .append(call.ice() == null ? "unknown" : call.ice())
                    .append(", DTLS ")
                    .append(call.dtls() == null ? "unknown" : call.dtls());
        }
        return sentence.append('.').toString();
    }
}
