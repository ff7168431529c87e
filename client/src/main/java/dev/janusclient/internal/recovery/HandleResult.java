// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.internal.session.HandleCore;
import dev.janusclient.recovery.MediaRecovery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one handle when its session was reclaimed; users see it as {@code HandleOutcome}.
 *
 * @param handle null if the handle is gone at Janus, or if its kind was not given
 */
public record HandleResult(
        long handleId,
        String plugin,
        @Nullable HandleCore handle,
        int replayed,
        List<String> findings,
        List<String> unresolved,
        MediaRecovery mediaRecovery) {
    public HandleResult {
        findings = List.copyOf(findings);
        unresolved = List.copyOf(unresolved);
    }

    HandleResult withUnresolved(String sentence) {
        List<String> more = new ArrayList<>(unresolved);
        more.add(sentence);
        return new HandleResult(handleId, plugin, handle, replayed, findings, more, mediaRecovery);
    }
}
