// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.PluginType;
import dev.janusclient.plugin.PluginRequest;
import dev.janusclient.reclaim.PluginTypes;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of fields has every request that the library has. */
class FieldTableTest {
    static List<PluginType<?>> plugins() {
        return PluginTypes.ALL;
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void everyRequestWithMembersHasItsFields(PluginType<?> type) {
        for (PluginRequest<?, ?> row : type.requests()) {
            if (row.body() != Void.class) {
                assertThat(FieldTable.of(type.name(), row))
                        .as(type.name() + " " + row.label())
                        .isNotEmpty();
            }
        }
    }
}
