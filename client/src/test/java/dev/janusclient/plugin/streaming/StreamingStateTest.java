// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Json;
import dev.janusclient.plugin.streaming.StreamingState.Phase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamingStateTest {
    private static final JanusId RADIO = JanusId.of(7);
    private static final Jsep OFFER = Jsep.offer("v=0");
    private static final StreamingState OFFERED =
            then(StreamingState.EMPTY.watching(RADIO), new StreamingEvent.Preparing(OFFER, Map.of()));

    private static StreamingState then(StreamingState state, StreamingEvent event) {
        return StreamingState.TABLE.after(state, event);
    }

    @Test
    void anOfferWaitsUntilItIsAnswered() {
        assertThat(OFFERED).isEqualTo(new StreamingState(RADIO, Phase.OFFERED, OFFER));
        StreamingState starting = then(OFFERED, new StreamingEvent.Starting(null, Map.of()));
        assertThat(starting).isEqualTo(new StreamingState(RADIO, Phase.STARTING, null));
        assertThat(then(starting, new StreamingEvent.Started(Map.of())))
                .isEqualTo(new StreamingState(RADIO, Phase.STARTED, null));
    }

    @Test
    void pausingAndSwitchingKeepTheRest() {
        StreamingState started =
                then(then(OFFERED, new StreamingEvent.Started(Map.of())), new StreamingEvent.Pausing(Map.of()));
        assertThat(started).isEqualTo(new StreamingState(RADIO, Phase.PAUSED, null));
        assertThat(then(started, new StreamingEvent.Switched(JanusId.of(8), Map.of())))
                .isEqualTo(new StreamingState(JanusId.of(8), Phase.PAUSED, null));
        assertThat(then(started, new StreamingEvent.Configured(Map.of()))).isEqualTo(started);
    }

    @Test
    void everyEndIsAnEnd() {
        for (StreamingEvent end : List.of(
                new StreamingEvent.Stopping(Map.of()),
                new StreamingEvent.Stopped(Map.of()),
                new StreamingEvent.KickedAll(Map.of()))) {
            assertThat(then(OFFERED, end)).isEqualTo(StreamingState.EMPTY);
        }
    }

    @Test
    void whatWasNotStoppedIsAsItWas() {
        assertThat(then(OFFERED, new StreamingEvent.Idle(Map.of()))).isEqualTo(OFFERED);
    }

    @Test
    void theNextOwnerReadsWhatTheLastOneWrote() {
        assertThat(Json.encode(StreamingState.class, OFFERED).as(StreamingState.class))
                .isEqualTo(OFFERED);
    }

    @Test
    void whatJanusWouldRefuseIsRefusedHere() {
        assertThatThrownBy(() -> StreamingRequest.Watch.builder().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("id: it is mandatory");
        assertThatThrownBy(() -> StreamingMountpoint.Media.audio("a", 65_536, 0, "pcmu"))
                .hasMessageStartingWith("port: 65536 is");
        assertThatThrownBy(() ->
                        StreamingMountpoint.LegacyRtp.builder().audio(true).build())
                .hasMessageStartingWith("audioport: it is mandatory");
        assertThatThrownBy(() -> StreamingMountpoint.Rtsp.builder().build())
                .hasMessageStartingWith("url: it is mandatory");
    }
}
