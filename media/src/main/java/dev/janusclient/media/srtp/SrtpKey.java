// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.srtp;

import java.util.Arrays;

/** The master key and master salt of one direction. A secret: it does not print itself, and is wiped when it is done with. */
public final class SrtpKey {
    private final SrtpProfile profile;
    private final byte[] key;
    private final byte[] salt;

    private SrtpKey(SrtpProfile profile, byte[] key, byte[] salt) {
        this.profile = profile;
        this.key = key;
        this.salt = salt;
    }

    /**
     * Copies a key.
     *
     * @throws IllegalArgumentException if key or salt don't have the profile's length
     */
    public static SrtpKey of(SrtpProfile profile, byte[] key, byte[] salt) {
        if (key.length != SrtpProfile.KEY_LENGTH || salt.length != profile.saltLength()) {
            throw new IllegalArgumentException(
                    "a key of " + key.length + " bytes with a salt of " + salt.length + " is none of " + profile);
        }
        return new SrtpKey(profile, key.clone(), salt.clone());
    }

    /** What the key is for. */
    public SrtpProfile profile() {
        return profile;
    }

    /** The same key, to be wiped by itself. */
    public SrtpKey copy() {
        return new SrtpKey(profile, key.clone(), salt.clone());
    }

    /** A copy of the key, for the caller to wipe. */
    public byte[] key() {
        return key.clone();
    }

    /** A copy of the salt, for the caller to wipe. */
    public byte[] salt() {
        return salt.clone();
    }

    /** Overwrites the key with zeros. */
    public void wipe() {
        Arrays.fill(key, (byte) 0);
        Arrays.fill(salt, (byte) 0);
    }

    /** Says the profile, and leaves out the key. */
    @Override
    public String toString() {
        return "SrtpKey[" + profile + "]";
    }
}
