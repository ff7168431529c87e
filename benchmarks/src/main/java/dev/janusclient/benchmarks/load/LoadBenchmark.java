// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures what is named on the command line, or all of it: {@code [--quick] [--only=SUBJECT,...] [SCENARIO...]}. Prints a
 * table for each, and in the end how the targets were met.
 */
public final class LoadBenchmark {
    private interface Scenario {
        void run() throws Exception;
    }

    private LoadBenchmark() {}

    public static void main(String[] args) throws Exception {
        boolean quick = false;
        List<Subject> subjects = List.of(Subject.values());
        List<String> chosen = new ArrayList<>();
        for (String arg : args) {
            if (arg.equals("--quick")) {
                quick = true;
            } else if (arg.startsWith("--only=")) {
                subjects = Subject.named(arg.substring("--only=".length()));
            } else {
                chosen.add(arg);
            }
        }
        Report report = new Report(Places.report(), quick);
        Map<String, Scenario> scenarios = scenarios(report, subjects);
        if (!scenarios.keySet().containsAll(chosen)) {
            System.err.println("There are: " + String.join(" ", scenarios.keySet()));
            System.exit(2);
        }
        Set<String> wanted = chosen.isEmpty() ? scenarios.keySet() : Set.copyOf(chosen);
        for (Map.Entry<String, Scenario> scenario : scenarios.entrySet()) {
            if (wanted.contains(scenario.getKey())) {
                report.begin(scenario.getKey());
                scenario.getValue().run();
            }
        }
        report.end();
        report.printTargets();
        System.exit(0);
    }

    private static Map<String, Scenario> scenarios(Report report, List<Subject> subjects) {
        Requests requests = new Requests(report, subjects);
        Map<String, Scenario> all = new LinkedHashMap<>();
        all.put("load", requests::onStub);
        all.put("batched", requests::onBatchingStub);
        all.put("janus", requests::onJanus);
        Standing standing = new Standing(report, subjects);
        all.put("threads", standing::threads);
        all.put("memory", standing::memory);
        all.put("idle", standing::idle);
        all.put("leaks", new Leaks(report, subjects)::run);
        all.put("reattach", new Reattachments(report)::run);
        all.put("reclaim", new Reclaims(report)::run);
        return all;
    }
}
