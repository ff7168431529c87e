// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The subcommands, in the order in which they are listed. */
final class Subcommands {
    private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

    static {
        add("info", InfoCommand.class);
        add("doctor", DoctorCommand.class);
        add("ping", PingCommand.class);
        add("sessions", SessionsCommand.class);
        add("handles", HandlesCommand.class);
        add("handle", HandleCommand.class);
        add("rooms", RoomsCommand.class);
        add("record", RecordCommand.class);
        add("calls", CallsCommand.class);
        add("call", CallCommand.class);
        add("watch", WatchCommand.class);
        add("send", SendCommand.class);
        add("claim", ClaimCommand.class);
        add("handoff", HandoffCommand.class);
        add("resume", ResumeCommand.class);
        add("owners", OwnersCommand.class);
        add("phone", PhoneCommand.class);
        add("tokens", TokensCommand.class);
        add("capture", CaptureCommand.class);
        add("serve-events", ServeEventsCommand.class);
        add("console", ConsoleCommand.class);
        add("context", ContextCommand.class);
        add("completion", CompletionCommand.class);
        add("man", ManCommand.class);
    }

    private Subcommands() {}

    private static void add(String name, Class<?> command) {
        ALL.put(name, command);
    }

    /**
     * Adds those that are named among the arguments, or all of them if none is: picocli reads all annotations of what is added, which
     * for all of them takes longer than the rest of a start.
     */
    static void addTo(CommandLine line, String... args) {
        List<String> words = List.of(args);
        // These two are about all others.
        boolean all = words.contains("man")
                || words.contains("completion")
                || (words.stream().noneMatch(ALL::containsKey) && !words.equals(List.of("--version")));
        ALL.forEach((name, command) -> {
            if (all || words.contains(name)) {
                line.addSubcommand(name, command);
            }
        });
    }
}
