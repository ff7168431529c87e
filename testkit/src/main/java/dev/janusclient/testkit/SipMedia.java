// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

/**
 * Where a SIP peer wants to be sent audio, written into its SDP: G.711 and telephone-event, usually a {@link
 * RtpTonePeer}. The peer itself neither sends nor receives media.
 */
public record SipMedia(String address, int port) {
    /** Media that nothing receives, for tests of the signalling alone. */
    public static SipMedia none(String address) {
        return new SipMedia(address, FreePort.udp(address));
    }

    /** The media of a tone peer. */
    public static SipMedia of(RtpTonePeer peer) {
        return new SipMedia(peer.address(), peer.port());
    }

    /** An SDP, after a line with its content type. */
    String sdp(String direction) {
        return "application/sdp\nv=0\no=tester 1 " + (direction.equals("sendrecv") ? 1 : 2) + " IN IP4 " + address
                + "\ns=-\nc=IN IP4 " + address + "\nt=0 0\nm=audio " + port
                + " RTP/AVP 0 8 101\na=rtpmap:0 PCMU/8000\na=rtpmap:8 PCMA/8000\na=rtpmap:101 telephone-event/8000\n"
                + "a=fmtp:101 0-15\na=ptime:20\na=" + direction + "\n";
    }
}
