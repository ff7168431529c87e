// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.CoreEvent;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.SinceJanus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Janus that asks its peers for their consent (RFC 7675) finds out that one is gone, and says so to the next owner. */
@Timeout(60)
@SinceJanus("1.2.0")
class IceFailedTest {
    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(JanusServer.builder()
            .plugins("echotest")
            .adminSecret(Heir.ADMIN.reveal())
            .reclaimSessionTimeout(30)
            .set("janus.jcfg", "nat", "ice_consent_freshness", true));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    @Test
    void theNextOwnerHearsThatTheKilledOnesMediaAreGone() {
        OwnerProcess a = OwnerProcess.start(stage, JANUS, Scene.ECHO);
        Heir<JanusEchoTestPlugin> b = a.killAndClaim(JanusEchoTestPlugin.TYPE, MediaRecovery.RestartOnHandle.class);
        b.events.await(CoreEvent.IceFailed.class);
        assertThat(b.events.await(CoreEvent.HangUp.class).reason()).isEqualTo("ICE failed");
        assertThat(b.handle.mediaRecovery()).isEqualTo(new MediaRecovery.None());
    }
}
