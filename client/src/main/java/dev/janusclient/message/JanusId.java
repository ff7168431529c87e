// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The id of a room, participant or mountpoint: a number of up to 64 bits, or a text where the plugin runs with {@code
 * string_ids}. The two are different ids even if they look the same.
 */
public final class JanusId {
    private final long number;
    private final @Nullable String text;

    private JanusId(long number, @Nullable String text) {
        this.number = number;
        this.text = text;
    }

    /** A numeric id. */
    public static JanusId of(long number) {
        return new JanusId(number, null);
    }

    /** A textual id. */
    public static JanusId of(String text) {
        return new JanusId(0, Objects.requireNonNull(text, "id"));
    }

    /** An id as it stands in JSON. */
    public static JanusId of(RawJson json) {
        return json.isString() ? of(json.asString()) : of(json.asLong());
    }

    /** Whether it is a text. */
    public boolean isText() {
        return text != null;
    }

    /**
     * The number.
     *
     * @throws IllegalStateException if it is a text
     */
    public long asLong() {
        if (text != null) {
            throw new IllegalStateException("the id '" + text + "' is a text, not a number");
        }
        return number;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JanusId id && id.number == number && Objects.equals(id.text, text);
    }

    @Override
    public int hashCode() {
        return text == null ? Long.hashCode(number) : text.hashCode();
    }

    /** The number or the text. */
    @Override
    public String toString() {
        return text == null ? Long.toString(number) : text;
    }
}
