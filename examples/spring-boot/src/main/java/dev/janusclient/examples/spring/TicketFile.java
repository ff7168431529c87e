// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.spring;

import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.spring.TicketPublisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where this application leaves its ticket, and its successor finds it. */
@Component
// tag::publisher[]
class TicketFile implements TicketPublisher {
    private final Path file;

    TicketFile(TelephoneProperties properties) {
        this.file = properties.ticketFile();
    }

    @Override
    public void publish(HandoverTicket ticket) {
        try {
            Files.writeString(file, ticket.toJson());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
    // end::publisher[]

    /** The ticket that was left, which is used once. */
    Optional<HandoverTicket> take() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        HandoverTicket ticket = HandoverTicket.fromJson(Files.readString(file));
        Files.delete(file);
        return Optional.of(ticket);
    }
}
