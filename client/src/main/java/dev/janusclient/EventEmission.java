package dev.janusclient;

import dev.janusclient.internal.connection.EventStream.Emission;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.EventTable;
import dev.janusclient.plugin.RequiredMembers;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An event on its way to listeners: its type is known, and it is decoded once, when the first of them wants it. */
final class EventEmission implements Emission {
    private static final RequiredMembers MEDIA = RequiredMembers.of(List.of("type", "receiving"));
    private static final RequiredMembers SLOW_LINK = RequiredMembers.of(List.of("uplink", "lost"));

    private final Class<?> type;
    private final Supplier<?> decoder;
    private final Supplier<?> unknown;
    private final boolean served;
    private final @Nullable RawJson content;

    /** Touched by one thread at a time: the reader notes the event and hands it over to the stream's turn. */
    private @Nullable Object decoded;

    private boolean replayed;
    private @Nullable Instant at;

    private EventEmission(
            Class<?> type, Supplier<?> decoder, Supplier<?> unknown, boolean served, @Nullable RawJson content) {
        this.type = type;
        this.decoder = decoder;
        this.unknown = unknown;
        this.served = served;
        this.content = content;
    }

    static EventEmission of(Object event) {
        return new EventEmission(event.getClass(), () -> event, () -> event, false, null);
    }

    /** An event that is not kept for a listener that comes later. */
    static EventEmission passing(Object event) {
        return new EventEmission(event.getClass(), () -> event, () -> event, true, null);
    }

    static <E> EventEmission ofPlugin(EventTable<E> table, JanusMessage message, RawJson data, boolean served) {
        EventTable.Row<? extends E> row = table.find(data);
        return new EventEmission(
                table.typeOf(row),
                () -> table.decode(row, data, message.jsep()),
                () -> table.undecoded(data, message.jsep()),
                served,
                data);
    }

    static EventEmission ofCore(JanusMessage message) {
        Supplier<Object> unknown = () -> new CoreEvent.Unknown(message.kind().wire(), message.whole());
        return switch (message.kind()) {
            case WEBRTCUP -> of(new CoreEvent.WebRtcUp());
            case MEDIA -> core(CoreEvent.Media.class, MEDIA, message, unknown);
            case SLOWLINK -> core(CoreEvent.SlowLink.class, SLOW_LINK, message, unknown);
            case HANGUP -> core(CoreEvent.HangUp.class, RequiredMembers.NOTHING, message, unknown);
            case ICE_FAILED -> of(new CoreEvent.IceFailed());
            case TRICKLE -> new EventEmission(CoreEvent.Trickle.class, () -> trickle(message), unknown, false, null);
            case DETACHED -> of(new CoreEvent.Detached());
            case TIMEOUT -> of(new CoreEvent.Timeout());
            default -> of(unknown.get());
        };
    }

    private static EventEmission core(
            Class<?> type, RequiredMembers mandatory, JanusMessage message, Supplier<Object> unknown) {
        return new EventEmission(type, () -> mandatory.decode(message.whole(), type), unknown, false, null);
    }

    private static CoreEvent.Trickle trickle(JanusMessage message) {
        RawJson candidate = message.whole().member("candidate");
        if (candidate == null || candidate.member("candidate") == null) {
            return new CoreEvent.Trickle(null);
        }
        return new CoreEvent.Trickle(candidate.as(IceCandidate.class));
    }

    /** Marks it as told late; before it is emitted. */
    EventEmission asReplayed(@Nullable Instant happened) {
        replayed = true;
        at = happened;
        return this;
    }

    /** Stands for what it says; 0 if that is not looked at. */
    int content() {
        return content == null ? 0 : content.contentHash();
    }

    /** What {@link #content()} stands for. */
    @Nullable RawJson source() {
        return content;
    }

    /** When it happened, in milliseconds since 1970: now, unless it is told late. */
    long happened(long now) {
        Instant then = at;
        return then == null ? now : then.toEpochMilli();
    }

    /** What a listener that asked for it is told about an event's coming. */
    static <E> EventDelivery<E> delivered(E event, Emission emission) {
        return new EventDelivery<>(
                event, emission.replayed(), emission instanceof EventEmission known ? known.at : null);
    }

    @Override
    public boolean replayed() {
        return replayed;
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public Object event() {
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
        EventEmission undecoded = of(unknown.get());
        return replayed ? undecoded.asReplayed(at) : undecoded;
    }
}
