// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.echotest;

import dev.janusclient.plugin.StateTable;
import dev.janusclient.recovery.MediaRecovery;
import io.avaje.jsonb.Json;

/**
 * What an echo test handle knows, kept from its events. It travels in a handover ticket.
 *
 * @param media whether a PeerConnection was negotiated
 */
@Json
public record EchoTestState(boolean media) {
    static final EchoTestState IDLE = new EchoTestState(false);
    static final EchoTestState UP = new EchoTestState(true);

    static final StateTable<EchoTestState> TABLE = StateTable.builder(EchoTestState.class, IDLE)
            .after(EchoTestEvent.Ok.class, (state, ok) -> ok.jsep() == null ? state : UP)
            .after(EchoTestEvent.Done.class, (state, done) -> IDLE)
            .afterHangup(state -> IDLE)
            .recovery(EchoTestState::recovery)
            .build();

    /** What became of the media when the owner changed. */
    MediaRecovery recovery() {
        return media ? new MediaRecovery.RestartOnHandle("start") : new MediaRecovery.None();
    }
}
