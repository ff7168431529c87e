// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import dev.janusclient.error.JanusException;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.internal.json.FrameWriter;
import io.avaje.json.JsonDataException;
import io.avaje.json.JsonException;
import io.avaje.json.stream.BytesJsonWriter;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Between records and JSON. Records are annotated with {@code @Json}; their adapters are generated when they are compiled.
 * Null components are not written.
 */
public final class Json {
    private Json() {}

    /**
     * Decodes a value. Numbers and booleans are read leniently (a plugin may write 1 for true, or 4.0 for 4); text in a
     * number's place is not.
     *
     * @throws JanusProtocolException if the JSON does not fit the type
     */
    public static <T> T decode(Class<T> type, RawJson json) {
        return decode(type, json.reader());
    }

    static <T> T decode(Class<T> type, SliceReader reader) {
        try {
            T value = RecordAdapters.ALL.adapter(type).fromJson(reader);
            if (value == null) {
                throw new JanusProtocolException("null where " + type.getSimpleName() + " was expected");
            }
            return value;
        } catch (JanusException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever it is (a record that refuses its values, the parser out of bounds): the JSON is at fault.
            throw withoutContent(
                    "JSON does not fit " + type.getSimpleName() + ": " + withoutContent(e.getMessage()), e);
        }
    }

    static long wholeNumber(RawJson json) {
        try {
            return LenientAdapters.parseNumber(json.toString()).longValueExact();
        } catch (JsonException | ArithmeticException e) {
            throw withoutContent("a whole number of 64 bits was expected", e);
        }
    }

    /** Encodes a record, map, list, string or number. As {@link #encode(Class, Object)}. */
    public static RawJson encode(Object value) {
        return encode(Object.class, value);
    }

    /**
     * Encodes a record of a known type.
     *
     * @throws IllegalArgumentException if the name of a map's member holds half of a surrogate pair, or a value is of a type
     *     that has no JSON
     */
    public static <T> RawJson encode(Class<T> type, T value) {
        try (BytesJsonWriter writer = RecordAdapters.ALL.stream().bufferedWriterAsBytes()) {
            RecordAdapters.ALL.adapter(type).toJson(writer, value);
            byte[] bytes = writer.result();
            return new RawJson(bytes);
        } catch (JsonException e) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + ": it can't be written as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * One flat object out of a plugin's data: its members, those of the object called {@code lifted} in their place, and
     * the extra ones; without the members called {@code dropped}. So a record can name a field wherever the plugin put it.
     */
    public static RawJson flatten(
            RawJson data, @Nullable String lifted, Set<String> dropped, Map<String, RawJson> extra) {
        FrameWriter out = new FrameWriter(data.length() + 64).ascii("{");
        copyMembers(data.members(), lifted, dropped, out);
        for (Map.Entry<String, RawJson> entry : extra.entrySet()) {
            separate(out).ascii("\"").ascii(entry.getKey()).ascii("\":");
            entry.getValue().writeTo(out);
        }
        byte[] flat = out.ascii("}").toByteArray();
        return new RawJson(flat);
    }

    /** The same object with a member put in front, as request bodies carry {@code "request":"…"}. */
    public static RawJson withMember(String name, String value, @Nullable RawJson object) {
        FrameWriter out = new FrameWriter(64 + (object == null ? 0 : object.length()));
        out.ascii("{\"").ascii(name).ascii("\":");
        encode(String.class, value).writeTo(out);
        if (object != null) {
            copyMembers(object.members(), null, Set.of(), out);
        }
        byte[] bytes = out.ascii("}").toByteArray();
        return new RawJson(bytes);
    }

    private static void copyMembers(
            MemberCursor cursor, @Nullable String lifted, Set<String> dropped, FrameWriter out) {
        while (cursor.next()) {
            if (lifted != null && cursor.nameIs(lifted)) {
                RawJson inner = cursor.value();
                if (inner.isObject()) {
                    copyMembers(inner.members(), null, dropped, out);
                    continue;
                }
            }
            if (!isDropped(cursor, dropped)) {
                cursor.writeTo(separate(out));
            }
        }
    }

    private static boolean isDropped(MemberCursor cursor, Set<String> dropped) {
        for (String name : dropped) {
            if (cursor.nameIs(name)) {
                return true;
            }
        }
        return false;
    }

    private static FrameWriter separate(FrameWriter out) {
        return out.size() == 1 ? out : out.ascii(",");
    }

    /** Without its cause, which may quote the JSON: that may hold what must not be logged. Where it happened is kept. */
    private static JanusProtocolException withoutContent(String message, RuntimeException cause) {
        JanusProtocolException failure = new JanusProtocolException(message);
        failure.setStackTrace(cause.getStackTrace());
        return failure;
    }

    static String withoutContent(@Nullable String message) {
        if (message == null) {
            return "a mandatory member is missing";
        }
        int content = message.indexOf(", following:");
        return content < 0 ? message : message.substring(0, content);
    }

    /** @param found says what kind of value there is, and quotes nothing of it */
    static JsonDataException wrongType(String wanted, String found) {
        return new JsonDataException(wanted + " was expected, found " + found);
    }
}
