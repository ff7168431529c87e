// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.error.RelinquishReason;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.RawJson;
import dev.janusclient.transport.CloseReason;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * What Janus itself tells of a handle or a session, whatever the plugin, and what this library tells of its own deliveries.
 */
public sealed interface CoreEvent {
    /** The PeerConnection is up: ICE and DTLS are done. */
    record WebRtcUp() implements CoreEvent {}

    /**
     * Media began or ceased to arrive at Janus.
     *
     * @param mid the media section
     * @param type {@code audio} or {@code video}
     * @param substream the simulcast layer, if there are layers
     * @param receiving whether Janus receives it now
     * @param seconds how long nothing had come, when receiving is false
     */
    @Json
    record Media(
            @Nullable String mid,
            String type,
            @Nullable Integer substream,
            boolean receiving,
            @Nullable Integer seconds)
            implements CoreEvent {}

    /**
     * Packets are being lost.
     *
     * @param uplink true if Janus misses packets of ours, false if we miss packets of Janus's
     * @param lost packets lost since the last such event, up to 32 bits: the counter may wrap below zero; null before
     *     Janus 0.7.3
     * @param nacks before Janus 0.7.3: how many packets were asked for again in the last second
     */
    @Json
    record SlowLink(
            @Nullable String mid, @Nullable String media, boolean uplink, @Nullable Long lost, @Nullable Long nacks)
            implements CoreEvent {}

    /** The PeerConnection is gone; the handle stays. */
    @Json
    record HangUp(@Nullable String reason) implements CoreEvent {}

    /** ICE failed (Janus 1.2.0 and later say so). */
    record IceFailed() implements CoreEvent {}

    /**
     * A candidate of Janus's, with full trickle only.
     *
     * @param candidate null once there are no more
     */
    record Trickle(@Nullable IceCandidate candidate) implements CoreEvent {
        /** Whether there are no more candidates. */
        public boolean completed() {
            return candidate == null;
        }
    }

    /**
     * The handle is gone: another party detached it, or the plugin ended it. After one's own {@link JanusPlugin#detach} it is delivered
     * only if Janus sends it before its answer.
     */
    record Detached() implements CoreEvent {}

    /** The session timed out at Janus: nothing was heard of it for {@code session_timeout}. It is inactive now. */
    record Timeout() implements CoreEvent {}

    /**
     * The session does not exist any more, and Janus never said when it went.
     *
     * @param reason how this was found out
     */
    record SessionGone(String reason) implements CoreEvent {}

    /**
     * Another process has control of the session, which is inactive here and lives on at Janus. It is found out by {@link
     * JanusSession#confirmOwnership()}, after a request that was acknowledged and not answered, and by {@link
     * RecoveryOptions#beforeClaim()}; Janus itself reports nothing.
     *
     * @param evidence how this was found out
     */
    record ClaimedElsewhere(String evidence) implements CoreEvent {}

    /**
     * This process has given up control of the session, by {@link JanusSession#relinquish}: the session is inactive here and lives on
     * at Janus.
     */
    record Relinquished(RelinquishReason reason) implements CoreEvent {}

    /**
     * The connection under the session has ended. The session is inactive here; at Janus it lives for up to the reclaim
     * timeout, and may be claimed. By default the client does so; {@link Reclaimed} tells what came of it.
     */
    record ConnectionLost(CloseReason reason) implements CoreEvent {}

    /** The session was lost with its connection, and this has come of having it back. */
    record Reclaimed(ReclaimOutcome outcome) implements CoreEvent {}

    /**
     * Events were lost: more of them waited for a listener than there is room for ({@link JanusClientOptions#maxUndeliveredEvents()}),
     * or listeners were slower than they came ({@link JanusClientOptions#backlog()}).
     *
     * @param count how many, since the last such event
     */
    record EventsDropped(long count) implements CoreEvent {}

    /**
     * Listeners were slower than the handle's events, and {@link JanusClientOptions#backlog()} says to give it up then. It is
     * the last event; the handle is not attached here any more, and lives on at Janus.
     *
     * @param waiting how many events waited when there was no room for one more
     */
    record ListenerAbandoned(int waiting) implements CoreEvent {}

    /** Something this version does not know. */
    record Unknown(String janus, RawJson message) implements CoreEvent {}
}
