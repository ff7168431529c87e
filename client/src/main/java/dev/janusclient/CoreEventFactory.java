// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.error.RelinquishReason;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.session.CoreEvents;
import dev.janusclient.internal.session.EventEmission;
import dev.janusclient.internal.session.EventEmission.Kind;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.RawJson;
import dev.janusclient.transport.CloseReason;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes {@link CoreEvent}s. */
final class CoreEventFactory implements CoreEvents {
    @Override
    public boolean isCoreEvent(Class<?> eventType) {
        return CoreEvent.class.isAssignableFrom(eventType);
    }

    @Override
    public EventEmission decode(JanusMessage message) {
        Supplier<Object> unknown = () -> new CoreEvent.Unknown(message.kind().wire(), message.whole());
        return switch (message.kind()) {
            case WEBRTCUP -> EventEmission.of(message.kind().wire(), new CoreEvent.WebRtcUp());
            case MEDIA -> lazy(Kind.CORE, CoreEvent.Media.class, message, unknown);
            case SLOWLINK -> lazy(Kind.CORE, CoreEvent.SlowLink.class, message, unknown);
            case HANGUP -> lazy(Kind.HANGUP, CoreEvent.HangUp.class, message, unknown);
            case ICE_FAILED -> EventEmission.of(message.kind().wire(), new CoreEvent.IceFailed());
            case TRICKLE ->
                candidate(message) == null
                        ? EventEmission.ofCore(Kind.CORE, CoreEvent.Unknown.class, unknown, message, unknown)
                        : EventEmission.ofCore(
                                Kind.CORE, CoreEvent.Trickle.class, () -> trickle(message), message, unknown);
            case DETACHED -> EventEmission.of(message.kind().wire(), new CoreEvent.Detached());
            case TIMEOUT -> EventEmission.of(message.kind().wire(), new CoreEvent.Timeout());
            default -> EventEmission.ofCore(Kind.CORE, CoreEvent.Unknown.class, unknown, message, unknown);
        };
    }

    private static EventEmission lazy(Kind kind, Class<?> type, JanusMessage message, Supplier<Object> unknown) {
        return EventEmission.ofCore(
                kind, type, () -> message.whole().as(type, GeneratedRequiredMembers.ALL), message, unknown);
    }

    private static CoreEvent.Trickle trickle(JanusMessage message) {
        RawJson candidate = Objects.requireNonNull(candidate(message));
        return new CoreEvent.Trickle(candidate.has("candidate") ? candidate.as(IceCandidate.class) : null);
    }

    /** A candidate, or that there are no more; null if it is neither: the end of candidates must not be made up. */
    private static @Nullable RawJson candidate(JanusMessage message) {
        RawJson candidate = message.whole().member("candidate");
        return candidate != null && (candidate.has("candidate") || candidate.has("completed")) ? candidate : null;
    }

    @Override
    public Object eventsDropped(long count) {
        return new CoreEvent.EventsDropped(count);
    }

    @Override
    public Object listenerAbandoned(int waiting) {
        return new CoreEvent.ListenerAbandoned(waiting);
    }

    @Override
    public Object connectionLost(CloseReason reason) {
        return new CoreEvent.ConnectionLost(reason);
    }

    @Override
    public Object claimedElsewhere(String evidence) {
        return new CoreEvent.ClaimedElsewhere(evidence);
    }

    @Override
    public Object relinquished(RelinquishReason reason) {
        return new CoreEvent.Relinquished(reason);
    }

    @Override
    public Object sessionGone(String reason) {
        return new CoreEvent.SessionGone(reason);
    }
}
