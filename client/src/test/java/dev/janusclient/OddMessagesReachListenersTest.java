// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.error.JanusServerException;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message with something else in the place of what belongs there is an unknown one, never none and never another. */
class OddMessagesReachListenersTest {
    private final FakeJanus janus = new FakeJanus();
    private final JanusSession session = Outcome.of(janus.client().createSession());
    private final JanusSipPlugin sip = Outcome.of(session.attach(JanusSipPlugin.TYPE));
    private final List<Object> heard = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    @BeforeEach
    void listen() {
        sip.on(Object.class, heard::add);
    }

    private void says(String kind, String rest) {
        janus.push("{'janus':'" + kind + "','session_id':" + session.id() + ",'sender':" + sip.handleId() + rest + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",'candidate':null",
                ",'candidate':7",
                ",'candidate':'candidate:1'",
                ",'candidate':[]",
                ",'candidate':{}",
                ",'candidate':{'candidate':null}",
                ",'candidate':{'candidate':{}}"
            })
    void aCandidateThatIsNoneIsNotTheEndOfThem(String candidate) {
        says("trickle", candidate);
        assertThat(heard).singleElement().isInstanceOf(CoreEvent.Unknown.class);
    }

    @Test
    void aCandidateThatIsNoneReachesWhoListensToUnknownOnesAlone() {
        JanusSipPlugin other = Outcome.of(session.attach(JanusSipPlugin.TYPE));
        List<CoreEvent.Unknown> unknown = new ArrayList<>();
        other.on(CoreEvent.Unknown.class, unknown::add);
        janus.push("{'janus':'trickle','session_id':" + session.id() + ",'sender':" + other.handleId()
                + ",'candidate':7}");
        assertThat(unknown).hasSize(1);
    }

    @Test
    void theEndOfCandidatesIsSaid() {
        says("trickle", ",'candidate':{'completed':true}");
        assertThat(heard).containsExactly(new CoreEvent.Trickle(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "'v=0'",
                "[]",
                "{}",
                "{'type':'offer'}",
                "{'sdp':'v=0'}",
                "{'type':null,'sdp':'v=0'}",
                "{'type':'offer','sdp':{}}",
                "{'type':'offer','sdp':'v=0','trickle':'maybe'}"
            })
    void aDescriptionThatIsNoneMakesTheEventUnknown(String jsep) {
        String data = ",'plugindata':{'plugin':'janus.plugin.sip','data':{'sip':'event','result':{";
        says("event", data + "'event':'incomingcall','username':'sip:b@c'}}},'jsep':" + jsep);
        assertThat(heard).singleElement().isInstanceOf(SipEvent.Unknown.class);
        // It says all the same what needs no description.
        says("event", data + "'event':'hangup','code':1}}},'jsep':" + jsep);
        assertThat(heard.get(1)).isInstanceOf(SipEvent.Hangup.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",'plugindata':null",
                ",'plugindata':7",
                ",'plugindata':{'plugin':'janus.plugin.sip'}",
                ",'plugindata':{'plugin':'janus.plugin.sip','data':null}"
            })
    void anEventWithoutDataIsUnknown(String data) {
        says("event", data);
        assertThat(heard).singleElement().isInstanceOf(CoreEvent.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "[]",
                "'x'",
                "{}",
                "{'sip':'event','result':null}",
                "{'sip':'event','result':7}",
                "{'sip':'event','result':{'event':null}}",
                "{'sip':null,'result':{'event':7}}"
            })
    void dataThatAreNoneAreUnknown(String data) {
        says("event", ",'plugindata':{'plugin':'janus.plugin.sip','data':" + data + "}");
        assertThat(heard).singleElement().isInstanceOf(SipEvent.Unknown.class);
    }

    @Test
    void whatJanusSaysStaysOnOneLine() {
        janus.answer(
                "message:unregister",
                "{'janus':'error','transaction':'$T','error':{'code':490,'reason':'no\\r\\n2024-01-01 ERROR forged\\u001b[2J'}}");
        JanusServerException refused = Outcome.failure(sip.unregister(), JanusServerException.class);
        assertThat(refused.getMessage())
                .contains("no??2024-01-01 ERROR forged?[2J")
                .hasLineCount(1);
    }
}
