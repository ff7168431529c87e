// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.jsonb.GeneratedJsonComponent;
import io.avaje.json.JsonAdapter;
import io.avaje.jsonb.Jsonb;
import io.avaje.jsonb.Types;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordAdaptersTest {
    private enum Colour {
        RED
    }

    /** Loads the library once more, and says what of it was loaded. */
    private static final class SecondLoader extends URLClassLoader {
        SecondLoader() {
            super(
                    Stream.of(RecordAdapters.class, JsonAdapter.class, Jsonb.class)
                            .map(type ->
                                    type.getProtectionDomain().getCodeSource().getLocation())
                            .toArray(URL[]::new),
                    ClassLoader.getPlatformClassLoader());
        }

        boolean hasLoaded(Class<?> type) {
            return findLoadedClass(type.getName()) != null;
        }
    }

    @Test
    void theAdapterOfOneRecordIsFoundWithoutTheOthers() throws Exception {
        try (SecondLoader loader = new SecondLoader()) {
            Field all = loader.loadClass(RecordAdapters.class.getName()).getDeclaredField("ALL");
            all.setAccessible(true);
            Method adapter = all.getType().getDeclaredMethod("adapter", Class.class);
            adapter.setAccessible(true);

            Object found = adapter.invoke(all.get(null), loader.loadClass(IceCandidate.class.getName()));

            assertThat(found).isNotNull();
            assertThat(loader.hasLoaded(IceCandidateJsonAdapter.class)).isTrue();
            assertThat(loader.hasLoaded(GeneratedJsonComponent.class)).isFalse();
        }
    }

    @Test
    void valuesWithoutATypeComeBackAsTheyWere() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a \"quoted\" one\n");
        value.put("id", 9_007_199_254_740_993L);
        value.put("wider", new BigInteger("18446744073709551615"));
        value.put("real", 0.25);
        value.put("flags", Arrays.asList(true, false, null));
        value.put("inside", Map.of("empty", List.of()));

        assertThat(Json.decode(Object.class, Json.encode(value))).isEqualTo(value);
    }

    @Test
    void recordsInsideOfMapsAreWrittenByTheirAdapters() {
        assertThat(Json.encode(Map.of("candidates", List.of(new IceCandidate("candidate:1", "a", 1))))
                        .toString())
                .isEqualTo("{\"candidates\":[{\"candidate\":\"candidate:1\",\"sdpMid\":\"a\",\"sdpMLineIndex\":1}]}");
    }

    @Test
    void containersKeepTheOrderOfTheWire() {
        JsonAdapter<Map<String, Set<Double>>> adapter =
                RecordAdapters.ALL.adapter(Types.mapOf(Types.setOf(Double.class)));
        RawJson json = RawJson.of("{\"b\":[2.5,1,2.5],\"a\":[]}");

        Map<String, Set<Double>> map = adapter.fromJson(json.reader());

        assertThat(map).containsExactly(Map.entry("b", Set.of(2.5, 1.0)), Map.entry("a", Set.of()));
        assertThat(map.get("b")).containsExactly(2.5, 1.0);
    }

    @Test
    void anEnumOfAUsersOwnGoesByItsName() {
        assertThat(Json.encode(Colour.RED)).hasToString("\"RED\"");
        assertThat(Json.decode(Colour.class, RawJson.of("\"RED\""))).isEqualTo(Colour.RED);
    }

    @Test
    void aTypeWithoutAnAdapterIsNamed() {
        assertThatThrownBy(() -> Json.encode(Thread.currentThread()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("class java.lang.Thread has no JSON adapter: a record needs @Json");
    }
}
