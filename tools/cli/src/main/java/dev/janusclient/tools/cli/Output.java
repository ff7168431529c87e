// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.JsonText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Prints results as the user wants them: as tables for people, as JSON or YAML for programs. */
final class Output {
    /** How results are printed. */
    enum Format {
        TABLE,
        JSON,
        YAML
    }

    /** When there are colours. */
    enum Color {
        AUTO,
        ALWAYS,
        NEVER
    }

    /**
     * A column of a table.
     *
     * @param style says how a cell looks; {@link Style#PLAIN} for most
     * @param wraps whether its text is a sentence, and takes several lines where the table would be wider than the terminal
     */
    record Column<T>(String title, Function<T, @Nullable Object> value, Function<T, Style> style, boolean wraps) {
        static <T> Column<T> of(String title, Function<T, @Nullable Object> value) {
            return new Column<>(title, value, row -> Style.PLAIN, false);
        }

        Column<T> styled(Function<T, Style> how) {
            return new Column<>(title, value, how, wraps);
        }

        Column<T> wrapped() {
            return new Column<>(title, value, style, true);
        }
    }

    private final Format format;
    private final boolean colored;
    private final PrintWriter out;

    Output(Format format, Color color, PrintWriter out) {
        this.format = format;
        this.out = out;
        this.colored = color == Color.ALWAYS || (color == Color.AUTO && Terminal.hasColors());
    }

    boolean isTable() {
        return format == Format.TABLE;
    }

    /** A list: a row each, or a list of objects with all members. */
    @SafeVarargs
    final <T> void rows(List<T> rows, String ifNone, Column<T>... columns) {
        if (format != Format.TABLE) {
            value(rows);
        } else if (rows.isEmpty()) {
            out.println(ifNone);
        } else {
            List<Column<T>> all = new ArrayList<>();
            for (Column<T> column : columns) {
                all.add(column);
            }
            table(rows, all);
        }
        out.flush();
    }

    private <T> void table(List<T> rows, List<Column<T>> columns) {
        Table table = new Table(columns.stream().map(Column::title).toList(), colored);
        for (T row : rows) {
            List<Table.Cell> cells = new ArrayList<>();
            for (Column<T> column : columns) {
                Object value = column.value().apply(row);
                cells.add(new Table.Cell(
                        value == null ? "-" : value.toString(), column.style().apply(row)));
            }
            table.add(cells);
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).wraps()) {
                table.wrap(i);
            }
        }
        table.print(out);
    }

    /** One object: a line for each member, or the object itself. */
    void object(Object value) {
        if (format != Format.TABLE) {
            value(value);
        } else if (JsonText.tree(value) instanceof Map<?, ?> members) {
            Table table = new Table(List.of(), colored);
            members.forEach((name, member) -> addMember(table, String.valueOf(name), member));
            table.print(out);
        }
        out.flush();
    }

    private static void addMember(Table table, String name, @Nullable Object member) {
        if (member instanceof Map<?, ?> inner) {
            inner.forEach((below, value) -> addMember(table, name + "." + below, value));
        } else if (member instanceof Collection<?> list) {
            String line = name;
            for (Object element : list) {
                String text = element instanceof Map || element instanceof Collection
                        ? JsonText.compact(element)
                        : String.valueOf(element);
                table.add(List.of(new Table.Cell(line, Style.DIM), new Table.Cell(text, Style.PLAIN)));
                line = "";
            }
        } else {
            for (String line : String.valueOf(member).split("\n", -1)) {
                table.add(List.of(new Table.Cell(name, Style.DIM), new Table.Cell(line, Style.PLAIN)));
            }
        }
    }

    /** One of a series that comes bit by bit: a line for people, an object on a line of its own, or a document. */
    void item(Object value, String line, Style style) {
        switch (format) {
            case TABLE -> out.println(colored ? style.of(line) : line);
            case JSON -> out.println(JsonText.compact(value));
            case YAML -> out.print("---\n" + YamlText.of(value));
        }
        out.flush();
    }

    /** That something was done: a sentence for people, an object with its result. */
    void done(String sentence, Map<String, ?> result) {
        if (format == Format.TABLE) {
            out.println(sentence);
        } else {
            value(result);
        }
        out.flush();
    }

    /** Text for people only, such as a heading. */
    void heading(String text) {
        if (format == Format.TABLE) {
            out.println(colored ? Style.BOLD.of(text) : text);
        }
    }

    /** Text as it is, whatever the format. */
    void plain(String text) {
        out.println(text);
        out.flush();
    }

    /** The whole result as JSON or YAML. */
    void value(@Nullable Object value) {
        if (format == Format.YAML) {
            out.print(YamlText.of(value));
        } else {
            out.println(JsonText.indented(value));
        }
        out.flush();
    }
}
