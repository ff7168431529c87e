// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the other side offers or answers. Lines that are not known, and those that don't make sense, are left out.
 *
 * @param iceLite whether it only answers checks, and so never controls
 * @param sections in their order
 */
public record RemoteDescription(boolean iceLite, List<RemoteSection> sections) {
    private static final int MAX_LENGTH = 200_000;
    private static final int MAX_SECTIONS = 100;

    public RemoteDescription {
        sections = List.copyOf(sections);
    }

    /**
     * Reads a description.
     *
     * @throws IllegalArgumentException if it is no description at all, longer than 200,000 characters, or has more than 100
     *     sections
     */
    public static RemoteDescription parse(String sdp) {
        if (sdp.length() > MAX_LENGTH || !sdp.startsWith("v=")) {
            throw new IllegalArgumentException("sdp: not a session description");
        }
        SectionReader session = new SectionReader("", null);
        List<SectionReader> sections = new ArrayList<>();
        SectionReader current = session;
        for (String line : sdp.split("\r\n|\n|\r", -1)) {
            if (line.startsWith("m=")) {
                if (sections.size() == MAX_SECTIONS) {
                    throw new IllegalArgumentException("sdp: more than " + MAX_SECTIONS + " sections");
                }
                current = new SectionReader(line.substring(2), session);
                sections.add(current);
            } else if (line.startsWith("a=")) {
                current.attribute(line.substring(2));
            }
        }
        return new RemoteDescription(
                session.iceLite, sections.stream().map(SectionReader::section).toList());
    }

    /** The section that a leg takes: the first one of audio that is not rejected. */
    public Optional<RemoteSection> audio() {
        return sections.stream().filter(RemoteSection::isAudio).findFirst();
    }
}
