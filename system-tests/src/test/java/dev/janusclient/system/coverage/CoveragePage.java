// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import dev.janusclient.admin.EventHandlerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes {@code docs/coverage.md}, row by row with a column for each version of Janus, and makes every claim in it. */
final class CoveragePage {
    private final StringBuilder page = new StringBuilder();
    private final StringBuilder summary = new StringBuilder();
    private final List<Claims> columns;
    private final int[] sum;

    /** @param columns one for each version */
    CoveragePage(List<Claims> columns) {
        this.columns = columns;
        this.sum = new int[2 + 2 * columns.size()];
    }

    String of(Api api) {
        api.plugins().forEach(this::plugin);
        core(api);
        admin(api);
        eventHandlers();
        String versions = columns.stream().map(Claims::version).collect(Collectors.joining(" and "));
        return """
                # What is covered, and how it is known

                This page is written by the system tests: a row that says *answered*, *refused* or *seen* was so in the last run of all
                tests against that version of Janus, which is %s. To change it, see the end of the page.

                - **answered**: the request was sent, and the plugin answered it. **refused**: it was sent, and the plugin answered with
                  an error.
                - **seen**: the server's event became its record with nothing left over.
                - **since x.y.z**: newer than the version of the column. Such a request fails before it is sent, with the version that
                  has it, unless that is forced. **removed in x.y.z**: the version of the column has it no more.

                A video room's `join` and `configure` are there twice, once for each role.

                """
                        .formatted(versions)
                + summaryHead()
                + summary
                + summaryLine("together", sum)
                + page
                + """

                ## How this page is kept
                `mvn verify` runs all system tests, each noting what passed between the library and Janus, and then compares what was
                noted with `system-tests/src/test/resources/coverage/VERSION.txt`. If that differs, the new one is
                `system-tests/target/coverage-VERSION.txt`: look at the difference, and copy it there. This page is made from those files
                by `CoveragePageTest`, which leaves a new one in `system-tests/target/coverage.md`. What a Janus can't be made to do is
                excused in `system-tests/src/test/resources/coverage-reasons.txt`.
                """;
    }

    private String summaryHead() {
        List<String> titles = new ArrayList<>(List.of("", "requests"));
        titles.addAll(eachVersion("answered on "));
        titles.add("events");
        titles.addAll(eachVersion("seen on "));
        return tableHead(titles);
    }

    private List<String> eachVersion(String before) {
        return columns.stream().map(claims -> before + claims.version()).toList();
    }

    private static String tableHead(List<String> titles) {
        return "| " + String.join(" | ", titles) + " |\n" + "|---".repeat(titles.size()) + "|\n";
    }

    private static String summaryLine(String name, int... figures) {
        return "| " + name + " | "
                + IntStream.of(figures).mapToObj(String::valueOf).collect(Collectors.joining(" | ")) + " |\n";
    }

    private void table(String... titles) {
        List<String> all = new ArrayList<>(List.of(titles));
        all.addAll(eachVersion("on Janus "));
        page.append('\n').append(tableHead(all));
    }

    private void plugin(Api.Plugin plugin) {
        page.append("\n## ").append(plugin.key()).append('\n');
        List<Integer> figures = new ArrayList<>();
        table("request", "answer");
        figures.addAll(rows(
                plugin.requests(),
                row -> List.of(row.name(), row.detail()),
                (claims, row) -> answered(claims, plugin, row)));
        table("event", "record");
        figures.addAll(rows(
                plugin.events(),
                row -> List.of(row.name(), "`" + row.detail() + "`"),
                (claims, row) -> claimed(claims, "seen", "not to be provoked", "event", plugin.key(), row.detail())));
        int[] line = figures.stream().mapToInt(Integer::intValue).toArray();
        IntStream.range(0, line.length).forEach(i -> sum[i] += line[i]);
        summary.append(summaryLine(plugin.key().replace("janus.plugin.", ""), line));
    }

    /** What a column says of a row that its version has. */
    private interface Cell {
        ReceivedEvents of(Claims claims, Api.Row row);
    }

    /** @param counts whether it is a row of which something was seen */
    private record ReceivedEvents(String text, boolean counts) {}

    /**
     * Writes rows.
     *
     * @return how many there are, and for each version of how many something was seen
     */
    private List<Integer> rows(List<Api.Row> rows, Function<Api.Row, List<String>> titles, Cell cell) {
        int[] counts = new int[columns.size()];
        for (Api.Row row : rows) {
            List<String> cells = new ArrayList<>(titles.apply(row));
            for (int i = 0; i < counts.length; i++) {
                String absent = row.absentIn(columns.get(i).version());
                ReceivedEvents received =
                        absent == null ? cell.of(columns.get(i), row) : new ReceivedEvents(absent, false);
                counts[i] += received.counts() ? 1 : 0;
                cells.add(received.text());
            }
            page.append("| ").append(String.join(" | ", cells)).append(" |\n");
        }
        return Stream.concat(Stream.of(rows.size()), IntStream.of(counts).boxed())
                .toList();
    }

    private static ReceivedEvents answered(Claims claims, Api.Plugin plugin, Api.Row row) {
        ReceivedEvents answered =
                claimed(claims, "answered", "not answered", "request", plugin.key(), row.name(), "answered");
        String never = claims.excuse("request", plugin.key(), row.name(), "refused");
        return new ReceivedEvents(
                answered.text() + (never == null ? ", refused" : "; never refused: " + never), answered.counts());
    }

    private static ReceivedEvents claimed(Claims claims, String claim, String not, String... what) {
        @Nullable String why = claims.excuse(what);
        return why == null ? new ReceivedEvents(claim, true) : new ReceivedEvents(not + ": " + why, false);
    }

    private void core(Api api) {
        page.append("\n## The core\n");
        table("request");
        rows(
                api.coreRequests(),
                row -> List.of(row.name()),
                (claims, row) -> claimed(claims, "answered", "not answered", "core-request", row.name(), "answered"));
        table("message");
        rows(
                api.coreKinds(),
                row -> List.of(row.name()),
                (claims, row) -> claimed(claims, "seen", "not seen", "core-kind", row.name()));
        table("error code", "name");
        rows(
                api.coreCodes(),
                row -> List.of(row.name(), "`" + row.detail() + "`"),
                (claims, row) -> claimed(claims, "met", "not met", "core-code", row.name()));
    }

    private void admin(Api api) {
        page.append("\n## The admin API\n");
        table("request");
        rows(
                api.adminRequests(),
                row -> List.of(row.name()),
                (claims, row) -> claimed(claims, "answered", "not answered", "admin-request", row.name(), "answered"));
    }

    private void eventHandlers() {
        page.append("\n## What event handlers are told\n");
        table("record");
        List<Api.Row> records = Stream.of(EventHandlerEvent.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .filter(name -> !name.equals("Unknown"))
                .map(name -> new Api.Row(name, "", null, null))
                .toList();
        rows(
                records,
                row -> List.of("`" + row.name() + "`"),
                (claims, row) -> claimed(claims, "seen", "not seen", "handler-event", row.name()));
    }
}
