// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import static dev.janusclient.tools.model.Recorded.onHandle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.Subscription;
import dev.janusclient.admin.EventHandlerReceiver;
import dev.janusclient.message.RawJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservationsTest {
    private static RawJson statistics(long millis, long handle, long bytes) {
        return Recorded.event(
                millis,
                ObservedEvent.MEDIA,
                ObservedEvent.MEDIA_STATISTICS,
                Recorded.SESSION,
                handle,
                Map.of("media", "audio", "bytes-received-lastsec", bytes, "lost", 3, "lost-by-remote", 4, "rtt", 20));
    }

    @Test
    void theOldestEventsGiveWayToTheMemoryTheyMayTake() {
        Observations observed = new Observations(10_000);
        for (int i = 0; i < 1000; i++) {
            observed.accept(onHandle(i, ObservedEvent.WEBRTC, 1, Map.of("ice", "ready")));
        }

        List<ObservedEvent> kept = observed.events(event -> true);
        assertThat(kept).hasSizeBetween(10, 60);
        assertThat(kept.get(kept.size() - 1).at()).isEqualTo(Recorded.BEGIN.plusMillis(999));
        assertThat(kept.stream().mapToInt(ObservedEvent::bytes).sum()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void statisticsAreKeptAsSamplesAndNotAsEvents() {
        Observations observed = new Observations();
        for (int i = 0; i < MediaQuality.MAX_SAMPLES + 5; i++) {
            observed.accept(statistics(1000L * i, Recorded.HANDLE, i));
        }

        List<MediaQuality.Sample> samples = observed.quality().of(Recorded.HANDLE);
        assertThat(observed.events(event -> true)).isEmpty();
        assertThat(samples).hasSize(MediaQuality.MAX_SAMPLES);
        assertThat(samples.get(0))
                .isEqualTo(
                        new MediaQuality.Sample(Recorded.BEGIN.plus(Duration.ofSeconds(5)), "audio", 40, 0, 3, 4, 20));
        assertThat(observed.quality().of(99)).isEmpty();
    }

    @Test
    void samplesOfTheOldestHandlesGiveWay() {
        MediaQuality quality = new MediaQuality(2);
        for (long handle = 1; handle <= 3; handle++) {
            quality.accept(java.util.Objects.requireNonNull(ObservedEvent.of(statistics(0, handle, 1))));
        }

        assertThat(quality.of(1)).isEmpty();
        assertThat(quality.of(3)).hasSize(1);
    }

    @Test
    void itIsFedByAReceiver() {
        Observations observed = new Observations();
        EventHandlerReceiver receiver = new EventHandlerReceiver();
        Subscription subscription = observed.listenTo(receiver);
        List<String> lines = new ArrayList<>();
        observed.onEvent(event -> lines.add(Observations.describe(event)));
        String body = "[" + onHandle(0, ObservedEvent.WEBRTC, 5, Map.of("dtls", "failed")) + ","
                + onHandle(1, ObservedEvent.MEDIA, 1, Map.of("media", "audio", "receiving", false, "seconds", 2)) + "]";

        assertThat(observed.isFed()).isFalse();
        receiver.receive(body.getBytes(StandardCharsets.UTF_8));

        assertThat(observed.isFed()).isTrue();
        assertThat(lines).containsExactly("DTLS failed", "audio has not arrived for 2 s");
        subscription.close();
        receiver.receive(body.getBytes(StandardCharsets.UTF_8));
        assertThat(lines).hasSize(2);
    }

    @Test
    void whatIsNoEventIsCounted() {
        Observations observed = new Observations();
        for (String odd : new String[] {"{}", "[]", "7", "{\"type\":1,\"event\":7}", "{\"event\":{},\"type\":\"x\"}"}) {
            observed.accept(RawJson.of(odd));
        }

        // The last one is an event of an unknown type.
        assertThat(observed.unreadable()).isEqualTo(4);
    }
}
