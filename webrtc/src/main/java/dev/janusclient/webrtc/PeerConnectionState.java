// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.webrtc;

/** The W3C's {@code RTCPeerConnectionState}. */
public enum PeerConnectionState {
    /** Nothing has been negotiated. */
    NEW,
    /** ICE or DTLS is at work. */
    CONNECTING,
    /** Media can flow. */
    CONNECTED,
    /** Nothing has been heard from the other side for some seconds; this may heal. */
    DISCONNECTED,
    /** ICE or DTLS gave up. */
    FAILED,
    /** {@link JanusPeer#close()} was called. */
    CLOSED
}
