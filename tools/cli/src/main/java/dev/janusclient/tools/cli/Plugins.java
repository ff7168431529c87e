// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.PluginType;
import dev.janusclient.reclaim.PluginTypes;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The plugins that the library knows. */
final class Plugins {
    static final String PREFIX = "janus.plugin.";

    private Plugins() {}

    static String shortName(PluginType<?> type) {
        return type.name().substring(PREFIX.length());
    }

    /** The plugin of a short or full name; null if the library does not know it. */
    static @Nullable PluginType<?> find(String name) {
        String full = name.startsWith(PREFIX) ? name : PREFIX + name;
        return PluginTypes.ALL.stream()
                .filter(type -> type.name().equals(full))
                .findFirst()
                .orElse(null);
    }

    /** The plugin of a short or full name. */
    static PluginType<?> named(String name) {
        PluginType<?> type = find(name);
        if (type == null) {
            throw new ProblemException(
                    Kind.BAD_INPUT,
                    "'" + name + "' is no plugin that this command knows; there are "
                            + PluginTypes.ALL.stream().map(Plugins::shortName).collect(Collectors.joining(", ")) + ".");
        }
        return type;
    }
}
