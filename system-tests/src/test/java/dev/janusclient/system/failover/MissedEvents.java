// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.failover;

import dev.janusclient.admin.EventHandlerReceiver;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.Secret;
import dev.janusclient.reclaim.EventJournal;
import dev.janusclient.recovery.Findings;
import dev.janusclient.recovery.GapSource;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What a member knows of events that came while a session had no owner: a journal for each Janus, of what the {@link EventRelay} sends. */
final class MissedEvents implements GapSource {
    static final Secret ADMIN_SECRET = Secret.of("the admin secret");

    /** A Janus. */
    record Place(String name, String admin) {}

    private final EventHandlerReceiver receiver = new EventHandlerReceiver();
    private final Map<String, EventJournal> journals = new HashMap<>();

    /**
     * Connects, and returns once everything is received.
     *
     * @param ended gets why no more events come
     */
    MissedEvents(int relay, List<Place> servers, Consumer<String> ended) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (next(in).length > 0) {
                // From before.
            }
            for (Place server : servers) {
                JanusAdmin admin = JanusAdmin.create(server.admin(), ADMIN_SECRET);
                EventJournal journal = EventJournal.create(EventJournal.Limits.DEFAULTS, admin);
                journal.listenTo(receiver);
                journals.put(server.name(), journal);
            }
            EventRelay.daemon("events", () -> receive(in, ended));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] next(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    private void receive(DataInputStream in, Consumer<String> ended) {
        try {
            while (true) {
                receiver.receive(next(in));
            }
        } catch (IOException e) {
            ended.accept(e.toString());
        }
    }

    @Override
    public String name() {
        return "the journals of event handlers";
    }

    @Override
    public CompletableFuture<Findings> query(HandoverTicket ticket) {
        EventJournal journal = journals.get(ticket.server().name());
        return journal == null ? CompletableFuture.completedFuture(Findings.NOTHING) : journal.query(ticket);
    }
}
