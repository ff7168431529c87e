// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import dev.janusclient.error.JanusProtocolException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members without which JSON can't become its record, by record: the generated decoders can't see that a member is
 * absent, and would leave a null or a zero where the record promises a value. For this library's own records the list is
 * generated when they are compiled; a record that is not in it requires nothing.
 *
 * <p>What is decoded with such a list ({@link RawJson#as(Class, RequiredMembers)}) fails if a member is missing from the
 * record itself or from an object in it. In a list, an element that does not fit, because a member is missing or has the
 * wrong type, is left out, and the rest of the list is there: one odd element must not hide the others. That is logged.
 */
public final class RequiredMembers {
    /** Nothing is required of any record. */
    public static final RequiredMembers NONE = builder().build();

    private final Map<Class<?>, Members> byType;

    private RequiredMembers(Map<Class<?>, Members> byType) {
        this.byType = byType;
    }

    /** What is required of an object: its own members, and those of objects in its members, if these are there. */
    private record Members(List<String> names, Map<String, Members> inside) {
        static Members of(List<String> paths) {
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
            Map<String, Members> inside = new LinkedHashMap<>();
            deeper.forEach((name, rest) -> inside.put(name, of(rest)));
            return new Members(List.copyOf(names), inside);
        }

        @Nullable String missingIn(RawJson object) {
            return missing(object.missing(names), object::member);
        }

        @Nullable String missingIn(View object) {
            return missing(object.missing(names), object::member);
        }

        private @Nullable String missing(@Nullable String own, Function<String, @Nullable RawJson> object) {
            if (own != null || inside.isEmpty()) {
                return own;
            }
            for (Map.Entry<String, Members> entry : inside.entrySet()) {
                RawJson value = object.apply(entry.getKey());
                String missing = value == null ? null : entry.getValue().missingIn(value);
                if (missing != null) {
                    return entry.getKey() + "." + missing;
                }
            }
            return null;
        }
    }

    /** Starts a list. */
    public static Builder builder() {
        return new Builder();
    }

    /** @throws JanusProtocolException if a member is missing, naming it */
    void check(RawJson object, Class<?> type) {
        Members members = byType.get(type);
        fail(members == null ? null : members.missingIn(object), type);
    }

    /** As {@link #check(RawJson, Class)}. */
    void check(View object, Class<?> type) {
        Members members = byType.get(type);
        fail(members == null ? null : members.missingIn(object), type);
    }

    private static void fail(@Nullable String missing, Class<?> type) {
        if (missing != null) {
            throw new JanusProtocolException(
                    "JSON does not fit " + type.getSimpleName() + ": '" + missing + "' is mandatory, but is missing");
        }
    }

    /** Collects what records require. */
    public static final class Builder {
        private final Map<Class<?>, Members> byType = new HashMap<>();

        private Builder() {}

        /**
         * Adds a record.
         *
         * @param members their names on the wire; those of an object in a member by a path: {@code joining.id}. The elements
         *     of a list have a row of their own
         */
        public Builder add(Class<?> type, String... members) {
            byType.put(type, Members.of(List.of(members)));
            return this;
        }

        /** Finishes the list. */
        public RequiredMembers build() {
            return new RequiredMembers(Map.copyOf(byType));
        }
    }
}
