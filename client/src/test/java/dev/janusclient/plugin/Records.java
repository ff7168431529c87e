package dev.janusclient.plugin;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Records of which a test knows nothing but that they are records. */
final class Records {
    private final BiFunction<String, Object, Object> values;

    /**
     * @param values a component's name and the usual value to the value it gets
     */
    Records(BiFunction<String, Object, Object> values) {
        this.values = values;
    }

    @SuppressWarnings("unchecked")
    static <T> RawJson encoded(T record) {
        return Json.encode((Class<T>) record.getClass(), record);
    }

    /** A record with every component set. */
    Object filled(Class<?> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object[] filled = Stream.of(components)
                    .map(component -> values.apply(component.getName(), usual(component.getGenericType())))
                    .toArray(Object[]::new);
            return type.getDeclaredConstructor(types).newInstance(filled);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " can't be filled", e);
        }
    }

    private Object usual(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? List.of(usual(generic.getActualTypeArguments()[0]))
                    : Map.of("X-A", "b");
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return filled(plain);
        } else if (plain.isEnum()) {
            return Objects.requireNonNull(plain.getEnumConstants())[0];
        } else if (plain == String.class) {
            return "text";
        } else if (plain == Boolean.class || plain == boolean.class) {
            return true;
        } else if (plain == Integer.class || plain == int.class) {
            return 10;
        } else if (plain == Long.class || plain == long.class) {
            return 77L;
        } else if (plain == Secret.class) {
            return Secret.of("hunter2");
        } else if (plain == JanusId.class) {
            return JanusId.of(4711);
        }
        throw new AssertionError("a type this test does not know: " + type);
    }

    /** The names of all members that no component took, at any depth. */
    static List<String> extras(Object value) {
        List<String> names = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> names.addAll(extras(element)));
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                try {
                    Object inner = component.getAccessor().invoke(record);
                    if (component.getName().equals("extra")) {
                        ((Map<?, ?>) inner).keySet().forEach(name -> names.add(name.toString()));
                    } else if (inner != null) {
                        names.addAll(extras(inner));
                    }
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(component.toString(), e);
                }
            }
        }
        return names;
    }
}
