// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomRequest;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A browser in a room hears a participant go on whose process is killed, over the connection it has. */
@Tag("chromium")
@Timeout(240)
class BrowserLegTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final double TOLERANCE = 15;
    private static final int PACKETS = 50;

    /** That of G.711: where Janus mixes at another one, the mirror image of a tone may be as loud as the tone. */
    private static final int SAMPLE_RATE = 8_000;

    private static final String MID = "0";

    @RegisterExtension
    static final JanusExtension JANUS = JanusExtension.with(JanusServer.builder()
            .plugins("videoroom", "audiobridge", "echotest")
            .reclaimSessionTimeout(60));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    @TempDir
    private Path folder;

    private BrowserGuest browser;

    @BeforeEach
    void openBrowser() throws URISyntaxException {
        browser = stage.keep(new BrowserGuest(JANUS.server()));
    }

    private void awaitTone(double hertz) {
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat((double) browser.received(MID, "tone"))
                .isCloseTo(hertz, within(TOLERANCE)));
    }

    private void hearsAlice(KilledOwner alice) {
        awaitTone(KilledOwner.TONE);
        long before = browser.received(MID, "packets");

        alice.kill();
        awaitTone(KilledOwner.TONE_OF_HEIR);
        await().atMost(TIMEOUT).until(() -> browser.received(MID, "packets") > before + PACKETS);
        alice.hangUp();
    }

    @Test
    void aSubscriberOfAVideoRoomHearsThePublisherGoOn() throws Exception {
        JanusId room = stage.done(stage.attach(JanusVideoRoomPlugin.TYPE)
                        .create(VideoRoomRequest.Create.builder()
                                .publishers(1)
                                .audiocodec("pcmu")
                                .build()))
                .room();
        try (KilledOwner alice = new KilledOwner(folder, JANUS.server(), "PUBLISHER", room.toString())) {
            browser.receive(room, JanusId.of(Long.parseLong(alice.awaitThere())));
            hearsAlice(alice);
        }
    }

    @Test
    void aParticipantOfAnAudioBridgeHearsTheOtherGoOn() throws Exception {
        JanusId room = stage.done(stage.attach(JanusAudioBridgePlugin.TYPE)
                        .create(AudioBridgeRequest.Create.builder()
                                .samplingRate(SAMPLE_RATE)
                                .build()))
                .room();
        browser.talk(room);
        try (KilledOwner alice = new KilledOwner(folder, JANUS.server(), "AUDIOBRIDGE", room.toString())) {
            alice.awaitThere();
            hearsAlice(alice);
        }
    }
}
