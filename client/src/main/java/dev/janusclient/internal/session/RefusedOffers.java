// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.error.JanusPluginException;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.internal.worker.Futures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Puts a handle right whose plugin has refused an offer. Janus prepares a PeerConnection before the plugin sees the offer, and
 * keeps it after the refusal: without a hang-up it answers the next offer with 490 (janus.c, {@code janus_ice_setup_local}).
 * An offer that changes an existing PeerConnection leaves nothing behind when it is refused.
 *
 * <p>Threading: {@link #noted} on the connection's reader, {@link #settled} anywhere.
 */
final class RefusedOffers {
    /** Janus hangs up within half a second; if it says nothing, nothing was left. */
    private static final Duration HANGUP_TIMEOUT = Duration.ofSeconds(2);

    private static final String NEEDED =
            "; if it has no PeerConnection, the handle needs hangup() before the next offer";

    private enum PeerConnection {
        NONE,
        NEGOTIATED,
        UNKNOWN
    }

    private final HandleCore handle;
    private volatile PeerConnection known;
    private volatile @Nullable CompletableFuture<Boolean> hangingUp;

    /**
     * @param isNew whether the handle was attached just now, and not taken up from another owner
     */
    RefusedOffers(HandleCore handle, boolean isNew) {
        this.handle = handle;
        this.known = isNew ? PeerConnection.NONE : PeerConnection.UNKNOWN;
    }

    /** Sees every message of the handle. */
    void noted(JanusMessage message) {
        if (message.kind() == MessageKind.HANGUP) {
            known = PeerConnection.NONE;
            CompletableFuture<Boolean> waiting = hangingUp;
            if (waiting != null) {
                handle.session().context().run(() -> waiting.complete(true));
            }
        } else if (message.jsep() != null) {
            known = PeerConnection.NEGOTIATED;
        }
    }

    /** The answer to a request with an offer; if it is a refusal, once what Janus has prepared is gone. */
    <R> CompletableFuture<R> settled(CompletableFuture<R> answer) {
        CompletableFuture<R> settled = new CompletableFuture<>();
        answer.whenComplete((value, failure) -> {
            Throwable cause = failure == null ? null : Futures.cause(failure);
            if (cause instanceof JanusPluginException refusal && known != PeerConnection.NEGOTIATED) {
                fail(settled, refusal);
            } else {
                known = failure == null ? PeerConnection.NEGOTIATED : known;
                Futures.complete(settled, answer);
            }
        });
        return settled;
    }

    private void fail(CompletableFuture<?> settled, JanusPluginException refusal) {
        if (known == PeerConnection.UNKNOWN || !handle.hooks().hangupEndsNothing()) {
            settled.completeExceptionally(refusal.withNote(NEEDED));
            return;
        }
        hangUp().whenComplete((done, failure) ->
                settled.completeExceptionally(failure == null ? refusal : refusal.withNote(NEEDED)));
    }

    /** Hangs up what Janus has prepared, and waits until it has done so. */
    private CompletableFuture<Boolean> hangUp() {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        hangingUp = over;
        return handle.session()
                .context()
                .within(HANGUP_TIMEOUT, handle.coreRequest("hangup").thenCompose(done -> over), () -> false)
                .whenComplete((done, failure) -> hangingUp = null);
    }
}
