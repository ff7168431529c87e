// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Only what is needed of the command is read, and nothing is missing that is. */
class SubcommandsTest {
    private static Set<String> of(String... args) {
        return Main.commandLine(new JanusCommand(), args).getSubcommands().keySet();
    }

    @Test
    void onlyTheOnesThatAreNamedAreRead() {
        assertThat(of("info", "-o", "json")).containsExactly("info");
        assertThat(of("--context", "call", "sessions")).containsExactlyInAnyOrder("call", "sessions");
        assertThat(of("--version")).isEmpty();
    }

    @Test
    void allAreReadWhereAllAreMeant() {
        Set<String> all = of("--help");
        assertThat(all).contains("info", "record", "man").hasSizeGreaterThan(20);
        assertThat(of()).isEqualTo(all);
        assertThat(of("man")).isEqualTo(all);
        assertThat(of("completion")).isEqualTo(all);
        assertThat(of("inf")).as("a word that is mistyped").isEqualTo(all);
    }

    @Test
    void eachIsListedUnderItsOwnName() {
        CommandLine janus = Main.commandLine(new JanusCommand(), "--help");
        assertThat(janus.getSubcommands()).allSatisfy((name, command) -> assertThat(command.getCommandName())
                .isEqualTo(name));
    }
}
