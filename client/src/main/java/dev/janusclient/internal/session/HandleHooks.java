// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.Resync;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a handle's plugin adds to its core; see the methods of the same names in {@code JanusPlugin}. */
public interface HandleHooks {
    /** Sees every event of the plugin before any listener or future does, on the connection's reader. */
    void onEvent(Class<?> eventType, Supplier<?> event);

    /** Sees the end of the PeerConnection, as {@link #onEvent} sees events. */
    void onHangup();

    /** Refuses a request's body with an {@link IllegalArgumentException}. */
    void checkRequest(RawJson body);

    /** Whether a hang-up would end nothing but what was prepared for an offer. */
    boolean hangupEndsNothing();

    /** Whether an event that answers a request of {@link #resync} is kept from listeners. */
    boolean suppresses(Class<?> eventType);

    /** The state that the next owner needs and can't ask Janus for; null if there is none. */
    @Nullable RawJson snapshot();

    /** An offer of Janus's that waits for its answer. */
    @Nullable Jsep pendingOffer();

    /** Compares the state with what Janus says now. */
    CompletableFuture<Resync> resync(@Nullable HandleStatus status);

    /** How the media can be restored, by the handle's own state. */
    MediaRecovery mediaRecovery();
}
