// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.BufferRecycleStrategy;
import io.avaje.json.stream.JsonOutput;
import io.avaje.json.stream.JsonStream;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.lang.reflect.Type;

/** What {@link Jsonb} offers and generated adapters do not use. Every method throws {@link UnsupportedOperationException}. */
abstract class UnsupportedJsonb implements Jsonb {
    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("not available to the adapters of janus-client's records");
    }

    @Override
    public String toJson(Object any) {
        throw unsupported();
    }

    @Override
    public String toJsonPretty(Object any) {
        throw unsupported();
    }

    @Override
    public byte[] toJsonBytes(Object any) {
        throw unsupported();
    }

    @Override
    public void toJson(Object any, Writer writer) {
        throw unsupported();
    }

    @Override
    public void toJson(Object any, OutputStream stream) {
        throw unsupported();
    }

    @Override
    public void toJson(Object any, JsonWriter writer) {
        throw unsupported();
    }

    @Override
    public void toJson(Object any, JsonOutput output) {
        throw unsupported();
    }

    @Override
    public <T> JsonType<T> type(Class<T> type) {
        throw unsupported();
    }

    @Override
    public <T> JsonType<T> type(Type type) {
        throw unsupported();
    }

    @Override
    public <T> JsonType<T> typeOf(Object value) {
        throw unsupported();
    }

    @Override
    public JsonReader reader(String json) {
        throw unsupported();
    }

    @Override
    public JsonReader reader(byte[] json) {
        throw unsupported();
    }

    @Override
    public JsonReader reader(Reader json) {
        throw unsupported();
    }

    @Override
    public JsonReader reader(InputStream json) {
        throw unsupported();
    }

    @Override
    public JsonWriter writer(Writer writer) {
        throw unsupported();
    }

    @Override
    public JsonWriter writer(OutputStream stream) {
        throw unsupported();
    }

    @Override
    public JsonWriter writer(JsonOutput output) {
        throw unsupported();
    }

    @Override
    public JsonAdapter<String> rawAdapter() {
        throw unsupported();
    }

    @Override
    public boolean hasAdapter(Class<?> type) {
        throw unsupported();
    }

    @Override
    public boolean hasAdapter(Type type) {
        throw unsupported();
    }

    /** What {@link Jsonb.Builder} offers beside registering adapters: options, which would apply to the records of others, too. */
    abstract static class Builder implements Jsonb.Builder {
        @Override
        public Jsonb.Builder serializeNulls(boolean serialize) {
            throw unsupported();
        }

        @Override
        public Jsonb.Builder serializeEmpty(boolean serialize) {
            throw unsupported();
        }

        @Override
        public Jsonb.Builder failOnUnknown(boolean fail) {
            throw unsupported();
        }

        @Override
        public Jsonb.Builder failOnNullPrimitives(boolean fail) {
            throw unsupported();
        }

        @Override
        public Jsonb.Builder mathTypesAsString(boolean asString) {
            throw unsupported();
        }

        @Override
        public Jsonb.Builder calendarAsString(boolean asString) {
            throw unsupported();
        }

        @Override
        public Jsonb.Builder bufferRecycling(BufferRecycleStrategy strategy) {
            throw unsupported();
        }

        @Override
        public Jsonb.Builder adapter(JsonStream stream) {
            throw unsupported();
        }

        @Override
        public Jsonb.Builder classLoader(ClassLoader loader) {
            throw unsupported();
        }

        @Override
        public Jsonb build() {
            throw unsupported();
        }
    }
}
