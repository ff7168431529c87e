// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.session.CoreEvents;
import dev.janusclient.internal.session.EventEmission;
import dev.janusclient.internal.session.EventEmission.Kind;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.RequiredMembers;
import dev.janusclient.transport.CloseReason;
import java.util.List;
import java.util.function.Supplier;

/** Makes {@link CoreEvent}s. */
final class CoreEventFactory implements CoreEvents {
    private static final RequiredMembers MEDIA = RequiredMembers.of(List.of("type", "receiving"));
    private static final RequiredMembers SLOW_LINK = RequiredMembers.of(List.of("uplink", "lost"));

    @Override
    public EventEmission decode(JanusMessage message) {
        Supplier<Object> unknown = () -> new CoreEvent.Unknown(message.kind().wire(), message.whole());
        return switch (message.kind()) {
            case WEBRTCUP -> EventEmission.of(new CoreEvent.WebRtcUp());
            case MEDIA -> lazy(Kind.CORE, CoreEvent.Media.class, MEDIA, message, unknown);
            case SLOWLINK -> lazy(Kind.CORE, CoreEvent.SlowLink.class, SLOW_LINK, message, unknown);
            case HANGUP -> lazy(Kind.HANGUP, CoreEvent.HangUp.class, RequiredMembers.NOTHING, message, unknown);
            case ICE_FAILED -> EventEmission.of(new CoreEvent.IceFailed());
            case TRICKLE -> EventEmission.ofCore(Kind.CORE, CoreEvent.Trickle.class, () -> trickle(message), unknown);
            case DETACHED -> EventEmission.of(new CoreEvent.Detached());
            case TIMEOUT -> EventEmission.of(new CoreEvent.Timeout());
            default -> EventEmission.of(unknown.get());
        };
    }

    private static EventEmission lazy(
            Kind kind, Class<?> type, RequiredMembers required, JanusMessage message, Supplier<Object> unknown) {
        return EventEmission.ofCore(kind, type, () -> required.decode(message.whole(), type), unknown);
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
