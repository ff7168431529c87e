// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import dev.janusclient.ApiTable;
import dev.janusclient.message.FalseIfAbsent;
import dev.janusclient.message.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a record promises, taken away: its components are values, not nulls or made-up zeros, unless they are nullable. */
final class Absence {
    private Absence() {}

    /** The same JSON without booleans that are false and not in what is expected in its place. */
    static @Nullable Object withoutFlagsBeside(@Nullable Object json, @Nullable Object expected) {
        if (json instanceof Map<?, ?> members && expected instanceof Map<?, ?> wanted) {
            Map<Object, @Nullable Object> left = new LinkedHashMap<>();
            members.forEach((name, value) -> {
                if (wanted.containsKey(name) || !Boolean.FALSE.equals(value)) {
                    left.put(name, withoutFlagsBeside(value, wanted.get(name)));
                }
            });
            return left;
        } else if (json instanceof List<?> elements && expected instanceof List<?> wanted) {
            List<@Nullable Object> left = new ArrayList<>();
            for (int i = 0; i < elements.size(); i++) {
                left.add(withoutFlagsBeside(elements.get(i), i < wanted.size() ? wanted.get(i) : null));
            }
            return left;
        }
        return json;
    }

    /**
     * The same data without each member that the record promises, by that member's path. Inside of it, numbers and booleans
     * may be absent: an older server leaves out what came later.
     */
    static Map<String, Map<String, Object>> ofEach(Class<?> type, Map<String, Object> data) {
        return each(type, data, false);
    }

    /** As {@link #ofEach}, of what is promised by the elements of lists: {@code publishers[].id}. */
    static Map<String, Map<String, Object>> ofEachInLists(Class<?> type, Map<String, Object> data) {
        return each(type, data, true);
    }

    private static Map<String, Map<String, Object>> each(Class<?> type, Map<String, Object> data, boolean inLists) {
        Map<String, Map<String, Object>> each = new LinkedHashMap<>();
        for (String path : promised(type, true)) {
            Map<String, Object> copy = ApiTable.map(Json.encode(data));
            remove(copy, path.replace("[]", "").split("\\."), 0);
            if (path.contains("[]") == inLists && !copy.equals(ApiTable.map(Json.encode(data)))) {
                each.put(path, copy);
            }
        }
        return each;
    }

    /** The innermost list that a path leads through, in what a record writes; null if it is not there. */
    static @Nullable Object list(Map<String, Object> written, String path) {
        Object value = written;
        String[] names = path.substring(0, path.lastIndexOf("[]")).split("\\.", -1);
        for (String name : names) {
            Object holder = value instanceof List<?> list ? list.get(0) : value;
            value = holder instanceof Map<?, ?> object ? object.get(name.replace("[]", "")) : null;
        }
        return value;
    }

    private static List<String> promised(Class<?> type, boolean top) {
        List<String> paths = new ArrayList<>();
        if (!type.isRecord()) {
            return paths;
        }
        // A filled record is written in the order of its components; what it keeps of the future comes last.
        List<String> wire = List.copyOf(
                Records.encoded(Records.filled(type, Set.of("extra"))).keySet());
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            if (components[i].getName().equals("extra")) {
                continue;
            }
            String name = wire.get(i);
            boolean nullable = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class)
                    || components[i].isAnnotationPresent(FalseIfAbsent.class);
            if (!nullable && (top || !components[i].getType().isPrimitive())) {
                paths.add(name);
            }
            Class<?> inside = objectsIn(components[i].getGenericType());
            if (inside.isRecord() && !name.equals("jsep")) {
                String prefix = name + (components[i].getType() == List.class ? "[]." : ".");
                promised(inside, false).forEach(path -> paths.add(prefix + path));
            }
        }
        return paths;
    }

    private static Class<?> objectsIn(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return objectsIn(list.getActualTypeArguments()[0]);
        }
        return type instanceof Class<?> plain ? plain : Object.class;
    }

    /** Removes a member at every place where the path leads; a plugin may put an event's members into a result. */
    private static void remove(@Nullable Object json, String[] path, int depth) {
        if (json instanceof List<?> list) {
            list.forEach(element -> remove(element, path, depth));
        } else if (json instanceof Map<?, ?> object) {
            if (depth == 0 && object.get("result") instanceof Map<?, ?> result) {
                remove(result, path, 0);
            }
            if (depth == path.length - 1) {
                object.remove(path[depth]);
            } else {
                remove(object.get(path[depth]), path, depth + 1);
            }
        }
    }
}
