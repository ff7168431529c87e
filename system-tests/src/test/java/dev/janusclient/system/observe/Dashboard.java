// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.observe;

import dev.janusclient.message.RawJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The dashboard in {@code docs/}, as Grafana reads it. */
record Dashboard(List<Panel> panels) {
    static final Path FILE = Path.of("..", "docs", "dashboards", "janus-client.json");

    /** A panel in Grafana's grid, which is 24 columns wide. */
    record Panel(String title, String unit, int x, int y, int width, int height, List<Query> queries) {}

    /** @param legend with {@code {{label}}} for the value of a label */
    record Query(String expression, String legend) {}

    static Dashboard read() throws IOException {
        return new Dashboard(member(RawJson.of(Files.readString(FILE)), "panels").elements().stream()
                .map(Dashboard::panel)
                .toList());
    }

    private static Panel panel(RawJson panel) {
        RawJson grid = member(panel, "gridPos");
        RawJson defaults = member(member(panel, "fieldConfig"), "defaults");
        return new Panel(
                member(panel, "title").asString(),
                member(defaults, "unit").asString(),
                (int) member(grid, "x").asLong(),
                (int) member(grid, "y").asLong(),
                (int) member(grid, "w").asLong(),
                (int) member(grid, "h").asLong(),
                member(panel, "targets").elements().stream()
                        .map(target -> new Query(
                                member(target, "expr").asString(),
                                member(target, "legendFormat").asString()))
                        .toList());
    }

    static RawJson member(RawJson object, String name) {
        return Objects.requireNonNull(object.member(name), () -> "no " + name + " in " + object);
    }
}
