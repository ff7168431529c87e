// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.error;

/** Why a process has given up control of a session that lives on at Janus, by its own decision or because it lost the ownership. */
public sealed interface RelinquishReason {
    /**
     * Another process owns the session now.
     *
     * @param by the new owner, as the store of ownerships names it
     * @param epoch the number of the ownership's last transition
     */
    record TakenOver(String by, long epoch) implements RelinquishReason {
        @Override
        public String text() {
            return by + " has taken it over at epoch " + epoch;
        }
    }

    /** The lease under which this process owned it has expired. The session may be without an owner. */
    record LeaseExpired() implements RelinquishReason {
        @Override
        public String text() {
            return "the lease under which it was owned has expired";
        }
    }

    /** The store of ownerships does not have the session, or has it at another epoch and without an owner. */
    record Removed() implements RelinquishReason {
        @Override
        public String text() {
            return "the store does not have it as owned by this process";
        }
    }

    /**
     * This process gave it up.
     *
     * @param why in words that continue "session 5 is not active here: ", for example "it was released"
     */
    record Released(String why) implements RelinquishReason {
        @Override
        public String text() {
            return why;
        }
    }

    /** The reason in words that continue "session 5 is not active here: ". */
    String text();
}
