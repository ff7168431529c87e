// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.transport;

/**
 * What a transport wants to know of a message that somebody else, such as a broker, keeps until it is handled. Methods may
 * be called from any thread, each at most once, and must be quick.
 */
public interface Acknowledgement {
    /** For messages that nobody keeps. */
    Acknowledgement NONE = new Acknowledgement() {
        @Override
        public void received() {}

        @Override
        public void processed() {}
    };

    /** The message is in the application's hands: it must not come a second time while this process lives. */
    void received();

    /** The application has seen the message, or nobody wants it: it need not be kept any longer. */
    void processed();
}
