// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.examples.rescue.Rescue;
import dev.janusclient.examples.rescue.RescueReport;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The main job with real processes, a real kill, a real caller and real audio: what {@code ./run} shows. */
@Tag("sip-tester")
class RescueTest {
    @RegisterExtension
    static final JanusExtension janus =
            JanusExtension.with(JanusServer.builder().reclaimSessionTimeout(30));

    @Test
    void aRingingCallIsAnsweredAfterItsFirstOwnerWasKilled() {
        RescueReport report = rescue(Rescue.Story.CRASH);

        assertThat(names(report))
                .containsSubsequence(
                        "ticket", "killed", "started", "claimed", "reattached", "answered", "hungup", "bye")
                .contains("heard", "heard-by-caller");
        assertThat(report.millis()).containsKeys("claimed", "answered", "B hears", "caller hears", "in all");
    }

    @Test
    void aRingingCallIsAnsweredAfterItsFirstOwnerLetGo() {
        assertThat(names(rescue(Rescue.Story.GRACEFUL)))
                .doesNotContain("killed")
                .containsSubsequence("released", "claimed", "answered", "hungup", "bye")
                .contains("heard", "heard-by-caller");
    }

    @Test
    void aRingingCallIsRefusedAfterItsFirstOwnerWasKilled() {
        RescueReport report = rescue(Rescue.Story.DECLINE);

        assertThat(names(report)).containsSubsequence("killed", "reattached", "declined", "refused");
        assertThat(detail(report, "refused")).endsWith("486");
    }

    @Test
    void aCallThatEndedInTheGapIsDeliveredAsMissed() {
        RescueReport report = rescue(Rescue.Story.HANGUP_IN_GAP);

        assertThat(names(report))
                .containsSubsequence("killed", "cancelled", "claimed", "reattached", "missed")
                .doesNotContain("answered");
        assertThat(detail(report, "missed")).contains("missed call from sip:bob@");
    }

    private static RescueReport rescue(Rescue.Story story) {
        RescueReport report = Rescue.run(janus.server().uri().toString(), PrivateNetwork.address(), story);
        assertThat(detail(report, "frames")).startsWith("0 attach requests");
        return report;
    }

    private static List<String> names(RescueReport report) {
        return report.steps().stream().map(step -> step.name()).toList();
    }

    private static String detail(RescueReport report, String name) {
        return report.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow()
                .detail();
    }
}
