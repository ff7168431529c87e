// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.reclaim;

import dev.janusclient.HandleOutcome;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.observe.ContinuedMedia;
import dev.janusclient.recovery.MediaRecovery;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says to the observer what became of the media that a reclaim was to continue, when all that could be done is done. */
final class MediaReport {
    private final ClientObserver observer;
    private final Set<Long> wanted = new HashSet<>();

    MediaReport(ClientObserver observer, HandoverTicket ticket) {
        this.observer = observer;
        for (HandleTicket handle : ticket.handles()) {
            if (handle.media() != null) {
                wanted.add(handle.handleId());
            }
        }
    }

    /** @param outcome null if the reclaim has failed */
    void send(@Nullable ReclaimOutcome outcome) {
        // The handles of a session that was made anew know nothing of the media that was lost.
        if (outcome != null && !(outcome instanceof ReclaimOutcome.Rebuilt)) {
            outcome.handles().forEach(this::send);
        }
        wanted.forEach(handleId -> observer.mediaLost());
    }

    private void send(HandleOutcome handle) {
        boolean kept = wanted.remove(handle.handleId());
        MediaRecovery recovery = handle.mediaRecovery();
        if (recovery instanceof MediaRecovery.Continued continued) {
            observer.mediaContinued(new ContinuedMedia(continued.gap(), continued.how()));
        } else if (recovery instanceof MediaRecovery.Unrecoverable
                || (kept && !(recovery instanceof MediaRecovery.None))) {
            observer.mediaLost();
        }
    }
}
