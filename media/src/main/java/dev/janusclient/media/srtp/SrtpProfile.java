// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.srtp;

import java.util.Optional;

/** How packets are encrypted and authenticated: the protection profiles of RFC 5764 and RFC 7714 that are supported. */
public enum SrtpProfile {
    /** AES in counter mode, and an HMAC-SHA1 of 80 bits: what every WebRTC implementation has. */
    AES_CM_128_HMAC_SHA1_80(0x0001, 14),
    /** AES-GCM with a tag of 128 bits. */
    AEAD_AES_128_GCM(0x0007, 12);

    /** Bytes of a master key. */
    public static final int KEY_LENGTH = 16;

    private final int id;
    private final int saltLength;

    SrtpProfile(int id, int saltLength) {
        this.id = id;
        this.saltLength = saltLength;
    }

    /** The number in the DTLS extension {@code use_srtp}. */
    public int id() {
        return id;
    }

    /** Bytes of a master salt. */
    public int saltLength() {
        return saltLength;
    }

    /** The profile of a number in the DTLS extension {@code use_srtp}. */
    public static Optional<SrtpProfile> ofId(int id) {
        for (SrtpProfile profile : values()) {
            if (profile.id == id) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }
}
