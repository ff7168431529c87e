// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Json;
import dev.janusclient.message.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AudioBridgeStateTest {
    private static final JanusId HALL = JanusId.of("hall");
    private static final JanusId OWN = JanusId.of(7);
    private static final JanusId OTHER = JanusId.of(8);
    private static final AudioBridgeState JOINED = then(
                    AudioBridgeState.EMPTY, new AudioBridgeEvent.Joined(HALL, OWN, List.of(), null, null, Map.of()))
            .asked("Alice", true, null);

    private static AudioBridgeState then(AudioBridgeState state, AudioBridgeEvent event) {
        return AudioBridgeState.TABLE.after(state, event);
    }

    private static AudioBridgeEvent changed(JanusId who, String display, boolean muted) {
        return new AudioBridgeEvent.ParticipantChanged(
                HALL,
                List.of(new AudioBridgeParticipant(who, display, true, muted, null, null, false, Map.of())),
                Map.of());
    }

    @Test
    void whoJoinsHasTheNameItAskedForAndNobodyBesides() {
        assertThat(JOINED)
                .isEqualTo(new AudioBridgeState(
                        HALL, OWN, "Alice", true, null, false, new AudioBridgeOthers(Set.of(), Set.of(), null), null));
    }

    @Test
    void onlyChangesOfOurselvesCount() {
        AudioBridgeState withBob = then(JOINED, changed(OTHER, "Bob", true));
        assertThat(withBob)
                .extracting(AudioBridgeState::display, AudioBridgeState::muted)
                .containsExactly("Alice", true);
        assertThat(withBob.others()).isEqualTo(new AudioBridgeOthers(Set.of(OTHER), Set.of(OTHER), null));
        assertThat(then(JOINED, changed(OWN, "Alice", false)).muted()).isFalse();
    }

    @Test
    void suspensionIsKeptUntilItEnds() {
        AudioBridgeState withBob = then(JOINED, changed(OTHER, "Bob", true));
        AudioBridgeState bobs = then(withBob, new AudioBridgeEvent.Suspended(HALL, OTHER, Map.of()));
        assertThat(bobs.suspended()).isNull();
        assertThat(bobs.others()).isEqualTo(new AudioBridgeOthers(Set.of(OTHER), Set.of(OTHER), Set.of(OTHER)));
        assertThat(then(bobs, new AudioBridgeEvent.Resumed(HALL, OTHER, null, Map.of())))
                .isEqualTo(withBob);

        AudioBridgeState ours = then(withBob, new AudioBridgeEvent.Suspended(HALL, OWN, Map.of()));
        assertThat(ours.suspended()).isTrue();
        assertThat(Json.encode(AudioBridgeState.class, ours).as(AudioBridgeState.class))
                .isEqualTo(ours);
        assertThat(then(ours, new AudioBridgeEvent.Resumed(HALL, OWN, null, Map.of())))
                .isEqualTo(withBob);
        assertThat(then(ours, new AudioBridgeEvent.Resumed(HALL, OWN, List.of(), Map.of()))
                        .others())
                .as("what is sent to who got no events meanwhile")
                .isEqualTo(new AudioBridgeOthers(Set.of(), Set.of(), null));
    }

    @Test
    void onlyOurOwnKickTakesUsOut() {
        assertThat(then(JOINED, new AudioBridgeEvent.Kicked(HALL, OTHER, Map.of())))
                .isEqualTo(JOINED);
        assertThat(then(JOINED, new AudioBridgeEvent.Kicked(HALL, OWN, Map.of())))
                .isEqualTo(AudioBridgeState.EMPTY);
        assertThat(then(JOINED, new AudioBridgeEvent.KickedAll(HALL, OWN, Map.of())))
                .isEqualTo(AudioBridgeState.EMPTY);
    }

    @Test
    void leavingAndTheEndOfTheRoomTakeUsOut() {
        assertThat(then(JOINED, new AudioBridgeEvent.Left(HALL, OWN, Map.of()))).isEqualTo(AudioBridgeState.EMPTY);
        assertThat(then(JOINED, new AudioBridgeEvent.Destroyed(HALL, Map.of()))).isEqualTo(AudioBridgeState.EMPTY);
    }

    @Test
    void theNextOwnerReadsWhatTheLastOneWrote() {
        assertThat(Json.encode(AudioBridgeState.class, JOINED).as(AudioBridgeState.class))
                .isEqualTo(JOINED);
    }

    @Test
    void whatJanusWouldRefuseIsRefusedHere() {
        assertThatThrownBy(() -> AudioBridgeMedia.Join.builder().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("room: it is mandatory");
        assertThatThrownBy(() ->
                        AudioBridgeMedia.Join.builder().room(HALL).quality(11).build())
                .hasMessageStartingWith("quality: 11 is");
        assertThatThrownBy(() -> AudioBridgeMedia.Join.builder()
                        .room(HALL)
                        .expectedLoss(21)
                        .build())
                .hasMessageStartingWith("expected_loss: 21 is");
        assertThatThrownBy(() -> AudioBridgeMedia.RtpForward.builder()
                        .room(HALL)
                        .host("h")
                        .port(0)
                        .build())
                .hasMessageStartingWith("port: 0 is");
        assertThatThrownBy(() -> AudioBridgeMedia.PlayFile.builder().room(HALL).build())
                .hasMessageStartingWith("filename: it is mandatory");
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(AudioBridgeMedia.Join.builder()
                        .room(HALL)
                        .pin(Secret.of("1234"))
                        .token(Secret.of("abcd"))
                        .build())
                .asString()
                .doesNotContain("1234", "abcd");
    }
}
