// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.ice;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * What one side signs its checks with (RFC 8445 section 5.3).
 *
 * @param ufrag the user name fragment, 4 to 256 characters
 * @param password 22 to 256 characters
 */
public record IceCredentials(String ufrag, String password) {
    private static final int MIN_UFRAG = 4;
    private static final int MIN_PASSWORD = 22;
    private static final int MAX = 256;
    private static final int UFRAG = 8;
    private static final int PASSWORD = 24;
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final SecureRandom RANDOM = new SecureRandom();

    public IceCredentials {
        require("ice-ufrag", ufrag, MIN_UFRAG);
        require("ice-pwd", password, MIN_PASSWORD);
    }

    private static void require(String name, String text, int shortest) {
        if (text.length() < shortest || text.length() > MAX) {
            throw new IllegalArgumentException(
                    name + ": " + text.length() + " characters; " + shortest + " to " + MAX + " are allowed");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                throw new IllegalArgumentException(name + ": it has a character that is not allowed");
            }
        }
    }

    /** New random credentials. */
    public static IceCredentials random() {
        return new IceCredentials(random(UFRAG), random(PASSWORD));
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(CHARACTERS.charAt(RANDOM.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }

    /** The password as the key of a message's integrity. */
    byte[] key() {
        return password.getBytes(StandardCharsets.US_ASCII);
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "IceCredentials[" + ufrag + "]";
    }
}
