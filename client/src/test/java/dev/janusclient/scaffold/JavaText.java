// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.scaffold;

import java.util.List;
import java.util.stream.Stream;

/** Java source as text. */
final class JavaText {
    private static final int WIDTH = 120;

    private JavaText() {}

    /** Says which file what follows goes into. */
    static String file(PluginTable plugin, String name, String where) {
        return "-- " + plugin.file(name) + where + "\n\n";
    }

    /** The Javadoc of a record, with a line for each field of which there is something to say. */
    static String javadoc(List<Field> fields) {
        List<String> lines = fields.stream()
                .filter(field -> field.required() || !field.note().isEmpty())
                .map(field -> "     * @param " + JavaNames.member(field.name()) + " "
                        + (field.note().isEmpty() ? "..." : field.note()) + (field.required() ? "; mandatory" : "")
                        + "\n")
                .toList();
        return lines.isEmpty()
                ? "    /** ... */\n"
                : "    /**\n     * ...\n     *\n" + String.join("", lines) + "     */\n";
    }

    /** A record; one line if that fits, as the formatter has it. */
    static String record(String type, List<String> components, String family, List<String> body) {
        String end = " implements " + family + (body.isEmpty() ? " {}\n" : " {\n");
        String head = "    record " + type + "(";
        String line = head + String.join(", ", components) + ")" + end;
        String record = line.length() <= WIDTH
                ? line
                : head + "\n            " + String.join(",\n            ", components) + ")\n           " + end;
        return record + indented(body) + (body.isEmpty() ? "\n" : "    }\n\n");
    }

    private static String indented(List<String> body) {
        StringBuilder text = new StringBuilder();
        body.forEach(line ->
                text.append(line.isEmpty() ? "" : "        ").append(line).append('\n'));
        return text.toString();
    }

    /** A list of arguments or parameters, without those that are empty. */
    static String list(String... elements) {
        return String.join(
                ", ", Stream.of(elements).filter(element -> !element.isEmpty()).toList());
    }
}
