// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.EventFile;
import dev.janusclient.tools.model.Observations;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import dev.janusclient.tools.model.TimeLine;
import dev.janusclient.tools.model.TimeLine.Entry;
import dev.janusclient.tools.model.TimeLine.Lane;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus call}. */
@Command(
        name = "call",
        description = "Shows one call from beginning to end: SIP messages, Janus API messages, media, and its owners.")
final class CallCommand extends Subcommand {
    private static final int ARROW = 12;

    @Parameters(paramLabel = "CALL-ID", description = "The Call-ID, as 'janus calls' lists it.")
    private String callId = "";

    @Option(names = "--raw", description = "Prints each message as it was, below its line.")
    private boolean raw;

    @Override
    ExitCode run() {
        Observations observed = new Observations();
        EventFile.read(janus().eventFile("The time line of a call"), observed);
        TimeLine line = observed.timeLine(callId);
        if (line == null) {
            throw new ProblemException(
                    Kind.NOT_FOUND,
                    "No event named a call '" + callId + "'; 'janus calls' lists those that are known.");
        }
        if (output().isTable()) {
            print(line);
        } else {
            output().value(line);
        }
        return ExitCode.OK;
    }

    private void print(TimeLine line) {
        output().heading(line.call().caller() + " → " + line.call().callee() + "  "
                + line.call().callId());
        output().plain(String.format("%10s  %s", "MS", ladder("PEER", "JANUS", "OWNER")));
        for (Entry entry : line.entries()) {
            output().plain(String.format("%10.1f  %s  %s", entry.after().toNanos() / 1e6, arrow(entry), entry.text())
                    .stripTrailing());
            if (raw) {
                entry.detail().lines().forEach(each -> output().plain(" ".repeat(14) + each));
            }
        }
        List<String> last = new ArrayList<>();
        String ending = line.ending();
        last.add(ending == null ? "The call goes on." : ending);
        line.unknown().forEach(sentence -> last.add("Not known: " + sentence));
        last.forEach(output()::plain);
    }

    private static String ladder(String peer, String janus, String owner) {
        return String.format("%-" + (ARROW + 2) + "s%-" + (ARROW + 2) + "s%s", peer, janus, owner);
    }

    /** The three columns with an arrow between two of them, or a mark in one. */
    private static String arrow(Entry entry) {
        char[] line = " ".repeat(2 * ARROW + 3).toCharArray();
        for (Lane lane : Lane.values()) {
            line[column(lane)] = '│';
        }
        int from = column(entry.from());
        int to = column(entry.to());
        if (from == to) {
            line[from] = '●';
        }
        for (int i = Math.min(from, to) + 1; i < Math.max(from, to); i++) {
            line[i] = '─';
        }
        if (from < to) {
            line[to - 1] = '▶';
        } else if (from > to) {
            line[to + 1] = '◀';
        }
        return new String(line);
    }

    private static int column(Lane lane) {
        return switch (lane) {
            case PEER -> 0;
            case JANUS -> ARROW + 1;
            case OWNER -> 2 * (ARROW + 1);
        };
    }
}
