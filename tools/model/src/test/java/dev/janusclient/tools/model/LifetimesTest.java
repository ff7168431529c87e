// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import static dev.janusclient.tools.model.Recorded.onHandle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.admin.HandleInfo;
import dev.janusclient.message.RawJson;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifetimesTest {
    /** The server's own clock when {@link Recorded#BEGIN} was. */
    private static final long OWN = 5_000_000_000L;

    private final Observations observed = new Observations();

    /** What the Admin API says of a handle that was attached after 1,000 ms. */
    private static HandleInfo handle(long activeMillis, long nowMillis) {
        return RawJson.of(JsonText.compact(Map.of(
                        "session_id",
                        Recorded.SESSION,
                        "session_last_activity",
                        OWN + activeMillis * 1000,
                        "session_timeout",
                        60,
                        "session_transport",
                        "janus.transport.websockets",
                        "handle_id",
                        Recorded.HANDLE,
                        "loop-running",
                        true,
                        "created",
                        OWN + 1_000_000,
                        "current_time",
                        OWN + nowMillis * 1000)))
                .as(HandleInfo.class);
    }

    private void begin() {
        observed.accept(Recorded.sessionCreated(500, "0xa"));
        observed.accept(onHandle(1000, ObservedEvent.HANDLE, 0, Map.of("name", "attached", "plugin", "p")));
    }

    @Test
    void aSessionWhoseConnectionIsGoneIsAnOrphan() {
        begin();
        assertThat(observed.lifetimes().orphan(handle(1000, 9000))).isFalse();

        observed.accept(Recorded.disconnected(4000, "0xb"));
        assertThat(observed.lifetimes().orphan(handle(1000, 9000))).isFalse();

        observed.accept(Recorded.disconnected(5000, "0xa"));
        assertThat(observed.lifetimes().orphan(handle(4999, 9000))).isTrue();
    }

    @Test
    void oneThatIsActiveAfterwardsMayHaveAnOwner() {
        begin();
        observed.accept(Recorded.disconnected(5000, "0xa"));

        assertThat(observed.lifetimes().orphan(handle(8000, 9000))).isNull();
    }

    @Test
    void aConnectionOfTheSameIdThatEndedBeforeIsAnother() {
        observed.accept(Recorded.disconnected(100, "0xa"));
        begin();

        assertThat(observed.lifetimes().orphan(handle(1000, 9000))).isFalse();
    }

    @Test
    void nothingIsKnownOfASessionWhoseBeginningWasNotSeen() {
        assertThat(observed.lifetimes().orphan(handle(1000, 9000))).isNull();
        assertThat(observed.lifetimes().age(handle(1000, 9000))).isNull();
    }

    @Test
    void itsAgeIsByTheServersClock() {
        begin();

        assertThat(observed.lifetimes().age(handle(1000, 9600))).isEqualTo(9);
    }

    @Test
    void theReasonOfAHangUpIsRemembered() {
        observed.accept(onHandle(6, ObservedEvent.WEBRTC, 6, Map.of("connection", "hangup", "reason", "ICE failed")));

        assertThat(observed.lifetimes().hangupReason(Recorded.HANDLE)).isEqualTo("ICE failed");
        assertThat(observed.lifetimes().hangupReason(99)).isNull();
    }
}
