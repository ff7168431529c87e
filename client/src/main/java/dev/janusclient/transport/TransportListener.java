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

    /** The transport has ended. Called exactly once, and nothing follows it. */
    void onClosed(CloseReason reason);
}
