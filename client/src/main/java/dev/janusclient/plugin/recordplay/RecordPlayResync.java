// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.recordplay;

import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.recordplay.RecordPlayState.Activity;
import dev.janusclient.recovery.Resync;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compares what a record and play handle knows with what Janus says of it now; a pure function. */
final class RecordPlayResync {
    private RecordPlayResync() {}

    /** By what the Admin API says: a handle that does nothing has no recording. */
    static Resync compare(RecordPlayState known, RawJson plugin) {
        RawJson now = plugin.member("recording_id");
        if (known.activity() == Activity.IDLE) {
            return now == null
                    ? Resync.UNCHANGED
                    : Resync.builder()
                            .finding("it records or plays recording " + now)
                            .build();
        }
        return now == null || !Long.valueOf(now.asLong()).equals(known.recording()) ? over(known) : Resync.UNCHANGED;
    }

    /** By the list of recordings: one that is still being made is not in it. */
    static Resync compare(RecordPlayState known, RecordPlayReply.Recordings recordings) {
        if (known.activity() == Activity.PLAYING) {
            return Resync.unresolved("whether recording " + known.recording() + " is still being played");
        }
        boolean finished = recordings.list().stream()
                .anyMatch(one -> Long.valueOf(one.id()).equals(known.recording()));
        return finished
                ? over(known)
                : Resync.unresolved("whether recording " + known.recording() + " is still being made");
    }

    private static Resync over(RecordPlayState known) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("status", "done");
        if (known.recording() != null) {
            result.put("id", known.recording());
        }
        String what = known.activity() == Activity.RECORDING ? "making" : "playing";
        return Resync.builder()
                .inferred(Map.of("recordplay", "event", "result", result))
                .finding(what + " recording " + known.recording() + " is over")
                .unresolved("why " + what + " recording " + known.recording() + " ended")
                .build();
    }
}
