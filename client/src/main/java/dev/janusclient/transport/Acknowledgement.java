// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.transport;

/**
 * What a transport wants to know of a message that a broker keeps until it is processed. Methods may
 * be called from any thread, each at most once, and must be quick.
 */
public interface Acknowledgement {
    /** For messages that no broker keeps. */
    Acknowledgement NONE = new Acknowledgement() {
        @Override
        public void received() {}

        @Override
        public void processed() {}
    };

    /** The message is in the application's hands: it must not come a second time while this process lives. */
    void received();

    /** The application has processed the message, or has no use for it: it need not be kept any longer. */
    void processed();
}
