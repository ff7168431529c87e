// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.internal.handoff.HandoffSender;
import org.jspecify.annotations.Nullable;

/**
 * Where a session is, as far as this process is concerned. {@link SessionMachine} says how one state follows another:
 *
 * <pre>
 *            connection lost              moved, claimed
 *   Active ------------------> Suspended ----------------> Reclaiming
 *     ^  \                         ^                         |    |
 *     |   \ hand-off               +----- connection lost ---+    |
 *     |    +-----> HandedOff                                      |
 *     +------------------------- released ------------------------+
 *
 *   Active, Suspended, Reclaiming -- destroyed, timed out, superseded, lost --> Ended
 * </pre>
 */
sealed interface SessionState {
    /** Where messages go to and come from; of a session that is not active any more, where they last did. */
    Binding binding();

    /** Whether requests may be sent. */
    default boolean isActive() {
        return false;
    }

    /** Why it is not active, in words that continue "session 5 is not active here: "; empty if it is. */
    String inactive();

    /** What is known of the outage; null if there is none. */
    default @Nullable Outage outage() {
        return null;
    }

    /** This process has control of the session. */
    record Active(Binding binding) implements SessionState {
        @Override
        public boolean isActive() {
            return true;
        }

        @Override
        public String inactive() {
            return "";
        }
    }

    /** Its connection is lost, and it is to be claimed over another one. */
    record Suspended(Binding binding, Outage outage) implements SessionState {
        @Override
        public String inactive() {
            return "its connection was lost (" + outage.reason().detail() + ") and it is being recovered";
        }
    }

    /** It has been claimed over another connection; requests may be sent, and events are held until what was missed is known. */
    record Reclaiming(Binding binding, Outage outage) implements SessionState {
        @Override
        public boolean isActive() {
            return true;
        }

        @Override
        public String inactive() {
            return "";
        }
    }

    /**
     * It was handed off.
     *
     * @param sender forwards what still comes; null if the server has no plugin for that
     */
    record HandedOff(Binding binding, @Nullable HandoffSender sender) implements SessionState {
        @Override
        public String inactive() {
            return "it was handed off";
        }
    }

    /** It is over for this process. */
    record Ended(Binding binding, String inactive) implements SessionState {}
}
