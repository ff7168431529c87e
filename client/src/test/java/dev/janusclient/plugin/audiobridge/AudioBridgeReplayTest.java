// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.janusclient.message.JanusId;
import dev.janusclient.plugin.JournalProbe;
import dev.janusclient.plugin.ReplayTranslator.Unreplayable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a participant of room 5 with the id 1 is sent of others, and of suspensions, since Janus 1.2.1. */
class AudioBridgeReplayTest {
    private static JournalProbe<AudioBridgeEvent> inRoom(@Nullable Boolean suspended) {
        AudioBridgeState state =
                new AudioBridgeState(JanusId.of(5), JanusId.of(1), "us", false, suspended, false, null, null);
        return new JournalProbe<>(
                "janus.plugin.audiobridge",
                AudioBridgeProtocol.EVENTS,
                AudioBridgeReplay::translate,
                "1.4.2",
                AudioBridgeState.TABLE.write(state));
    }

    private static Map<String, Object> report(String event, int id) {
        return Map.of("event", event, "room", 5, "id", id);
    }

    @Test
    void anothersSuspensionIsReplayed() {
        JournalProbe<AudioBridgeEvent> probe =
                inRoom(null).report(9, report("suspended", 2)).report(9, report("resumed", 2));
        assertThat(probe.replayed())
                .containsExactly(
                        probe.live(Map.of("audiobridge", "event", "room", 5, "suspended", 2)),
                        probe.live(Map.of("audiobridge", "event", "room", 5, "resumed", 2)));
        assertThat(probe.unreplayable()).isEmpty();
    }

    @Test
    void whatHappensInOursIsNamedAndNotReplayed() {
        JournalProbe<AudioBridgeEvent> probe = inRoom(null)
                .report(9, report("suspended", 1))
                .report(9, report("talking", 2))
                .report(9, report("resumed", 1))
                .report(9, report("talking", 3));
        assertThat(probe.replayed())
                .containsExactly(
                        probe.live(Map.of("audiobridge", "event", "room", 5, "suspended", 1)),
                        probe.live(Map.of("audiobridge", "talking", "room", 5, "id", 3)));
        assertThat(probe.unreplayable())
                .extracting(Unreplayable::tag, Unreplayable::certain)
                .containsExactly(tuple("audiobridge=talking", false), tuple("audiobridge=event + resumed", true));
    }

    @Test
    void aSuspensionThatTheTicketHasGoesOn() {
        JournalProbe<AudioBridgeEvent> probe = inRoom(true).report(9, report("talking", 2));
        assertThat(probe.replayed()).isEmpty();
        assertThat(probe.unreplayable()).hasSize(1);
        JournalProbe<AudioBridgeEvent> ended = inRoom(true).report(0, report("left", 2));
        assertThat(ended.replayed())
                .as("who lost its PeerConnection leaves for all")
                .hasSize(1);
    }

    @Test
    void aChangeOfOneThatJoinedBeforeTheJournalBeganIsNamed() {
        Map<String, Object> renamed =
                Map.of("event", "configured", "room", 5, "id", 2, "display", "new", "muted", false);
        JournalProbe<AudioBridgeEvent> probe = inRoom(null).report(9, renamed);
        assertThat(probe.replayed()).isEmpty();
        assertThat(probe.unreplayable())
                .extracting(Unreplayable::tag, Unreplayable::certain)
                .containsExactly(tuple("audiobridge=event + participants", false));
        Map<String, Object> joined = Map.of("event", "joined", "room", 5, "id", 2, "display", "old", "muted", false);
        assertThat(inRoom(null).report(9, joined).report(9, renamed).replayed())
                .as("who joined is known")
                .hasSize(2);
    }
}
