// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.error.JanusServerException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.message.CoreError;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.observe.ClientObserver.RequestEnd;
import dev.janusclient.observe.ContinuedMedia;
import dev.janusclient.observe.SessionReclaim;
import dev.janusclient.recovery.Gap;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.transport.CloseReason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MicrometerObserverTest {
    private static final URI SERVER = URI.create("wss://user:secret@janus.example:8989/janus");
    private static final String SIP = "janus.plugin.sip";

    private final TestObservationRegistry observations = TestObservationRegistry.create();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final MicrometerObserver observer = new MicrometerObserver(observations, meters);

    private void request(@Nullable Throwable failure) {
        RequestEnd end = Objects.requireNonNull(observer.requestStarted(SERVER, SIP, "call", 7, 8));
        end.ended(failure);
    }

    private TestObservationRegistryAssert.TestObservationRegistryAssertReturningObservationContextAssert observed() {
        return TestObservationRegistryAssert.assertThat(observations)
                .hasObservationWithNameEqualTo("rpc.client.call.duration")
                .that();
    }

    @Test
    void aRequestIsNamedAfterTheConventions() {
        request(null);
        observed()
                .hasContextualNameEqualTo("sip/call")
                .hasBeenStarted()
                .hasBeenStopped()
                .hasLowCardinalityKeyValue("rpc.system.name", "janus")
                .hasLowCardinalityKeyValue("rpc.method", "sip/call")
                .hasLowCardinalityKeyValue("rpc.response.status_code", "OK")
                .hasLowCardinalityKeyValue("error.type", "none")
                .hasLowCardinalityKeyValue("server.address", "janus.example")
                .hasLowCardinalityKeyValue("server.port", "8989")
                .hasHighCardinalityKeyValue("janus.session.id", "7")
                .hasHighCardinalityKeyValue("janus.handle.id", "8");
    }

    @Test
    void whatJanusRefusesHasItsCode() {
        request(JanusServerException.of("call", 459, CoreError.of(459), "no such handle"));
        observed()
                .hasError()
                .hasLowCardinalityKeyValue("rpc.response.status_code", "459")
                .hasLowCardinalityKeyValue("error.type", "459");
    }

    @Test
    void whatIsNotAnsweredHasTheClassOfItsFailure() {
        request(new JanusTimeoutException("call", Duration.ofSeconds(1), false));
        observed()
                .hasLowCardinalityKeyValue("rpc.response.status_code", "none")
                .hasLowCardinalityKeyValue("error.type", JanusTimeoutException.class.getName());
    }

    @Test
    void theParentIsWhatIsObservedWhereTheRequestIsMade() {
        Observation outer = Observation.start("outer", observations);
        outer.scoped(() -> request(null));
        outer.stop();
        observed().hasParentObservationEqualTo(outer);
    }

    @Test
    void whereNothingObservesNothingIsMade() {
        MicrometerObserver idle = new MicrometerObserver(ObservationRegistry.NOOP, meters);
        assertThat(idle.requestStarted(SERVER, ClientObserver.CORE, "create", 0, 0))
                .isNull();
    }

    @Test
    void aConventionOfOnesOwnNamesRequests() {
        MicrometerObserver named = new MicrometerObserver(observations, meters, new JanusRequestConvention() {
            @Override
            public String getName() {
                return "janus.calls";
            }
        });
        Objects.requireNonNull(named.requestStarted(SERVER, SIP, "call", 7, 8)).ended(null);
        TestObservationRegistryAssert.assertThat(observations).hasObservationWithNameEqualTo("janus.calls");
    }

    @Test
    void eventsAreCounted() {
        observer.eventReceived(SIP, "result.event=incomingcall", false);
        observer.eventReceived(SIP, "result.event=incomingcall", false);
        observer.eventReceived(SIP, "result.event=incomingcall", true);
        observer.eventsDropped(5);
        assertThat(meters.get("janus.client.events")
                        .tags("plugin", SIP, "event", "result.event=incomingcall", "replayed", "false")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(meters.get("janus.client.events.dropped").counter().count()).isEqualTo(5);
    }

    @Test
    void connectionsAreCounted() {
        observer.connectionOpened(SERVER);
        observer.connectionClosed(new CloseReason(CloseReason.Kind.IDLE_TIMEOUT, "quiet", null));
        assertThat(meters.get("janus.client.connections.opened").counter().count())
                .isEqualTo(1);
        assertThat(meters.get("janus.client.connections.closed")
                        .tag("reason", "idle_timeout")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void reclaimsAreCountedAndGapsTimed() {
        Gap gap = new Gap(Instant.ofEpochSecond(10), Instant.ofEpochSecond(14), List.of(), List.of());
        observer.sessionReclaimed(new SessionReclaim(
                1, SessionReclaim.Cause.RECONNECT, SessionReclaim.Result.RESUMED_WITH_GAP, gap, null));
        observer.sessionReclaimed(new SessionReclaim(
                2, SessionReclaim.Cause.TAKEOVER, SessionReclaim.Result.LOST, null, LostReason.EXPIRED));
        assertThat(meters.get("janus.client.reclaims")
                        .tags("cause", "takeover", "result", "lost", "reason", "expired")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("janus.client.gaps").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(4);
    }

    @Test
    void continuedMediaIsTimedAndLostMediaCounted() {
        for (MediaRecovery.Continued.How how : MediaRecovery.Continued.How.values()) {
            observer.mediaContinued(new ContinuedMedia(Duration.ofMillis(40), how));
        }
        observer.mediaLost();
        assertThat(meters.get("janus.client.media.continued")
                        .tag("how", "other_address")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(40);
        assertThat(meters.get("janus.client.media.continued").timers())
                .hasSize(MediaRecovery.Continued.How.values().length);
        assertThat(meters.get("janus.client.media.lost").counter().count()).isEqualTo(1);
    }
}
