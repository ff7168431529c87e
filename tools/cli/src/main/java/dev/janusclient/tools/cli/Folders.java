// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where files of the command are, as the XDG Base Directory Specification says. */
final class Folders {
    private Folders() {}

    /** Of contexts. */
    static Path config() {
        return folder(System.getenv("XDG_CONFIG_HOME"), ".config");
    }

    /** Of events. */
    static Path state() {
        return folder(System.getenv("XDG_STATE_HOME"), ".local/state");
    }

    private static Path folder(@Nullable String named, String below) {
        Path base = named == null || named.isEmpty() ? home().resolve(below) : Path.of(named);
        return base.resolve("janus");
    }

    /** As the shell and the launcher know it; Java itself asks the list of users. */
    private static Path home() {
        String home = System.getenv("HOME");
        return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home);
    }
}
