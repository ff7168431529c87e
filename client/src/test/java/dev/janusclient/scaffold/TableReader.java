// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.scaffold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON into maps, lists, strings, numbers and booleans. Enough for the table, and without a library. */
final class TableReader {
    private final String json;
    private int at;

    TableReader(String json) {
        this.json = json;
    }

    /** The value at the reader's place; null for JSON's null. */
    Object value() {
        return switch (next()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        for (at++; next() != '}'; skip(',')) {
            String name = string();
            skip(':');
            object.put(name, value());
        }
        at++;
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        for (at++; next() != ']'; skip(',')) {
            array.add(value());
        }
        at++;
        return array;
    }

    private char next() {
        while (Character.isWhitespace(json.charAt(at))) {
            at++;
        }
        return json.charAt(at);
    }

    private void skip(char wanted) {
        if (next() == wanted) {
            at++;
        }
    }

    private String string() {
        next();
        StringBuilder text = new StringBuilder();
        for (at++; json.charAt(at) != '"'; at++) {
            if (json.charAt(at) != '\\') {
                text.append(json.charAt(at));
                continue;
            }
            char escaped = json.charAt(++at);
            if (escaped == 'u') {
                text.append((char) Integer.parseInt(json.substring(at + 1, at + 5), 16));
                at += 4;
            } else {
                text.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
            }
        }
        at++;
        return text.toString();
    }

    private Object word() {
        int start = at;
        while (Character.isLetterOrDigit(json.charAt(at)) || "+-.".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        String word = json.substring(start, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> Double.valueOf(word);
        };
    }
}
