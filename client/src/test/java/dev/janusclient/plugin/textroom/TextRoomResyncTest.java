// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AfterAGap;
import dev.janusclient.AfterAGap.Found;
import dev.janusclient.FakeJanus;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextRoomResyncTest {
    private final FakeJanus janus = new FakeJanus();
    private final AfterAGap<JanusTextRoomPlugin> gap = new AfterAGap<>(janus, JanusTextRoomPlugin.TYPE);

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static final String ALICE = "{'rooms':[{'room':1,'username':'alice'}],'media':true}";

    private void answers(String data) {
        janus.answer("message:listparticipants", AfterAGap.reply("janus.plugin.textroom", data));
    }

    @Test
    void whoIsStillThereIsDelivered() {
        answers("{'room':1,'participants':[{'username':'alice'},{'username':'bob'}]}");
        Found<JanusTextRoomPlugin> found = gap.found(ALICE, null);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().findings()).containsExactly("in room 1 we still are, and 1 others");
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnHandle("restart"));
    }

    @Test
    void whoIsNotInTheListIsNotInTheRoom() {
        answers("{'room':1,'participants':[{'username':'bob'}]}");
        Found<JanusTextRoomPlugin> found = gap.found(ALICE, null);
        assertThat(found.received()).singleElement().isInstanceOf(TextRoomEvent.Leave.class);
        assertThat(found.handle().state().rooms()).isEmpty();
    }

    @Test
    void aRoomThatNobodyKnowsIsGone() {
        answers("{'textroom':'event','error_code':417,'error':'so it is'}");
        Found<JanusTextRoomPlugin> found = gap.found(ALICE, null);
        assertThat(found.received()).singleElement().isInstanceOf(TextRoomEvent.Destroyed.class);
        assertThat(found.handle().state().rooms()).isEmpty();
    }

    @Test
    void theAdminApiTellsOfADataChannelThatIsGone() {
        answers("{'room':1,'participants':[{'username':'alice'}]}");
        gap.facts("{'destroyed':0}", null, false);
        Found<JanusTextRoomPlugin> found = gap.found(ALICE, null);
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.None());
    }

    @Test
    void anOfferThatWasNotAnsweredCanBe() {
        Jsep offer = Jsep.offer("v=0");
        gap.facts("{'destroyed':0}", offer, false);
        Found<JanusTextRoomPlugin> found = gap.found("{'rooms':[]}", offer);
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.AnswerOffer(offer, "ack"));
    }
}
