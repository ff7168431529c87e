// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.recovery;

/** Why a session can't be reclaimed. */
public enum LostReason {
    /** It was quiet for longer than the server keeps a session without an owner. */
    EXPIRED,
    /** The server keeps no session whose connection is gone: {@code reclaim_session_timeout} is 0. */
    RECLAIM_DISABLED,
    /** The server went down and came back, and with it went all its sessions. */
    SERVER_RESTARTED,
    /** It was destroyed. */
    DESTROYED,
    /** It is gone before its time: it was destroyed, or the server was restarted, and no source says which. */
    GONE,
    /** The server that answers is not the one the session lives on. */
    WRONG_SERVER,
    /** The server refused our secret or token. */
    UNAUTHORIZED,
    /** The ticket was altered, is too old, or is none. */
    INVALID_TICKET,
    /**
     * No server could be reached for as long as the session can have lived: of a session whose connection was lost, or of a member of a
     * failover group. {@code Reclaim.take} does not retry so long: without a connection its future fails with {@link
     * dev.janusclient.error.JanusConnectException}, and the ticket can be taken again.
     */
    UNREACHABLE,
    /** {@link ClaimGuard} did not allow to claim it: it belongs to another process. It may live on. */
    CLAIM_REFUSED
}
