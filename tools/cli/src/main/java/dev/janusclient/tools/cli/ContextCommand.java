// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.cli.Output.Column;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus context}. */
@Command(
        name = "context",
        description = "Keeps the settings of several servers: lists them, changes one, or chooses the one in use.",
        footer = {
            "Settings: url, admin-url, api-secret-file, admin-secret-file, token-file, events, store, server.",
            "An empty value removes a setting. Secrets themselves are never kept, only the files that have them."
        })
final class ContextCommand extends Subcommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Which; without one all are listed.")
    private String name = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "SETTING=VALUE", description = "What to change.")
    private List<String> changes = List.of();

    @Option(names = "--use", description = "Uses it from now on where none is named.")
    private boolean use;

    @Option(names = "--remove", description = "Removes it.")
    private boolean remove;

    /** A context in a list. */
    record Listed(String name, boolean inUse, Map<String, String> settings) {}

    @Override
    ExitCode run() {
        Contexts contexts = Contexts.standard();
        if (name.isEmpty()) {
            list(contexts);
            return ExitCode.OK;
        } else if (remove) {
            contexts.remove(name);
            output().done("Context " + name + " was removed.", Map.of("removed", name));
            return ExitCode.OK;
        }
        if (!changes.isEmpty()) {
            contexts.set(name, parsed());
        }
        if (use) {
            contexts.use(name);
        }
        Contexts.Context now = contexts.load(name);
        output().object(new Listed(now.name(), now.name().equals(contexts.current()), now.values()));
        return ExitCode.OK;
    }

    private Map<String, String> parsed() {
        Map<String, String> parsed = new LinkedHashMap<>();
        for (String change : changes) {
            int equals = change.indexOf('=');
            if (equals < 1) {
                throw new ProblemException(Kind.BAD_INPUT, "'" + change + "': write setting=value.");
            }
            parsed.put(change.substring(0, equals), change.substring(equals + 1));
        }
        return parsed;
    }

    private void list(Contexts contexts) {
        String current = contexts.current();
        output().rows(
                        contexts.names().stream()
                                .map(each -> new Listed(
                                        each,
                                        each.equals(current),
                                        contexts.load(each).values()))
                                .toList(),
                        "There is no context: 'janus context NAME url=… admin-url=…' makes one.",
                        Column.<Listed>of("CONTEXT", Listed::name),
                        Column.of("IN USE", each -> each.inUse() ? "yes" : "-"),
                        Column.of("URL", each -> each.settings().get("url")),
                        Column.of("ADMIN URL", each -> each.settings().get("admin-url")));
    }
}
