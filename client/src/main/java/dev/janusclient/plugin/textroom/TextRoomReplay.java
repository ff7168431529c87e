// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.textroom;

import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.ReplayBuilder;
import dev.janusclient.plugin.ReplayTranslator.HandleContext;
import dev.janusclient.plugin.ReplayTranslator.Translation;
import dev.janusclient.recovery.MissedEvent;
import java.util.List;
import java.util.Map;

/**
 * What a text room's owner is sent through Janus, from what event handlers receive. What comes over the data channel ended
 * with the PeerConnection it belongs to; event handlers receive who comes and goes in a room, and not what is said.
 */
final class TextRoomReplay {
    private TextRoomReplay() {}

    static Translation translate(HandleContext handle, List<MissedEvent> heard) {
        ReplayBuilder core = new ReplayBuilder(handle);
        for (MissedEvent event : heard) {
            if (core.isOwn(event) && core.pluginData(event) == null) {
                core.take(event);
                RawJson offer = core.takeDescription();
                if (offer != null) {
                    core.plugin(event.at(), Map.of("textroom", "event", "result", "ok"), offer);
                }
            }
        }
        return core.translation();
    }
}
