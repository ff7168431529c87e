// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.recovery;

/** Whether this process is the one that receives a session's events. */
public enum OwnershipStatus {
    /** An event that was caused on purpose came here. */
    OWNED,
    /** Janus accepted what causes an event, and the event did not come here: another process has claimed the session. */
    CLAIMED_ELSEWHERE,
    /** The session does not exist any more. */
    GONE,
    /** It could not be found out: the connection was lost, an answer was missing, or the server has no echotest plugin. */
    UNKNOWN
}
