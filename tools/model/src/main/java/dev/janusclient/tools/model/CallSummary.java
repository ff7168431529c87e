// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One SIP call, as event handlers reported it.
 *
 * @param callId the {@code Call-ID} of its SIP messages
 * @param direction seen from Janus
 * @param caller empty if it is not known
 * @param callee empty if it is not known
 * @param began when the first event about it came
 * @param answered null if it was not answered (so far)
 * @param ended null if it goes on
 * @param hangupCode the SIP status it ended with; null if it goes on, or ended without one
 * @param hangupReason why it ended, in the plugin's words; null if it goes on
 * @param mediaReason why its PeerConnection ended, in Janus's words; null if it has not
 * @param ice the last state of ICE; null if none was reported
 * @param dtls the last state of DTLS; null if none was reported
 * @param slowLinks how often Janus reported lost packets; 0 also if it was not configured to
 */
public record CallSummary(
        String callId,
        Direction direction,
        State state,
        String caller,
        String callee,
        String server,
        long sessionId,
        long handleId,
        Instant began,
        @Nullable Instant answered,
        @Nullable Instant ended,
        @Nullable Long hangupCode,
        @Nullable String hangupReason,
        @Nullable String mediaReason,
        @Nullable String ice,
        @Nullable String dtls,
        int slowLinks) {
    /** Who began it. */
    public enum Direction {
        INCOMING,
        OUTGOING
    }

    /** How far it is. */
    public enum State {
        RINGING,
        TALKING,
        ENDED
    }
}
