// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import dev.janusclient.message.Jsep;
import java.util.concurrent.CompletableFuture;

/**
 * Sends an offer with the plugin's request that negotiates anew, and gives the answer: {@code update} of SIP, {@code configure} of
 * the audio bridge and of a publisher in a video room, a message of the echo test. It is called at most once, and only if the
 * other side does not answer at the address that the ticket names.
 */
@FunctionalInterface
public interface Renegotiation {
    /** Cannot be had, as for a subscriber in a video room, for whom only Janus offers. */
    Renegotiation NONE =
            offer -> CompletableFuture.failedFuture(new MediaException("there is no way to negotiate the leg anew"));

    /** Sends the offer. The session has to be claimed before. */
    CompletableFuture<Jsep> answer(Jsep offer);
}
