package dev.janusclient.message;

import java.util.Locale;

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

    private static final MessageKind[] ALL = values();
    private final String wire = name().toLowerCase(Locale.ROOT).replace("ice_failed", "ice-failed");

    /** The word on the wire. */
    public String wire() {
        return wire;
    }

    static MessageKind of(RawJson json) {
        for (MessageKind kind : ALL) {
            if (json.isText(kind.wire)) {
                return kind;
            }
        }
        return UNKNOWN;
    }
}
