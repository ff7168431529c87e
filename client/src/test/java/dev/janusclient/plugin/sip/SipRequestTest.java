// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SipRequestTest {
    private static Arguments refused(String field, ThrowingCallable make) {
        return Arguments.of(field, make);
    }

    private static SipRequestRtpForwardStreamBuilder stream() {
        return SipRequest.RtpForwardStream.builder()
                .type("audio")
                .host("10.0.0.1")
                .port(5004);
    }

    static Stream<Arguments> missing() {
        return Stream.of(
                refused("username", () -> SipRequest.Register.builder().build()),
                refused(
                        "username",
                        () -> SipRequest.Register.builder().username("").build()),
                refused("event", () -> SipRequest.Subscribe.builder().build()),
                refused("uri", () -> SipRequest.Call.builder().build()),
                refused("uri", () -> SipRequest.Transfer.builder().build()),
                refused("action", () -> SipRequest.Recording.builder().build()),
                refused("type", () -> SipRequest.Info.builder().content("c").build()),
                refused("content", () -> SipRequest.Info.builder().type("t").build()),
                refused("content", () -> SipRequest.Message.builder().build()),
                refused("digit", () -> SipRequest.DtmfInfo.builder().build()),
                refused("stream_id", () -> SipRequest.StopRtpForward.builder().build()),
                refused("type", () -> SipRequest.RtpForwardStream.builder()
                        .host("h")
                        .port(1)
                        .build()),
                refused("host", () -> SipRequest.RtpForwardStream.builder()
                        .type("audio")
                        .port(1)
                        .build()),
                refused("port", () -> SipRequest.RtpForwardStream.builder()
                        .type("audio")
                        .host("h")
                        .build()));
    }

    @ParameterizedTest
    @MethodSource
    void missing(String field, ThrowingCallable make) {
        assertThatThrownBy(make)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ": it is mandatory");
    }

    static Stream<Arguments> outOfRange() {
        return Stream.of(
                refused(
                        "code: 399",
                        () -> SipRequest.Decline.builder().code(399).build()),
                refused(
                        "code: 700",
                        () -> SipRequest.Decline.builder().code(700).build()),
                refused("register_ttl: -1", () -> SipRequest.Register.builder()
                        .username("sip:a@b")
                        .registerTtl(-1)
                        .build()),
                refused("subscribe_ttl: -1", () -> SipRequest.Subscribe.builder()
                        .event("presence")
                        .subscribeTtl(-1)
                        .build()),
                refused("duration: -1", () -> SipRequest.DtmfInfo.builder()
                        .digit("1")
                        .duration(-1)
                        .build()),
                refused(
                        "stream_id: -1",
                        () -> SipRequest.StopRtpForward.builder().streamId(-1L).build()),
                refused("port: 0", () -> stream().port(0).build()),
                refused("port: 65536", () -> stream().port(65536).build()),
                refused("pt: 128", () -> stream().pt(128).build()),
                refused("ssrc: -1", () -> stream().ssrc(-1L).build()));
    }

    @ParameterizedTest
    @MethodSource
    void outOfRange(String start, ThrowingCallable make) {
        assertThatThrownBy(make).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(start + " is");
    }

    @Test
    void theEndsOfTheRangesAreLetIn() {
        assertThat(SipRequest.Decline.builder().code(400).build().code()).isEqualTo(400);
        assertThat(SipRequest.Decline.builder().code(699).build().code()).isEqualTo(699);
        assertThat(stream().port(1).build().port()).isEqualTo(1);
        assertThat(stream().port(65535).pt(0).ssrc(0L).build().port()).isEqualTo(65535);
        assertThat(SipRequest.Message.builder().content("").build().content()).isEmpty();
        assertThat(SipRequest.RtpForward.builder()
                        .streams(List.of(stream().build()))
                        .build()
                        .streams())
                .hasSize(1);
    }
}
