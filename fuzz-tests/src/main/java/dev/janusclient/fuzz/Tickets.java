// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.fuzz;

import dev.janusclient.JanusClient;
import dev.janusclient.error.JanusException;
import dev.janusclient.error.JanusHandoverTicketException;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.TicketCipher;
import dev.janusclient.handover.TicketRecipient;
import dev.janusclient.handover.TicketSigner;
import dev.janusclient.handover.UsedTickets;
import dev.janusclient.reclaim.Reclaim;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tickets in all forms, and the events that a last owner forwards. The first line is a ticket: it is read as it is, as the body
 * of a well signed one, and as a signed or encrypted one. Each further line is forwarded to the owner that takes the
 * session, as a batch.
 */
public final class Tickets {
    private static final HandoverKeys KEYS =
            HandoverKeys.of("a key of the fuzz target".getBytes(StandardCharsets.US_ASCII));
    private static final TicketSigner SIGNER = new TicketSigner(KEYS);
    private static final TicketCipher CIPHER = new TicketCipher(KEYS);
    private static final int MAX_LINES = 8;

    static {
        ErrorLines.collect();
    }

    private Tickets() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", MAX_LINES);
        String text = lines[0];
        refused(() -> SIGNER.verify(text), "a ticket that was not signed was believed");
        refused(() -> CIPHER.decrypt(text), "a ticket that was not encrypted was believed");
        read(() -> SIGNER.read(signed(text), TicketRecipient.named("b").remembering(UsedTickets.inMemory())));
        HandoverTicket ticket = read(() -> HandoverTicket.fromJson(text));
        if (ticket != null) {
            String written = ticket.toJson();
            if (!HandoverTicket.fromJson(written).toJson().equals(written)) {
                throw new AssertionError("a ticket is another one when it is written and read");
            }
            take(ticket, lines);
        }
        ErrorLines.assertNone();
    }

    /** The text is the ticket, its terms, or both: what stands behind a right signature. */
    private static String signed(String text) {
        String[] parts = text.split("\t", 2);
        String body = parts[0];
        String terms = parts.length == 2 ? parts[1] : "{\"expires\":99999999999999,\"audience\":\"b\",\"once\":\"1\"}";
        byte[] mac = Objects.requireNonNull(
                KEYS.mac(KEYS.currentId(), "ticket signature", (terms + "\0" + body).getBytes(StandardCharsets.UTF_8)));
        return "{\"ticket\":" + body + ",\"terms\":" + terms + ",\"key\":\"" + KEYS.currentId() + "\",\"signature\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(mac) + "\"}";
    }

    private static @Nullable HandoverTicket read(Supplier<HandoverTicket> reader) {
        try {
            return reader.get();
        } catch (JanusHandoverTicketException documented) {
            return null;
        }
    }

    private static void refused(Supplier<HandoverTicket> reader, String otherwise) {
        if (read(reader) != null) {
            throw new AssertionError(otherwise);
        }
    }

    private static void take(HandoverTicket ticket, String[] lines) {
        ScriptedTransport janus = new ScriptedTransport();
        try (JanusClient client = janus.client()) {
            CompletableFuture<?> outcome =
                    Reclaim.with(client).handoffTimeout(Duration.ofMillis(1)).take(ticket);
            for (int i = 1; i < lines.length; i++) {
                janus.push(forwarded(ticket, i, lines[i]));
            }
            janus.lose();
            outcome.orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof JanusException)) {
                throw e;
            }
        }
    }

    private static String forwarded(HandoverTicket ticket, int sequence, String events) {
        String packed = Base64.getUrlEncoder().withoutPadding().encodeToString(events.getBytes(StandardCharsets.UTF_8));
        return "{\"janus\":\"event\",\"session_id\":" + ticket.sessionId()
                + ",\"sender\":99,\"transaction\":\"handover."
                + ticket.forwarding() + "." + sequence + "." + packed
                + "\",\"plugindata\":{\"plugin\":\"janus.plugin.echotest\",\"data\":{}}}";
    }
}
