// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.Jsonb;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts of any length, and numbers and booleans as Janus's plugins really write them: booleans as 0 and 1, integers as reals. A number that
 * does not fit is an error, not a wrapped-around one.
 */
final class LenientAdapters {
    private LenientAdapters() {}

    static Jsonb.Builder register(Jsonb.Builder builder) {
        Adapter<Boolean> booleans = new Adapter<>(LenientAdapters::readBoolean, (out, value) -> out.value(value));
        Adapter<Integer> integers = new Adapter<>(LenientAdapters::readInt, (out, value) -> out.value(value));
        Adapter<Long> longs = new Adapter<>(LenientAdapters::readLong, (out, value) -> out.value(value));
        Adapter<String> strings = new Adapter<>(LenientAdapters::readString, (out, value) -> out.value(value));
        return builder.add(ListAdapter::create)
                .add(LenientAdapters::wireEnum)
                .add(String.class, strings)
                .add(Boolean.class, booleans)
                .add(boolean.class, booleans)
                .add(Integer.class, integers)
                .add(int.class, integers)
                .add(Long.class, longs)
                .add(long.class, longs)
                .add(JanusId.class, new Adapter<>(LenientAdapters::readId, LenientAdapters::writeId))
                .add(Secret.class, new SecretAdapter())
                .add(
                        RawJson.class,
                        new Adapter<>(json -> json, (out, value) -> out.rawValue(escaped(value.toString()))));
    }

    /** The writer takes a raw value for ASCII, and cuts every character to its lowest byte. */
    private static String escaped(String json) {
        StringBuilder ascii = null;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c >= 0x80 && ascii == null) {
                ascii = new StringBuilder(json.length() + 32).append(json, 0, i);
            }
            if (ascii != null) {
                ascii.append(c < 0x80 ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return ascii == null ? json : ascii.toString();
    }

    private static @Nullable JsonAdapter<?> wireEnum(Type type, Jsonb jsonb) {
        if (!(type instanceof Class<?> c) || !c.isEnum() || !WireEnum.class.isAssignableFrom(c)) {
            return null;
        }
        Map<String, WireEnum> words = new HashMap<>();
        for (Object constant : c.getEnumConstants()) {
            WireEnum word = (WireEnum) constant;
            words.put(word.wire(), word);
        }
        return new Adapter<>(json -> known(words, readString(json)), (out, value) -> out.value(value.wire()));
    }

    private static WireEnum known(Map<String, WireEnum> words, String word) {
        WireEnum constant = words.get(word);
        if (constant == null) {
            throw Json.wrongType("one of " + words.keySet(), word);
        }
        return constant;
    }

    private static String readString(RawJson json) {
        if (!json.isString()) {
            throw Json.wrongType("a text", "something else");
        }
        return json.asString();
    }

    private static JanusId readId(RawJson json) {
        return json.isString() ? JanusId.of(json.asString()) : JanusId.of(readLong(json));
    }

    private static int readInt(RawJson json) {
        long digits = json.digits();
        return digits == (int) digits && digits >= 0
                ? (int) digits
                : parseNumber(json.toString()).intValueExact();
    }

    private static long readLong(RawJson json) {
        long digits = json.digits();
        return digits >= 0 ? digits : parseNumber(json.toString()).longValueExact();
    }

    private static void writeId(JsonWriter out, JanusId id) {
        if (id.isText()) {
            out.value(id.toString());
        } else {
            out.value(id.asLong());
        }
    }

    private static boolean readBoolean(RawJson json) {
        String text = json.toString();
        return switch (text) {
            case "true", "1", "1.0" -> true;
            case "false", "0", "0.0" -> false;
            default -> throw Json.wrongType("a boolean", text);
        };
    }

    static BigDecimal parseNumber(String text) {
        // Bounded: "1e999999999" would otherwise become a number of a thousand million digits.
        if (text.length() > 32) {
            throw Json.wrongType("a number", "one of " + text.length() + " characters");
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.precision() - number.scale() > 20) {
                throw Json.wrongType("a number of 64 bits", text);
            }
            return number;
        } catch (NumberFormatException e) {
            throw Json.wrongType("a number", text);
        }
    }

    /** The value that a reader comes to next; one of the library's own is asked for its text. */
    private static RawJson take(JsonReader reader) {
        return reader instanceof SliceReader slice ? slice.take() : RawJson.of(reader.readRaw());
    }

    /** Reads a value where it stands. */
    private record Adapter<T>(Function<RawJson, T> read, BiConsumer<JsonWriter, T> write) implements JsonAdapter<T> {
        @Override
        public void toJson(JsonWriter writer, @Nullable T value) {
            if (value == null) {
                writer.nullValue();
            } else {
                write.accept(writer, value);
            }
        }

        @Override
        @SuppressWarnings("NullAway") // JSON's null is a null here; the records say which components may be
        public T fromJson(JsonReader reader) {
            if (reader.isNullValue()) {
                return null;
            }
            RawJson json = take(reader);
            try {
                return read.apply(json);
            } catch (ArithmeticException e) {
                throw Json.wrongType("a whole number that fits", json.toString());
            }
        }
    }

    private static final class SecretAdapter implements JsonAdapter<Secret> {
        @Override
        public void toJson(JsonWriter writer, @Nullable Secret secret) {
            if (secret == null) {
                writer.nullValue();
            } else {
                writer.value(secret.reveal());
            }
        }

        @Override
        public Secret fromJson(JsonReader reader) {
            return Secret.of(readString(take(reader)));
        }
    }
}
