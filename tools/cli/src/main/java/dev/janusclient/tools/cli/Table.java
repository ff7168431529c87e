// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows whose columns are aligned. */
final class Table {
    private static final String GAP = "  ";

    /** In fewer columns a sentence can't be read. */
    private static final int MIN_WRAPPED = 20;

    /** One cell; its text is safe to show. */
    record Cell(String text, Style style) {}

    private final List<List<Cell>> rows = new ArrayList<>();
    private final Set<Integer> wrapping = new HashSet<>();
    private final boolean colored;
    private final int maxWidth;

    /** @param titles none for a table without a head */
    Table(List<String> titles, boolean colored) {
        this(titles, colored, Terminal.columns());
    }

    /** @param maxWidth in columns of a terminal; kept by the columns that {@link #wrap} */
    Table(List<String> titles, boolean colored, int maxWidth) {
        this.colored = colored;
        this.maxWidth = maxWidth;
        if (!titles.isEmpty()) {
            add(titles.stream().map(title -> new Cell(title, Style.BOLD)).toList());
        }
    }

    void add(List<Cell> cells) {
        rows.add(cells);
    }

    /** Has a column take several lines where the table would be wider than the terminal. */
    void wrap(int column) {
        wrapping.add(column);
    }

    void print(PrintWriter out) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<Cell> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i).text()));
            }
        }
        narrow(widths);
        for (List<Cell> row : rows) {
            List<List<String>> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                String text = row.get(i).text();
                cells.add(wrapping.contains(i) ? TextLines.of(text, widths[i]) : List.of(text));
            }
            int lines = cells.stream().mapToInt(List::size).max().orElse(0);
            for (int line = 0; line < lines; line++) {
                print(out, row, cells, line, widths);
            }
        }
    }

    private void print(PrintWriter out, List<Cell> row, List<List<String>> cells, int number, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String text = number < cells.get(i).size() ? cells.get(i).get(number) : "";
            line.append(colored && !text.isEmpty() ? row.get(i).style().of(text) : text);
            if (i + 1 < row.size()) {
                line.append(" ".repeat(widths[i] - width(text))).append(GAP);
            }
        }
        out.println(line.toString().stripTrailing());
    }

    /** Shares what the other columns leave of the line among those that wrap; the shorter ones first, which may need less. */
    private void narrow(int[] widths) {
        int left = maxWidth - GAP.length() * Math.max(0, widths.length - 1);
        for (int i = 0; i < widths.length; i++) {
            left -= wrapping.contains(i) ? 0 : widths[i];
        }
        List<Integer> shortestFirst = wrapping.stream()
                .sorted(Comparator.comparing(column -> widths[column]))
                .toList();
        for (int i = 0; i < shortestFirst.size(); i++) {
            int column = shortestFirst.get(i);
            int share = Math.max(MIN_WRAPPED, left / (shortestFirst.size() - i));
            widths[column] = Math.min(widths[column], share);
            left -= widths[column];
        }
    }

    /** How many columns of a terminal a text takes: marks none, what is wide in East Asia and emoji two. */
    static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            int type = Character.getType(c);
            if (type != Character.NON_SPACING_MARK && type != Character.ENCLOSING_MARK) {
                width += isWide(c) ? 2 : 1;
            }
        }
        return width;
    }

    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
    }
}
