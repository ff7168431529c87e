// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.PluginType;
import dev.janusclient.message.Check;
import dev.janusclient.reclaim.PluginTypes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A refusal shows a text by the name of its field alone: the name of every secret tells that it is one. */
class SecretFieldsTest {
    static List<PluginType<?>> types() {
        return PluginTypes.ALL;
    }

    private static void collect(String field, @Nullable Object value, Set<String> secrets, Set<String> texts) {
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (name, inner) -> collect(field.isEmpty() ? "" + name : field + "." + name, inner, secrets, texts));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> collect(field + "[0]", inner, secrets, texts));
        } else if ("hunter2".equals(value)) {
            secrets.add(field);
        } else if (value instanceof String) {
            texts.add(field);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void noneIsShownAndOtherTextsAre(PluginType<?> type) {
        Set<String> secrets = new TreeSet<>();
        Set<String> texts = new TreeSet<>();
        for (PluginRequest<?, ?> request : type.requests()) {
            if (request.body() != Void.class) {
                collect("", Records.encoded(Records.filled(request.body(), Set.of())), secrets, texts);
            }
        }
        assertThat(secrets).allSatisfy(field -> assertThat(Check.refusal(field, "hunter2", "is odd"))
                .hasMessage(field + ": *** is odd"));
        texts.removeAll(secrets);
        // A caller's own JSON, whose member of this test is called "key".
        texts.removeIf(field -> field.startsWith("metadata."));
        assertThat(texts).allSatisfy(field -> assertThat(Check.refusal(field, "a text", "is odd"))
                .hasMessage(field + ": \"a text\" is odd"));
    }
}
