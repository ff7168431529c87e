// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import dev.janusclient.error.JanusHandoverTicketException;
import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything another process needs to go on with a session: where it lives, what hangs on it, and what Janus can't be asked
 * for again. It holds no secrets: no API secret, no token, no password. Whoever holds it still needs those of the server.
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

    public HandoverTicket {
        if (version < OLDEST_VERSION || version > VERSION) {
            throw new JanusHandoverTicketException("version: " + version + " is unknown; this library reads versions "
                    + OLDEST_VERSION + " to " + VERSION);
        }
        Objects.requireNonNull(server, "server");
        if (sessionId <= 0) {
            throw new JanusHandoverTicketException("sessionId: " + sessionId + " is not the id of a session");
        }
        handles = handles == null ? List.of() : List.copyOf(handles);
        inFlight = inFlight == null ? List.of() : List.copyOf(inFlight);
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
        RawJson raw = parse(json);
        if (raw.member("signature") != null) {
            throw new JanusHandoverTicketException(
                    "the ticket is signed; read it with a TicketSigner, which checks it");
        }
        return decode(raw);
    }

    static RawJson parse(String json) {
        try {
            return RawJson.of(json);
        } catch (JanusProtocolException e) {
            throw new JanusHandoverTicketException("not a ticket: " + e.getMessage(), e);
        }
    }

    static HandoverTicket decode(@Nullable RawJson raw) {
        if (raw == null || raw.member("sessionId") == null) {
            throw new JanusHandoverTicketException("not a ticket: it has no member 'sessionId'");
        }
        try {
            return raw.as(HandoverTicket.class);
        } catch (JanusProtocolException e) {
            throw new JanusHandoverTicketException("not a ticket: " + e.getMessage(), e);
        }
    }
}
