// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import dev.janusclient.error.JanusHandoverTicketException;
import dev.janusclient.message.RawJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Signs tickets and reads signed ones (HMAC-SHA256 over the ticket's bytes and its terms), for tickets that go through hands
 * that must not alter them. Whoever has one can read it: what it holds is listed at {@link HandoverTicket}. Thread-safe.
 */
public final class TicketSigner implements TicketForm {
    private static final String PURPOSE = "ticket signature";

    private final HandoverKeys keys;

    /**
     * Makes a signer.
     *
     * @param key shared by all who issue and read tickets; at least 16 bytes
     */
    public TicketSigner(byte[] key) {
        this(HandoverKeys.of(key));
    }

    /** Makes a signer that signs with the current key, and reads what was signed with any of them. */
    public TicketSigner(HandoverKeys keys) {
        this.keys = keys;
    }

    @Override
    public HandoverKeys keys() {
        return keys;
    }

    /** The ticket as JSON with its signature, for anyone. */
    public String sign(HandoverTicket ticket) {
        return write(ticket, TicketTerms.NONE);
    }

    @Override
    public String write(HandoverTicket ticket, TicketTerms terms) {
        String body = ticket.toJson();
        RawJson allowed = TicketEnvelope.write(terms);
        byte[] signature = signature(keys.current(), keys.currentId(), bytes(body), allowed);
        String more = allowed == null ? "" : ",\"terms\":" + allowed + ",\"key\":\"" + keys.currentId() + "\"";
        return "{\"ticket\":" + body + more + ",\"signature\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature) + "\"}";
    }

    /**
     * Reads a signed ticket that anyone may use, as often as they like.
     *
     * @throws JanusHandoverTicketException if the text is no ticket, is not signed, was altered since, has expired, or is for
     *     another recipient or one use
     */
    public HandoverTicket verify(String json) {
        return read(json, TicketRecipient.ANYONE);
    }

    @Override
    public HandoverTicket read(String text, TicketRecipient recipient) {
        return HandoverTicket.reading(() -> {
            RawJson raw = RawJson.of(text);
            RawJson body = raw.member("ticket");
            String signature = raw.string("signature");
            if (body == null || signature == null) {
                throw new JanusHandoverTicketException("the ticket is not signed");
            }
            RawJson terms = raw.member("terms");
            if (!isSigned(body.toBytes(), terms, raw.string("key"), signature)) {
                throw new JanusHandoverTicketException(
                        "the ticket's signature does not fit: it was altered, or signed with another key");
            }
            return TicketEnvelope.open(body, terms, recipient);
        });
    }

    /** With the key that is named; a ticket without terms names none, as older libraries write it. */
    private boolean isSigned(byte[] body, @Nullable RawJson terms, @Nullable String keyId, String signature) {
        for (byte[] key : keys.all()) {
            String id = HandoverKeys.id(key);
            if (keyId == null || keyId.equals(id)) {
                String expected =
                        Base64.getUrlEncoder().withoutPadding().encodeToString(signature(key, id, body, terms));
                if (MessageDigest.isEqual(bytes(expected), bytes(signature))) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Of a ticket without terms it is what older libraries wrote; with terms it is made with another key, so that neither
     * passes for the other.
     */
    private byte[] signature(byte[] key, String keyId, byte[] body, @Nullable RawJson terms) {
        if (terms == null) {
            return HandoverKeys.hmac(key, body);
        }
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        byte[] allowed = terms.toBytes();
        signed.write(allowed, 0, allowed.length);
        signed.write(0);
        signed.write(body, 0, body.length);
        return HandoverKeys.hmac(Objects.requireNonNull(keys.derived(keyId, PURPOSE)), signed.toByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
