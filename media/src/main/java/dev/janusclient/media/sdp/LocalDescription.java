// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.sdp;

import dev.janusclient.media.rtp.AudioCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What we offer or answer: one section of audio, with RTP and RTCP on one port.
 *
 * @param sessionId the same for all descriptions of a leg
 * @param version higher with each description of a leg
 * @param ufrag of ICE
 * @param password of ICE
 * @param fingerprint the value of {@code a=fingerprint}
 * @param ssrc what we send with
 * @param cname names us in RTCP
 * @param candidates our candidate lines; they are all there are
 */
public record LocalDescription(
        long sessionId,
        long version,
        String ufrag,
        String password,
        String fingerprint,
        int ssrc,
        String cname,
        List<String> candidates) {
    /** The RTP header extension that carries the mid (RFC 9143). */
    public static final String MID_EXTENSION = "urn:ietf:params:rtp-hdrext:sdes:mid";

    /** Its number in our offers. */
    public static final int OFFERED_MID_EXTENSION = 1;

    private static final int PACKET_MILLIS = 20;
    private static final String PROTOCOL = "UDP/TLS/RTP/SAVPF";

    /** DTMF at the clock rates of our codecs. */
    private static final List<Format> OFFERED_TELEPHONE_EVENTS =
            List.of(new Format(110, Format.TELEPHONE_EVENT, 48_000), new Format(101, Format.TELEPHONE_EVENT, 8_000));

    public LocalDescription {
        candidates = List.copyOf(candidates);
    }

    /**
     * An offer.
     *
     * @param mid the name of the section
     * @param codecs the best first
     */
    public String offer(String mid, List<AudioCodec> codecs, Direction direction) {
        StringBuilder sdp = new StringBuilder(1_024);
        session(sdp, mid);
        StringBuilder formats = new StringBuilder();
        StringBuilder maps = new StringBuilder();
        for (AudioCodec codec : codecs) {
            formats.append(' ').append(codec.payloadType());
            codecMap(maps, codec, codec.payloadType());
        }
        for (Format event : OFFERED_TELEPHONE_EVENTS) {
            if (codecs.stream().anyMatch(codec -> codec.clockRate() == event.clockRate())) {
                formats.append(' ').append(event.payloadType());
                eventMap(maps, event.payloadType(), event.clockRate());
            }
        }
        section(sdp, formats, mid, direction, Setup.ACTPASS, OFFERED_MID_EXTENSION);
        return sdp.append(maps).toString();
    }

    /**
     * An answer that takes one section of the offer and rejects the others.
     *
     * @param taken the section that is taken
     * @param format one of its formats
     * @param codec what the format is
     */
    public String answer(
            RemoteDescription offer,
            RemoteSection taken,
            Format format,
            AudioCodec codec,
            Direction direction,
            Setup setup) {
        StringBuilder sdp = new StringBuilder(1_024);
        session(sdp, taken.mid());
        int place = offer.sections().indexOf(taken);
        for (int i = 0; i < offer.sections().size(); i++) {
            if (i != place) {
                reject(sdp, offer.sections().get(i));
                continue;
            }
            StringBuilder formats = new StringBuilder();
            StringBuilder maps = new StringBuilder();
            formats.append(' ').append(format.payloadType());
            codecMap(maps, codec, format.payloadType());
            int event = taken.telephoneEvent(codec.clockRate());
            if (event >= 0) {
                formats.append(' ').append(event);
                eventMap(maps, event, codec.clockRate());
            }
            section(sdp, formats, taken.mid(), direction, setup, taken.midExtension());
            sdp.append(maps);
        }
        return sdp.toString();
    }

    private void session(StringBuilder sdp, @Nullable String bundled) {
        line(sdp, "v=0");
        line(sdp, "o=- " + sessionId + " " + version + " IN IP4 127.0.0.1");
        line(sdp, "s=-");
        line(sdp, "t=0 0");
        if (bundled != null) {
            line(sdp, "a=group:BUNDLE " + bundled);
        }
    }

    private void section(
            StringBuilder sdp,
            StringBuilder formats,
            @Nullable String mid,
            Direction direction,
            Setup setup,
            int midExtension) {
        line(sdp, "m=audio 9 " + PROTOCOL + formats);
        line(sdp, "c=IN IP4 0.0.0.0");
        line(sdp, "a=rtcp-mux");
        if (mid != null) {
            line(sdp, "a=mid:" + mid);
        }
        line(sdp, "a=" + direction.attribute());
        line(sdp, "a=ice-ufrag:" + ufrag);
        line(sdp, "a=ice-pwd:" + password);
        line(sdp, "a=fingerprint:" + fingerprint);
        line(sdp, "a=setup:" + setup.value());
        candidates.forEach(candidate -> line(sdp, "a=" + candidate));
        line(sdp, "a=end-of-candidates");
        if (midExtension > 0) {
            line(sdp, "a=extmap:" + midExtension + " " + MID_EXTENSION);
        }
        if (direction.sends()) {
            line(sdp, "a=ssrc:" + Integer.toUnsignedString(ssrc) + " cname:" + cname);
        }
        line(sdp, "a=ptime:" + PACKET_MILLIS);
    }

    private static void reject(StringBuilder sdp, RemoteSection section) {
        line(sdp, "m=" + section.kind() + " 0 " + section.protocol() + " " + section.formatNames());
        line(sdp, "c=IN IP4 0.0.0.0");
        if (section.mid() != null) {
            line(sdp, "a=mid:" + section.mid());
        }
        line(sdp, "a=inactive");
    }

    private static void codecMap(StringBuilder maps, AudioCodec codec, int payloadType) {
        line(
                maps,
                "a=rtpmap:" + payloadType + " " + codec.encodingName() + "/" + codec.clockRate()
                        + (codec.channels() > 1 ? "/" + codec.channels() : ""));
        if (codec == AudioCodec.OPUS) {
            line(maps, "a=fmtp:" + payloadType + " minptime=10;useinbandfec=1");
        }
    }

    private static void eventMap(StringBuilder maps, int payloadType, int clockRate) {
        line(maps, "a=rtpmap:" + payloadType + " " + Format.TELEPHONE_EVENT + "/" + clockRate);
        line(maps, "a=fmtp:" + payloadType + " 0-15");
    }

    private static void line(StringBuilder sdp, String text) {
        sdp.append(text).append("\r\n");
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "LocalDescription[" + sessionId + " " + version + "]";
    }
}
