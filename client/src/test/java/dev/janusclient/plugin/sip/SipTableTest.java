// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.PluginTableTest;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The SIP plugin against the table. */
class SipTableTest extends PluginTableTest {
    SipTableTest() {
        super(JanusSipPlugin.TYPE, SipErrorCode.values());
    }

    /** Janus repeats it inside some results. */
    @Override
    protected Set<String> besideTheResult() {
        return Set.of("call_id");
    }

    /** What answers {@code send_ringing}, and a helper's {@code register}. */
    @Override
    protected String rowOf(String tag) {
        return switch (tag) {
            case "sip=event (no result)" -> "sip=event + !result";
            case "result.event=registered + helper" -> "result.event=registered";
            default -> super.rowOf(tag);
        };
    }

    @Override
    protected Set<String> otherRows() {
        return Set.of("sip=event + !result");
    }

    @Test
    void theNumbersAreThoseOfJanus() {
        assertThat(SipProtocol.REQUESTS).hasSize(23);
        assertThat(events()).hasSize(43);
        assertThat(SipProtocol.EVENTS.tags()).hasSize(44);
    }

    @SuppressWarnings("unchecked")
    private static <T> RawJson encoded(T record) {
        return Json.encode((Class<T>) record.getClass(), record);
    }

    @Test
    void enumsAreTheWordsOfTheWire() {
        assertThat(encoded(SipRequest.Register.builder()
                        .username("sip:a@b")
                        .type(SipRequest.Register.Type.HELPER)
                        .build()))
                .hasToString("{\"type\":\"helper\",\"username\":\"sip:a@b\"}");
        assertThat(encoded(SipRequest.Hold.builder()
                        .direction(SipRequest.Hold.Direction.RECVONLY)
                        .build()))
                .hasToString("{\"direction\":\"recvonly\"}");
        assertThat(encoded(SipRequest.Recording.builder()
                        .action(SipRequest.Recording.Action.START)
                        .peerAudio(true)
                        .build()))
                .hasToString("{\"action\":\"start\",\"peer_audio\":true}");
    }
}
