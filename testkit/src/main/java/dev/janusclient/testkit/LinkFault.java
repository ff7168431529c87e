// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.time.Duration;
import java.util.Set;

/** What can happen to the connection that goes through a {@link FaultProxy}. Bytes are never repeated or reordered. */
public sealed interface LinkFault {
    /** Both sides see the TCP connection end (FIN) without a close frame. */
    record Cut() implements LinkFault {}

    /** Both sides see the TCP connection reset (RST). */
    record Reset() implements LinkFault {}

    /**
     * From now on nothing gets through in these directions, the end of the connection included, and neither side is notified.
     *
     * @param silent one direction, or both
     */
    record HalfOpen(Set<FaultProxy.Direction> silent) implements LinkFault {
        public HalfOpen {
            silent = Set.copyOf(silent);
        }

        /** Nothing gets through in this direction, everything in the other one. */
        public static HalfOpen only(FaultProxy.Direction silent) {
            return new HalfOpen(Set.of(silent));
        }

        /** Nothing gets through either way. */
        public static HalfOpen both() {
            return new HalfOpen(Set.of(FaultProxy.Direction.values()));
        }
    }

    /** Nothing gets through for a while, either way; then everything does. */
    record Stall(Duration atLeast) implements LinkFault {}

    /** From now on everything in this direction arrives later; zero ends that. */
    record Delay(FaultProxy.Direction direction, Duration by) implements LinkFault {}

    /** Whether what comes after this never arrives in a direction. */
    default boolean ends(FaultProxy.Direction direction) {
        return this instanceof Cut
                || this instanceof Reset
                || (this instanceof HalfOpen half && half.silent().contains(direction));
    }
}
