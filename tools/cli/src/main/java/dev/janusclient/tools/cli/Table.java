// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows whose columns are aligned. */
final class Table {
    private static final String GAP = "  ";

    /** One cell; its text is safe to show. */
    record Cell(String text, Style style) {}

    private final List<List<Cell>> rows = new ArrayList<>();
    private final boolean colored;

    /** @param titles none for a table without a head */
    Table(List<String> titles, boolean colored) {
        this.colored = colored;
        if (!titles.isEmpty()) {
            add(titles.stream().map(title -> new Cell(title, Style.BOLD)).toList());
        }
    }

    void add(List<Cell> cells) {
        rows.add(cells);
    }

    void print(PrintWriter out) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<Cell> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i).text()));
            }
        }
        for (List<Cell> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                Cell cell = row.get(i);
                line.append(colored ? cell.style().of(cell.text()) : cell.text());
                if (i + 1 < row.size()) {
                    line.append(" ".repeat(widths[i] - width(cell.text()))).append(GAP);
                }
            }
            out.println(line.toString().stripTrailing());
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
