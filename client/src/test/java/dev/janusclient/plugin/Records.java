// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import dev.janusclient.ApiTable;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records of which a test knows nothing but that they are records. */
public final class Records {
    /** Tried in turn, until the record's checks accept one. */
    private static final List<Integer> NUMBERS = List.of(486, 96, 1, 8000);

    private Records() {}

    @SuppressWarnings("unchecked")
    static <T> Map<String, Object> encoded(T record) {
        return ApiTable.map(Json.encode((Class<T>) record.getClass(), record));
    }

    /** What is left of a record that was sent and read again. */
    static <T> Map<String, Object> readAgain(Class<T> type, Object record) {
        return encoded(Json.encode(type, type.cast(record)).as(type));
    }

    /** A record with every component set to something that it accepts, but those left out. */
    public static Object filled(Class<?> type, Set<String> leftOut) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        int[] attempts = new int[components.length];
        while (true) {
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                if (!leftOut.contains(components[i].getName())) {
                    values[i] = value(components[i].getGenericType(), NUMBERS.get(attempts[i]));
                }
            }
            try {
                return type.getDeclaredConstructor(types).newInstance(values);
            } catch (InvocationTargetException e) {
                Throwable refusal = Objects.requireNonNull(e.getCause());
                int refused = refused(components, refusal);
                if (++attempts[refused] == NUMBERS.size()) {
                    throw new AssertionError(type + " takes nothing", refusal);
                }
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(type + " can't be filled", e);
            }
        }
    }

    /** Which component a refusal names: it begins with the member's name on the wire. */
    private static int refused(RecordComponent[] components, Throwable refusal) {
        String wire = Objects.requireNonNull(refusal.getMessage())
                .replaceAll(":.*", "")
                .replaceAll("[_-]", "");
        for (int i = 0; i < components.length; i++) {
            if (components[i].getName().equalsIgnoreCase(wire)) {
                return i;
            }
        }
        throw new AssertionError("a refusal that names no component", refusal);
    }

    public static Object value(Type generic, int number) {
        if (generic instanceof ParameterizedType list && list.getRawType() == List.class) {
            return List.of(value(list.getActualTypeArguments()[0], number));
        } else if (generic instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return Map.of("X-A", value(map.getActualTypeArguments()[1], number));
        }
        Class<?> type = (Class<?>) generic;
        if (type == String.class || type == Object.class) {
            return "text";
        } else if (type == Boolean.class || type == boolean.class) {
            return true;
        } else if (type == Integer.class || type == int.class) {
            return number;
        } else if (type == Long.class || type == long.class) {
            return (long) number;
        } else if (type == Double.class || type == double.class) {
            return number + 0.5;
        } else if (type == JanusId.class) {
            return JanusId.of(4711);
        } else if (type == Secret.class) {
            return Secret.of("hunter2");
        } else if (type == RawJson.class) {
            return RawJson.of("{\"key\":\"value\"}");
        } else if (type.isEnum()) {
            return Objects.requireNonNull(type.getEnumConstants())[0];
        } else if (type.isRecord()) {
            return filled(type, Set.of());
        }
        throw new AssertionError("a type this test does not know: " + type);
    }

    /** The names of all members that no component took, at any depth. */
    static List<String> extras(@Nullable Object value) {
        List<String> names = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> names.addAll(extras(element)));
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                Object part = part(record, component);
                if (component.getName().equals("extra")) {
                    ((Map<?, ?>) Objects.requireNonNull(part))
                            .keySet()
                            .forEach(name -> names.add(String.valueOf(name)));
                } else {
                    names.addAll(extras(part));
                }
            }
        }
        return names;
    }

    /** What no component of the record itself took. */
    static @Nullable Object extra(Object record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (component.getName().equals("extra")) {
                return part(record, component);
            }
        }
        throw new AssertionError(record.getClass() + " keeps no members of the future");
    }

    private static @Nullable Object part(Object record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component + " can't be read", e);
        }
    }
}
