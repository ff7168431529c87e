// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.transport;

/**
 * Receives what a {@link JanusTransport} hears. Calls come one at a time, in the order of the wire, on the transport's
 * own thread: an implementation must return quickly and never block.
 */
public interface TransportListener {
    /**
     * One whole message.
     *
     * @param json UTF-8, not yet checked to be JSON at all; the array belongs to the listener from now on
     */
    void onMessage(byte[] json);

    /**
     * One whole message that a broker keeps until it is processed.
     *
     * @param json as above
     * @param receipt to be called as the message is processed
     */
    default void onMessage(byte[] json, Acknowledgement receipt) {
        onMessage(json);
        receipt.received();
        receipt.processed();
    }

    /**
     * Messages follow, all of them read at once; {@link #onReadEnd()} comes behind them on the same thread. A transport that
     * tells this saves its listener the work of handing over each message by itself.
     */
    default void onReadBegin() {}

    /** There are no more messages for now. Repeatable. */
    default void onReadEnd() {}

    /**
     * A session can't be heard any more over this transport, which itself goes on: the server has it no longer.
     *
     * @param code the core error code that says why, 458
     * @param reason a sentence for a person, without secrets
     */
    default void onSessionLost(long sessionId, int code, String reason) {}

    /**
     * A message was dropped, and the transport goes on: it came over a broker's topic or queue, which others use too.
     *
     * @param reason a sentence for a person, without secrets and without the message
     */
    default void onMessageDropped(String reason) {}

    /** The transport has ended. Called exactly once, and nothing follows it. */
    void onClosed(CloseReason reason);
}
