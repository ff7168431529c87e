// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.JanusPlugin;
import dev.janusclient.handover.HandoverKeys;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A leg whose ticket is kept in that of its handle. */
final class KeptLeg {
    private static final Logger log = LoggerFactory.getLogger(KeptLeg.class);

    private final MediaLeg leg;
    private final JanusPlugin handle;
    private final HandoverKeys keys;
    private final CompletableFuture<Void> kept = new CompletableFuture<>();

    /** The last of what is done after each other, so that the newest ticket stays. */
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    KeptLeg(MediaLeg leg, JanusPlugin handle, HandoverKeys keys) {
        this.leg = leg;
        this.handle = handle;
        this.keys = keys;
    }

    /** The store, or whoever keeps the handle's ticket, knows which one is the newest: there is no epoch. */
    static MediaTicket.Scope scope(long sessionId, long handleId) {
        return new MediaTicket.Scope(sessionId, handleId, 0);
    }

    CompletableFuture<Void> keep() {
        leg.onTicketChange(this::changed);
        var unused = leg.connected().exceptionally(failure -> {
            kept.completeExceptionally(failure);
            return null;
        });
        return kept;
    }

    private synchronized void changed() {
        last = last.thenCompose(before -> PluginNegotiation.prepare(handle, leg))
                .thenCompose(prepared -> leg.ticket())
                .thenAccept(this::put)
                .handle((done, failure) -> settle(failure));
    }

    private void put(MediaTicket ticket) {
        String sealed = ticket.seal(keys, scope(handle.session().id(), handle.handleId()));
        ticket.wipe();
        handle.mediaTicket(sealed);
    }

    /** True if it is kept now. */
    private boolean settle(@Nullable Throwable failure) {
        if (failure == null) {
            kept.complete(null);
            return true;
        }
        log.warn("a leg can't be continued elsewhere: {}", failure.getMessage());
        kept.completeExceptionally(failure);
        return false;
    }
}
