// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.PluginRequest;
import dev.janusclient.reclaim.PluginTypes;
import dev.janusclient.tools.cli.Output.Column;
import dev.janusclient.tools.model.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus send}. */
@Command(
        name = "send",
        description = "Sends a plugin a request, and prints its answer.",
        footer = {
            "Without a request it lists those of the plugin; with --fields it lists the request's fields.",
            "A value of the form @FILE is read from a file: so is every password best.",
            "Lists and objects are written as JSON.",
            "Without --handle a session and a handle are made for it and ended afterwards."
        })
final class SendCommand extends Subcommand {
    @Parameters(
            index = "0",
            paramLabel = "PLUGIN",
            completionCandidates = PluginNames.class,
            description = "${COMPLETION-CANDIDATES}")
    private String plugin = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "REQUEST",
            completionCandidates = RequestNames.class,
            description = "For example list.")
    private @Nullable String request;

    @Parameters(index = "2..*", arity = "0..*", paramLabel = "FIELD=VALUE", description = "For example room=1234.")
    private List<String> assignments = List.of();

    @Option(names = "--fields", description = "Lists the request's fields.")
    private boolean fields;

    @Option(names = "--admin", description = "Sends it over the Admin API, without a session.")
    private boolean admin;

    @Option(names = "--handle", paramLabel = "HANDLE", description = "Sends it on a handle that is there already.")
    private long handleId;

    @Option(names = "--session", paramLabel = "SESSION", description = "The handle's session; looked for if absent.")
    private long sessionId;

    @Option(names = "--offer", paramLabel = "FILE", description = "Sends the SDP in a file as an offer with it.")
    private @Nullable Path offer;

    @Option(names = "--answer", paramLabel = "FILE", description = "Sends the SDP in a file as an answer with it.")
    private @Nullable Path answer;

    @Option(names = "--yes", description = "Does not ask before it takes a session from its owner.")
    private boolean yes;

    @Override
    ExitCode run() {
        PluginType<?> type = Plugins.named(plugin);
        String name = request;
        if (name == null) {
            listRequests(type);
        } else if (fields) {
            listFields(type, name);
        } else {
            output().value(send(type, name));
        }
        return ExitCode.OK;
    }

    private void listRequests(PluginType<?> type) {
        output().rows(
                        type.requests().stream().map(RequestRow::of).distinct().toList(),
                        "It has none.",
                        Column.<RequestRow>of("REQUEST", RequestRow::request),
                        Column.of("ANSWER", RequestRow::answer),
                        Column.of("SINCE", RequestRow::since));
    }

    /**
     * A request in a list.
     *
     * @param answer {@code sync} or {@code async}
     */
    record RequestRow(String request, String answer, @Nullable String since) {
        static RequestRow of(PluginRequest<?, ?> row) {
            return new RequestRow(row.label(), row.kind().name().toLowerCase(Locale.ROOT), row.since());
        }
    }

    private void listFields(PluginType<?> type, String name) {
        output().rows(
                        FieldTable.of(type.name(), RequestBody.rows(type, name).get(0)),
                        "It has no fields.",
                        Column.<FieldTable.Field>of("FIELD", FieldTable.Field::name),
                        Column.of("TYPE", FieldTable.Field::type),
                        Column.of("NEEDED", field -> field.required() ? "yes" : "-"),
                        Column.of("SINCE", FieldTable.Field::since));
    }

    private RawJson send(PluginType<?> type, String name) {
        Server server = janus().server();
        if (admin) {
            String version = server.admin(server.admin().info()).versionString();
            RequestBody body = RequestBody.of(type, name, assignments, version);
            return server.admin(server.admin().messagePlugin(type.name(), body.whole()));
        }
        RequestBody body = RequestBody.of(type, name, assignments, server.info().versionString());
        if (handleId != 0) {
            long session = sessionId == 0 ? janus().directory().sessionOf(handleId) : sessionId;
            Terminal.confirm("Take session " + session + " from its owner?", yes);
            TakenSession taken = TakenSession.claim(server, session);
            return server.api(taken.attach(type, handleId).message(body.whole(), jsep()));
        }
        JanusSession session = server.api(server.api().createSession());
        try {
            JanusPlugin handle = server.api(session.attach(type));
            return server.api(handle.message(body.whole(), jsep()));
        } finally {
            server.api(session.destroy());
        }
    }

    private @Nullable Jsep jsep() {
        if (offer != null) {
            return Jsep.offer(Settings.read(offer).reveal() + "\r\n");
        }
        return answer == null ? null : Jsep.answer(Settings.read(answer).reveal() + "\r\n");
    }

    /** For completion. */
    static final class PluginNames extends java.util.ArrayList<String> {
        private static final long serialVersionUID = 1L;

        PluginNames() {
            super(PluginTypes.ALL.stream().map(Plugins::shortName).toList());
        }
    }

    /** For completion: of all plugins, because candidates do not depend on the word before. */
    static final class RequestNames extends java.util.ArrayList<String> {
        private static final long serialVersionUID = 1L;

        RequestNames() {
            super(PluginTypes.ALL.stream()
                    .flatMap(type -> type.requests().stream())
                    .map(PluginRequest::label)
                    .distinct()
                    .sorted()
                    .toList());
        }
    }
}
