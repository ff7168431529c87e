// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

/** When the connection meets its trouble. */
enum Moment {
    /** At a request on its way to Janus. */
    SENDING,
    /** At whatever answers a request first: usually its ack, sometimes the event, which may overtake it. */
    BEFORE_ACK,
    /** At the event that answers a request. */
    BETWEEN_ACK_AND_EVENT,
    /** At the news that we are in: registered, joined, watching. */
    JOINING,
    /** While an offer of Janus's waits for our answer. */
    RINGING,
    /** While media is negotiated. */
    IN_CALL,
    /** After a cut, while the client has its sessions back: at the answer to the claim. */
    CLAIM,
    /** While another client takes the session with a ticket: at the answer to the claim. */
    TAKE,
    /** Just after the session was handed off: at the old owner's connection. */
    HAND_OFF;

    /** Whether it strikes at something that passes because of a request of the plugin. */
    boolean isAtRequest() {
        return compareTo(RINGING) < 0;
    }
}
