// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.transport.CloseReason;
import java.util.concurrent.CompletableFuture;

/** What follows from a change of a session's state, to be done once the new state can be seen by everyone. */
sealed interface SessionEffect {
    /** No message goes to the session any more. */
    record Unroute(Binding from) implements SessionEffect {}

    /** The client forgets the session. */
    record Forget() implements SessionEffect {}

    /** Requests that wait for the end of the outage go on. */
    record EndOutage(CompletableFuture<Void> over) implements SessionEffect {}

    /** Listeners hear that the connection was lost. */
    record EmitConnectionLost(CloseReason reason) implements SessionEffect {}
}
