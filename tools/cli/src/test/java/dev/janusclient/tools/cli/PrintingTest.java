// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How results look. */
class PrintingTest {
    private static String printed(Table table) {
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out));
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    private static List<Table.Cell> row(String... cells) {
        return List.of(cells).stream()
                .map(cell -> new Table.Cell(cell, Style.PLAIN))
                .toList();
    }

    @Test
    void columnsAreAlignedAlsoWithWideCharacters() {
        Table table = new Table(List.of("NAME", "N"), false);
        table.add(row("村上", "1"));
        table.add(row("e\u0301", "2"));
        table.add(row("😀", "3"));

        assertThat(printed(table)).isEqualTo("NAME  N\n村上  1\ne\u0301     2\n😀    3\n");
    }

    @Test
    void coloursDoNotCountForTheWidth() {
        Table table = new Table(List.of(), true);
        table.add(List.of(new Table.Cell("a", Style.BAD), new Table.Cell("b", Style.PLAIN)));
        table.add(row("ccc", "d"));

        assertThat(printed(table)).isEqualTo("\u001b[31ma\u001b[0m    b\nccc  d\n");
    }

    @Test
    void sentencesTakeSeveralLinesWhereTheTableWouldBeTooWide() {
        Table table = new Table(List.of("KEY", "PROBLEM", "ADVICE"), false, 49);
        table.add(row("first", "it is longer than one line has room", "change it"));
        table.add(row("b", "no", "http://example.org/a-path-without-a-space"));
        table.wrap(1);
        table.wrap(2);

        assertThat(printed(table))
                .isEqualTo(
                        """
                KEY    PROBLEM               ADVICE
                first  it is longer than     change it
                       one line has room
                b      no                    http://example.org/a
                                             -path-without-a-spac
                                             e
                """);
    }

    @Test
    void oneIsSingular() {
        assertThat(Count.of(1, "handle")).isEqualTo("1 handle");
        assertThat(Count.of(0, "handle")).isEqualTo("0 handles");
    }

    @Test
    void yamlHasTheSameContentAsJson() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("name", "janus-1");
        value.put("yes", "no");
        value.put("number", 7);
        value.put("text", "7");
        value.put("odd", "a: \u001b\"b\"");
        value.put("none", List.of());
        value.put("list", List.of(Map.of("a", 1), List.of(2, 3), "x"));

        assertThat(YamlText.of(value))
                .isEqualTo(
                        """
                name: janus-1
                "yes": "no"
                number: 7
                text: "7"
                odd: "a: \\u001b\\"b\\""
                none: []
                list:
                  - a: 1
                  - - 2
                    - 3
                  - x
                """);
        assertThat(YamlText.of("x")).isEqualTo("x\n");
    }

    @ParameterizedTest
    @EnumSource
    void aRecordOfACommandIsPrintedInEachFormat(Output.Format format) {
        StringWriter text = new StringWriter();
        Output output = new Output(format, Output.Color.NEVER, new PrintWriter(text));

        output.object(new ContextCommand.Listed("here", true, Map.of("url", "ws://localhost:8188")));

        assertThat(text.toString()).contains("name", "here", "in_use", "true", "url", "ws://localhost:8188");
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "59, 59s", "61, 1m1s", "3661, 1h1m", "90000, 1d1h"})
    void timesAreShort(long seconds, String shown) {
        assertThat(Seconds.of(seconds)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"1.1.2, 1.1.2, 0", "1.1.2, 1.3.0, -1", "1.10.0, 1.9.9, 1", "1.4.2-dev, 1.4.2, 0", "odd, 1.0.0, -1"})
    void versionsAreComparedByNumbers(String one, String other, int result) {
        assertThat(RequestBody.compare(one, other)).isEqualTo(result);
    }
}
