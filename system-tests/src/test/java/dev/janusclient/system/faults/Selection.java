// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which cells are run: by default a spread in which any two of plugin, moment, trouble and evidence that can meet do meet;
 * with {@code -Dfault.cells=all} every one; with a regular expression those whose names match.
 */
final class Selection {
    private Selection() {}

    static List<Cell> cells() {
        List<Cell> all =
                Cell.all().stream().filter(cell -> cell.meaningless().isEmpty()).toList();
        String wanted = System.getProperty("fault.cells", "");
        return switch (wanted) {
            case "" -> spread(all);
            case "all" -> all;
            default ->
                all.stream().filter(cell -> cell.toString().matches(wanted)).toList();
        };
    }

    /** Always the cell that brings the most that is new; of several, one of the plugin that had the fewest so far. */
    static List<Cell> spread(List<Cell> all) {
        List<Cell> chosen = new ArrayList<>();
        Set<Object> met = new HashSet<>();
        List<Cell> left = new ArrayList<>(all);
        Map<Scenes, Integer> used = new EnumMap<>(Scenes.class);
        while (true) {
            Cell best = null;
            long most = 0;
            for (Cell cell : left) {
                long brings = meetings(cell).stream()
                        .filter(pair -> !met.contains(pair))
                        .count();
                boolean fewer =
                        best != null && used.getOrDefault(cell.plugin(), 0) < used.getOrDefault(best.plugin(), 0);
                if (brings > most || (brings > 0 && brings == most && fewer)) {
                    most = brings;
                    best = cell;
                }
            }
            if (best == null) {
                return chosen;
            }
            chosen.add(best);
            used.merge(best.plugin(), 1, Integer::sum);
            left.remove(best);
            met.addAll(meetings(best));
        }
    }

    static Set<Object> meetings(Cell cell) {
        List<Object> sides = List.of(cell.plugin(), cell.moment(), cell.trouble(), cell.evidence());
        Set<Object> pairs = new HashSet<>();
        for (int i = 0; i < sides.size(); i++) {
            for (int j = i + 1; j < sides.size(); j++) {
                pairs.add(List.of(sides.get(i), sides.get(j)));
            }
        }
        return pairs;
    }
}
