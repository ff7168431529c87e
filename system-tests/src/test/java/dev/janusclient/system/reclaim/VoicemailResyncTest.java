// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.plugin.voicemail.JanusVoicemailPlugin;
import dev.janusclient.plugin.voicemail.VoicemailEvent;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.UntilJanus;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a voicemail handle finds out about a time in which nobody listened. */
@UntilJanus(value = "1.1.2", reason = "the voicemail plugin was removed")
@Timeout(60)
class VoicemailResyncTest {
    @RegisterExtension
    static final JanusExtension JANUS = Gap.server("voicemail");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    @Test
    void aVoicemailIsOver() {
        Gap<JanusVoicemailPlugin> gap = new Gap<>(stage, JANUS.server(), JanusVoicemailPlugin.TYPE);
        HandleEvents first = stage.listen(gap.first);
        JanusPeer peer = stage.peer();
        VoicemailEvent.RecordReply starting =
                stage.done(gap.first.record(stage.done(peer.offer(OfferOptions.audioOnly()))));
        stage.done(peer.acceptAnswer(Objects.requireNonNull(((VoicemailEvent.Starting) starting).jsep())));
        stage.done(peer.connected());
        first.await(VoicemailEvent.Started.class);
        gap.begins();
        Gap.Back<JanusVoicemailPlugin> back = gap.ends();
        assertThat(back.outcome.unresolved()).anyMatch(sentence -> sentence.startsWith("whether the recording"));
        assertThat(back.outcome.mediaRecovery()).isInstanceOf(MediaRecovery.Unrecoverable.class);
        assertThat(stage.done(back.handle.stop()).recording()).isNotBlank();
        assertThat(back.handle.mediaRecovery()).isEqualTo(new MediaRecovery.None());
    }
}
