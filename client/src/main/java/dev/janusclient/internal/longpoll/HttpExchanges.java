// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.longpoll;

import java.io.IOException;

/** Sends HTTP requests to one server. Its methods are called on the thread of the transport. */
public interface HttpExchanges {
    /** What becomes of an exchange; exactly one of the two is called, on the thread of the transport. */
    interface Outcome {
        void answered(int status, byte[] body);

        /**
         * There is no answer.
         *
         * @param cause a {@link NoResponseException} if only this exchange has none, a {@link TooLargeException}, or what broke
         */
        void failed(Throwable cause);
    }

    /** An exchange that is under way. */
    interface Exchange {
        /** Gives it up; its outcome is not reported. */
        void abort();
    }

    /**
     * Sends a message.
     *
     * @param path begins with a slash
     */
    Exchange post(String path, byte[] json, long limitMillis, Outcome outcome);

    /**
     * Asks for something.
     *
     * @param path begins with a slash, and may have a query, which may hold a secret
     */
    Exchange get(String path, long limitMillis, Outcome outcome);

    /** Says what went wrong, in words that help. */
    String explain(Throwable failure);

    /** Ends every connection; outcomes are not reported any more. */
    void close();

    /** An exchange took longer than anything that Janus answers. */
    final class NoResponseException extends IOException {
        private static final long serialVersionUID = 1L;

        public NoResponseException(long millis) {
            super("no response within " + millis + " ms");
        }
    }

    /** An answer is larger than is let in. */
    final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        public TooLargeException(int limit) {
            super("a message is larger than " + limit + " bytes");
        }
    }
}
