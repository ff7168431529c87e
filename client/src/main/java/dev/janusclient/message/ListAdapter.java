// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import dev.janusclient.internal.log.LogBudget;
import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a list; with {@link RequiredMembers} one that lacks the elements that do not fit. */
final class ListAdapter<T> implements JsonAdapter<List<T>> {
    private static final Logger log = LoggerFactory.getLogger(ListAdapter.class);

    /** A list that is asked for every second does not fill the log. */
    private final LogBudget logs = new LogBudget(System::nanoTime);

    private final Type type;
    private final JsonAdapter<T> elements;

    ListAdapter(Type type, JsonAdapter<T> elements) {
        this.type = type;
        this.elements = elements;
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable List<T> list) {
        if (list == null) {
            writer.nullValue();
        } else if (list.isEmpty()) {
            writer.emptyArray();
        } else {
            writer.beginArray();
            for (T element : list) {
                elements.toJson(writer, element);
            }
            writer.endArray();
        }
    }

    @Override
    @SuppressWarnings("NullAway") // JSON's null is a null here; the records say which components may be
    public List<T> fromJson(JsonReader reader) {
        if (reader.isNullValue()) {
            return null;
        }
        List<T> list = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNextElement()) {
            if (reader instanceof SliceReader slice && slice.required() != null) {
                addIfItFits(slice, slice.required(), list);
            } else {
                list.add(elements.fromJson(reader));
            }
        }
        reader.endArray();
        return list;
    }

    private void addIfItFits(SliceReader reader, RequiredMembers required, List<T> list) {
        int depth = reader.depth();
        try {
            if (type instanceof Class<?> record) {
                required.check(reader.take(), record);
            }
            T element = elements.fromJson(reader);
            if (element != null) {
                list.add(element);
            }
        } catch (RuntimeException e) {
            // Whatever it is, as in Json.decode.
            reader.backTo(depth);
            String name = type instanceof Class<?> named ? named.getSimpleName() : type.toString();
            String why = Json.withoutContent(e.getMessage());
            logs.warn(log, "an element of a list is left out, because it is no {}: {}", name, why);
        }
    }
}
