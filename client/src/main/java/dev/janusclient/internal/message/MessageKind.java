// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.message;

import dev.janusclient.message.RawJson;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the {@code janus} member of an incoming message says. */
public enum MessageKind {
    ACK,
    SUCCESS,
    ERROR,
    SERVER_INFO,
    PONG,
    EVENT,
    KEEPALIVE,
    WEBRTCUP,
    MEDIA,
    SLOWLINK,
    HANGUP,
    DETACHED,
    TIMEOUT,
    TRICKLE,
    ICE_FAILED,
    /** A word this version does not know: kept and passed on, never an error. */
    UNKNOWN;

    private static final Map<String, MessageKind> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toMap(MessageKind::wire, kind -> kind));
    private final String wire = name().toLowerCase(Locale.ROOT).replace("ice_failed", "ice-failed");

    /** The word on the wire. */
    public String wire() {
        return wire;
    }

    static MessageKind of(RawJson json) {
        return BY_WIRE.getOrDefault(json.word(), UNKNOWN);
    }
}
