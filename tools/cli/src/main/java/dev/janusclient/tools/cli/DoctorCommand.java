// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.doctor.Diagnosis;
import dev.janusclient.doctor.Diagnosis.Finding;
import dev.janusclient.doctor.Diagnosis.Severity;
import dev.janusclient.tools.cli.Output.Column;
import dev.janusclient.tools.model.SafeText;
import dev.janusclient.tools.model.Server;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code janus doctor}. */
@Command(
        name = "doctor",
        description = "Looks for what would defeat a reclaim: settings, and a trial with a session of its own.",
        footer =
                "Ends with 1 if a finding is FATAL: no session can be reclaimed then. With warnings and notes it ends with 0.")
final class DoctorCommand extends Subcommand {
    @Override
    ExitCode run() {
        Server server = janus().server();
        Diagnosis diagnosis = server.diagnose();
        if (output().isTable()) {
            output().heading("Janus '" + SafeText.of(diagnosis.server().serverName()) + "' "
                    + SafeText.of(diagnosis.server().versionString()) + " at "
                    + server.address().uri());
        }
        if (!server.hasAdminSecret() && output().isTable()) {
            output().plain("The Admin API was not asked: its address and secret are not set.");
        }
        List<Finding> findings = diagnosis.findings();
        output().rows(
                        findings,
                        "Nothing was found that would defeat a reclaim.",
                        Column.<Finding>of("SEVERITY", Finding::severity).styled(DoctorCommand::style),
                        Column.of("SUBJECT", finding -> SafeText.of(finding.subject())),
                        Column.<Finding>of("PROBLEM", finding -> SafeText.of(finding.problem()))
                                .wrapped(),
                        Column.<Finding>of("ADVICE", finding -> SafeText.of(finding.advice()))
                                .wrapped());
        boolean fatal = findings.stream().anyMatch(finding -> finding.severity() == Severity.FATAL);
        return fatal ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private static Style style(Finding finding) {
        return switch (finding.severity()) {
            case FATAL -> Style.BAD;
            case WARNING -> Style.DOUBTFUL;
            case NOTE -> Style.PLAIN;
        };
    }
}
