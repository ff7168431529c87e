// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

/** How text looks on a terminal. */
enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    BAD("31"),
    GOOD("32"),
    DOUBTFUL("33");

    private static final String ESCAPE = "\u001b[";

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String of(String text) {
        return code.isEmpty() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
    }
}
