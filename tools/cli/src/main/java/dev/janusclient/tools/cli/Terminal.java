// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The terminal that the command was started from, if any, as the launcher found out: Java does not say it the same way in all versions. */
final class Terminal {
    private static final int DEFAULT_COLUMNS = 100;

    private Terminal() {}

    /** Whether the output goes to a terminal, and colours are welcome (NO_COLOR is not set). */
    static boolean hasColors() {
        return Boolean.getBoolean("janus.terminal.output") && System.getenv("NO_COLOR") == null;
    }

    /** How many columns the terminal has, as the launcher has measured; {@value #DEFAULT_COLUMNS} if it is not known or there is none. */
    static int columns() {
        int measured = Integer.getInteger("janus.terminal.columns", 0);
        return measured > 0 ? measured : DEFAULT_COLUMNS;
    }

    /** Whether what is typed comes from a terminal. */
    static boolean hasInput() {
        return Boolean.getBoolean("janus.terminal.input");
    }

    /**
     * Asks before something is done that can't be undone. Fails if the answer is not yes, or there is nowhere to ask.
     *
     * @param confirmed whether {@code --yes} was given
     */
    static void confirm(String question, boolean confirmed) {
        if (confirmed) {
            return;
        }
        if (!hasInput() || !Boolean.getBoolean("janus.terminal.output")) {
            throw new ProblemException(
                    Kind.BAD_INPUT, question + " There is no terminal to ask on: say --yes if that is meant.");
        }
        System.out.print(question + " [y/N] ");
        System.out.flush();
        if (!isYes(answer())) {
            throw new ProblemException(Kind.BAD_INPUT, "Nothing was done.");
        }
    }

    private static @Nullable String answer() {
        try {
            return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean isYes(@Nullable String answer) {
        return answer != null && answer.trim().toLowerCase(Locale.ROOT).matches("y|yes");
    }
}
