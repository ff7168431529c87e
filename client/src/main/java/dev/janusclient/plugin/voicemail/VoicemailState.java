// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.voicemail;

import dev.janusclient.plugin.StateTable;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;

/**
 * What a voice mail handle knows, kept from its events. It travels in a handover ticket.
 *
 * @param recording whether a recording was asked for that is not over yet
 */
@Json
public record VoicemailState(boolean recording) {
    static final VoicemailState IDLE = new VoicemailState(false);
    static final VoicemailState RECORDING = new VoicemailState(true);

    static final StateTable<VoicemailState> TABLE = StateTable.builder(VoicemailState.class, IDLE)
            .after(VoicemailEvent.Starting.class, (state, starting) -> RECORDING)
            .after(VoicemailEvent.Started.class, (state, started) -> RECORDING)
            .after(VoicemailEvent.Done.class, (state, done) -> IDLE)
            .afterHangup(state -> IDLE)
            .recovery(VoicemailState::recovery)
            .build();

    /** What became of the media when the owner changed. */
    MediaRecovery recovery() {
        return recording
                ? new MediaRecovery.Unrecoverable(
                        "what was being recorded is not sent any more; stop() ends the recording")
                : new MediaRecovery.None();
    }
}
