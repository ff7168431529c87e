// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.media.ice.Candidate;
import dev.janusclient.media.rtp.AudioCodec;
import dev.janusclient.media.sdp.Direction;
import dev.janusclient.media.sdp.Format;
import dev.janusclient.media.sdp.LocalDescription;
import dev.janusclient.media.sdp.RemoteDescription;
import dev.janusclient.media.sdp.RemoteSection;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Descriptions of all kinds: what can be read can be answered, with as many sections, and with lines of ours only. */
public final class SessionDescriptions {
    private static final LocalDescription OURS =
            new LocalDescription(1, 1, "ours", "a-password-of-the-fuzz-target", "sha-256 AB", 1, "us", List.of());
    private static final List<AudioCodec> CODECS = List.of(AudioCodec.values());

    private SessionDescriptions() {}

    public static void fuzzerTestOneInput(byte[] input) {
        RemoteDescription offer;
        try {
            offer = RemoteDescription.parse(new String(input, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException documented) {
            return;
        }
        for (RemoteSection section : offer.sections()) {
            section.candidates().forEach(Candidate::parse);
        }
        RemoteSection audio = offer.audio().orElse(null);
        if (audio == null) {
            return;
        }
        for (AudioCodec codec : CODECS) {
            Format format = audio.firstOf(List.of(codec)).orElse(null);
            if (format != null) {
                check(offer, audio, format, codec);
            }
        }
    }

    private static void check(RemoteDescription offer, RemoteSection audio, Format format, AudioCodec codec) {
        String answer = OURS.answer(
                offer, audio, format, codec, Direction.SENDRECV, audio.setup().answer());
        if (!answer.matches("([a-z]=[^\r\n]*\r\n)+")) {
            throw new AssertionError("the answer has a line that is none: " + answer);
        }
        RemoteDescription read = RemoteDescription.parse(answer);
        if (read.sections().size() != offer.sections().size()) {
            throw new AssertionError("the answer has other sections than the offer: " + answer);
        }
        if (!read.audio().orElseThrow().formats().contains(format)) {
            throw new AssertionError("the answer does not have the format that was taken: " + answer);
        }
    }
}
