// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.reclaim;

import dev.janusclient.HandleOutcome;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipCallReplacement;
import dev.janusclient.plugin.sip.SipState;
import dev.janusclient.recovery.Findings;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.recovery.MissedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Replaces the SIP calls of a session that was taken back, where their media is not continued otherwise. */
final class CallReplacements {
    private final SipCallReplacement calls;
    private final HandoverTicket ticket;
    private final List<GapSource> sources;
    private final long begunAt = System.nanoTime();

    CallReplacements(SipCallReplacement calls, HandoverTicket ticket, List<GapSource> sources) {
        this.calls = calls;
        this.ticket = ticket;
        this.sources = List.copyOf(sources);
    }

    CompletableFuture<ReclaimOutcome> settle(ReclaimOutcome outcome) {
        return HandleOutcomes.each(outcome, this::settle);
    }

    private CompletableFuture<HandleOutcome> settle(HandleOutcome outcome) {
        JanusSipPlugin sip = outcome.handle(JanusSipPlugin.TYPE).orElse(null);
        boolean lost = outcome.mediaRecovery() instanceof MediaRecovery.Unrecoverable;
        SipState.SipCall call = sip == null ? null : sip.state().call();
        if (sip == null || !lost || call == null || !call.answered()) {
            return CompletableFuture.completedFuture(outcome);
        }
        String peer = call.peer();
        Duration before = Duration.ofNanos(System.nanoTime() - begunAt);
        return calls.replace(sip, this::events)
                .handle((continued, failure) -> outcome.withMedia(
                        failure == null
                                ? new MediaRecovery.Continued(continued.gap().plus(before), continued.how())
                                : new MediaRecovery.Unrecoverable("the call with " + peer + " is over: "
                                        + Futures.cause(failure).getMessage())));
    }

    /** What the sources were sent, of those that can say. */
    private CompletableFuture<List<MissedEvent>> events() {
        CompletableFuture<List<MissedEvent>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (GapSource source : sources) {
            all = all.thenCombine(source.query(ticket).handle((found, failure) -> found), (events, found) -> {
                events.addAll(found == null ? Findings.NOTHING.events() : found.events());
                return events;
            });
        }
        return all;
    }
}
