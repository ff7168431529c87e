// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

/** How far a leg's connection is, in the words of the W3C's {@code RTCPeerConnectionState}. */
public enum MediaLegState {
    /** Nothing has been negotiated. */
    NEW,
    /** ICE or DTLS is at work. */
    CONNECTING,
    /** Media can flow. */
    CONNECTED,
    /** The other side has not answered a check of ICE for some seconds; this may heal. */
    DISCONNECTED,
    /** ICE or DTLS gave up; it stays so. */
    FAILED,
    /** {@link MediaLeg#close()} was called. */
    CLOSED
}
