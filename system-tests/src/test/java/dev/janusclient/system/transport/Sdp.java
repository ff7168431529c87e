// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

/** Descriptions, for tests that need no media. */
public final class Sdp {
    /** One audio section, sent and received, whose sender will never be reached. */
    public static final String AUDIO_OFFER = String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=-",
            "t=0 0",
            "a=group:BUNDLE 0",
            "m=audio 9 UDP/TLS/RTP/SAVPF 111",
            "c=IN IP4 0.0.0.0",
            "a=ice-ufrag:abcd",
            "a=ice-pwd:abcdefghijklmnopqrstuvwx",
            "a=ice-options:trickle",
            "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB",
            "a=setup:actpass",
            "a=mid:0",
            "a=sendrecv",
            "a=rtcp-mux",
            "a=rtpmap:111 opus/48000/2",
            "");

    private static final String CANDIDATE = "a=candidate:1 1 udp 2015363327 192.0.2.1 40000 typ host\r\n";

    private Sdp() {}

    /** Looks like a description with very many candidates. */
    static String ofLength(int length) {
        return ("v=0\r\n" + CANDIDATE.repeat(length / CANDIDATE.length() + 1)).substring(0, length);
    }
}
