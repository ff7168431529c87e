// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.echotest;

import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.ReplayBuilder;
import dev.janusclient.plugin.ReplayTranslator.HandleContext;
import dev.janusclient.plugin.ReplayTranslator.Translation;
import dev.janusclient.recovery.MissedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the echo test's owner is sent, from what event handlers receive: of settings that were taken, and of the end of the
 * PeerConnection. Event handlers do not receive which simulcast layer comes back.
 */
final class EchoTestReplay {
    private EchoTestReplay() {}

    static Translation translate(HandleContext handle, List<MissedEvent> heard) {
        ReplayBuilder core = new ReplayBuilder(handle);
        RawJson bitrate = null;
        for (MissedEvent event : heard) {
            if (!core.isOwn(event)) {
                continue;
            }
            RawJson settings = core.pluginData(event);
            if (settings != null) {
                bitrate = settings.member("bitrate");
                core.plugin(event.at(), Map.of("echotest", "event", "result", "ok"), core.takeDescription());
                continue;
            }
            if (ReplayBuilder.isHangup(event)) {
                core.plugin(event.at(), Map.of("echotest", "event", "result", "done"), null);
            }
            core.take(event);
            slowLink(core, event, bitrate);
        }
        return core.translation();
    }

    private static void slowLink(ReplayBuilder core, MissedEvent event, @Nullable RawJson bitrate) {
        String media = ReplayBuilder.slowDownlink(event);
        if (media != null) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("echotest", "event");
            data.put("event", "slow_link");
            data.put("media", media);
            ReplayBuilder.put(data, "current-bitrate", media.equals("video") ? bitrate : null);
            core.plugin(event.at(), data, null);
        }
    }
}
