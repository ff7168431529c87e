// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.faults;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came of all cells, as tables: green of run, by plugin and moment, and by plugin and trouble. */
final class Results {
    private final Map<Cell, String> ended = new LinkedHashMap<>();

    /** @param how what came of it in a few words; null if it is red */
    void add(Cell cell, @Nullable String how) {
        ended.put(cell, how == null ? "red" : how);
    }

    private static boolean isGreen(Map.Entry<Cell, String> one) {
        return !one.getValue().equals("red");
    }

    String toText(long seconds, List<String> crashes) {
        long green = ended.entrySet().stream().filter(Results::isGreen).count();
        long meaningless = Cell.all().stream()
                .filter(cell -> cell.meaningless().isPresent())
                .count();
        Map<String, Integer> outcomes = new TreeMap<>();
        ended.values().forEach(how -> outcomes.merge(how, 1, Integer::sum));
        StringBuilder text = new StringBuilder();
        text.append("fault matrix: cells run ")
                .append(ended.size())
                .append(" of ")
                .append(Cell.all().size() - meaningless)
                .append(", cells green ")
                .append(green)
                .append(", in ")
                .append(seconds)
                .append(" s\n");
        table(text, Moment.values(), Cell::moment);
        table(text, Trouble.values(), Cell::trouble);
        table(text, Evidence.values(), Cell::evidence);
        text.append("outcomes: ").append(outcomes).append('\n');
        ended.entrySet().stream()
                .filter(one -> !isGreen(one))
                .forEach(one -> text.append("red: ").append(one.getKey()).append('\n'));
        crashes.forEach(crash -> text.append("Janus crashed, and its cells were run again; ")
                .append(crash)
                .append('\n'));
        return text.toString();
    }

    private <E extends Enum<E>> void table(StringBuilder text, E[] rows, Function<Cell, E> row) {
        text.append(String.format("%-24s", ""));
        Stream.of(Scenes.values()).forEach(plugin -> text.append(String.format("%12s", plugin)));
        text.append('\n');
        for (E one : rows) {
            text.append(String.format("%-24s", one));
            Map<Scenes, int[]> counts = new EnumMap<>(Scenes.class);
            ended.entrySet().stream()
                    .filter(cell -> row.apply(cell.getKey()) == one)
                    .forEach(cell -> {
                        int[] count = counts.computeIfAbsent(cell.getKey().plugin(), first -> new int[2]);
                        count[0] += isGreen(cell) ? 1 : 0;
                        count[1]++;
                    });
            for (Scenes plugin : Scenes.values()) {
                int[] count = counts.get(plugin);
                text.append(String.format("%12s", count == null ? "-" : count[0] + "/" + count[1]));
            }
            text.append('\n');
        }
    }
}
