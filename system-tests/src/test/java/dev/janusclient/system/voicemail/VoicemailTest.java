// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.voicemail.JanusVoicemailPlugin;
import dev.janusclient.plugin.voicemail.VoicemailEvent;
import dev.janusclient.system.HandleEvents;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.UntilJanus;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The voice mail plugin of a real Janus. */
@UntilJanus(value = "1.1.2", reason = "the voicemail plugin was removed")
class VoicemailTest {
    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("voicemail"));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    private JanusPeer record(JanusVoicemailPlugin voicemail) {
        JanusPeer peer = stage.peer();
        VoicemailEvent.RecordReply reply =
                stage.done(voicemail.record(stage.done(peer.offer(OfferOptions.audioOnly()))));
        assertThat(reply)
                .isInstanceOfSatisfying(
                        VoicemailEvent.Starting.class,
                        starting -> stage.done(peer.acceptAnswer(Objects.requireNonNull(starting.jsep()))));
        stage.done(peer.connected());
        return peer;
    }

    private static Path file(VoicemailEvent.Done done) {
        return JANUS.server()
                .recordings()
                .resolve(Path.of(done.recording()).getFileName().toString());
    }

    @Test
    void whatIsSaidIsRecordedUntilItIsStopped() throws IOException {
        JanusVoicemailPlugin voicemail = stage.attach(JanusVoicemailPlugin.TYPE);
        HandleEvents events = stage.listen(voicemail);
        JanusPeer peer = record(voicemail);
        events.await(VoicemailEvent.Started.class);
        stage.done(peer.audio().sendTone(440));

        VoicemailEvent.Updating updating =
                stage.done(voicemail.update(stage.done(peer.offer(OfferOptions.audioOnly()))));
        stage.done(peer.acceptAnswer(Objects.requireNonNull(updating.jsep())));

        VoicemailEvent.Done done = stage.done(voicemail.stop());
        assertThat(done.recording()).endsWith(".opus");
        assertThat(Files.size(file(done))).isPositive();
    }

    @Test
    void aRecordingEndsByItselfAfterTenSeconds() throws IOException {
        JanusVoicemailPlugin voicemail = stage.attach(JanusVoicemailPlugin.TYPE);
        HandleEvents events = stage.listen(voicemail);
        record(voicemail);
        events.await(VoicemailEvent.Started.class);
        VoicemailEvent.Done done = events.await(VoicemailEvent.Done.class);
        assertThat(Files.size(file(done))).isPositive();
    }

    @Test
    void whatCanNotBeIsRefused() {
        JanusVoicemailPlugin voicemail = stage.attach(JanusVoicemailPlugin.TYPE);
        JanusPeer peer = record(voicemail);
        assertThat(stage.refusal(voicemail.record(stage.done(peer.offer(OfferOptions.audioOnly())))))
                .isEqualTo("465 ALREADY_RECORDING");
        JanusVoicemailPlugin idle = stage.attach(JanusVoicemailPlugin.TYPE);
        assertThat(stage.refusal(idle.message(RawJson.of("{\"request\":\"update\"}"), null)))
                .isEqualTo("468 INVALID_STATE");
    }
}
