// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.message.RawJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The table of everything Janus knows, read from its source: {@code janus-api.json}. */
public final class ApiTable {
    private static final Map<String, Object> ALL = load();

    private ApiTable() {}

    private static Map<String, Object> load() {
        try (InputStream in = Objects.requireNonNull(ApiTable.class.getResourceAsStream("/janus-api.json"))) {
            return map(RawJson.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Map<String, Object>> coreErrors() {
        return list(ALL, "core_errors");
    }

    /** The whole table. */
    public static Map<String, Object> all() {
        return ALL;
    }

    public static Map<String, Object> plugin(String name) {
        return object(object(ALL, "plugins"), name);
    }

    /** JSON as maps, lists, strings and numbers. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(RawJson json) {
        return (Map<String, Object>) json.as(Object.class);
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Map<String, Object> parent, String name) {
        return (Map<String, Object>) Objects.requireNonNull(parent.get(name));
    }

    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> list(Map<String, Object> parent, String name) {
        return (List<Map<String, Object>>) Objects.requireNonNull(parent.get(name));
    }

    public static String text(Map<String, Object> parent, String name) {
        return (String) Objects.requireNonNull(parent.get(name));
    }

    public static int number(Map<String, Object> parent, String name) {
        return ((Number) Objects.requireNonNull(parent.get(name))).intValue();
    }
}
