// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.rescue;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Process A: registers, hears the call ring, and leaves a ticket for whoever comes next. */
final class FirstOwner {
    private static final int MAX_LIFE_SECONDS = 120;

    private FirstOwner() {}

    /** Arguments: Janus's URI, the account, the registrar, the ticket's file, and whether to let go by itself. */
    public static void main(String[] args) throws InterruptedException {
        String uri = args[0];
        String account = args[1];
        String registrar = args[2];
        Path ticketFile = Path.of(args[3]);
        boolean graceful = Boolean.parseBoolean(args[4]);

        JanusClient janus = JanusClient.create(uri);
        JanusSession session = janus.createSession().join();
        JanusSipPlugin sip = session.attach(JanusSipPlugin.TYPE, AttachOptions.opaqueId("rescue"))
                .join();
        Step.tell("attached", "session " + session.id() + ", handle " + sip.handleId());

        sip.on(SipEvent.Registered.class, registered -> Step.tell("registered", account));
        sip.on(
                SipEvent.RegistrationFailed.class,
                failed -> Step.tell("failed", "registration: " + failed.code() + " " + failed.reason()));
        sip.on(SipEvent.IncomingCall.class, call -> {
            HandoverTicket ticket = graceful ? session.handOff() : session.ticket();
            write(ticketFile, ticket.toJson());
            Step.tell(
                    "ticket",
                    call.username() + " calls; the ticket has "
                            + ticketFile.toFile().length() + " bytes");
        });
        sip.register(SipRequest.Register.builder()
                        .username(account)
                        // Janus wants one, even for a registrar that does not ask.
                        .secret(Secret.of("unused"))
                        .proxy(registrar)
                        .incomingHeaderPrefixes(List.of("X-"))
                        .build())
                .join();

        // The next owner ends this process; without one, it does not stay for ever.
        boolean ended = new CountDownLatch(1).await(MAX_LIFE_SECONDS, TimeUnit.SECONDS);
        Step.tell("failed", "process A was not ended" + (ended ? "" : " in " + MAX_LIFE_SECONDS + " s"));
    }

    /** Whole or not at all: the next owner must never read half a ticket. */
    private static void write(Path file, String text) {
        try {
            Path unfinished = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
