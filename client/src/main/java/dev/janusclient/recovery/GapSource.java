// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.recovery;

import dev.janusclient.handover.HandoverTicket;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody who can tell what happened to a session while nobody here listened: the Admin API, a journal of Janus's event
 * handlers. Several are asked side by side, after the claim.
 */
public interface GapSource {
    /** What it is called in outcomes. */
    String name();

    /**
     * What it knows.
     *
     * @param ticket what the last owner knew, and of which handles
     * @return a failure counts as knowing nothing, and is told in the outcome
     */
    CompletableFuture<Findings> query(HandoverTicket ticket);
}
