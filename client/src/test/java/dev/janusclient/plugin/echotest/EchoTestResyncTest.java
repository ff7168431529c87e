// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.echotest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AfterAGap;
import dev.janusclient.AfterAGap.Found;
import dev.janusclient.FakeJanus;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EchoTestResyncTest {
    private final FakeJanus janus = new FakeJanus();
    private final AfterAGap<JanusEchoTestPlugin> gap = new AfterAGap<>(janus, JanusEchoTestPlugin.TYPE);

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    @Test
    void withoutTheAdminApiTheTicketIsBelieved() {
        Found<JanusEchoTestPlugin> found = gap.found("{'media':true}", null);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().unresolved()).containsExactly("whether Janus still has the PeerConnection");
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnHandle("start"));
    }

    @Test
    void aPeerConnectionThatIsGoneIsDone() {
        gap.facts("{}", null, false);
        Found<JanusEchoTestPlugin> found = gap.found("{'media':true}", null);
        assertThat(found.received()).singleElement().isInstanceOf(EchoTestEvent.Done.class);
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.None());
    }

    @Test
    void oneThatNobodyKnewOfIsFound() {
        gap.facts("{}", Jsep.answer("v=0"), true);
        Found<JanusEchoTestPlugin> found = gap.found("{'media':false}", null);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnHandle("start"));
    }

    @Test
    void aCoreHangupEndsIt() {
        Found<JanusEchoTestPlugin> found = gap.found("{'media':true}", null);
        janus.push("{'janus':'hangup','session_id':42,'sender':77,'reason':'DTLS alert'}");
        assertThat(found.handle().mediaRecovery()).isEqualTo(new MediaRecovery.None());
    }
}
