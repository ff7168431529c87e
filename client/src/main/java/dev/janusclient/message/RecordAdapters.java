// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.PropertyNames;
import io.avaje.json.stream.BufferRecycleStrategy;
import io.avaje.json.stream.JsonStream;
import io.avaje.jsonb.AdapterFactory;
import io.avaje.jsonb.Jsonb;
import io.avaje.jsonb.spi.JsonbComponent;
import io.avaje.jsonb.spi.JsonbExtension;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The adapters of all types, made when they are first asked for. This is the part of avaje-jsonb that its generated adapters
 * need: the library's own {@link Jsonb#builder()} can't start on Android, where {@code Class.getModule()} and
 * {@code Runtime.version()} are missing.
 *
 * <p>The adapters of records are registered by components that avaje-jsonb's annotation processor generates, one for each
 * module. The component of a type is found by {@link ServiceLoader} with the type's class loader, so that it does not depend
 * on the thread that asks first. Thread-safe.
 */
final class RecordAdapters extends UnsupportedJsonb {
    /** What a generated adapter asks for while it is made, and what decodes and encodes. */
    static final RecordAdapters ALL = new RecordAdapters();

    // The default strategy calls Runtime.version().
    private final JsonStream stream = JsonStream.builder()
            .serializeEmpty(true)
            .bufferRecycling(BufferRecycleStrategy.THREAD_LOCAL)
            .build();

    private final Map<Type, JsonAdapter<?>> made = new ConcurrentHashMap<>();

    // Guarded by this.
    private final AdapterComponents components = new AdapterComponents();

    // Guarded by this.
    private final Set<Type> inTheMaking = new HashSet<>();

    // Guarded by this.
    private final Set<ClassLoader> searched = new HashSet<>();

    private RecordAdapters() {}

    JsonStream stream() {
        return stream;
    }

    @Override
    public <T> JsonAdapter<T> adapter(Class<T> type) {
        return adapter((Type) type);
    }

    @Override
    @SuppressWarnings("unchecked") // a type's adapter is registered by the code that knows both
    public <T> JsonAdapter<T> adapter(Type type) {
        JsonAdapter<?> adapter = made.get(type);
        return (JsonAdapter<T>) (adapter == null ? make(type) : adapter);
    }

    @Override
    public <T> JsonAdapter<T> customAdapter(Class<? extends JsonAdapter<?>> type) {
        return adapter((Type) type);
    }

    @Override
    public PropertyNames properties(String... names) {
        return stream.properties(names);
    }

    private synchronized JsonAdapter<?> make(Type type) {
        JsonAdapter<?> already = made.get(type);
        if (already != null) {
            return already;
        }
        if (!inTheMaking.add(type)) {
            // A record that contains its own type.
            return new Later<>(type);
        }
        try {
            JsonAdapter<?> adapter = create(type);
            made.put(type, adapter);
            return adapter;
        } finally {
            inTheMaking.remove(type);
        }
    }

    private JsonAdapter<?> create(Type type) {
        JsonAdapter<?> adapter = LenientAdapters.create(type);
        if (adapter == null && type instanceof ParameterizedType container) {
            adapter = ofContainer(container);
        }
        if (adapter == null) {
            adapter = ofComponent(type);
        }
        if (adapter == null) {
            throw new IllegalArgumentException(type
                    + " has no JSON adapter: a record needs @Json and the annotation processor avaje-jsonb-generator,"
                    + " any other type a JsonbComponent that registers one");
        }
        return adapter;
    }

    private @Nullable JsonAdapter<?> ofContainer(ParameterizedType type) {
        Type raw = type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == List.class) {
            return new ListAdapter<>(arguments[0], adapter(arguments[0]));
        }
        if (raw == Set.class) {
            return new SetAdapter<>(new ListAdapter<>(arguments[0], adapter(arguments[0])));
        }
        return raw == Map.class ? new MapAdapter<>(adapter(arguments[1])) : null;
    }

    private @Nullable JsonAdapter<?> ofComponent(Type type) {
        JsonAdapter<?> adapter = components.create(type, this);
        ClassLoader loader = type instanceof Class<?> c ? c.getClassLoader() : null;
        if (adapter == null && loader != null && searched.add(loader)) {
            for (JsonbExtension extension : ServiceLoader.load(JsonbExtension.class, loader)) {
                if (extension instanceof JsonbComponent component) {
                    component.register(components);
                }
            }
            adapter = components.create(type, this);
        }
        return adapter;
    }

    /** What components register. Options are those of {@link RecordAdapters} for all of them. */
    private static final class AdapterComponents extends UnsupportedJsonb.Builder {
        private final Map<Type, AdapterBuilder> builders = new HashMap<>();
        private final List<AdapterFactory> factories = new ArrayList<>();

        @Nullable JsonAdapter<?> create(Type type, Jsonb adapters) {
            AdapterBuilder builder = builders.get(type);
            if (builder != null) {
                return builder.build(adapters).nullSafe();
            }
            for (AdapterFactory factory : factories) {
                JsonAdapter<?> adapter = factory.create(type, adapters);
                if (adapter != null) {
                    return adapter;
                }
            }
            return null;
        }

        @Override
        public Jsonb.Builder add(Type type, AdapterBuilder builder) {
            builders.putIfAbsent(type, builder);
            return this;
        }

        @Override
        public <T> Jsonb.Builder add(Type type, JsonAdapter<T> adapter) {
            return add(type, adapters -> adapter);
        }

        @Override
        public <T> Jsonb.Builder add(Type type, Supplier<JsonAdapter<T>> adapter) {
            return add(type, adapters -> adapter.get());
        }

        @Override
        public Jsonb.Builder add(AdapterFactory factory) {
            factories.add(factory);
            return this;
        }

        @Override
        public Jsonb.Builder add(JsonbComponent component) {
            component.register(this);
            return this;
        }
    }

    /** The adapter of a type that is not made yet; asked for when it is used. */
    private record Later<T>(Type type) implements JsonAdapter<T> {
        @Override
        public void toJson(JsonWriter writer, T value) {
            ALL.<T>adapter(type).toJson(writer, value);
        }

        @Override
        public T fromJson(JsonReader reader) {
            return ALL.<T>adapter(type).fromJson(reader);
        }
    }
}
