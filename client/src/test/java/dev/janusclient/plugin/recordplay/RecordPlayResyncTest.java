// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.recordplay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AfterAGap;
import dev.janusclient.AfterAGap.Found;
import dev.janusclient.FakeJanus;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordPlayResyncTest {
    private final FakeJanus janus = new FakeJanus();
    private final AfterAGap<JanusRecordPlayPlugin> gap = new AfterAGap<>(janus, JanusRecordPlayPlugin.TYPE);

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static final String RECORDING = "{'activity':'RECORDING','recording':7,'paused':false,'media':true}";

    private void list(String recordings) {
        janus.answer(
                "message:list",
                AfterAGap.reply("janus.plugin.recordplay", "{'recordplay':'list','list':[" + recordings + "]}"));
    }

    private static String recording(long id) {
        return "{'id':" + id + ",'name':'n','date':'d','audio':true,'video':false,'data':false}";
    }

    @Test
    void aRecordingThatIsListedIsFinished() {
        list(recording(6) + "," + recording(7));
        Found<JanusRecordPlayPlugin> found = gap.found(RECORDING, null);
        assertThat(found.received())
                .singleElement()
                .isInstanceOfSatisfying(RecordPlayEvent.Done.class, done -> assertThat(done.id())
                        .isEqualTo(7L));
        assertThat(found.handle().state()).isEqualTo(RecordPlayState.IDLE);
    }

    @Test
    void oneThatIsNotListedMayBeMadeStill() {
        list(recording(6));
        Found<JanusRecordPlayPlugin> found = gap.found(RECORDING, null);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().unresolved()).containsExactly("whether recording 7 is still being made");
        assertThat(found.outcome().mediaRecovery()).isInstanceOf(MediaRecovery.Unrecoverable.class);
    }

    @Test
    void theAdminApiKnowsWhetherItIsMade() {
        gap.facts("{'type':'recorder','recording_id':7}", null, true);
        assertThat(gap.found(RECORDING, null).received()).isEmpty();
    }

    @Test
    void theAdminApiKnowsThatItIsNot() {
        gap.facts("{'type':'recorder'}", null, false);
        Found<JanusRecordPlayPlugin> found = gap.found(RECORDING, null);
        assertThat(found.received()).singleElement().isInstanceOf(RecordPlayEvent.Done.class);
    }

    @Test
    void aPlayingBeginsAnewOrAtItsOffer() {
        Jsep offer = Jsep.offer("v=0");
        list(recording(7));
        Found<JanusRecordPlayPlugin> offered =
                gap.found("{'activity':'PLAYING','recording':7,'paused':false,'media':false}", offer);
        assertThat(offered.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.AnswerOffer(offer, "start"));
        assertThat(offered.outcome().unresolved()).containsExactly("whether recording 7 is still being played");
    }
}
