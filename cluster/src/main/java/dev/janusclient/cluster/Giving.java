// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.JanusSession;
import dev.janusclient.cluster.ClusterMember.Survey;
import dev.janusclient.cluster.store.HandoverRequest;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.handover.HandoverTicket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives sessions away: hands them off at Janus, saves their last tickets and releases them.
 *
 * <p>Threading: the group's thread.
 */
final class Giving {
    private static final String REQUESTED = "it was asked for, for another member";

    private final GroupCore group;

    Giving(GroupCore group) {
        this.group = group;
    }

    /**
     * Gives sessions away that this member owns.
     *
     * @param forwarding gets for each that is handed off what ends when its next owner has claimed it
     */
    CompletableFuture<Void> give(
            ClusterMember member,
            List<OwnedSession> sessions,
            String why,
            Consumer<CompletableFuture<Boolean>> forwarding) {
        Map<SessionKey, HandoverTicket> tickets = new LinkedHashMap<>();
        List<SessionKey> suspended = new ArrayList<>();
        for (OwnedSession one : sessions) {
            HandoverTicket ticket = handOff(member, one, forwarding);
            if (ticket == null) {
                suspended.add(one.key());
            } else {
                tickets.put(one.key(), ticket);
            }
            group.relinquished(one.key(), new RelinquishReason.Released(why));
        }
        return member.handOver(tickets).thenCombine(member.release(suspended, why), (first, second) -> null);
    }

    /** Null if the session can't be handed off because it is being recovered or has ended. */
    private @Nullable HandoverTicket handOff(
            ClusterMember member, OwnedSession one, Consumer<CompletableFuture<Boolean>> forwarding) {
        JanusSession session = one.session();
        if (!session.isActive()) {
            return null;
        }
        // From here on no other ticket is saved.
        member.unbind(one.key());
        try {
            HandoverTicket ticket = group.settings().tickets().handOff(session);
            forwarding.accept(session.handedOver());
            return ticket;
        } catch (IllegalStateException e) {
            member.bind(one.key(), session);
            return null;
        }
    }

    /** Gives those sessions away that this member is asked for, as soon as there is a member that may take them. */
    void answer(ClusterMember member, Survey seen) {
        List<OwnedSession> wanted = new ArrayList<>();
        for (HandoverRequest request : seen.requests()) {
            OwnedSession one = group.session(request.session());
            if (one != null && one.epoch() == request.epoch() && canBeTaken(member, request, seen)) {
                wanted.add(one);
            }
        }
        if (!wanted.isEmpty()) {
            var unused = give(member, wanted, REQUESTED, forwarding -> {});
        }
    }

    private static boolean canBeTaken(ClusterMember self, HandoverRequest request, Survey seen) {
        return seen.members().stream()
                .filter(one -> !one.id().equals(self.id()) && !one.report().draining())
                .anyMatch(one ->
                        request.to() == null || request.to().equals(one.id().name()));
    }
}
