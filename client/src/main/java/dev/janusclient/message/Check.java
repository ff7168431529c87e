// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import dev.janusclient.internal.json.JsonFaults;
import dev.janusclient.internal.json.JsonText;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request's bad fields before anything is sent; every message names the field and the value. A text is shown
 * escaped and shortened, and as {@code ***} in a field for secrets.
 */
public final class Check {
    private Check() {}

    /** Refuses a missing or empty text. */
    public static String present(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    field + ": it is mandatory, but is " + (value == null ? "missing" : "empty"));
        }
        return value;
    }

    /** Refuses a missing value. */
    public static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + ": it is mandatory, but is missing");
        }
        return value;
    }

    /** Refuses a missing value if another one is there, without which it would be ignored. */
    public static void presentWith(String field, @Nullable Object value, String other, @Nullable Object otherValue) {
        if (otherValue != null && value == null) {
            throw new IllegalArgumentException(field + ": it is mandatory with " + other + ", but is missing");
        }
    }

    /** Refuses a number below zero; absent is fine. */
    public static void notNegative(String field, @Nullable Number value) {
        if (value != null && value.longValue() < 0) {
            throw new IllegalArgumentException(field + ": " + value + " is negative");
        }
    }

    /** Refuses a number outside a range; absent is fine. */
    public static void between(String field, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw new IllegalArgumentException(field + ": " + value + " is not between " + least + " and " + most);
        }
    }

    /**
     * Refuses JSON that Janus can't read: with a NUL or half of a surrogate pair in a text, or with a number of more
     * than 64 bits. Janus answers such a request without saying which one it means.
     *
     * @param field what holds the JSON; empty for a request's body, whose members then go by their own names
     */
    public static void readable(String field, RawJson json) {
        JsonFaults.Fault fault = json.fault();
        if (fault != null) {
            throw FieldPath.of(field, json, fault.at()).refusal(fault.why() + ", so Janus can't read it");
        }
    }

    /**
     * Refuses control characters, line ends among them, in the texts and names of a request's body.
     *
     * @param mayHaveLines tells by a text's field, such as {@code headers.X-Name}, whether it may have them
     */
    public static void oneLine(RawJson body, Predicate<String> mayHaveLines) {
        oneLine("", body, mayHaveLines);
    }

    private static void oneLine(String field, RawJson json, Predicate<String> mayHaveLines) {
        if (json.isString() && !mayHaveLines.test(field)) {
            oneLine(field, json.asString());
        }
        for (MemberCursor member = json.members(); member.next(); ) {
            String name = JsonText.unquote("\"" + member.name() + "\"");
            oneLine(field.isEmpty() ? "body" : field, name);
            oneLine(field.isEmpty() ? name : field + "." + name, member.value(), mayHaveLines);
        }
        List<RawJson> elements = json.elements();
        for (int i = 0; i < elements.size(); i++) {
            oneLine(field + "[" + i + "]", elements.get(i), mayHaveLines);
        }
    }

    private static void oneLine(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw refusal(field, text, "holds a line end or another control character");
            }
        }
    }

    /**
     * What to throw for a text that can't be sent.
     *
     * @param why goes on from the text: {@code holds a line end}
     */
    public static IllegalArgumentException refusal(String field, String text, String why) {
        return new FieldPath(field, text).refusal(why);
    }
}
