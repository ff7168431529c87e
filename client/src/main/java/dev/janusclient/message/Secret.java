// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import java.util.Objects;

/**
 * A word that must not be seen: API secrets, tokens, SIP passwords, room pins. It goes onto the wire as it is and prints
 * as {@code ***} everywhere else.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = Objects.requireNonNull(value, "secret");
    }

    /** Wraps a secret. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The secret itself: for the wire only. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
