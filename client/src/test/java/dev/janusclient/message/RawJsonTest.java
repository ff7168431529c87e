// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.error.JanusProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawJsonTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-1, -1",
        "9007199254740993, 9007199254740993",
        "999999999999999999, 999999999999999999",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "4.0, 4",
        "4.2e1, 42",
        "1E3, 1000",
        "-0, 0"
    })
    void wholeNumbersOf64BitsAreReadExactly(String text, long value) {
        assertThat(RawJson.of(text).asLong()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "18446744073709551616",
                "123456789012345678901234567890",
                "4.5",
                "1e19",
                "1e999999999",
                "1e2147483647",
                "1e-2147483647",
                "-",
                "1-2",
                "true",
                "null",
                "\"12\"",
                "[1]",
                "{}"
            })
    void whatIsNoWholeNumberOf64BitsIsRefused(String text) {
        assertThatThrownBy(() -> RawJson.of(text).asLong()).isInstanceOf(JanusProtocolException.class);
    }

    @Test
    void aNumberOfManyDigitsIsRefusedWithoutBeingRepeated() {
        assertThatThrownBy(() -> RawJson.of("9".repeat(1_000_000)).asLong())
                .isInstanceOf(JanusProtocolException.class)
                .message()
                .hasSizeLessThan(200);
    }

    @Test
    void escapesAndUnicodeAreRead() {
        RawJson json = RawJson.of("\"q\\\" b\\\\ s\\/ \\b\\f\\n\\r\\t \\u00e4\\ud83d\\ude00 ä😀\"");
        assertThat(json.asString()).isEqualTo("q\" b\\ s/ \b\f\n\r\t ä😀 ä😀");
        assertThat(RawJson.of("\"plain ä😀\"").asString()).isEqualTo("plain ä😀");
        assertThat(RawJson.of("\"\"").asString()).isEmpty();
    }

    @Test
    void aNullMemberIsNoMember() {
        RawJson json = RawJson.of("{\"a\":null,\"b\":\"null\",\"c\":0}");
        assertThat(json.member("a")).isNull();
        assertThat(json.string("a")).isNull();
        assertThat(json.string("b")).isEqualTo("null");
        assertThat(json.member("c")).isNotNull();
        assertThat(json.member("d")).isNull();
    }

    @Test
    void aMemberOfTheSameNameFurtherInsideIsNotTaken() {
        RawJson json = RawJson.of("{\"x\":{\"a\":1},\"y\":[{\"a\":2}],\"a\":3}");
        assertThat(json.member("a")).hasToString("3");
    }

    @Test
    void onlyAnObjectHasMembersAndOnlyAStringIsAString() {
        assertThat(RawJson.of("[1,2]").member("a")).isNull();
        assertThat(RawJson.of("\"a\"").member("a")).isNull();
        assertThat(RawJson.of("{\"a\":5}").string("a")).isNull();
        assertThat(RawJson.of("5").asString()).isEqualTo("5");
    }

    @Test
    void equalityLooksAtTheTextAloneAndNotAtTheFrameAroundIt() {
        RawJson inside = RawJson.of("{\"x\":12345,\"a\":{\"b\":1}}").member("a");
        assertThat(inside).isEqualTo(RawJson.of("{\"b\":1}")).hasSameHashCodeAs(RawJson.of("{\"b\":1}"));
        assertThat(inside).isNotEqualTo(RawJson.of("{\"b\":2}"));
    }

    @Test
    void theBytesAreACopyOfTheValueAlone() {
        RawJson json = RawJson.of(" [1] ");
        byte[] bytes = json.toBytes();
        bytes[1] = '2';
        assertThat(json).hasToString("[1]");
    }
}
