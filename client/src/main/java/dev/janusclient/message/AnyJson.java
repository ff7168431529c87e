// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import io.avaje.json.JsonWriter;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values without a type of their own: maps, lists, texts, numbers, booleans and null. A whole number is read as a {@link Long},
 * or as a {@link BigInteger} if it is wider; any other as a {@link Double}. Records are written by their adapters. A member that is
 * null is not written.
 */
final class AnyJson {
    private AnyJson() {}

    static @Nullable Object read(RawJson json) {
        if (json.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            MemberCursor members = json.members();
            while (members.next()) {
                map.put(members.name(), members.isNull() ? null : read(members.value()));
            }
            return map;
        }
        if (json.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            for (RawJson element : json.elements()) {
                list.add(read(element));
            }
            return list;
        }
        return json.isString() ? json.asString() : word(json.toString());
    }

    private static @Nullable Object word(String text) {
        return switch (text) {
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> number(LenientAdapters.parseNumber(text));
        };
    }

    private static Number number(BigDecimal number) {
        if (number.stripTrailingZeros().scale() > 0) {
            return number.doubleValue();
        }
        BigInteger whole = number.toBigInteger();
        return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
    }

    static void write(JsonWriter out, @Nullable Object value) {
        if (value == null) {
            out.nullValue();
        } else if (value instanceof Map<?, ?> map) {
            out.beginObject();
            map.forEach((name, member) -> {
                out.name(String.valueOf(name));
                write(out, member);
            });
            out.endObject();
        } else if (value instanceof Collection<?> list) {
            out.beginArray();
            for (Object element : list) {
                if (element == null) {
                    // The writer leaves nulls out, which would move the elements behind it.
                    out.rawValue("null");
                } else {
                    write(out, element);
                }
            }
            out.endArray();
        } else {
            writeTyped(out, value, value instanceof Enum<?> e ? e.getDeclaringClass() : value.getClass());
        }
    }

    private static <T> void writeTyped(JsonWriter out, T value, Class<?> type) {
        RecordAdapters.ALL.<T>adapter((Type) type).toJson(out, value);
    }
}
