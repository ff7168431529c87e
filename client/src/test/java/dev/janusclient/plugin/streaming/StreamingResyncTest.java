// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AfterAGap;
import dev.janusclient.AfterAGap.Found;
import dev.janusclient.FakeJanus;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.plugin.streaming.StreamingState.Phase;
import dev.janusclient.recovery.MediaRecovery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamingResyncTest {
    private final FakeJanus janus = new FakeJanus();
    private final AfterAGap<JanusStreamingPlugin> gap = new AfterAGap<>(janus, JanusStreamingPlugin.TYPE);

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static final String WATCHING = "{'mountpoint':7,'phase':'STARTED'}";
    private static final String INFO = "{'streaming':'info','info':{'id':7,'enabled':true,'type':'live','media':[]}}";

    private void isThere(boolean there) {
        janus.answer(
                "message:info",
                AfterAGap.reply(
                        "janus.plugin.streaming",
                        there ? INFO : "{'streaming':'event','error_code':455,'error':'so it is'}"));
    }

    @Test
    void aMountpointThatNobodyKnowsIsGone() {
        isThere(false);
        Found<JanusStreamingPlugin> found = gap.found(WATCHING, null);
        assertThat(found.received()).singleElement().isInstanceOf(StreamingEvent.Stopped.class);
        assertThat(found.handle().state()).isEqualTo(StreamingState.EMPTY);
    }

    @Test
    void oneThatIsThereMayBeWatchedOrNot() {
        isThere(true);
        Found<JanusStreamingPlugin> found = gap.found(WATCHING, null);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().unresolved()).containsExactly("whether mountpoint 7 is still watched");
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnHandle("watch"));
    }

    @Test
    void theAdminApiKnowsThatNothingIsWatched() {
        isThere(true);
        gap.facts("{'state':'idle'}", null, false);
        Found<JanusStreamingPlugin> found = gap.found(WATCHING, null);
        assertThat(found.received()).isEmpty();
        assertThat(found.handle().state()).isEqualTo(StreamingState.EMPTY);
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.None());
    }

    @Test
    void anotherMountpointIsASwitch() {
        isThere(true);
        gap.facts("{'state':'watching','mountpoint_id':8}", null, true);
        Found<JanusStreamingPlugin> found = gap.found(WATCHING, null);
        assertThat(found.received()).singleElement().isInstanceOf(StreamingEvent.Switched.class);
        assertThat(found.handle().state()).isEqualTo(new StreamingState(JanusId.of(8), Phase.STARTED, null));
    }

    @Test
    void anOfferThatWasAnsweredMeanwhileDoesNotWaitAnyMore() {
        isThere(true);
        Jsep offer = Jsep.offer("v=0");
        gap.facts("{'state':'watching','mountpoint_id':7}", offer, true);
        Found<JanusStreamingPlugin> found = gap.found("{'mountpoint':7,'phase':'OFFERED'}", offer);
        assertThat(found.received()).singleElement().isInstanceOf(StreamingEvent.Starting.class);
        assertThat(found.handle().offer()).isEmpty();
    }

    @Test
    void anOfferThatNobodyKnewOfIsFound() {
        Jsep offer = Jsep.offer("v=0");
        gap.facts("{'state':'watching','mountpoint_id':7}", offer, false);
        Found<JanusStreamingPlugin> found = gap.found("{'phase':'IDLE'}", null);
        assertThat(found.handle().state()).isEqualTo(new StreamingState(JanusId.of(7), Phase.OFFERED, offer));
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.AnswerOffer(offer, "start"));
    }

    @Test
    void aHandleThatWatchesNothingAsksNothing() {
        Found<JanusStreamingPlugin> found = gap.found("{'phase':'IDLE'}", null);
        assertThat(found.received()).isEmpty();
        assertThat(janus.sent()).doesNotContain("message:info");
    }
}
