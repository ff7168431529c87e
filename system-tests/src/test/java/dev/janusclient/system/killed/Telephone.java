// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.testkit.RtpTonePeer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a telephone and Janus say of themselves where the media is plain RTP. */
final class Telephone {
    private static final Pattern AUDIO_PORT = Pattern.compile("m=audio (\\d+) ");

    private Telephone() {}

    static String description(RtpTonePeer phone) {
        return "v=0\r\no=- 1 1 IN IP4 " + phone.address() + "\r\ns=-\r\nc=IN IP4 " + phone.address()
                + "\r\nt=0 0\r\nm=audio " + phone.port() + " RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n";
    }

    /** Where a description wants its audio to be sent to. */
    static int audioPort(String sdp) {
        Matcher port = AUDIO_PORT.matcher(sdp);
        assertThat(port.find()).as(sdp).isTrue();
        return Integer.parseInt(port.group(1));
    }
}
