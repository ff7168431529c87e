// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.StateTable;
import dev.janusclient.plugin.recordplay.JanusRecordPlayPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipState;
import dev.janusclient.plugin.streaming.JanusStreamingPlugin;
import dev.janusclient.plugin.streaming.StreamingState;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.videocall.JanusVideoCallPlugin;
import dev.janusclient.recovery.MediaRecovery;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a handle takes from a ticket, and what of it goes into the next one. */
class StatefulPluginTest {
    private final FakeJanus janus = new FakeJanus();
    private final JanusSession session = Outcome.of(janus.client().createSession());

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private <P extends StatefulPlugin<?>> P attached(PluginType<P> type, String state, @Nullable Jsep offer) {
        HandleTicket ticket = new HandleTicket(
                4242, type.name(), null, offer, RawJson.of(state.replace('\'', '"')), List.of(), List.of());
        return Outcome.of(session.attach(type, AttachOptions.from(ticket)));
    }

    @Test
    void theStateOfTheLastOwnerIsTheHandlesOwn() {
        Jsep offer = Jsep.offer("v=0\r\n");
        JanusStreamingPlugin viewer = attached(JanusStreamingPlugin.TYPE, "{'mountpoint':7,'phase':'OFFERED'}", offer);
        assertThat(viewer.state()).isEqualTo(new StreamingState(JanusId.of(7), StreamingState.Phase.OFFERED, offer));
        assertThat(viewer.offer()).contains(offer);
        assertThat(viewer.mediaRecovery()).isEqualTo(new MediaRecovery.AnswerOffer(offer, "start"));
        HandleTicket next = session.ticket().handle("janus.plugin.streaming").orElseThrow();
        assertThat(next.pendingOffer()).isEqualTo(offer);
        assertThat(next.state()).hasToString("{\"mountpoint\":7,\"phase\":\"OFFERED\"}");
    }

    @Test
    void whatAnotherVersionAddedIsLeftOut() {
        JanusSipPlugin sip = attached(JanusSipPlugin.TYPE, "{'account':'sip:a@x','since_2030':{'a':[1]}}", null);
        assertThat(sip.state().account()).isEqualTo("sip:a@x");
        assertThat(sip.mediaRecovery()).isInstanceOf(MediaRecovery.None.class);
    }

    private static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of(JanusSipPlugin.TYPE, "{'account':{'uri':'sip:a@x'}}"),
                Arguments.of(JanusSipPlugin.TYPE, "{'call':'c1'}"),
                Arguments.of(JanusSipPlugin.TYPE, "['sip:a@x']"),
                Arguments.of(JanusStreamingPlugin.TYPE, "{'mountpoint':7,'phase':'BUFFERING'}"),
                Arguments.of(JanusStreamingPlugin.TYPE, "{'mountpoint':7}"),
                Arguments.of(JanusVideoCallPlugin.TYPE, "{'username':'alice'}"),
                Arguments.of(JanusRecordPlayPlugin.TYPE, "{'media':true}"),
                Arguments.of(JanusTextRoomPlugin.TYPE, "{'media':true}"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void aStateThatCanNotBeReadIsUnknownAndTheHandleIsThere(
            PluginType<? extends StatefulPlugin<?>> type, String state) {
        StatefulPlugin<?> handle = attached(type, state, null);
        assertThat(handle.isAttached()).isTrue();
        assertThat(handle.offer()).isEmpty();
        assertThat(handle.mediaRecovery()).isInstanceOf(MediaRecovery.Unknown.class);
    }

    @Test
    void aHandleOfUnknownStateLearnsFromItsEvents() {
        JanusSipPlugin sip = attached(JanusSipPlugin.TYPE, "{'call':'c1'}", null);
        assertThat(sip.state()).isEqualTo(SipState.EMPTY);
        janus.event(
                sip,
                "{'sip':'event','result':{'event':'registered','username':'a','register_sent':true,'master_id':5}}");
        assertThat(sip.state().account()).isEqualTo("a");
    }

    @Test
    void aStateThatThePluginCanNotUseIsOneOfAnotherShape() {
        StateTable<SipState> table = StateTable.builder(SipState.class, SipState.EMPTY)
                .recovery(state -> {
                    throw new IllegalStateException("as the test said");
                })
                .build();
        HandleTicket ticket =
                new HandleTicket(77, "janus.plugin.sip", null, null, RawJson.of("{}"), List.of(), List.of());
        assertThatThrownBy(() -> table.read(ticket))
                .isInstanceOf(JanusProtocolException.class)
                .hasMessageContaining("another shape");
        assertThat(table.readOrInitial(ticket)).isEqualTo(SipState.EMPTY);
    }
}
