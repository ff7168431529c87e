// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.reclaim;

import dev.janusclient.JanusPlugin;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.recovery.MediaRecovery;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Continues the media of a handle whose owner has died, from what the owner left in the handle's ticket. {@code LegContinuation} of
 * {@code janus-client-media} is one.
 */
@FunctionalInterface
public interface MediaContinuation {
    /**
     * Begins, before the session is claimed and perhaps before there is a connection: with what needs no signalling.
     *
     * <p>Threading: the caller of {@link Reclaim#take}. It must not block. If it throws, the handle's media is not
     * continued.
     *
     * @param handle whose {@link HandleTicket#media()} is there
     * @param maySend the gate of {@link Reclaim#commandGate}: nothing may be sent while it says no
     */
    Attempt begin(long sessionId, HandleTicket handle, BooleanSupplier maySend);

    /** What has begun for one handle. */
    @FunctionalInterface
    interface Attempt {
        /**
         * Goes on, now that it is known what became of the handle; called once.
         *
         * <p>Threading: where the client's futures complete.
         *
         * @param handle what was claimed; null if there is none to go on with. If it has no media any more ({@link MediaRecovery.None}),
         *     what they belonged to has ended meanwhile. In both cases nothing is continued, and what has begun is ended
         * @return how it was continued; otherwise fails with a message that says why it was not
         */
        CompletableFuture<MediaRecovery.Continued> settle(@Nullable JanusPlugin handle);
    }
}
