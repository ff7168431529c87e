package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Records with every component set to something that they accept. */
final class FilledRecord {
    /** Tried in turn, until the record's checks accept one. */
    private static final List<Integer> NUMBERS = List.of(486, 96, 1, 8000);

    private FilledRecord() {}

    static Object of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        int[] attempts = new int[components.length];
        while (true) {
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(components[i].getGenericType(), NUMBERS.get(attempts[i]));
            }
            try {
                return type.getDeclaredConstructor(types).newInstance(values);
            } catch (InvocationTargetException e) {
                attempts[refused(components, Objects.requireNonNull(e.getCause()))]++;
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

    private static Object value(Type generic, int number) {
        if (generic instanceof ParameterizedType list && list.getRawType() == List.class) {
            return List.of(value(list.getActualTypeArguments()[0], number));
        } else if (generic instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return Map.of("X-A", "b");
        }
        Class<?> type = (Class<?>) generic;
        if (type == String.class) {
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
            return JanusId.of(1234);
        } else if (type == Secret.class) {
            return Secret.of("hunter2");
        } else if (type == RawJson.class) {
            return RawJson.of("{\"key\":\"value\"}");
        } else if (type.isEnum()) {
            return Objects.requireNonNull(type.getEnumConstants())[0];
        }
        return of(type);
    }
}
