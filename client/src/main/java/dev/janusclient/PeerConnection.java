// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.message.Jsep;
import java.util.concurrent.CompletableFuture;

/**
 * This side's end of a PeerConnection with Janus, as far as a negotiation needs it. {@code JanusPeer} of {@code janus-webrtc} and {@code
 * MediaLeg} of {@code janus-client-media} are such.
 */
public interface PeerConnection extends AutoCloseable {
    /** Makes an offer of audio both ways, with all candidates or with trickle, as the implementation does it. */
    CompletableFuture<Jsep> offer();

    /** Answers an offer. */
    CompletableFuture<Jsep> answer(Jsep offer);

    /** Takes the answer to our offer. */
    CompletableFuture<Void> acceptAnswer(Jsep answer);

    /** Completes when media can flow; fails if that does not come about. */
    CompletableFuture<Void> connected();

    /** Ends it. Repeating it does nothing. */
    @Override
    void close();
}
