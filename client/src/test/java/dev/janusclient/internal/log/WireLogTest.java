// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.janusclient.message.Secret;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log of messages shows no secret, stays on one line, and is bounded. */
class WireLogTest {
    private static final Pattern SECRET_LIKE =
            Pattern.compile("(?i).*(secret|pwd|password|token|^pin$|newpin|crypto).*");

    private static String printable(String json) {
        return WireLog.printable(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everySecretOfTheTypedRecordsIsInTheList() {
        List<String> secrets = new ArrayList<>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.janusclient.plugin", "dev.janusclient.admin")) {
            Class<?> type = each.reflect();
            if (type.isRecord()) {
                Arrays.stream(type.getRecordComponents())
                        .filter(WireLogTest::isSecretLike)
                        .forEach(component -> secrets.add(component.getName()));
            }
        }
        assertThat(secrets)
                .contains("secret", "ha1Secret", "srtpCrypto", "adminKey")
                .allMatch(WireLog::isSecret);
    }

    private static boolean isSecretLike(RecordComponent component) {
        return component.getType() == Secret.class
                || (component.getType() == String.class
                        && SECRET_LIKE.matcher(component.getName()).matches());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"apisecret\":\"hunter2\"}",
                "{\"token\" : \"a\\\"hunter2\\\\\",\"b\":1}",
                "{\"body\":{\"pin\":4711,\"secret\":\"hunter2\"}}",
                "{\"allowed\":[\"hunter2\",{\"x\":\"]hunter2\"}],\"b\":1}",
                "{\"data\":\"{\\\"secret\\\":\\\"hunter2\\\",\\\"b\\\":1}\"}",
                "{\"data\":\"{\\\"secret\\\":\\\"a\\\\\\\"hunter2\\\"}\"}",
                "{\"sdp\":\"v=0\\r\\na=ice-ufrag:x\\r\\na=ice-pwd:hunter2/a+\\r\\na=mid:0\\r\\n\"}",
                "{\"sdp\":\"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:hunter2\\/x|2^20\\r\\n\"}",
                "{\"sip\":\"REGISTER\\r\\nAuthorization: Digest response=\\\"hunter2\\\"\\r\\nTo: x\\r\\n\"}",
                "{\"error\":{\"code\":454,\"reason\":\"JSON error: on line 1: bad escape near \\\"hunter2\\\"\"}}",
                "{\"secret\":\"hunter2"
            })
    void noSecretIsShown(String json) {
        assertThat(printable(json))
                .contains(WireLog.HIDDEN)
                .doesNotContain("hunter2")
                .doesNotContain("4711");
    }

    @Test
    void allElseIsShown() {
        assertThat(printable("{\"secret\":\"x\",\"b\":1}")).isEqualTo("{\"secret\":***,\"b\":1}");
        assertThat(printable("{\"data\":\"{\\\"pin\\\":\\\"x\\\",\\\"b\\\":1}\",\"c\":2}"))
                .isEqualTo("{\"data\":\"{\\\"pin\\\":***,\\\"b\\\":1}\",\"c\":2}");
        assertThat(printable("{\"sdp\":\"a=ice-pwd:x\\r\\na=mid:0\\r\\n\"}"))
                .isEqualTo("{\"sdp\":\"a=ice-pwd:***\\r\\na=mid:0\\r\\n\"}");
    }

    @Test
    void controlCharactersAndEndlessMessagesAreNotWritten() {
        assertThat(printable("{\"a\":\"\u001b[2J\n\u202e\"}")).isEqualTo("{\"a\":\"?[2J??\"}");
        String endless = "{\"a\":\"" + "x".repeat(WireLog.MAX_TEXT) + "\"}";
        assertThat(printable(endless))
                .hasSizeLessThan(WireLog.MAX_TEXT + 100)
                .endsWith("... (cut; " + endless.length() + " bytes in all)");
    }
}
