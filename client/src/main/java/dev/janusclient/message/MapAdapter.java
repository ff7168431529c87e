// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object whose members all have one type, in their order on the wire; of members of one name the last one counts. */
record MapAdapter<T>(JsonAdapter<T> values) implements JsonAdapter<Map<String, T>> {
    @Override
    public void toJson(JsonWriter writer, @Nullable Map<String, T> map) {
        if (map == null) {
            writer.nullValue();
            return;
        }
        writer.beginObject();
        map.forEach((name, value) -> {
            writer.name(name);
            values.toJson(writer, value);
        });
        writer.endObject();
    }

    @Override
    @SuppressWarnings("NullAway") // JSON's null is a null here; the records say which components may be
    public Map<String, T> fromJson(JsonReader reader) {
        if (reader.isNullValue()) {
            return null;
        }
        Map<String, T> map = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNextField()) {
            map.put(reader.nextField(), values.fromJson(reader));
        }
        reader.endObject();
        return map;
    }
}
