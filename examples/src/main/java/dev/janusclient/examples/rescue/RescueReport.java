// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.rescue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen in one rescue.
 *
 * @param story what happened to the call
 * @param steps in the order of time
 */
public record RescueReport(Rescue.Story story, List<Step> steps) {
    /** What is measured, from one step to another. */
    private static final Map<String, List<String>> SPANS = spans();

    public RescueReport {
        steps = steps.stream().sorted(Comparator.comparingLong(Step::nanos)).toList();
    }

    private static Map<String, List<String>> spans() {
        Map<String, List<String>> spans = new LinkedHashMap<>();
        spans.put("B's JVM up", List.of("left", "started"));
        spans.put("claimed", List.of("started", "claimed"));
        spans.put("re-attached", List.of("claimed", "reattached"));
        spans.put("answered", List.of("reattached", "answered"));
        spans.put("B hears", List.of("answered", "heard"));
        spans.put("caller hears", List.of("answered", "heard-by-caller"));
        spans.put("declined", List.of("reattached", "declined"));
        spans.put("missed reported", List.of("reattached", "missed"));
        spans.put("in all", List.of("left", "end"));
        return spans;
    }

    /** The spans that this story has, in milliseconds. */
    public Map<String, Double> millis() {
        Map<String, Double> millis = new LinkedHashMap<>();
        SPANS.forEach((name, span) -> {
            Optional<Step> from = find(span.get(0));
            Optional<Step> to = find(span.get(1));
            if (from.isPresent() && to.isPresent()) {
                millis.put(name, (to.get().nanos() - from.get().nanos()) / 1e6);
            }
        });
        return millis;
    }

    private Optional<Step> find(String name) {
        return switch (name) {
            case "left" -> find("killed").or(() -> find("released"));
            case "end" -> last(List.of("heard", "heard-by-caller")).or(() -> last(List.of("declined", "missed")));
            default -> steps.stream().filter(step -> step.name().equals(name)).findFirst();
        };
    }

    private Optional<Step> last(List<String> names) {
        return steps.stream().filter(step -> names.contains(step.name())).reduce((first, second) -> second);
    }

    /** The steps as a person reads them, with the time since the call began to ring. */
    public List<String> timeline() {
        long zero = find("calling").orElse(steps.get(0)).nanos();
        List<String> lines = new ArrayList<>();
        for (Step step : steps) {
            if (!step.name().equals("begin")) {
                lines.add(String.format(
                        "%7d ms  %-16s %s",
                        Math.round((step.nanos() - zero) / 1e6), label(step.name()), step.detail()));
            }
        }
        return lines;
    }

    private static String label(String step) {
        return switch (step) {
            case "attached", "registered" -> "A " + step;
            case "ticket" -> "A rings, ticket";
            case "killed" -> "A KILLED -9";
            case "released" -> "A let go";
            case "calling", "cancelled", "bye", "refused" -> "caller " + step;
            case "heard-by-caller" -> "caller hears B";
            case "heard" -> "B hears caller";
            default -> "B " + step;
        };
    }
}
