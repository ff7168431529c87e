// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page, made of the same descriptions as {@code --help}, in the language of man(7). */
final class ManPage {
    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    static String of(CommandLine janus) {
        ManPage made = new ManPage();
        made.whole(janus);
        return made.page.toString();
    }

    private void whole(CommandLine janus) {
        page.append(".TH JANUS 1\n.SH NAME\njanus \\- ")
                .append(text(janus, first(janus)))
                .append('\n');
        page.append(".SH SYNOPSIS\n.B janus\n[options] command [arguments]\n");
        page.append(".SH OPTIONS\nThey can stand before and behind the command.\n");
        janus.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> option(janus, option));
        page.append(".SH COMMANDS\n");
        janus.getSubcommands().values().forEach(this::command);
        page.append(".SH EXIT STATUS\n");
        for (ExitCode code : ExitCode.values()) {
            page.append(".TP\n.B ")
                    .append(code.code())
                    .append('\n')
                    .append(escaped(code.meaning()))
                    .append('\n');
        }
        page.append(".SH ENVIRONMENT AND FILES\n");
        // The first line is the heading, which is here already.
        Stream.of(usage(janus).footer()).skip(1).forEach(line -> page.append(text(janus, line.strip()))
                .append("\n.br\n"));
    }

    private void command(CommandLine command) {
        page.append(".SS ").append(escaped(command.getCommandSpec().qualifiedName()));
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            page.append(' ').append(escaped(parameter.paramLabel()));
        }
        page.append('\n').append(text(command, first(command))).append('\n');
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            item(parameter.paramLabel(), text(command, String.join(" ", parameter.description())));
        }
        command.getCommandSpec().options().stream()
                .filter(option -> !option.inherited() && !option.usageHelp() && !option.versionHelp())
                .forEach(option -> option(command, option));
        if (!Arrays.equals(usage(command).footer(), usage(command.getParent()).footer())) {
            for (String line : usage(command).footer()) {
                page.append(".PP\n").append(text(command, line)).append('\n');
            }
        }
    }

    private void option(CommandLine command, OptionSpec option) {
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        String description =
                String.join(" ", option.description()).replace("${COMPLETION-CANDIDATES}", candidates(option));
        item(String.join(", ", option.names()) + label, text(command, description));
    }

    private static String candidates(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        if (option.completionCandidates() != null) {
            option.completionCandidates().forEach(each -> names.append(names.length() == 0 ? "" : ", ")
                    .append(each));
        }
        return names.toString();
    }

    private void item(String what, String text) {
        page.append(".TP\n.B ").append(escaped(what)).append('\n').append(text).append('\n');
    }

    private static UsageMessageSpec usage(CommandLine command) {
        return command.getCommandSpec().usageMessage();
    }

    private static String first(CommandLine command) {
        return String.join(" ", usage(command).description());
    }

    /** Without the marks and variables that picocli knows. */
    private static String text(CommandLine command, String description) {
        String plain = Ansi.OFF.string(
                description.replace("${COMPLETION-CANDIDATES}", "").replace("%n", " "));
        return escaped(plain.isBlank() ? "See " + command.getCommandName() + " --help." : plain);
    }

    /** A backslash, and a point or an apostrophe that begins a line, mean something to man; of letters it reads ASCII alone. */
    private static String escaped(String text) {
        StringBuilder ascii = new StringBuilder();
        text.replace("\\", "\\e").replace("-", "\\-").codePoints().forEach(c -> {
            if (c < 0x7f) {
                ascii.appendCodePoint(c);
            } else {
                ascii.append(String.format("\\[u%04X]", c));
            }
        });
        String safe = ascii.toString();
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
