// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import dev.janusclient.testkit.FaultProxy;
import dev.janusclient.testkit.FaultProxy.Direction;
import dev.janusclient.testkit.FaultTrigger;
import dev.janusclient.testkit.LinkFault;
import java.time.Duration;

/** What happens to the connection. */
enum Trouble {
    CUT,
    RESET,
    CUT_IN_FRAME,
    HALF_OPEN_TO_JANUS,
    HALF_OPEN_FROM_JANUS,
    HALF_OPEN_BOTH,
    STALL,
    DELAY,
    /** A cut, and for a while nobody listens. */
    DOWN;

    /** How long nobody listens. */
    static final Duration DOWN_FOR = Duration.ofMillis(400);

    LinkFault fault() {
        return switch (this) {
            case CUT, CUT_IN_FRAME, DOWN -> new LinkFault.Cut();
            case RESET -> new LinkFault.Reset();
            case HALF_OPEN_TO_JANUS -> LinkFault.HalfOpen.only(Direction.TO_JANUS);
            case HALF_OPEN_FROM_JANUS -> LinkFault.HalfOpen.only(Direction.FROM_JANUS);
            case HALF_OPEN_BOTH -> LinkFault.HalfOpen.both();
            case STALL -> new LinkFault.Stall(Duration.ofMillis(300));
            case DELAY -> new LinkFault.Delay(Direction.FROM_JANUS, Duration.ofMillis(100));
        };
    }

    /** Whether the connection can't outlive it; the others are shorter than a connection may be quiet. */
    boolean isFatal() {
        return this != STALL && this != DELAY;
    }

    /** Puts it where a message is. */
    FaultTrigger at(FaultTrigger trigger) {
        return this == CUT_IN_FRAME ? trigger.midway(fault()) : trigger.before(fault());
    }

    /** The rest of it, once it has struck. */
    void goOn(FaultProxy proxy) {
        if (this == DOWN) {
            proxy.refuse();
            proxy.inflict(fault());
        }
    }
}
