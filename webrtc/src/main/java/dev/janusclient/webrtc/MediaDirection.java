// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

/** Which way one kind of media is to flow, seen from this peer: the W3C's {@code RTCRtpTransceiverDirection}. */
public enum MediaDirection {
    /** Both ways. */
    SEND_RECV,
    /** From us only. */
    SEND_ONLY,
    /** To us only. */
    RECV_ONLY,
    /** A section in the SDP through which nothing flows. In a first offer: no section at all. */
    INACTIVE
}
