// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.recovery;

import dev.janusclient.handover.HandoverTicket;
import java.util.concurrent.CompletableFuture;

/**
 * A source that knows what happened to a session while it had no owner here: the Admin API, a journal of Janus's event
 * handlers. Several are asked side by side, after the claim.
 */
public interface GapSource {
    /** What it is called in outcomes. */
    String name();

    /**
     * What it knows. Called on the client's executor; the future may end on any thread.
     *
     * @param ticket what the last owner knew, and of which handles
     * @return a failure counts as knowing nothing, and is reported in the outcome; so does a source that gives no answer
     *     within the client's {@code requestTimeout}
     */
    CompletableFuture<Findings> query(HandoverTicket ticket);
}
