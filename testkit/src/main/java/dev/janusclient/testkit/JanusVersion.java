// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.lang.module.ModuleDescriptor.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of Janus, compared number by number; {@code 1.4.2-dev} comes before {@code 1.4.2}. */
final class JanusVersion {
    // "Janus version: 1102 (1.1.2)"; 1.1.2 prints it before it complains about the option.
    private static final Pattern PRINTED = Pattern.compile("^Janus version: \\d+ \\(([^)]+)\\)", Pattern.MULTILINE);

    private static final Map<JanusInstallation, Version> READ = new ConcurrentHashMap<>();

    private JanusVersion() {}

    /**
     * The version of the Janus that tests use on this machine. The program is asked once per JVM.
     *
     * @throws IllegalStateException if Janus is not installed or does not print its version
     */
    static Version installed() {
        return READ.computeIfAbsent(JanusInstallation.find(), installation -> read(print(installation)));
    }

    /** Finds the version in what {@code janus --version} prints. */
    static Version read(String printed) {
        Matcher line = PRINTED.matcher(printed);
        if (!line.find()) {
            throw new IllegalStateException("Janus did not print its version, but: " + printed);
        }
        return Version.parse(line.group(1));
    }

    private static String print(JanusInstallation installation) {
        try (TempFolder folder = new TempFolder("janus-version-")) {
            List<String> command = List.of(installation.program(), "--version");
            try (ChildProcess janus =
                    ChildProcess.start("Janus", command, folder.path(), folder.resolve("version.txt"))) {
                if (!janus.awaitExit(Duration.ofSeconds(10))) {
                    throw new IllegalStateException("'" + String.join(" ", command) + "' did not end");
                }
                return janus.log();
            }
        }
    }
}
