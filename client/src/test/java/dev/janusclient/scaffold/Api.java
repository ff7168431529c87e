// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.scaffold;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code scripts/api}: prints the Java that a request or an event takes, as {@code janus-api.json} describes it. */
final class Api {
    private static final String USAGE =
            """
            Usage: scripts/api list PLUGIN              what Janus has, and what the code has of it
                   scripts/api request PLUGIN [NAME]    the Java for a request, or for all of them
                   scripts/api event PLUGIN [NAME]      the Java for an event, or for all of them
            PLUGIN is for example sip or videoroom, NAME for example enable_recording, or incomingcall for an event.
            What the table does not say is left as "...". The formatter puts the lines right: mvn spotless:apply.
            Exit codes: 0 printed; 1 there is no such plugin, request or event; 2 wrong arguments.
            """;

    private Api() {}

    public static void main(String[] args) {
        if (args.length < 2
                || args.length > 3
                || !Set.of("list", "request", "event").contains(args[0])) {
            System.err.print(USAGE);
            System.exit(2);
        }
        String printed;
        try {
            printed = run(PluginTable.of(Path.of(""), args[1]), args[0], args.length < 3 ? "" : args[2]);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        System.out.print(printed);
    }

    /**
     * What a command prints.
     *
     * @param name of the request or event; empty for all
     * @throws IllegalArgumentException if there is none of that name
     */
    static String run(PluginTable plugin, String command, String name) {
        if (command.equals("list")) {
            return list(plugin, "request") + list(plugin, "event");
        }
        List<Map<String, Object>> found = plugin.all(command).stream()
                .filter(one -> name.isEmpty() || isCalled(one, name))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(plugin.fullName() + " has no " + command + " '" + name
                    + "'; see scripts/api list " + plugin.shortName());
        }
        StringBuilder all = new StringBuilder();
        for (Map<String, Object> one : found) {
            all.append("==== ").append(title(one)).append('\n');
            if (one.get("note") != null) {
                all.append("// ").append(one.get("note")).append('\n');
            }
            all.append(
                    command.equals("request")
                            ? new RequestScaffold(plugin, one).print()
                            : new EventScaffold(plugin).event(one));
        }
        return all.toString();
    }

    private static String list(PluginTable plugin, String kind) {
        StringBuilder lines = new StringBuilder(kind + "s of " + plugin.fullName() + ":\n");
        for (Map<String, Object> one : plugin.all(kind)) {
            String name = PluginTable.text(one, "name");
            boolean there = kind.equals("request")
                    ? !plugin.rowOf(name.startsWith("(") ? "" : name).isEmpty()
                    : !plugin.recordOf(name).isEmpty();
            lines.append(there ? "  in the code  " : "  not found    ").append(title(one));
            if (one.get("since") != null) {
                lines.append(" (Janus ").append(one.get("since")).append(')');
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private static String title(Map<String, Object> one) {
        Object variant = one.get("variant");
        return PluginTable.text(one, "name") + (variant == null ? "" : " as a " + variant);
    }

    /** An event may be asked for by the value that marks it: {@code incomingcall} is {@code result.event=incomingcall}. */
    private static boolean isCalled(Map<String, Object> one, String name) {
        String tag = PluginTable.rowTag(PluginTable.text(one, "name"));
        return tag.equals(PluginTable.rowTag(name)) || tag.endsWith("=" + name);
    }
}
