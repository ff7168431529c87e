// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.audio.ToneDetector;
import dev.janusclient.system.HandleStage;
import dev.janusclient.testkit.Baresip;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.Kamailio;
import dev.janusclient.testkit.PrivateNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A call with a telephone that is not of this project, through a proxy, whose process is killed. */
@Tag("baresip-core")
@Tag("kamailio")
@Timeout(240)
class BaresipTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @RegisterExtension
    static final JanusExtension JANUS =
            JanusExtension.with(JanusServer.builder().plugins("sip", "echotest").reclaimSessionTimeout(60));

    @RegisterExtension
    final HandleStage stage = new HandleStage(JANUS);

    @TempDir
    private Path folder;

    private static boolean hears(Baresip phone, double hertz) {
        ToneDetector tone = new ToneDetector(hertz, Baresip.SAMPLE_RATE);
        short[] heard = phone.heard();
        int second = Baresip.SAMPLE_RATE;
        // Its newest second: the detector says what is heard at the end.
        return heard.length >= second && tone.accept(Arrays.copyOfRange(heard, heard.length - second, heard.length));
    }

    private static long sipMessages(Baresip phone) {
        return phone.log()
                .lines()
                .filter(line -> line.matches("(SIP/2\\.0 \\d+ .*|[A-Z]+ sips?:\\S+ SIP/2\\.0)"))
                .count();
    }

    @Test
    void baresipHearsTheCallGoOnAndSeesNoSipMessage() throws Exception {
        String address = PrivateNetwork.address();
        // The example's process registers as alice, with this password.
        Kamailio kamailio = stage.keep(Kamailio.start(address, "testers", Map.of("alice", "any", "bob", "hidden")));
        Baresip bob = stage.keep(Baresip.start(address, kamailio, "bob", "hidden", KilledOwner.TONE_OF_FAR_END));
        try (KilledOwner alice =
                new KilledOwner(folder, JANUS.server(), "SIP_OUT", kamailio.uri("bob") + " " + kamailio.proxy())) {
            alice.awaitThere();
            await().atMost(TIMEOUT).until(() -> hears(bob, KilledOwner.TONE));
            long before = sipMessages(bob);
            assertThat(before).as("its log has the messages of the call").isGreaterThan(4);

            alice.kill();
            await().atMost(TIMEOUT).until(() -> hears(bob, KilledOwner.TONE_OF_HEIR));
            assertThat(sipMessages(bob)).isEqualTo(before);

            alice.hangUp();
            await().atMost(TIMEOUT).until(() -> sipMessages(bob) > before);
        }
    }
}
