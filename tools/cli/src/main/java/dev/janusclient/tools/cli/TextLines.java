// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import java.util.ArrayList;
import java.util.List;

/** Breaks a text into lines. */
final class TextLines {
    private TextLines() {}

    /**
     * Lines that are no wider, broken at spaces; a word that is wider is broken anywhere.
     *
     * @param width in columns of a terminal; at least 2, as one character may need
     * @return at least one line
     */
    static List<String> of(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && Table.width(line.toString()) + 1 + Table.width(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (line.length() > 0) {
                line.append(' ');
            }
            for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
                String character = Character.toString(word.codePointAt(i));
                if (Table.width(line.toString()) + Table.width(character) > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(character);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
