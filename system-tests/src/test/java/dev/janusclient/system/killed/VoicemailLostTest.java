// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.CoreEvent;
import dev.janusclient.plugin.voicemail.JanusVoicemailPlugin;
import dev.janusclient.plugin.voicemail.VoicemailEvent;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.UntilJanus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A voicemail whose process was killed while it was spoken. */
@UntilJanus(value = "1.1.2", reason = "the voicemail plugin was removed")
@Timeout(60)
class VoicemailLostTest {
    @RegisterExtension
    static final JanusExtension JANUS = Heir.server("voicemail");

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    @Test
    void aVoicemailIsKeptByStoppingItWhichEndsItsHandle() {
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.LEAVING_A_VOICEMAIL);

        Heir<JanusVoicemailPlugin> b = a.killAndClaim(JanusVoicemailPlugin.TYPE, MediaRecovery.Unrecoverable.class);
        VoicemailEvent.Done done = stage.done(b.handle.stop());
        Path message = JANUS.server()
                .recordings()
                .resolve(Path.of(done.recording()).getFileName().toString());
        assertThat(message).isNotEmptyFile();
        b.events.await(CoreEvent.Detached.class);
        assertThat(b.handlesAtJanus()).isEmpty();
        assertThat(b.attachRequests()).isZero();
    }
}
