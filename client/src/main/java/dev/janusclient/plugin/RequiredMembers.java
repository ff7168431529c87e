// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members without which an object can't become its record: the generated decoders can't see that a member is absent,
 * and would leave a null or a zero where the record promises a value.
 */
public record RequiredMembers(List<String> members, List<Inside> insides) {
    public static final RequiredMembers NOTHING = new RequiredMembers(List.of(), List.of());

    /** What is mandatory inside a member that may be there. */
    record Inside(String name, RequiredMembers mandatory) {}

    /** Takes names, and paths to the members of objects or of a list's objects: {@code publishers.id}. */
    public static RequiredMembers of(List<String> paths) {
        List<String> names = new ArrayList<>();
        Map<String, List<String>> deeper = new LinkedHashMap<>();
        for (String path : paths) {
            int dot = path.indexOf('.');
            if (dot < 0) {
                names.add(path);
            } else {
                deeper.computeIfAbsent(path.substring(0, dot), n -> new ArrayList<>())
                        .add(path.substring(dot + 1));
            }
        }
        List<Inside> insides = new ArrayList<>();
        deeper.forEach((name, inside) -> insides.add(new Inside(name, of(inside))));
        return new RequiredMembers(List.copyOf(names), List.copyOf(insides));
    }

    /**
     * Makes an object its record.
     *
     * @throws JanusProtocolException if a mandatory member is missing, naming it, or one has the wrong type
     */
    public <T> T decode(RawJson object, Class<T> type) {
        check(missingIn(object), type);
        return object.as(type);
    }

    /** As {@link #decode(RawJson, Class)}. */
    public <T> T decode(View object, Class<T> type) {
        check(orInside(object.missing(members), object::member), type);
        return object.as(type);
    }

    private static void check(@Nullable String missing, Class<?> type) {
        if (missing != null) {
            throw new JanusProtocolException(
                    "JSON does not fit " + type.getSimpleName() + ": '" + missing + "' is mandatory, but is missing");
        }
    }

    /** The path of the first member that is absent or null; null if all are there. */
    private @Nullable String missingIn(RawJson object) {
        return orInside(object.missing(members), object::member);
    }

    private @Nullable String orInside(@Nullable String missingItself, Function<String, @Nullable RawJson> object) {
        if (missingItself != null) {
            return missingItself;
        }
        for (Inside inside : insides) {
            RawJson value = object.apply(inside.name());
            String missing = value == null ? null : inside.mandatory().missingInAll(value);
            if (missing != null) {
                return inside.name() + "." + missing;
            }
        }
        return null;
    }

    private @Nullable String missingInAll(RawJson value) {
        if (!value.isArray()) {
            return missingIn(value);
        }
        for (RawJson element : value.elements()) {
            String missing = missingIn(element);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }
}
