// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.sdp;

import dev.janusclient.media.rtp.AudioCodec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A section of the other side's description, {@code m=} and what follows. What it does not say is taken from the part of the
 * whole session.
 *
 * @param kind {@code audio}, {@code video} or {@code application}
 * @param rejected whether its port is 0
 * @param protocol the third field of {@code m=}
 * @param formatNames the formats as they stand in {@code m=}, separated by spaces
 * @param mid its name; null if it has none
 * @param direction {@code sendrecv} if it says nothing
 * @param ufrag of ICE; null if there is none
 * @param password of ICE; null if there is none
 * @param fingerprint the value of {@code a=fingerprint}; null if there is none
 * @param setup {@code actpass} if it says nothing
 * @param formats the formats whose meaning is known, in the order of {@code m=}
 * @param midExtension the number of the RTP header extension that carries the mid; 0 if there is none
 * @param candidates the candidate lines
 */
public record RemoteSection(
        String kind,
        boolean rejected,
        String protocol,
        String formatNames,
        @Nullable String mid,
        Direction direction,
        @Nullable String ufrag,
        @Nullable String password,
        @Nullable String fingerprint,
        Setup setup,
        List<Format> formats,
        int midExtension,
        List<String> candidates) {
    public RemoteSection {
        formats = List.copyOf(formats);
        candidates = List.copyOf(candidates);
    }

    /** Whether it is one that a leg can take. */
    public boolean isAudio() {
        return kind.equals("audio") && !rejected;
    }

    /** The first of its formats that is one of these codecs. */
    public Optional<Format> firstOf(List<AudioCodec> codecs) {
        return formats.stream()
                .filter(format -> codecs.stream().anyMatch(codec -> isOf(format, codec)))
                .findFirst();
    }

    /** Whether a format is of a codec. */
    public static boolean isOf(Format format, AudioCodec codec) {
        return format.encoding().equalsIgnoreCase(codec.encodingName()) && format.clockRate() == codec.clockRate();
    }

    /** The payload type of DTMF at a clock rate; -1 if there is none. */
    public int telephoneEvent(int clockRate) {
        return formats.stream()
                .filter(format -> format.encoding().equals(Format.TELEPHONE_EVENT) && format.clockRate() == clockRate)
                .mapToInt(Format::payloadType)
                .findFirst()
                .orElse(-1);
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "RemoteSection[" + kind + " " + mid + "]";
    }
}
