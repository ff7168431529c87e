// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

/** Loads what commands need, for the archive of classes that the launcher makes: they are run with nothing to connect to. */
public final class Training {
    /** Nothing listens at the discard port, as a rule; and if something does, it is no Janus. */
    private static final String NOWHERE = "ws://127.0.0.1:9";

    private Training() {}

    public static void main(String[] args) {
        String[][] commands = {
            {"--help"},
            {"context"},
            {"info", "--url", NOWHERE, "--timeout", "1"},
            {"sessions", "--admin-url", NOWHERE, "--timeout", "1", "-o", "json"},
            {"calls", "--events", "/nonexistent"},
            {"send", "sip", "register", "--fields"},
        };
        for (String[] command : commands) {
            int code = Main.run(command);
            System.out.println(code);
        }
        System.exit(0);
    }
}
