// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.doctor;

import dev.janusclient.JanusClient;
import dev.janusclient.message.ServerInfo;
import java.util.List;
import java.util.stream.Collectors;

/** What would defeat a reclaim on a server, in plain words, as {@link JanusClient#doctor} found it. */
public record Diagnosis(ServerInfo server, List<Finding> findings) {
    /** How bad something is. */
    public enum Severity {
        /** No session can be taken back. */
        FATAL,
        /** Some can't, or not by whom they should, or not with everything. */
        WARNING,
        /** Good to know. */
        NOTE
    }

    /**
     * One thing.
     *
     * @param subject what it is about, in the server's or the options' own words
     * @param problem what is the matter
     * @param advice what to do about it; empty if there is nothing to do
     */
    public record Finding(Severity severity, String subject, String problem, String advice) {
        @Override
        public String toString() {
            return severity + " " + subject + ": " + problem + (advice.isEmpty() ? "" : " (" + advice + ")");
        }
    }

    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found that defeats a reclaim, warnings included. */
    public boolean isHealthy() {
        return findings.stream().allMatch(finding -> finding.severity() == Severity.NOTE);
    }

    /** What was found about one subject. */
    public List<Finding> about(String subject) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .collect(Collectors.toList());
    }

    /** A line each. */
    @Override
    public String toString() {
        String head = "Janus '" + server.serverName() + "' "
                + (server.versionKnown() ? server.versionString() : "of an unknown version") + ": ";
        return findings.isEmpty()
                ? head + "nothing was found that would defeat a reclaim"
                : findings.stream().map(Finding::toString).collect(Collectors.joining("\n", head + "\n", ""));
    }
}
