// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.recovery.MediaRecovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one handle when its session was taken back.
 *
 * @param handleId the id it had
 * @param plugin its plugin's package name
 * @param handle what can be used now; null if the handle is gone at Janus, or if its plugin type is not known
 * @param replayed how many missed events were replayed to it
 * @param findings what was found out about it, in sentences for a person
 * @param unresolved what can't be known about it
 * @param mediaRecovery what has become of its media
 */
public record HandleOutcome(
        long handleId,
        String plugin,
        @Nullable JanusPlugin handle,
        int replayed,
        List<String> findings,
        List<String> unresolved,
        MediaRecovery mediaRecovery) {
    public HandleOutcome {
        findings = List.copyOf(findings);
        unresolved = List.copyOf(unresolved);
    }

    HandleOutcome withUnresolved(String sentence) {
        return new HandleOutcome(
                handleId, plugin, handle, replayed, findings, with(unresolved, sentence), mediaRecovery);
    }

    /** The same, and one more thing was found out. */
    public HandleOutcome withFinding(String sentence) {
        return new HandleOutcome(
                handleId, plugin, handle, replayed, with(findings, sentence), unresolved, mediaRecovery);
    }

    /** The same, and this is what has become of its media. */
    public HandleOutcome withMedia(MediaRecovery recovery) {
        return new HandleOutcome(handleId, plugin, handle, replayed, findings, unresolved, recovery);
    }

    private static List<String> with(List<String> sentences, String one) {
        List<String> more = new ArrayList<>(sentences);
        more.add(one);
        return more;
    }

    /** Whether it can be used. */
    public boolean isUsable() {
        return handle != null;
    }

    /** The handle, if it can be used and is of this type. */
    public <P extends JanusPlugin> Optional<P> handle(PluginType<P> type) {
        if (handle == null || !handle.plugin().equals(type.name())) {
            return Optional.empty();
        }
        @SuppressWarnings("unchecked") // the name stands for the type: each plugin has one
        P typed = (P) handle;
        return Optional.of(typed);
    }
}
