// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
    @ParameterizedTest
    @CsvSource({
        // A terminal's escape sequence, and the 8-bit form of its beginning.
        "'\u001b[31mred', '\\u001b[31mred'",
        "'\u009b31mred', '\\u009b31mred'",
        // What turns the direction of the text around it: a file that ends with exe seems to end with txt.
        "gpj\u202eexe, 'gpj\\u202eexe'",
        "a\u2066b, 'a\\u2066b'",
        // Invisible.
        "a\u200bb, 'a\\u200bb'",
        "a\ue000b, 'a\\ue000b'",
        "'a\nb\rc', 'a\\u000ab\\u000dc'",
        // Not for SafeText to judge: markup is text, and whoever writes markup escapes it.
        "<b>bold</b>, <b>bold</b>",
        "Zoë 村上 😀, Zoë 村上 😀",
    })
    void whatDoesNotStandForItselfIsWrittenAsAnEscape(String text, String shown) {
        assertThat(SafeText.of(text)).isEqualTo(shown);
    }

    @Test
    void halfOfASurrogatePairIsWrittenAsAnEscape() {
        assertThat(SafeText.of("a" + "😀".charAt(0))).isEqualTo("a\\ud83d");
    }

    @Test
    void aLongTextIsShortened() {
        assertThat(SafeText.of("😀".repeat(300))).isEqualTo("😀".repeat(SafeText.MAX_LENGTH) + "…");
        assertThat(SafeText.of("a".repeat(SafeText.MAX_LENGTH))).doesNotContain("…");
    }

    @Test
    void aBlockKeepsItsLines() {
        assertThat(SafeText.block("INVITE\r\n\tsip:a\u001b[2J\r\n")).isEqualTo("INVITE\n\tsip:a\\u001b[2J\n");
    }
}
