// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AfterAGap;
import dev.janusclient.AfterAGap.Found;
import dev.janusclient.FakeJanus;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.MediaRecovery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VoicemailResyncTest {
    private final FakeJanus janus = new FakeJanus();
    private final AfterAGap<JanusVoicemailPlugin> gap = new AfterAGap<>(janus, JanusVoicemailPlugin.TYPE);

    @AfterEach
    void nothingIsLeft() {
        janus.assertNothingLeft();
    }

    @Test
    void aRecordingWithoutAPeerConnectionIsOver() {
        gap.facts("{'state':'idle'}", null, false);
        Found<JanusVoicemailPlugin> found = gap.found("{'recording':true}", null);
        assertThat(found.outcome().findings()).containsExactly("the recording is over");
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.None());
    }

    @Test
    void oneThatGoesOnIsLost() {
        gap.facts("{'state':'recording'}", Jsep.answer("v=0"), true);
        Found<JanusVoicemailPlugin> found = gap.found("{'recording':true}", null);
        assertThat(found.outcome().unresolved()).isNotEmpty();
        assertThat(found.outcome().mediaRecovery()).isInstanceOf(MediaRecovery.Unrecoverable.class);
    }

    @Test
    void nothingIsNothing() {
        Found<JanusVoicemailPlugin> found = gap.found("{'recording':false}", null);
        assertThat(found.received()).isEmpty();
        assertThat(found.outcome().mediaRecovery()).isEqualTo(new MediaRecovery.None());
    }
}
