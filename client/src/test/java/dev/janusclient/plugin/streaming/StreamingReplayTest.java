// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.JournalProbe;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamingReplayTest {
    private static JournalProbe<StreamingEvent> watching() {
        return new JournalProbe<>(
                "janus.plugin.streaming",
                StreamingProtocol.EVENTS,
                StreamingReplay::translate,
                "1.4.2",
                RawJson.of("{\"mountpoint\":7,\"phase\":\"STARTED\"}"));
    }

    @Test
    void changesThatViewersMayHaveBeenSentAreNamedAndNotReplayed() {
        for (String change : List.of("edited", "rtsp-disconnected", "rtsp-reconnected")) {
            JournalProbe<StreamingEvent> probe = watching().report(0, Map.of("event", change, "id", 7));
            assertThat(probe.replayed()).isEmpty();
            assertThat(probe.unreplayable()).singleElement().satisfies(said -> {
                assertThat(said.certain()).isFalse();
                assertThat(said.tag()).isEqualTo("event=" + change);
            });
            assertThat(watching().report(0, Map.of("event", change, "id", 8)).unreplayable())
                    .as("of another mountpoint")
                    .isEmpty();
        }
    }

    @Test
    void thatIceFailedIsReplayedOfWhatWasConnected() {
        assertThat(ice("connecting", "connected", "ready", "failed").replayedCore())
                .containsExactly("ice-failed");
        assertThat(ice("gathering", "connecting", "failed").replayedCore())
                .as("an owner is sent the hangup alone")
                .isEmpty();
        assertThat(ice("failed").replayedCore()).isEmpty();
        assertThat(ice("failed").unreplayable()).singleElement().satisfies(said -> assertThat(said.certain())
                .isFalse());
    }

    private static JournalProbe<StreamingEvent> ice(String... states) {
        JournalProbe<StreamingEvent> probe = watching();
        for (String state : states) {
            probe.core(16, 1, Map.of("ice", state, "stream_id", 1, "component_id", 1));
        }
        return probe;
    }

    @Test
    void whatIsReportedAsStartedIsReplayedOnce() {
        assertThat(watching().report(Map.of("status", "started", "id", 7)).replayed())
                .singleElement()
                .isInstanceOf(StreamingEvent.Started.class);
    }
}
