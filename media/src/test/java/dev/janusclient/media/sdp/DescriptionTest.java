// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.media.rtp.AudioCodec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Descriptions as Janus and browsers write them, and ours. */
class DescriptionTest {
    private static final String FINGERPRINT = "sha-256 " + "AB:".repeat(31) + "AB";
    private static final String OF_JANUS = String.join(
            "\r\n",
            "v=0",
            "o=- 1764496 1 IN IP4 10.77.0.1",
            "s=VideoRoom 1234",
            "t=0 0",
            "a=group:BUNDLE 0 1 2",
            "a=ice-options:trickle",
            "a=fingerprint:" + FINGERPRINT,
            "a=extmap-allow-mixed",
            "a=msid-semantic: WMS *",
            "m=video 9 UDP/TLS/RTP/SAVPF 96",
            "c=IN IP4 10.77.0.1",
            "a=sendonly",
            "a=mid:0",
            "a=rtcp-mux",
            "a=ice-ufrag:video",
            "a=ice-pwd:aaaaaaaaaaaaaaaaaaaaaa",
            "a=setup:actpass",
            "a=rtpmap:96 VP8/90000",
            "m=audio 9 UDP/TLS/RTP/SAVPF 0 111 101 126",
            "c=IN IP4 10.77.0.1",
            "a=sendonly",
            "a=mid:1",
            "a=rtcp-mux",
            "a=ice-ufrag:ZfH3",
            "a=ice-pwd:LaXgmBBJTeQAXS8RYT9wNC",
            "a=setup:actpass",
            "a=rtpmap:111 opus/48000/2",
            "a=extmap:4/sendrecv urn:ietf:params:rtp-hdrext:sdes:mid",
            "a=rtpmap:101 telephone-event/48000",
            "a=rtpmap:126 telephone-event/8000",
            "a=candidate:1 1 udp 2015363327 10.77.0.1 40242 typ host",
            "a=end-of-candidates",
            "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
            "c=IN IP4 10.77.0.1",
            "a=mid:2",
            "");
    private static final LocalDescription OURS = new LocalDescription(
            7,
            2,
            "ours",
            "ourpassword0123456789012",
            FINGERPRINT,
            -1,
            "us",
            List.of("candidate:1 1 udp 9 10.0.0.1 5 typ host"));

    @Test
    void readsTheAudioOfAnOffer() {
        RemoteSection audio = RemoteDescription.parse(OF_JANUS).audio().orElseThrow();

        assertThat(audio.mid()).isEqualTo("1");
        assertThat(audio.direction()).isEqualTo(Direction.SENDONLY);
        assertThat(audio.ufrag()).isEqualTo("ZfH3");
        assertThat(audio.password()).isEqualTo("LaXgmBBJTeQAXS8RYT9wNC");
        assertThat(audio.fingerprint()).isEqualTo(FINGERPRINT);
        assertThat(audio.setup()).isEqualTo(Setup.ACTPASS);
        assertThat(audio.midExtension()).isEqualTo(4);
        assertThat(audio.candidates()).containsExactly("candidate:1 1 udp 2015363327 10.77.0.1 40242 typ host");
        assertThat(audio.telephoneEvent(8_000)).isEqualTo(126);
        assertThat(audio.telephoneEvent(48_000)).isEqualTo(101);
        assertThat(audio.telephoneEvent(16_000)).isEqualTo(-1);
        assertThat(audio.toString()).doesNotContain("LaXgm");
    }

    @Test
    void prefersWhatTheOfferPrefers() {
        RemoteSection audio = RemoteDescription.parse(OF_JANUS).audio().orElseThrow();

        assertThat(audio.firstOf(List.of(AudioCodec.OPUS, AudioCodec.PCMU))).hasValue(new Format(0, "pcmu", 8_000));
        assertThat(audio.firstOf(List.of(AudioCodec.OPUS))).hasValue(new Format(111, "opus", 48_000));
        assertThat(audio.firstOf(List.of(AudioCodec.PCMA))).isEmpty();
    }

