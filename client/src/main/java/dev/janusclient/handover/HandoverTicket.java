// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import dev.janusclient.error.JanusHandoverTicketException;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything another process needs to go on with a session: where it lives, what hangs on it, and what Janus can't be asked
 * for again.
 *
 * <p><b>What it holds is confidential.</b> It has no API secret, no token and no SIP password: whoever holds it still needs
 * those of the server, if it asks for any. But ids are what Janus knows an owner by, and the ids of the session and its handles are in
 * it: at a server that asks for no secret they are enough to take over the session and its calls. It also holds the names
 * and addresses of whoever takes part in a call (SIP addresses, display names, headers, rooms and their participants), a
 * {@code private_id} in a room, the server's name and address, and, as long as an offer of Janus's waits for its answer,
 * that offer: with network addresses and the password of its ICE session. Sign it ({@link TicketSigner}) where it must not be
 * altered, encrypt it ({@link TicketCipher}) where it must not be read. {@link #toString()} shows none of this.
 *
 * <p>It is a snapshot. The session goes on living, and what happens after {@link #issuedAt()} is not in it.
 *
 * @param version of this format: {@value #VERSION}, or what an older library wrote, down to {@value #OLDEST_VERSION}
 * @param server the Janus the session lives on
 * @param sessionId the session's id there
 * @param issuedAtMillis when the snapshot was taken, in milliseconds since 1970
 * @param handles the handles that were attached
 * @param forwarding how what came after the ticket is passed on; null if the owner did not let go in an orderly way
 * @param inFlight requests whose outcome was not known yet
 */
@io.avaje.jsonb.Json
public record HandoverTicket(
        int version,
        ServerIdentity server,
        long sessionId,
        @io.avaje.jsonb.Json.Property("issuedAt") long issuedAtMillis,
        List<HandleTicket> handles,
        @Nullable String forwarding,
        @io.avaje.jsonb.Json.Alias("unanswered") List<InFlightRequest> inFlight) {
    /** The version of the format that this library writes. */
    public static final int VERSION = 2;

    /**
     * The oldest version that this library reads. It named events by the simple names of their classes, called {@code
     * inFlight} {@code unanswered}, and a handle's {@code unreplayable} {@code untraced}.
     */
    public static final int OLDEST_VERSION = 1;

    private static final long MAX_MILLIS = 253_402_300_799_999L;

    public HandoverTicket {
        if (version < OLDEST_VERSION || version > VERSION) {
            throw new JanusHandoverTicketException("version: " + version + " is unknown; this library reads versions "
                    + OLDEST_VERSION + " to " + VERSION);
        }
        Objects.requireNonNull(server, "server");
        if (sessionId <= 0) {
            throw new JanusHandoverTicketException("sessionId: " + sessionId + " is not the id of a session");
        }
        requireTime("issuedAt", issuedAtMillis);
        handles = handles == null ? List.of() : List.copyOf(handles);
        Set<Long> ids = new HashSet<>();
        for (HandleTicket handle : handles) {
            if (!ids.add(handle.handleId())) {
                throw new JanusHandoverTicketException("handles: one handle stands there twice");
            }
        }
        inFlight = inFlight == null ? List.of() : List.copyOf(inFlight);
    }

    /**
     * Refuses what is no time between 1970 and the year 9999, so that times can be compared and differences computed.
     *
     * @throws JanusHandoverTicketException naming the member
     */
    static void requireTime(String member, long millis) {
        if (millis < 0 || millis > MAX_MILLIS) {
            throw new JanusHandoverTicketException(member + ": it is no time between 1970 and 9999");
        }
    }

    /** A ticket for now. */
    public static HandoverTicket of(
            ServerIdentity server, long sessionId, Instant issuedAt, List<HandleTicket> handles) {
        return new HandoverTicket(VERSION, server, sessionId, issuedAt.toEpochMilli(), handles, null, List.of());
    }

    /** The same ticket, of an owner that passes on what comes after it. */
    public HandoverTicket withForwarding(String name) {
        return new HandoverTicket(version, server, sessionId, issuedAtMillis, handles, name, inFlight);
    }

    /** The same ticket, of an owner that waits for the answers to these requests. */
    public HandoverTicket withInFlight(List<InFlightRequest> requests) {
        return new HandoverTicket(version, server, sessionId, issuedAtMillis, handles, forwarding, requests);
    }

    /** When the snapshot was taken. */
    public Instant issuedAt() {
        return Instant.ofEpochMilli(issuedAtMillis);
    }

    /** The first handle of a plugin. */
    public Optional<HandleTicket> handle(String plugin) {
        return handles.stream().filter(handle -> handle.plugin().equals(plugin)).findFirst();
    }

    /** The ticket as JSON, unsigned. For signed ones see {@link TicketSigner}. */
    public String toJson() {
        return Json.encode(HandoverTicket.class, this).toString();
    }

    /**
     * Reads an unsigned ticket.
     *
     * @throws JanusHandoverTicketException if the text is no ticket, is of an unknown version, or is a signed ticket, which only
     *     {@link TicketSigner#verify} reads
     */
    public static HandoverTicket fromJson(String json) {
        return reading(() -> {
            RawJson raw = RawJson.of(json);
            if (raw.member("signature") != null) {
                throw new JanusHandoverTicketException(
                        "the ticket is signed; read it with a TicketSigner, which checks it");
            } else if (raw.member("encrypted") != null) {
                throw new JanusHandoverTicketException("the ticket is encrypted; read it with a TicketCipher");
            }
            return decode(raw);
        });
    }

    /**
     * Reads a text that anyone may have written.
     *
     * @throws JanusHandoverTicketException and nothing else
     */
    static HandoverTicket reading(Supplier<HandoverTicket> reader) {
        try {
            return reader.get();
        } catch (JanusHandoverTicketException e) {
            throw e;
        } catch (RuntimeException e) {
            // What the text holds is left out, and so is a cause that may quote it: it may not be for whoever reads a
            // log.
            boolean quotesNothing = e instanceof JanusProtocolException;
            String why = quotesNothing ? String.valueOf(e.getMessage()) : "it can't be read";
            throw new JanusHandoverTicketException("not a ticket: " + why, quotesNothing ? e : null);
        }
    }

    static HandoverTicket decode(@Nullable RawJson raw) {
        if (raw == null || raw.member("sessionId") == null) {
            throw new JanusHandoverTicketException("not a ticket: it has no member 'sessionId'");
        }
        return raw.as(HandoverTicket.class);
    }

    /** Leaves out what it holds: whoever reads a log must not be able to take over the session. */
    @Override
    public String toString() {
        return "HandoverTicket[version " + version + ", handles " + handles + "]";
    }
}
