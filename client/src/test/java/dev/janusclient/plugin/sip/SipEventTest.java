// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.FakeJanus;
import dev.janusclient.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of the SIP plugin that are unlike the others. */
class SipEventTest {
    private final FakeJanus janus = new FakeJanus();
    private final List<SipEvent> heard = new ArrayList<>();
    private JanusSipPlugin sip;

    @BeforeEach
    void attach() {
        sip = Outcome.of(Outcome.of(janus.client().createSession()).attach(JanusSipPlugin.TYPE));
        sip.on(SipEvent.class, heard::add);
    }

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    @Test
    void aRefusalOfSomebodyElsesRequestIsAnEvent() {
        janus.event(sip, "{'sip':'event','error_code':447,'error':'Wrong state'}");
        assertThat(heard).singleElement().isInstanceOfSatisfying(SipEvent.Refused.class, refused -> {
            assertThat(refused.errorCode()).isEqualTo(447);
            assertThat(refused.error()).isEqualTo("Wrong state");
        });
    }

    @Test
    void anEventWithoutResultSaysThatRingingWasSent() {
        janus.event(sip, "{'sip':'event','call_id':'c'}");
        assertThat(heard).singleElement().isInstanceOf(SipEvent.RingingSent.class);
        assertThat(heard.get(0).callId()).isEqualTo("c");
    }

    @Test
    void anEventNobodyKnowsIsUnknownWithAllItSays() {
        janus.event(sip, "{'sip':'event','result':{'event':'levitating','height':3},'call_id':'c'}");
        assertThat(heard).singleElement().isInstanceOfSatisfying(SipEvent.Unknown.class, unknown -> {
            assertThat(unknown.data().toString()).contains("\"levitating\"").contains("\"height\":3");
            assertThat(unknown.callId()).isEqualTo("c");
        });
    }

    @Test
    void anEventOfTheWrongShapeIsUnknownAndNotAnError() {
        janus.event(sip, "{'sip':'event','result':{'event':'hangup','code':'not a number'}}");
        janus.event(sip, "{'sip':'event','result':'ok'}");
        janus.event(sip, "{}");
        assertThat(heard).hasSize(3).hasOnlyElementsOfType(SipEvent.Unknown.class);
    }

    @Test
    void booleansAndNumbersAreReadAsPluginsWriteThem() {
        janus.event(
                sip,
                "{'sip':'event','result':{'event':'registered','username':'a','register_sent':1,'master_id':12.0}}");
        assertThat(heard).singleElement().isInstanceOfSatisfying(SipEvent.Registered.class, registered -> {
            assertThat(registered.registerSent()).isTrue();
            assertThat(registered.masterId()).isEqualTo(12);
        });
    }
}
