// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import dev.janusclient.message.Jsep;
import java.util.ArrayList;
import java.util.List;

/** Descriptions that Janus takes, of a PeerConnection nobody has: enough to negotiate, and no media follows. */
final class CannedSdp {
    private static final List<String> TRANSPORT = List.of(
            "a=ice-ufrag:ufrg",
            "a=ice-pwd:0123456789abcdef01234567",
            "a=ice-options:trickle",
            "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB");

    private CannedSdp() {}

    /** One audio section, to send and receive. */
    static Jsep offer() {
        List<String> lines = new ArrayList<>(List.of(
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "t=0 0",
                "a=group:BUNDLE 0",
                "m=audio 9 UDP/TLS/RTP/SAVPF 111 0",
                "c=IN IP4 0.0.0.0",
                "a=rtpmap:111 opus/48000/2",
                "a=rtpmap:0 PCMU/8000",
                "a=mid:0",
                "a=sendrecv",
                "a=rtcp-mux",
                "a=setup:actpass"));
        lines.addAll(TRANSPORT);
        return Jsep.offer(String.join("\r\n", lines) + "\r\n");
    }

    /** Takes whatever is offered. */
    static Jsep answer(Jsep offer) {
        List<String> lines = new ArrayList<>();
        boolean inMedia = false;
        for (String line : offer.sdp().lines().toList()) {
            inMedia |= line.startsWith("m=");
            if (line.startsWith("a=setup:")) {
                lines.add("a=setup:active");
            } else if (line.equals("a=sendonly")) {
                lines.add("a=recvonly");
            } else if (!inMedia || line.matches("(m=|c=|a=mid|a=rtpmap|a=fmtp|a=rtcp-mux|a=sendrecv|a=inactive).*")) {
                if (!line.matches("a=(ice|fingerprint|candidate|end-of).*")) {
                    lines.add(line);
                }
            }
            if (line.startsWith("a=mid:")) {
                lines.addAll(TRANSPORT);
            }
        }
        return Jsep.answer(String.join("\r\n", lines) + "\r\n");
    }
}
