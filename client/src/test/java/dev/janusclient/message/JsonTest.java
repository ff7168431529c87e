// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.error.JanusProtocolException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static RawJson description(String trickle) {
        return RawJson.of("{\"type\":\"offer\",\"sdp\":\"\",\"trickle\":" + trickle + "}");
    }

    @Test
    void flattenLiftsDropsAndAdds() {
        RawJson data = RawJson.of("{\"sip\":\"event\",\"result\":{\"event\":\"x\",\"code\":5},\"call_id\":\"c\"}");
        RawJson flat = Json.flatten(
                data, "result", Set.of("sip", "event"), Map.of("jsep", RawJson.of("{\"type\":\"offer\"}")));
        assertThat(flat).hasToString("{\"code\":5,\"call_id\":\"c\",\"jsep\":{\"type\":\"offer\"}}");
    }

    @Test
    void flattenOfNothingIsAnEmptyObject() {
        assertThat(Json.flatten(RawJson.of("{}"), "result", Set.of(), Map.of())).hasToString("{}");
        assertThat(Json.flatten(RawJson.of("{\"a\":{}}"), "a", Set.of(), Map.of()))
                .hasToString("{}");
    }

    @Test
    void whatShouldBeLiftedButIsNoObjectStaysWhereItIs() {
        RawJson data = RawJson.of("{\"result\":\"ok\",\"a\":1}");
        assertThat(Json.flatten(data, "result", Set.of(), Map.of())).hasToString("{\"result\":\"ok\",\"a\":1}");
    }

    @Test
    void aMemberIsPutInFront() {
        assertThat(Json.withMember("request", "call", RawJson.of("{\"uri\":\"sip:a\",\"x\":[1]}")))
                .hasToString("{\"request\":\"call\",\"uri\":\"sip:a\",\"x\":[1]}");
        assertThat(Json.withMember("request", "a\"b", null)).hasToString("{\"request\":\"a\\\"b\"}");
        assertThat(Json.withMember("request", "reset", RawJson.of("{}"))).hasToString("{\"request\":\"reset\"}");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "1.0, true", "false, false", "0, false", "0.0, false"})
    void booleansAreReadAsPluginsWriteThem(String text, boolean value) {
        assertThat(description(text).as(Jsep.class).trickle()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "\"true\"", "-1", "{}"})
    void whatIsNoBooleanIsRefused(String text) {
        assertThatThrownBy(() -> description(text).as(Jsep.class))
                .isInstanceOf(JanusProtocolException.class)
                .hasMessageContaining("a boolean was expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "-2147483649", "1e10", "0.5", "\"1\"", "true"})
    void aNumberThatDoesNotFitIsRefusedAndNotWrappedAround(String text) {
        RawJson json = RawJson.of("{\"candidate\":\"c\",\"sdpMLineIndex\":" + text + "}");
        assertThatThrownBy(() -> json.as(IceCandidate.class)).isInstanceOf(JanusProtocolException.class);
    }

    @Test
    void anErrorDoesNotRepeatWhatWasInTheWay() {
        String secret = "s3cr3t".repeat(1000);
        assertThatThrownBy(() -> description("\"" + secret + "\"").as(Jsep.class))
                .isInstanceOf(JanusProtocolException.class)
                .message()
                .doesNotContain("s3cr3t")
                .hasSizeLessThan(200);
        assertThatThrownBy(() -> RawJson.of("{\"type\":[\"" + secret + "\"],\"sdp\":\"s3cr3t\"}")
                        .as(Jsep.class))
                .isInstanceOf(JanusProtocolException.class)
                .message()
                .doesNotContain("s3cr3t");
    }

    @Test
    void aMissingMandatoryMemberIsRefused() {
        assertThatThrownBy(() -> RawJson.of("{\"type\":\"offer\"}").as(Jsep.class))
                .isInstanceOf(JanusProtocolException.class)
                .hasMessageContaining("jsep.sdp");
        assertThatThrownBy(() -> RawJson.of("null").as(Jsep.class)).isInstanceOf(JanusProtocolException.class);
    }

    @Test
    void aDescriptionKeepsEveryByteOfItsSdp() {
        String sdp = "v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=\"q\" \\ / ü €\t\r\n";
        Jsep back = Json.encode(Jsep.class, Jsep.offer(sdp)).as(Jsep.class);
        assertThat(back.sdp()).isEqualTo(sdp);
        assertThat(back.isOffer()).isTrue();
        assertThat(back.isAnswer()).isFalse();
    }

    @Test
    void jsonInsideOfOtherJsonKeepsItsTexts() {
        String text = "José € 𝄞 \"\\ \u0001";
        RawJson inner = Json.encode(Map.of("display", text));
        RawJson outer = Json.encode(Map.of("state", inner, "more", List.of(inner)));
        RawJson state = Objects.requireNonNull(outer.member("state"));
        assertThat(state.string("display")).isEqualTo(text);
        assertThat(Objects.requireNonNull(outer.member("more"))
                        .elements()
                        .get(0)
                        .string("display"))
                .isEqualTo(text);
    }

    @Test
    void absentOptionsAreNotWritten() {
        assertThat(Json.encode(Jsep.class, Jsep.answer("v=0"))).hasToString("{\"type\":\"answer\",\"sdp\":\"v=0\"}");
        assertThat(Json.encode(Jsep.class, Jsep.answer("v=0").withoutTrickle()))
                .hasToString("{\"type\":\"answer\",\"sdp\":\"v=0\",\"trickle\":false}");
    }

    @Test
    void namesOfADescriptionAreThoseOfTheWire() {
        Jsep jsep = RawJson.of(
                        "{\"type\":\"offer\",\"sdp\":\"\",\"rid_order\":\"hml\",\"force_relay\":1,\"e2ee\":true}")
                .as(Jsep.class);
        assertThat(jsep).isEqualTo(new Jsep("offer", "", null, "hml", true, true, null));
    }
}
