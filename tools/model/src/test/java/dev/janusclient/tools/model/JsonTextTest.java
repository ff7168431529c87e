// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.tools.model.TimeLine.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void aRecordBecomesAnObjectWithTheNamesOfTheWire() {
        Rooms.Participant participant = new Rooms.Participant("7", "Zoë \"Z\"", true, null, false);

        assertThat(JsonText.compact(participant))
                .isEqualTo("{\"id\":\"7\",\"display\":\"Zoë \\\"Z\\\"\",\"publisher\":true,\"talking\":false}");
        assertThat(JsonText.wireName("leaseLeftMillis")).isEqualTo("lease_left_millis");
    }

    @Test
    void timesEnumsSecretsAndJsonHaveTheirForms() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("at", Instant.EPOCH);
        all.put("after", Duration.ofMillis(1500));
        all.put("kind", Kind.SIP);
        all.put("secret", Secret.of("hunter2"));
        all.put("json", RawJson.of("{\"a\":[1,null,true]}"));

        assertThat(JsonText.compact(all))
                .isEqualTo("{\"at\":\"1970-01-01T00:00:00Z\",\"after\":1.5,\"kind\":\"sip\",\"secret\":\"***\","
                        + "\"json\":{\"a\":[1,null,true]}}");
    }

    @Test
    void itIsIndentedByTwo() {
        assertThat(JsonText.indented(Map.of("a", List.of(1, Map.of()))))
                .isEqualTo("{\n  \"a\": [\n    1,\n    {}\n  ]\n}");
    }

    @Test
    void whatATerminalWouldObeyIsEscapedAndReadsBack() {
        String hostile = "\u001b[2J\u202e\n";

        String json = JsonText.compact(hostile);

        assertThat(json).isEqualTo("\"\\u001b[2J\\u202e\\n\"");
        assertThat(RawJson.of(json).asString()).isEqualTo(hostile);
    }

    @Test
    void whatIsNoDataIsRefused() {
        assertThatThrownBy(() -> JsonText.compact(new Object())).isInstanceOf(IllegalArgumentException.class);
    }
}
