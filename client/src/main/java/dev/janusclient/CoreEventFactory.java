// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.session.CoreEvents;
import dev.janusclient.internal.session.EventEmission;
import dev.janusclient.internal.session.EventEmission.Kind;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.RawJson;
import dev.janusclient.transport.CloseReason;
import java.util.function.Supplier;

/** Makes {@link CoreEvent}s. */
final class CoreEventFactory implements CoreEvents {
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
                EventEmission.ofCore(Kind.CORE, CoreEvent.Trickle.class, () -> trickle(message), message, unknown);
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
        RawJson candidate = message.whole().member("candidate");
        if (candidate == null || candidate.member("candidate") == null) {
            return new CoreEvent.Trickle(null);
        }
        return new CoreEvent.Trickle(candidate.as(IceCandidate.class));
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
    public Object sessionGone(String reason) {
        return new CoreEvent.SessionGone(reason);
    }
}
