// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.sdp;

import java.util.Locale;
import java.util.Optional;

/** Which way media goes, as seen by whoever says it. */
public enum Direction {
    /** Both ways. */
    SENDRECV(true, true),
    /** Only from us. */
    SENDONLY(true, false),
    /** Only to us. */
    RECVONLY(false, true),
    /** Neither way. */
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean receives;

    Direction(boolean sends, boolean receives) {
        this.sends = sends;
        this.receives = receives;
    }

    /** Whether the one who says it sends. */
    public boolean sends() {
        return sends;
    }

    /** Whether the one who says it receives. */
    public boolean receives() {
        return receives;
    }

    /** The same, as seen by the other side. */
    public Direction reversed() {
        return of(receives, sends);
    }

    /** What is left of both. */
    public Direction and(Direction other) {
        return of(sends && other.sends, receives && other.receives);
    }

    private static Direction of(boolean sends, boolean receives) {
        if (sends) {
            return receives ? SENDRECV : SENDONLY;
        }
        return receives ? RECVONLY : INACTIVE;
    }

    static Optional<Direction> ofAttribute(String name) {
        for (Direction direction : values()) {
            if (direction.attribute().equals(name)) {
                return Optional.of(direction);
            }
        }
        return Optional.empty();
    }

    /** The name of the attribute. */
    String attribute() {
        return name().toLowerCase(Locale.ROOT);
    }
}
