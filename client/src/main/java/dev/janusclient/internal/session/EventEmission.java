// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.internal.connection.Emission;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.EventTable;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An event on its way to listeners: its type is known, and it is decoded once, when the first listener needs it. */
public final class EventEmission implements Emission {
    /** What an event is about, as far as a handle itself cares. */
    public enum Kind {
        /** An event of the handle's plugin. */
        PLUGIN,
        /** The PeerConnection has ended. */
        HANGUP,
        /** Any other event of the core or of this library. */
        CORE
    }

    /** The name of a plugin's event that fits no row of its table. */
    static final String UNKNOWN = MessageKind.UNKNOWN.wire();

    private static final long MAX_SECONDS = 253_402_300_799L;

    private final Kind kind;
    private final String name;
    private final Class<?> type;
    private final Supplier<?> decoder;
    private final Supplier<?> unknown;
    private final boolean served;
    private final @Nullable RawJson content;
    private final int bytes;

    /** Touched by one thread at a time: the reader notes the event and hands it over to the stream's turn. */
    private @Nullable Object decoded;

    private boolean replayed;
    private @Nullable Instant at;

    private EventEmission(
            Kind kind,
            String name,
            Class<?> type,
            Supplier<?> decoder,
            Supplier<?> unknown,
            boolean served,
            @Nullable RawJson content,
            int bytes) {
        this.kind = kind;
        this.name = name;
        this.type = type;
        this.decoder = decoder;
        this.unknown = unknown;
        this.served = served;
        this.content = content;
        this.bytes = bytes;
    }

    /** An event that is decoded already. */
    public static EventEmission of(String name, Object event) {
        return of(name, event, 0);
    }

    private static EventEmission of(String name, Object event, int bytes) {
        return new EventEmission(Kind.CORE, name, event.getClass(), () -> event, () -> event, false, null, bytes);
    }

    /** An event that is not kept for a listener that comes later. */
    public static EventEmission passing(String name, Object event) {
        return new EventEmission(Kind.CORE, name, event.getClass(), () -> event, () -> event, true, null, 0);
    }

    /**
     * An event of the core that is decoded when it is needed.
     *
     * @param message what it came in
     * @param unknown what it is if it can't be decoded
     */
    public static EventEmission ofCore(
            Kind kind, Class<?> type, Supplier<?> decoder, JanusMessage message, Supplier<?> unknown) {
        return new EventEmission(kind, message.kind().wire(), type, decoder, unknown, false, null, message.footprint());
    }

    /**
     * An event of a plugin.
     *
     * @param served whether it has answered a request, so that it need not wait for a listener
     */
    public static <E> EventEmission ofPlugin(EventTable<E> table, JanusMessage message, RawJson data, boolean served) {
        EventTable.Match<E> match = table.match(data);
        String tag = match.tag();
        return new EventEmission(
                Kind.PLUGIN,
                tag == null ? UNKNOWN : tag,
                match.type(),
                () -> match.decode(message.jsep()),
                () -> match.undecoded(message.jsep()),
                served,
                data,
                message.footprint());
    }

    /** Marks it as delivered late; before it is emitted. */
    public EventEmission asReplayed(@Nullable Instant happened) {
        replayed = true;
        at = happened;
        return this;
    }

    /** What it is about. */
    public Kind kind() {
        return kind;
    }

    /**
     * Its name, which does not depend on its class: the tag of its row in the plugin's table, the word in the {@code janus}
     * member, or {@code unknown}. Events that this library makes itself have names of their own.
     */
    public String name() {
        return name;
    }

    /** A hash of what it says; 0 for an event of the core. */
    public int content() {
        return content == null ? 0 : content.contentHash();
    }

    /** What {@link #content()} is a hash of. */
    @Nullable RawJson source() {
        return content;
    }

    /** When it happened, if it is replayed and the time is known. */
    public @Nullable Instant at() {
        return at;
    }

    /** When it happened, in milliseconds since 1970: now, unless it is replayed. */
    long happened(long now) {
        Instant then = at;
        if (then == null) {
            return Math.max(0, now);
        }
        // A source may name any time; what travels in a ticket is one of the times that a ticket takes.
        long seconds = Math.max(0, Math.min(MAX_SECONDS, then.getEpochSecond()));
        return seconds == then.getEpochSecond() ? then.toEpochMilli() : seconds * 1000;
    }

    @Override
    public int bytes() {
        return bytes;
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
        EventEmission undecoded = of(name, unknown.get(), bytes);
        return replayed ? undecoded.asReplayed(at) : undecoded;
    }
}
