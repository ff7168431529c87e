// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the attributes of a section, or of the whole session. */
final class SectionReader {
    private static final int MAX_CANDIDATES = 100;
    private static final Map<Integer, Format> STATIC_FORMATS =
            Map.of(0, new Format(0, "pcmu", 8_000), 8, new Format(8, "pcma", 8_000));
    private static final int MIN_M_FIELDS = 4;

    /** Of RFC 8285, in one byte. */
    private static final int MAX_EXTENSION = 14;

    private final @Nullable SectionReader session;
    private final String[] fields;
    private final Map<Integer, Format> formats = new HashMap<>(STATIC_FORMATS);
    private final List<String> candidates = new ArrayList<>();
    private @Nullable String mid;
    private @Nullable Direction direction;
    private @Nullable String ufrag;
    private @Nullable String password;
    private @Nullable String fingerprint;
    private @Nullable Setup setup;
    private int midExtension;
    boolean iceLite;

    /** @param media what follows {@code m=} */
    SectionReader(String media, @Nullable SectionReader session) {
        this.fields = media.trim().split(" +", MIN_M_FIELDS);
        this.session = session;
    }

    void attribute(String attribute) {
        int colon = attribute.indexOf(':');
        String name = colon < 0 ? attribute : attribute.substring(0, colon);
        String value = colon < 0 ? "" : attribute.substring(colon + 1).trim();
        switch (name) {
            case "mid" -> mid = value;
            case "ice-ufrag" -> ufrag = value;
            case "ice-pwd" -> password = value;
            case "ice-lite" -> iceLite = true;
            case "fingerprint" -> fingerprint = fingerprint == null ? value : fingerprint;
            case "setup" -> setup = Setup.ofValue(value);
            case "rtpmap" -> Format.parse(value).ifPresent(format -> formats.put(format.payloadType(), format));
            case "extmap" -> extension(value);
            case "candidate" -> {
                if (candidates.size() < MAX_CANDIDATES) {
                    candidates.add(attribute);
                }
            }
            default -> Direction.ofAttribute(name).ifPresent(known -> direction = known);
        }
    }

    /** {@code 4/sendrecv urn:…}; one that would need two bytes for its number is not used. */
    private void extension(String value) {
        String[] parts = value.split(" +", -1);
        if (parts.length < 2 || !parts[1].equals(LocalDescription.MID_EXTENSION)) {
            return;
        }
        try {
            int number = Integer.parseInt(parts[0].split("/", -1)[0]);
            midExtension = number >= 1 && number <= MAX_EXTENSION ? number : 0;
        } catch (NumberFormatException e) {
            midExtension = 0;
        }
    }

    RemoteSection section() {
        return new RemoteSection(
                field(0),
                field(1).equals("0"),
                field(2),
                field(3),
                mid,
                or(direction, session == null ? null : session.direction).orElse(Direction.SENDRECV),
                or(ufrag, session == null ? null : session.ufrag).orElse(null),
                or(password, session == null ? null : session.password).orElse(null),
                or(fingerprint, session == null ? null : session.fingerprint).orElse(null),
                or(setup, session == null ? null : session.setup).orElse(Setup.ACTPASS),
                knownFormats(),
                midExtension,
                candidates);
    }

    private static <T> Optional<T> or(@Nullable T own, @Nullable T sessions) {
        return Optional.ofNullable(own == null ? sessions : own);
    }

    private String field(int index) {
        return index < fields.length ? fields[index].trim() : "";
    }

    private List<Format> knownFormats() {
        List<Format> known = new ArrayList<>();
        for (String number : field(3).split(" +", -1)) {
            try {
                Format format = formats.get(Integer.parseInt(number));
                if (format != null) {
                    known.add(format);
                }
            } catch (NumberFormatException e) {
                // A format of something else than RTP.
            }
        }
        return known;
    }
}
