// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.audiobridge;

import static dev.janusclient.system.plugin.PluginLine.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.AudioBridgeReply;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.AudioBridgeState;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.system.plugin.PluginFixture;
import dev.janusclient.system.plugin.PluginLine;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two users and a room, without media. */
abstract class Hall {
    static final Secret ADMIN = Secret.of("the admin key");
    static final Secret SECRET = Secret.of("the secret");
    static final Secret WRONG = Secret.of("wrong");
    static final JanusId NOWHERE = JanusId.of(404);

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(JanusServer.builder()
            .plugins("audiobridge")
            .reclaimSessionTimeout(20)
            .set("janus.plugin.audiobridge.jcfg", "general", "admin_key", "the admin key")
            .set("janus.plugin.audiobridge.jcfg", "general", "lock_rtp_forward", true)
            .set("janus.plugin.audiobridge.jcfg", "general", "lock_play_file", true));

    @RegisterExtension
    final PluginFixture<JanusAudioBridgePlugin> fixture =
            new PluginFixture<>(JANUS, JanusAudioBridgePlugin.TYPE, AudioBridgeEvent.class);

    PluginLine<JanusAudioBridgePlugin> alice;
    PluginLine<JanusAudioBridgePlugin> bob;
    JanusAudioBridgePlugin handle;
    JanusId hall;

    @BeforeEach
    void aRoom() {
        alice = fixture.line();
        bob = fixture.line();
        handle = alice.handle();
        hall = done(handle.create(AudioBridgeRequest.Create.builder()
                        .description("hall")
                        .secret(SECRET)
                        .adminKey(ADMIN)
                        .build()))
                .room();
    }

    AudioBridgeEvent.Joined joins(PluginLine<JanusAudioBridgePlugin> who, String name) {
        return done(who.handle().join(hall, name));
    }

    AudioBridgeRequest.Participant acting(JanusId id) {
        return new AudioBridgeRequest.Participant(SECRET, hall, id);
    }

    AudioBridgeReply.Room listed() {
        return done(handle.list()).list().stream()
                .filter(each -> each.room().equals(hall))
                .findFirst()
                .orElseThrow();
    }

    static void awaitState(JanusAudioBridgePlugin of, AudioBridgeState wanted) {
        await().untilAsserted(() -> assertThat(of.state())
                .usingRecursiveComparison()
                .ignoringFields("others")
                .isEqualTo(wanted));
    }

    static AudioBridgeState part(JanusId room, JanusId id, String display, Boolean muted) {
        return new AudioBridgeState(room, id, display, muted, null, false, null, null);
    }
}