    @Test
    void answersOneSectionAndRejectsTheOthersInTheirPlaces() {
        RemoteDescription offer = RemoteDescription.parse(OF_JANUS);
        RemoteSection audio = offer.audio().orElseThrow();
        String sdp = OURS.answer(
                offer, audio, new Format(0, "pcmu", 8_000), AudioCodec.PCMU, Direction.RECVONLY, Setup.ACTIVE);

        assertThat(sdp)
                .contains("m=video 0 UDP/TLS/RTP/SAVPF 96\r\n")
                .contains("m=audio 9 UDP/TLS/RTP/SAVPF 0 126\r\n")
                .contains("m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n")
                .contains("a=group:BUNDLE 1\r\n")
                .doesNotContain("a=ssrc:");
        assertThat(Arrays.stream(sdp.split("\r\n", -1)).filter(line -> line.startsWith("m=")))
                .hasSize(3);
        RemoteSection answer = RemoteDescription.parse(sdp).audio().orElseThrow();
        assertThat(answer.mid()).isEqualTo("1");
        assertThat(answer.setup()).isEqualTo(Setup.ACTIVE);
        assertThat(answer.midExtension()).isEqualTo(4);
        assertThat(answer.direction()).isEqualTo(Direction.RECVONLY);
    }

    @Test
    void readsOurOwnOffer() {
        String sdp = OURS.offer("a", List.of(AudioCodec.OPUS, AudioCodec.PCMU), Direction.SENDRECV);
        RemoteSection audio = RemoteDescription.parse(sdp).audio().orElseThrow();

        assertThat(sdp).startsWith("v=0\r\no=- 7 2 IN IP4 127.0.0.1\r\n").contains("a=ssrc:4294967295 cname:us\r\n");
        assertThat(audio.formats())
                .containsExactly(
                        new Format(111, "opus", 48_000),
                        new Format(0, "pcmu", 8_000),
                        new Format(110, "telephone-event", 48_000),
                        new Format(101, "telephone-event", 8_000));
        assertThat(audio.ufrag()).isEqualTo("ours");
        assertThat(audio.candidates()).isEqualTo(OURS.candidates());
        assertThat(OURS.toString()).doesNotContain("ourpassword");
    }

    @Test
    void directionsAreThoseOfWhoSaysThem() {
        assertThat(Direction.SENDONLY.reversed()).isEqualTo(Direction.RECVONLY);
        assertThat(Direction.SENDRECV.reversed()).isEqualTo(Direction.SENDRECV);
        assertThat(Direction.RECVONLY.and(Direction.SENDRECV)).isEqualTo(Direction.RECVONLY);
        assertThat(Direction.RECVONLY.and(Direction.SENDONLY)).isEqualTo(Direction.INACTIVE);
    }

    @Test
    void leavesOutWhatMakesNoSense() {
        RemoteDescription odd =
                RemoteDescription.parse("v=0\nm=\nm=audio\nm=audio 0 RTP/AVP 0\nm=audio 7 RTP/AVP x 0 999 8\n"
                        + "a=rtpmap:\na=rtpmap:0\na=rtpmap:8 x/y\na=rtpmap:300 opus/48000\na=extmap:x "
                        + LocalDescription.MID_EXTENSION
                        + "\na=extmap:15 " + LocalDescription.MID_EXTENSION
                        + "\na=setup:holdconn\na=ice-lite\na=:\na=\n");

        assertThat(odd.sections()).hasSize(4);
        assertThat(odd.sections().get(3).formats())
                .containsExactly(new Format(0, "pcmu", 8_000), new Format(8, "pcma", 8_000));
        assertThat(odd.sections().get(3).midExtension()).isZero();
        assertThat(odd.sections().get(3).setup()).isEqualTo(Setup.ACTPASS);
        assertThatThrownBy(() -> RemoteDescription.parse("hello")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RemoteDescription.parse("v=0\n" + "m=audio 1 x 0\n".repeat(101)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
