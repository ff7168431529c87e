// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import dev.janusclient.internal.json.JsonText;
import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
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

    private static final Map<Type, JsonAdapter<?>> PLAIN = plain();

    /** The adapter of a type that is read leniently; null for every other type. */
    static @Nullable JsonAdapter<?> create(Type type) {
        JsonAdapter<?> adapter = PLAIN.get(type);
        return adapter == null ? ofEnum(type) : adapter;
    }

    private static Map<Type, JsonAdapter<?>> plain() {
        Adapter<Boolean> booleans = new Adapter<>(LenientAdapters::readBoolean, (out, value) -> out.value(value));
        Adapter<Integer> integers = new Adapter<>(LenientAdapters::readInt, (out, value) -> out.value(value));
        Adapter<Long> longs = new Adapter<>(LenientAdapters::readLong, (out, value) -> out.value(value));
        Adapter<Double> doubles =
                new Adapter<>(json -> parseNumber(json.toString()).doubleValue(), (out, value) -> out.value(value));
        Adapter<Float> floats = new Adapter<>(
                json -> parseNumber(json.toString()).floatValue(), (out, value) -> out.value(value.doubleValue()));
        Map<Type, JsonAdapter<?>> adapters = new HashMap<>();
        adapters.put(boolean.class, booleans);
        adapters.put(Boolean.class, booleans);
        adapters.put(int.class, integers);
        adapters.put(Integer.class, integers);
        adapters.put(long.class, longs);
        adapters.put(Long.class, longs);
        adapters.put(double.class, doubles);
        adapters.put(Double.class, doubles);
        adapters.put(float.class, floats);
        adapters.put(Float.class, floats);
        adapters.put(
                BigInteger.class,
                new Adapter<>(
                        json -> parseNumber(json.toString()).toBigIntegerExact(), (out, value) -> out.value(value)));
        adapters.put(
                BigDecimal.class,
                new Adapter<>(json -> parseNumber(json.toString()), (out, value) -> out.value(value)));
        adapters.put(String.class, new Adapter<>(LenientAdapters::readString, LenientAdapters::writeText));
        adapters.put(Object.class, new Adapter<>(AnyJson::read, AnyJson::write));
        adapters.put(JanusId.class, new Adapter<>(LenientAdapters::readId, LenientAdapters::writeId));
        adapters.put(Secret.class, new SecretAdapter());
        adapters.put(
                RawJson.class, new Adapter<>(json -> json, (out, value) -> out.rawValue(escaped(value.toString()))));
        return adapters;
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

    /** An enum's constants by their words on the wire; by their names if it is no {@link WireEnum}. */
    private static @Nullable JsonAdapter<?> ofEnum(Type type) {
        if (!(type instanceof Class<?> c) || !c.isEnum()) {
            return null;
        }
        Map<String, Enum<?>> words = new HashMap<>();
        for (Object constant : c.getEnumConstants()) {
            words.put(word((Enum<?>) constant), (Enum<?>) constant);
        }
        return new Adapter<>(json -> known(words, readString(json)), (out, value) -> out.value(word(value)));
    }

    private static String word(Enum<?> constant) {
        return constant instanceof WireEnum wire ? wire.wire() : constant.name();
    }

    private static Enum<?> known(Map<String, Enum<?>> words, String word) {
        Enum<?> constant = words.get(word);
        if (constant == null) {
            throw Json.wrongType("one of " + words.keySet(), "another word");
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

    /** The library refuses half of a surrogate pair without saying where; escaped, {@link Check#readable} finds it. */
    private static void writeText(JsonWriter out, String text) {
        if (JsonText.isWellFormed(text)) {
            out.value(text);
        } else {
            out.rawValue(JsonText.quote(text));
        }
    }

    private static void writeId(JsonWriter out, JanusId id) {
        if (id.isText()) {
            writeText(out, id.toString());
        } else {
            out.value(id.asLong());
        }
    }

    private static boolean readBoolean(RawJson json) {
        String text = json.toString();
        return switch (text) {
            case "true", "1", "1.0" -> true;
            case "false", "0", "0.0" -> false;
            default -> throw Json.wrongType("a boolean", "something else");
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
                throw Json.wrongType("a number of 64 bits", "a larger one");
            }
            return number;
        } catch (NumberFormatException e) {
            throw Json.wrongType("a number", "something else");
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
                throw Json.wrongType("a whole number that fits", "another number");
            }
        }
    }

    private static final class SecretAdapter implements JsonAdapter<Secret> {
        @Override
        public void toJson(JsonWriter writer, @Nullable Secret secret) {
            if (secret == null) {
                writer.nullValue();
            } else {
                writeText(writer, secret.reveal());
            }
        }

        @Override
        public Secret fromJson(JsonReader reader) {
            return Secret.of(readString(take(reader)));
        }
    }
}
