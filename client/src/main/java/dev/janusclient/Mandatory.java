package dev.janusclient;

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
 *
 * @param members name to what is mandatory inside it, if it is there; a name with nothing inside is mandatory itself
 */
record Mandatory(Map<String, Inside> members) {
    static final Mandatory NOTHING = new Mandatory(Map.of());

    /** @param itself whether the member must be there */
    record Inside(boolean itself, Mandatory members) {}

    /** Takes names, and paths to the members of objects or of a list's objects: {@code publishers.id}. */
    static Mandatory of(List<String> paths) {
        Map<String, Boolean> names = new LinkedHashMap<>();
        Map<String, List<String>> deeper = new LinkedHashMap<>();
        for (String path : paths) {
            int dot = path.indexOf('.');
            String name = dot < 0 ? path : path.substring(0, dot);
            names.merge(name, dot < 0, Boolean::logicalOr);
            if (dot >= 0) {
                deeper.computeIfAbsent(name, n -> new ArrayList<>()).add(path.substring(dot + 1));
            }
        }
        Map<String, Inside> members = new LinkedHashMap<>();
        names.forEach(
                (name, itself) -> members.put(name, new Inside(itself, of(deeper.getOrDefault(name, List.of())))));
        return new Mandatory(members);
    }

    /**
     * Makes an object its record.
     *
     * @throws JanusProtocolException if a mandatory member is missing, naming it, or one has the wrong type
     */
    <T> T decode(RawJson object, Class<T> type) {
        check(missingIn(object::member), type);
        return object.as(type);
    }

    /** As {@link #decode(RawJson, Class)}. */
    <T> T decode(View object, Class<T> type) {
        check(missingIn(object::member), type);
        return object.as(type);
    }

    private static void check(@Nullable String missing, Class<?> type) {
        if (missing != null) {
            throw new JanusProtocolException(
                    "JSON does not fit " + type.getSimpleName() + ": '" + missing + "' is mandatory, but is missing");
        }
    }

    /** The path of the first member that is absent or null; null if all are there. */
    private @Nullable String missingIn(Function<String, @Nullable RawJson> object) {
        for (Map.Entry<String, Inside> member : members.entrySet()) {
            RawJson value = object.apply(member.getKey());
            String missing = value == null
                    ? (member.getValue().itself() ? "" : null)
                    : member.getValue().members().missingInside(value);
            if (missing != null) {
                return member.getKey() + (missing.isEmpty() ? "" : "." + missing);
            }
        }
        return null;
    }

    private @Nullable String missingInside(RawJson value) {
        if (members.isEmpty()) {
            return null;
        }
        if (!value.isArray()) {
            return missingIn(value::member);
        }
        for (RawJson element : value.elements()) {
            String missing = missingIn(element::member);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }
}
