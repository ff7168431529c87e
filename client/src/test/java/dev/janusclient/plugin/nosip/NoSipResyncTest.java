// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.nosip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AfterAGap;
import dev.janusclient.AfterAGap.Found;
import dev.janusclient.FakeJanus;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NoSipResyncTest {
    private final FakeJanus janus = new FakeJanus();
    private final AfterAGap<JanusNoSipPlugin> gap = new AfterAGap<>(janus, JanusNoSipPlugin.TYPE);

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    private static final Jsep OFFER = Jsep.offer("v=0");

    @Test
    void anOfferThatWasNotAnsweredCanBe() {
        Found<JanusNoSipPlugin> found = gap.found("{'media':false}", OFFER);
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.AnswerOffer(OFFER, "generate"));
    }

    @Test
    void aSessionThatNobodyKnewOfIsFound() {
        gap.facts("{}", OFFER, true);
        Found<JanusNoSipPlugin> found = gap.found("{'media':false}", OFFER);
        assertThat(found.outcome().findings()).containsExactly("a PeerConnection was negotiated");
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.RestartOnNewHandle("generate"));
        assertThat(found.handle().offer()).isEmpty();
    }

    @Test
    void whatCanNotBeKnownIsSaid() {
        assertThat(gap.found("{'media':true}", null).outcome().unresolved())
                .containsExactly("whether Janus still has the session");
    }
}
