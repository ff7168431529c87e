// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.janusclient.HandleOutcome;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.recovery.Gap;
import dev.janusclient.recovery.MediaRecovery;
import dev.janusclient.tools.model.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of a session that was taken back, in sentences. */
final class OutcomeText {
    private OutcomeText() {}

    /** Of the session, without its handles. */
    static String of(ReclaimOutcome outcome) {
        String session = "Session " + outcome.sessionId();
        if (outcome instanceof ReclaimOutcome.Resumed resumed) {
            return sentence(session + " was taken back, and nothing was missed: " + resumed.evidence());
        } else if (outcome instanceof ReclaimOutcome.ResumedWithGap resumed) {
            Gap gap = resumed.gap();
            return session + " was taken back. What happened from " + gap.from().truncatedTo(SECONDS) + " to "
                    + gap.to().truncatedTo(SECONDS) + " may have been missed."
                    + sentences(gap.findings(), gap.unresolved());
        } else if (outcome instanceof ReclaimOutcome.Rebuilt rebuilt) {
            return sentence(session + " is lost, and session "
                    + rebuilt.session().id() + " was made in its place: " + rebuilt.detail());
        } else if (outcome instanceof ReclaimOutcome.Lost lost) {
            return sentence(session + " is lost (" + words(lost.reason()) + "): " + lost.detail());
        }
        throw new IllegalArgumentException("no such outcome: " + outcome.getClass());
    }

    /** Of one handle. */
    static String of(HandleOutcome handle) {
        String plugin = handle.plugin().startsWith(Plugins.PREFIX)
                ? handle.plugin().substring(Plugins.PREFIX.length())
                : handle.plugin();
        String replayed = handle.replayed() == 0
                ? ""
                : "; " + Count.of(handle.replayed(), "missed event") + " delivered afterwards";
        return SafeText.block("Handle " + handle.handleId() + " (" + plugin + ")"
                        + (handle.isUsable() ? " is attached" : " is gone, or its plugin is not known here")
                        + replayed + "; " + media(handle.mediaRecovery()) + ".")
                + sentences(handle.findings(), handle.unresolved());
    }

    private static String sentences(List<String> findings, List<String> unresolved) {
        List<String> all = new ArrayList<>();
        findings.forEach(each -> all.add(" " + sentence("Found out: " + each)));
        unresolved.forEach(each -> all.add(" " + sentence("Not known: " + each)));
        return String.join("", all);
    }

    private static String sentence(String text) {
        String safe = SafeText.block(text);
        return safe.endsWith(".") ? safe : safe + ".";
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String media(MediaRecovery media) {
        if (media instanceof MediaRecovery.None) {
            return "it has no media";
        } else if (media instanceof MediaRecovery.Unaffected) {
            return "its media was not interrupted";
        } else if (media instanceof MediaRecovery.Continued continued) {
            return "its media goes on after " + continued.gap().toMillis() + " ms, by " + words(continued.how());
        } else if (media instanceof MediaRecovery.AnswerOffer offer) {
            return "Janus's offer waits for an answer from a new PeerConnection, with '" + offer.request() + "'";
        } else if (media instanceof MediaRecovery.RestartOnHandle restart) {
            return "its media comes back on this handle, with a hangup and then '" + restart.request()
                    + "' from a new PeerConnection";
        } else if (media instanceof MediaRecovery.RestartOnNewHandle restart) {
            return "its media comes back on a new handle only, with '" + restart.request()
                    + "' from a new PeerConnection";
        } else if (media instanceof MediaRecovery.Unrecoverable over) {
            return "its media is over: " + over.why();
        }
        return "what has become of its media is not known";
    }
}
