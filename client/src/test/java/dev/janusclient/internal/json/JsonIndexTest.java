// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.RawJson;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonIndexTest {
    private static final String FRAME =
            "{\"janus\":\"event\",\"a\\\"b\":[1,{\"c\":\"}\"},-2.5E+3,null],\"u\":\"ü\\u00fc\"}";

    @Test
    void everyTruncationOfAFrameIsRefused() {
        byte[] whole = FRAME.getBytes(UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> RawJson.of(cut, 64))
                    .as("cut to %d bytes", cut.length)
                    .isInstanceOf(JanusProtocolException.class);
        }
        assertThat(RawJson.of(FRAME).toString()).isEqualTo(FRAME);
    }

    @Test
    void aHundredThousandLevelsAreRefusedWithoutAStackOverflow() {
        for (String opening : new String[] {"[", "{\"a\":"}) {
            byte[] deep = opening.repeat(100_000).getBytes(UTF_8);
            assertThatThrownBy(() -> RawJson.of(deep, 64))
                    .isInstanceOf(JanusProtocolException.class)
                    .hasMessageContaining("deeper than 64 levels");
        }
    }

    @Test
    void aHundredThousandLevelsAreWalkedWithoutAStackOverflowIfTheyAreLetIn() {
        String deep = "{\"a\":" + "[".repeat(99_999) + "]".repeat(99_999) + ",\"b\":1}";
        RawJson json = RawJson.of(deep.getBytes(UTF_8), 100_000);
        assertThat(json.member("b")).hasToString("1");
    }

    @Test
    void theLimitItselfIsLetIn() {
        String fits = "[".repeat(64) + "]".repeat(64);
        assertThat(RawJson.of(fits).isArray()).isTrue();
        assertThatThrownBy(() -> RawJson.of("[" + fits + "]")).isInstanceOf(JanusProtocolException.class);
    }

    @Test
    void bracketsInsideStringsCountForNothing() {
        String text = "{\"a\":\"" + "[{".repeat(200) + "\",\"b\":\"\\\\\",\"c\":\"\\\"]\"}";
        RawJson json = RawJson.of(text);
        assertThat(json.string("b")).isEqualTo("\\");
        assertThat(json.string("c")).isEqualTo("\"]");
    }

    @Test
    void aHugeStringIsScannedOnceAndKept() {
        String huge = "x".repeat(8 << 20);
        RawJson json = RawJson.of("{\"a\":\"" + huge + "\",\"b\":true}");
        assertThat(json.string("a")).hasSize(8 << 20);
        assertThat(json.member("b")).hasToString("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "{},", "1 2", "[] x", "\"a\"\"b\"", "{}}"})
    void aSecondValueIsRefused(String text) {
        assertThatThrownBy(() -> RawJson.of(text))
                .isInstanceOf(JanusProtocolException.class)
                .hasMessageContaining("more than one JSON value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n\t", "?", "=1", "}", "]", ",", "\u0000", "\uFEFF{}", "NaN", "'a'"})
    void whatBeginsNoValueIsRefused(String text) {
        assertThatThrownBy(() -> RawJson.of(text))
                .isInstanceOf(JanusProtocolException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void whiteSpaceAroundAndBetweenIsSkipped() {
        RawJson json = RawJson.of(" \r\n\t{ \"a\" : 1 ,\n \"b\"\t: [ 2 , 3 ] } \n");
        assertThat(json.member("a")).hasToString("1");
        assertThat(json.member("b")).hasToString("[ 2 , 3 ]");
        assertThat(json.toString()).startsWith("{").endsWith("}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a:1}", "{\"a\" 1}", "{\"a\":}", "{1:2}", "{\"a\":1 \"b\"}", "{]"})
    void anObjectThatIsNoneFailsWhenItIsWalked(String text) {
        assertThatThrownBy(() -> RawJson.of(text).member("z")).isInstanceOf(JanusProtocolException.class);
    }
}
