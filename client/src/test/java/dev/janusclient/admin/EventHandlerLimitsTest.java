// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.Outcome;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From whom a receiver takes events, and how much. */
class EventHandlerLimitsTest {
    private static byte[] event(String emitter) {
        return ("{\"emitter\":" + emitter + ",\"type\":1,\"timestamp\":1,\"event\":{\"name\":\"created\"}}")
                .getBytes(UTF_8);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    @Test
    void theNameAndThePasswordAreAskedFor() {
        EventHandlerReceiver receiver = EventHandlerReceiver.builder()
                .basicAuth("janus", Secret.of("hünter:2"))
                .build();
        assertThat(receiver.isAuthorized(basic("janus", "hünter:2"))).isTrue();
        assertThat(receiver.isAuthorized(basic("janus", "hünter:2").replace("Basic", "basic")))
                .isTrue();
        for (String wrong : new String[] {
            basic("janus", "hunter:2"),
            basic("janus", ""),
            basic("janus", "hünter:22"),
            basic("", "hünter:2"),
            basic("janus:hünter", "2").substring(0, 10),
            "Bearer x",
            "Basic",
            "Basic ",
            "Basic %%%",
            ""
        }) {
            assertThat(receiver.isAuthorized(wrong)).as(wrong).isFalse();
        }
        assertThat(receiver.isAuthorized(null)).isFalse();
        assertThat(new EventHandlerReceiver().isAuthorized(null)).isTrue();
        assertThatThrownBy(() -> EventHandlerReceiver.builder().basicAuth("a:b", Secret.of("c")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        byte[] body = event("\"a\"");
        EventHandlerReceiver receiver =
                EventHandlerReceiver.builder().maxBodyBytes(body.length).build();
        assertThat(receiver.receive(body)).hasSize(1);
        assertThatThrownBy(() -> receiver.receive(event("\"aa\"")))
                .isInstanceOf(JanusProtocolException.class)
                .hasMessageContaining("larger");
        assertThatThrownBy(() -> EventHandlerReceiver.builder().maxBodyBytes(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eventsOfOtherServersAreLeftOut() {
        EventHandlerReceiver receiver =
                EventHandlerReceiver.builder().emitters("a", "b").build();
        List<EventHandlerEvent> received = new ArrayList<>();
        receiver.on(EventHandlerEvent.class, received::add);
        receiver.onJson(json -> assertThat(json.string("emitter")).isIn("a", "b"));
        String group = "[" + new String(event("\"c\""), StandardCharsets.UTF_8) + ","
                + new String(event("\"b\""), StandardCharsets.UTF_8) + "]";
        String log = Outcome.logOf(() -> {
            for (int i = 0; i < 100; i++) {
                receiver.receive(event("\"evil\\r\\nWARN forged\""));
                receiver.receive(event("null"));
                receiver.receive(group.getBytes(UTF_8));
            }
        });
        assertThat(received).hasSize(100);
        assertThat(log.lines().filter(line -> line.contains("not allowed"))).hasSize(1);
        assertThat(log).contains("evil??WARN forged");
    }

    @Test
    void theNumberOfServersIsBounded() {
        EventHandlerReceiver receiver =
                EventHandlerReceiver.builder().maxEmitters(2).build();
        for (int i = 0; i < 1_000; i++) {
            receiver.receive(event("\"e" + i + "\""));
        }
        assertThat(receiver.receive(event("\"e0\""))).hasSize(1);
        assertThat(receiver.receive(event("\"e1\""))).hasSize(1);
        assertThat(receiver.receive(event("\"e2\""))).isEmpty();
        assertThat(new EventHandlerReceiver().receive(event("\"" + "e".repeat(300) + "\"")))
                .isEmpty();
    }

    @Test
    void somethingElseInAnEventsPlaceIsUnknown() {
        EventHandlerReceiver receiver = new EventHandlerReceiver();
        for (String odd : new String[] {"null", "7", "[]", "\"x\""}) {
            String body = "[{\"emitter\":\"a\",\"type\":1,\"timestamp\":1,\"event\":" + odd + "},"
                    + new String(event("\"a\""), StandardCharsets.UTF_8) + "]";
            assertThat(receiver.receive(body.getBytes(UTF_8)))
                    .hasSize(2)
                    .first()
                    .isInstanceOf(EventHandlerEvent.Unknown.class);
        }
    }
}
