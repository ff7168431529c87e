// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.media.dtls.DtlsIdentity;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Carries legs: one thread sends and receives for all of them, some more exist only while handshakes last. All legs show one
 * certificate. Thread-safe.
 */
public final class MediaEngine implements AutoCloseable {
    private static final int MAX_HANDSHAKES = 16;
    private static final int IDLE_SECONDS = 5;

    final EngineLoop loop = new EngineLoop();
    final ThreadPoolExecutor handshakes;
    final DtlsIdentity identity = DtlsIdentity.create();

    private MediaEngine() {
        handshakes = new ThreadPoolExecutor(
                MAX_HANDSHAKES, MAX_HANDSHAKES, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "janus-media-handshake");
                    thread.setDaemon(true);
                    return thread;
                });
        handshakes.allowCoreThreadTimeOut(true);
    }

    /** Starts an engine; takes some hundred milliseconds the first time, for the certificate. */
    public static MediaEngine create() {
        return new MediaEngine();
    }

    /** A new leg with {@link MediaLegOptions#defaults()}. */
    public MediaLeg newLeg() {
        return newLeg(MediaLegOptions.defaults());
    }

    /**
     * A new leg, with a socket of its own until {@link MediaLeg#close()}.
     *
     * @throws MediaException if no socket can be had, or the engine is closed
     */
    public MediaLeg newLeg(MediaLegOptions options) {
        return new MediaLeg(this, options);
    }

    /**
     * A leg that goes on in the place of one whose process has died, from a socket of its own. Only a check of ICE is sent before
     * media is. It is connected with the first answer.
     *
     * @param ticket of the leg; it may be wiped afterwards
     * @param options the codecs must have the one of the ticket among them, for later negotiations
     * @throws MediaException if no socket can be had, or the engine is closed
     */
    public MediaLeg resume(MediaTicket ticket, MediaLegOptions options) {
        return resume(ticket, options, () -> true);
    }

    /** The same, and nothing at all is sent while a condition does not hold. */
    MediaLeg resume(MediaTicket ticket, MediaLegOptions options, BooleanSupplier maySend) {
        return new MediaLeg(this, options, LegCore.resume(this, options, ticket, maySend));
    }

    /**
     * Continues a leg whose process has died: from another address with the credentials it had, and if Janus does not answer
     * within 300 ms, with an ICE restart through the handle.
     *
     * @param ticket of the leg; it may be wiped when the future has completed
     * @param options as in {@link #resume}
     * @param renegotiation how an offer gets to the plugin; {@link Renegotiation#NONE} if it can't
     * @return completes on the callbacks of the options, 11 s at the latest after {@code renegotiation} has; it does not fail
     * @throws MediaException if no socket can be had, or the engine is closed
     */
    public CompletableFuture<MediaOutcome> takeOver(
            MediaTicket ticket, MediaLegOptions options, Renegotiation renegotiation) {
        return new MediaTakeover(resume(ticket, options), renegotiation).run();
    }

    /**
     * Closes all legs and ends the threads. As with a process that dies, nothing is sent to the other side, and what the legs
     * carried can be continued elsewhere.
     */
    @Override
    public void close() {
        handshakes.shutdownNow();
        loop.stop();
    }
}
