// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A list without an element twice, in its order on the wire. */
record SetAdapter<T>(JsonAdapter<List<T>> list) implements JsonAdapter<Set<T>> {
    @Override
    public void toJson(JsonWriter writer, @Nullable Set<T> set) {
        if (set == null) {
            writer.nullValue();
        } else {
            list.toJson(writer, List.copyOf(set));
        }
    }

    @Override
    @SuppressWarnings("NullAway") // JSON's null is a null here; the records say which components may be
    public Set<T> fromJson(JsonReader reader) {
        List<T> elements = list.fromJson(reader);
        return elements == null ? null : new LinkedHashSet<>(elements);
    }
}
