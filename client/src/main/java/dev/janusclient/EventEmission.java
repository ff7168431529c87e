package dev.janusclient;

import dev.janusclient.connection.EventStream.Emission;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.JanusMessage;
import dev.janusclient.message.RawJson;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An event on its way to listeners: its type is known, and it is decoded once, when the first of them wants it. */
final class EventEmission implements Emission {
    private final Class<?> type;
    private final Supplier<?> decoder;
    private final Supplier<?> unknown;
    private final boolean served;
    private @Nullable Object decoded;

    private EventEmission(Class<?> type, Supplier<?> decoder, Supplier<?> unknown, boolean served) {
        this.type = type;
        this.decoder = decoder;
        this.unknown = unknown;
        this.served = served;
    }

    static EventEmission of(Object event) {
        return new EventEmission(event.getClass(), () -> event, () -> event, false);
    }

    static EventEmission ofPlugin(EventTable<?> table, JanusMessage message, RawJson data, boolean served) {
        return new EventEmission(
                table.typeOf(data),
                () -> table.decode(data, message.jsep()),
                () -> table.undecoded(data, message.jsep()),
                served);
    }

    static EventEmission ofCore(JanusMessage message) {
        Supplier<Object> unknown = () -> new CoreEvent.Unknown(message.kind().wire(), message.whole());
        return switch (message.kind()) {
            case WEBRTCUP -> of(new CoreEvent.WebRtcUp());
            case MEDIA -> core(CoreEvent.Media.class, message, unknown);
            case SLOWLINK -> core(CoreEvent.SlowLink.class, message, unknown);
            case HANGUP -> core(CoreEvent.HangUp.class, message, unknown);
            case ICE_FAILED -> of(new CoreEvent.IceFailed());
            case TRICKLE -> new EventEmission(CoreEvent.Trickle.class, () -> trickle(message), unknown, false);
            case DETACHED -> of(new CoreEvent.Detached());
            case TIMEOUT -> of(new CoreEvent.Timeout());
            default -> of(unknown.get());
        };
    }

    private static EventEmission core(Class<?> type, JanusMessage message, Supplier<Object> unknown) {
        return new EventEmission(type, () -> message.whole().as(type), unknown, false);
    }

    private static CoreEvent.Trickle trickle(JanusMessage message) {
        RawJson candidate = message.whole().member("candidate");
        if (candidate == null || candidate.member("candidate") == null) {
            return new CoreEvent.Trickle(null);
        }
        return new CoreEvent.Trickle(candidate.as(IceCandidate.class));
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public synchronized Object event() {
        if (decoded == null) {
            decoded = decoder.get();
        }
        return decoded;
    }

    @Override
    public boolean served() {
        return served;
    }

    @Override
    public Emission undecoded() {
        return of(unknown.get());
    }
}
