// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateTest {
    @Test
    void readsWhatJanusAndBrowsersWrite() {
        assertThat(Candidate.parse("a=candidate:1 1 udp 2015363327 10.77.0.1 40242 typ host"))
                .hasValue(new Candidate("1", 2_015_363_327, new InetSocketAddress("10.77.0.1", 40_242), "host"));
        assertThat(Candidate.parse("candidate:842163049 1 UDP 1677729535 2001:db8::9 58779 typ srflx raddr 10.0.0.1"
                        + " rport 9 generation 0 ufrag abcd network-cost 999"))
                .hasValue(new Candidate(
                        "842163049", 1_677_729_535, new InetSocketAddress("2001:db8::9", 58_779), "srflx"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "candidate:",
                "candidate:1 1 udp 1 10.0.0.1 5 typ",
                "candidate:1 2 udp 1 10.0.0.1 5 typ host",
                "candidate:1 1 tcp 1 10.0.0.1 9 typ host tcptype active",
                "candidate:1 1 udp 0 10.0.0.1 5 typ host",
                "candidate:1 1 udp 2147483648 10.0.0.1 5 typ host",
                "candidate:1 1 udp 1 10.0.0.1 65536 typ host",
                "candidate:1 1 udp 1 10.0.0.256 5 typ host",
                "candidate:1 1 udp 1 10.0.1 5 typ host",
                "candidate:1 1 udp 1 :::: 5 typ host",
                "candidate:1 1 udp 1 0b3b4ee0-2f2b-4ac1-a3b8-0f0e0e0e0e0e.local 5 typ host",
            })
    void leavesOutWhatIsOfNoUse(String line) {
        assertThat(Candidate.parse(line)).isEmpty();
    }

    @Test
    void readsWhatItWrites() {
        Candidate ours = Candidate.host(1, new InetSocketAddress("192.0.2.4", 5_000));

        assertThat(ours.line()).isEqualTo("candidate:2 1 udp 2130706175 192.0.2.4 5000 typ host");
        assertThat(Candidate.parse(ours.line())).hasValue(ours);
    }
}
