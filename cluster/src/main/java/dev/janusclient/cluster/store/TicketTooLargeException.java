// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

/** A ticket has more characters than the store was configured for. Nothing was changed. */
public class TicketTooLargeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public TicketTooLargeException(SessionKey session, int length, int maxTicketLength) {
        super("the ticket of session " + session + " has " + length + " characters; the store's maxTicketLength is "
                + maxTicketLength);
    }
}
