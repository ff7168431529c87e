// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.handover;

import dev.janusclient.error.JanusHandoverTicketException;
import dev.janusclient.message.RawJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs tickets and reads signed ones (HMAC-SHA256 over the ticket's bytes), for tickets that go through hands that must
 * not alter them. Thread-safe.
 */
public final class TicketSigner {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_KEY = 16;

    private final SecretKeySpec key;

    /**
     * Makes a signer.
     *
     * @param key shared by all who issue and read tickets; at least 16 bytes
     */
    public TicketSigner(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "key: " + key.length + " bytes are too few, " + SHORTEST_KEY + " are needed");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The ticket as JSON with its signature. */
    public String sign(HandoverTicket ticket) {
        String body = ticket.toJson();
        return "{\"ticket\":" + body + ",\"signature\":\"" + signature(body.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    /**
     * Reads a signed ticket.
     *
     * @throws JanusHandoverTicketException if the text is no ticket, is not signed, or was altered since
     */
    public HandoverTicket verify(String json) {
        RawJson raw = HandoverTicket.parse(json);
        RawJson body = raw.member("ticket");
        @Nullable String signature = raw.string("signature");
        if (body == null || signature == null) {
            throw new JanusHandoverTicketException("the ticket is not signed");
        }
        byte[] expected = signature(body.toBytes()).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
            throw new JanusHandoverTicketException(
                    "the ticket's signature does not fit: it was altered, or signed with another key");
        }
        return HandoverTicket.decode(body);
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java and Android", e);
        }
    }
}
