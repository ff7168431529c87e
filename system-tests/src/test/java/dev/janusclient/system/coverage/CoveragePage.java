// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import static dev.janusclient.system.coverage.Claims.BASELINE;

import dev.janusclient.admin.EventHandlerEvent;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code docs/coverage.md}, row by row, and makes every claim in it. */
final class CoveragePage {
    private final StringBuilder page = new StringBuilder();
    private final StringBuilder summary = new StringBuilder();
    private final Claims claims;
    private int requests;
    private int requestsDriven;
    private int events;
    private int eventsLive;
    private int eventsNewer;

    CoveragePage(Claims claims) {
        this.claims = claims;
    }

    /** How many of the plugins' events are claimed to have been seen live. */
    int eventsLive() {
        return eventsLive;
    }

    String of(Api api) {
        api.plugins().forEach(this::plugin);
        core(api);
        admin(api);
        eventHandlers();
        String sum =
                line("together", requests, requestsDriven, requests - requestsDriven, events, eventsLive, eventsNewer);
        return """
                # What is covered, and how it is known

                This page is written by the system tests and compared with what they did: a row that says *answered*, *refused* or
                *seen* was so in this very build, on a real Janus %1$s, or the build fails. To change it, see the end of the page.

                - **answered**: the request was sent, and the plugin answered it. **refused**: it was sent, and the plugin answered with
                  an error.
                - **seen**: the server's event became its record with nothing left over.
                - **since x.y.z**: newer than %1$s. Such a request fails before it is sent, with the version that has it, unless that
                  is forced; such an event is decoded from the shape that the server's source gives it.

                A video room's `join` and `configure` are there twice, once for each role.

                | | requests | answered on %1$s | newer | events | seen on %1$s | newer | not to be provoked |
                |---|---|---|---|---|---|---|---|
                """
                        .formatted(BASELINE)
                + summary
                + sum
                + page
                + """

                ## How this page is kept
                `mvn verify` runs all system tests, each noting what passed between the library and Janus, and then compares. If the
                page differs, the new one is `system-tests/target/coverage.md`: look at the difference, and copy it here. What Janus
                %s can't be made to do is excused in `system-tests/src/test/resources/coverage-reasons.txt`.
                """
                        .formatted(BASELINE);
    }

    private void plugin(Api.Plugin plugin) {
        int newerRequests = newer(plugin.requests());
        int newerEvents = newer(plugin.events());
        page.append("\n## ").append(plugin.key()).append('\n');
        if (plugin.removed() != null) {
            page.append("Gone from Janus ").append(plugin.removed()).append(".\n");
        }
        page.append("\n| request | answer | on Janus " + BASELINE + " |\n|---|---|---|\n");
        for (Api.Row row : plugin.requests()) {
            row(row.name(), row.detail(), row.since() != null ? "since " + row.since() : driven(plugin, row));
        }
        page.append("\n| event | record | on Janus " + BASELINE + " |\n|---|---|---|\n");
        int before = eventsLive;
        for (Api.Row row : plugin.events()) {
            row(row.name(), "`" + row.detail() + "`", row.since() != null ? "since " + row.since() : seen(plugin, row));
        }
        int all = plugin.requests().size();
        requests += all;
        events += plugin.events().size();
        eventsNewer += newerEvents;
        summary.append(line(
                plugin.key().replace("janus.plugin.", ""),
                all,
                all - newerRequests,
                newerRequests,
                plugin.events().size(),
                eventsLive - before,
                newerEvents));
    }

    private static String line(
            String name, int requests, int driven, int newer, int events, int live, int eventsNewer) {
        List<Integer> figures =
                List.of(requests, driven, newer, events, live, eventsNewer, events - live - eventsNewer);
        return "| " + name + " | " + figures.stream().map(String::valueOf).collect(Collectors.joining(" | ")) + " |\n";
    }

    private static int newer(List<Api.Row> rows) {
        return (int) rows.stream().filter(row -> row.since() != null).count();
    }

    private String driven(Api.Plugin plugin, Api.Row row) {
        requestsDriven++;
        String why = claims.excuse("request", plugin.key(), row.name(), "answered");
        String never = claims.excuse("request", plugin.key(), row.name(), "refused");
        return (why == null ? "answered" : "not answered: " + why)
                + (never == null ? ", refused" : "; never refused: " + never);
    }

    private String seen(Api.Plugin plugin, Api.Row row) {
        String why = claims.excuse("event", plugin.key(), row.detail());
        if (why == null) {
            eventsLive++;
        }
        return why == null ? "seen" : "not to be provoked: " + why;
    }

    private void core(Api api) {
        page.append("\n## The core\n\n| request | on Janus " + BASELINE + " |\n|---|---|\n");
        for (Api.Row row : api.coreRequests()) {
            excusable(row.name(), "answered", "core-request", row.name(), "answered");
        }
        page.append("\n| message | on Janus " + BASELINE + " |\n|---|---|\n");
        for (Api.Row row : api.coreKinds()) {
            if (row.since() != null) {
                row(row.name(), "since " + row.since());
            } else {
                excusable(row.name(), "seen", "core-kind", row.name());
            }
        }
        page.append("\n| error code | name | on Janus " + BASELINE + " |\n|---|---|---|\n");
        for (Api.Row row : api.coreCodes()) {
            excusable(row.name() + " | `" + row.detail() + "`", "met", "core-code", row.name());
        }
    }

    private void admin(Api api) {
        page.append("\n## The admin API\n\n| request | on Janus " + BASELINE + " |\n|---|---|\n");
        for (Api.Row row : api.adminRequests()) {
            excusable(row.name(), "answered", "admin-request", row.name(), "answered");
        }
    }

    private void eventHandlers() {
        page.append("\n## What event handlers are told\n\n| record | on Janus " + BASELINE + " |\n|---|---|\n");
        Stream.of(EventHandlerEvent.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .filter(name -> !name.equals("Unknown"))
                .forEach(name -> excusable("`" + name + "`", "seen", "handler-event", name));
    }

    private void excusable(String row, String claim, String... what) {
        String why = claims.excuse(what);
        row(row, why == null ? claim : "not " + claim + ": " + why);
    }

    private void row(String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
