// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.SafeText;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in a sentence that names the word and what it could have been. */
final class UsageProblem {
    private static final Set<Class<?>> NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class);

    private UsageProblem() {}

    static String sentence(ParameterException failure) {
        return SafeText.of(
                failure instanceof UnmatchedArgumentException unmatched ? unknown(unmatched) : notFitting(failure));
    }

    private static String unknown(UnmatchedArgumentException failure) {
        String word = failure.getUnmatched().get(0);
        boolean ofJanus = failure.getCommandLine().getParent() == null;
        String sentence;
        if (failure.isUnknownOption()) {
            sentence = "There is no option '" + word + "'";
        } else if (ofJanus) {
            sentence = "There is no command '" + word + "'";
        } else {
            sentence = "'" + word + "' is one word more than the command takes";
        }
        List<String> similar = failure.getSuggestions();
        return similar.isEmpty() ? sentence + "." : sentence + "; similar: " + String.join(", ", similar) + ".";
    }

    private static String notFitting(ParameterException failure) {
        ArgSpec argument = failure.getArgSpec();
        String value = failure.getValue();
        if (argument == null || value == null || !NUMBERS.contains(argument.type())) {
            return String.valueOf(failure.getMessage());
        }
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        return name + ": '" + value + "' is "
                + (value.matches("-?\\d+") ? "too large a number." : "no number: write it in decimal digits.");
    }
}
