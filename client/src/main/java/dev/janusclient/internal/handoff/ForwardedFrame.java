// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.handoff;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.handover.HandoverKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The transaction that forwarded events travel in: {@code handover.NAME.SEQUENCE.EVENTS}, or {@code
 * handover.NAME.SEQUENCE.KEY.MAC.EVENTS} if both owners have the same keys. The message authentication code covers the session, the
 * name, the sequence and the events; its key is not in the ticket, so that whoever has only read the ticket can't make one.
 *
 * @param sequence counts what is sent under a name, from 0
 * @param events as {@link ForwardedEvents#toText()}
 */
record ForwardedFrame(long sequence, String events) {
    /** What the transactions of forwarded events begin with. */
    private static final String PREFIX = "handover.";

    private static final String PURPOSE = "forwarded events";

    /** What all transactions of one hand-off begin with. */
    static String prefix(String name) {
        return PREFIX + name + ".";
    }

    /** The transaction. */
    String toTransaction(long sessionId, String name, @Nullable HandoverKeys keys) {
        String start = prefix(name) + sequence + ".";
        if (keys == null) {
            return start + events;
        }
        String keyId = keys.currentId();
        return start + keyId + "." + mac(keys, keyId, sessionId, name, sequence, events) + "." + events;
    }

    /**
     * Reads a transaction with the {@link #prefix}.
     *
     * @param keys null if this owner has none: then it is believed as it is
     * @throws JanusProtocolException if it is none, or is not authentic
     */
    static ForwardedFrame read(String transaction, long sessionId, String name, @Nullable HandoverKeys keys) {
        String[] parts = transaction.substring(prefix(name).length()).split("\\.", -1);
        if (parts.length != 2 && parts.length != 4) {
            throw new JanusProtocolException("their transaction has " + parts.length + " parts");
        }
        ForwardedFrame frame = new ForwardedFrame(number(parts[0]), parts[parts.length - 1]);
        if (keys != null) {
            if (parts.length != 4) {
                throw new JanusProtocolException("they are not authenticated, and this owner has keys");
            }
            String expected = mac(keys, parts[1], sessionId, name, frame.sequence, frame.events);
            if (expected == null || !MessageDigest.isEqual(bytes(expected), bytes(parts[2]))) {
                throw new JanusProtocolException("they are not authentic");
            }
        }
        return frame;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new JanusProtocolException("their sequence is no number", e);
        }
    }

    private static @Nullable String mac(
            HandoverKeys keys, String keyId, long sessionId, String name, long sequence, String events) {
        byte[] mac = keys.mac(keyId, PURPOSE, bytes(sessionId + "\n" + name + "\n" + sequence + "\n" + events));
        return mac == null ? null : Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
