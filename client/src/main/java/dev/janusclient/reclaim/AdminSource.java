// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.reclaim;

import dev.janusclient.admin.HandleInfo;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.message.Jsep;
import dev.janusclient.recovery.Findings;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.recovery.HandleStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Asks Janus's Admin API how the handles of a session are now. It knows no events, so it is never complete; but an offer of
 * Janus's that nobody has answered is recovered by it byte for byte, and every plugin reports the state of its handle.
 *
 * <p>It waits no longer than the requests of its {@link JanusAdmin} may take.
 */
public final class AdminSource implements GapSource {
    private final JanusAdmin admin;

    /**
     * Asks a server.
     *
     * @param admin stays the caller's, who closes it
     */
    public AdminSource(JanusAdmin admin) {
        this.admin = admin;
    }

    @Override
    public String name() {
        return "the Admin API";
    }

    @Override
    public CompletableFuture<Findings> query(HandoverTicket ticket) {
        return admin.listHandles(ticket.sessionId()).thenCompose(there -> ask(ticket, there));
    }

    private CompletableFuture<Findings> ask(HandoverTicket ticket, List<Long> there) {
        Map<Long, CompletableFuture<HandleInfo>> asked = new HashMap<>();
        List<String> notes = new ArrayList<>();
        for (HandleTicket handle : ticket.handles()) {
            if (there.contains(handle.handleId())) {
                asked.put(handle.handleId(), admin.handleInfo(ticket.sessionId(), handle.handleId()));
            } else {
                notes.add(name() + " says that handle " + handle.handleId() + " (" + handle.plugin()
                        + ") does not exist any more");
            }
        }
        return CompletableFuture.allOf(asked.values().toArray(new CompletableFuture<?>[0]))
                .handle((all, failure) -> collect(asked, notes));
    }

    private Findings collect(Map<Long, CompletableFuture<HandleInfo>> asked, List<String> notes) {
        Map<Long, HandleStatus> facts = new HashMap<>();
        asked.forEach((handle, info) -> {
            try {
                facts.put(handle, facts(info.join()));
            } catch (CompletionException e) {
                Throwable why = e.getCause() == null ? e : e.getCause();
                notes.add(name() + " could not be asked how handle " + handle + " is: " + why.getMessage());
            }
        });
        return new Findings(false, List.of(), facts, notes, null);
    }

    private static HandleStatus facts(HandleInfo info) {
        HandleInfo.Flags flags = info.flags();
        HandleInfo.Sdps sdps = info.sdps();
        String local = sdps == null ? null : sdps.local();
        return new HandleStatus(
                info.pluginSpecific(), local == null ? null : described(local), flags != null && flags.negotiated());
    }

    /** Only an offer leaves open who begins the DTLS handshake (RFC 5763, section 5). */
    private static Jsep described(String local) {
        return local.contains("a=setup:actpass") ? Jsep.offer(local) : Jsep.answer(local);
    }
}
