// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.streaming;

import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.ReplayBuilder;
import dev.janusclient.plugin.ReplayTranslator.HandleContext;
import dev.janusclient.plugin.ReplayTranslator.Translation;
import dev.janusclient.recovery.MissedEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a viewer is sent, from what event handlers receive: of its own handle, and of its mountpoint by whoever changed it.
 * Event handlers do not receive layers, settings that were taken, a mountpoint's new metadata, nor which changes of a
 * mountpoint its viewers are sent.
 */
final class StreamingReplay {
    /** Janus's offers name the mountpoint. */
    private static final Pattern NAME = Pattern.compile("(?m)^s=Mountpoint (\\S+)\\s*$");

    private final ReplayBuilder core;
    private final Map<String, Consumer<Instant>> ofMountpoint = new HashMap<>();
    private @Nullable String mountpoint;
    private final boolean reportsStarted;
    private boolean up;

    private StreamingReplay(HandleContext handle) {
        reportsStarted = handle.serverHas("1.2.2");
        core = new ReplayBuilder(handle);
        RawJson known = handle.ticket().state();
        RawJson watched = known == null ? null : known.member("mountpoint");
        mountpoint = watched == null ? null : watched.asString();
        ofMountpoint.put("kicked_all", at -> tell(at, Map.of("status", "kicked_all"), null));
        ofMountpoint.put("destroyed", at -> tell(at, Map.of("status", "stopped"), null));
        // Janus reports neither the new metadata nor whether it sends them to viewers, which who edits a mountpoint
        // decides.
        maybe("edited", StreamingEvent.Edited.class, "was changed");
        // Reported since 1.3.3, of every mountpoint; viewers are sent it if it was made with rtsp_notify_changes.
        maybe("rtsp-disconnected", StreamingEvent.RtspDisconnected.class, "lost its RTSP server");
        maybe("rtsp-reconnected", StreamingEvent.RtspReconnected.class, "has its RTSP server again");
    }

    private void maybe(String reported, Class<? extends StreamingEvent> event, String what) {
        String tag = StreamingProtocol.EVENTS.tag(event);
        ofMountpoint.put(
                reported,
                at -> core.uncertain(
                        at,
                        tag,
                        "mountpoint " + mountpoint + " " + what
                                + "; Janus does not report whether its viewers were sent that"));
    }

    static Translation translate(HandleContext handle, List<MissedEvent> heard) {
        StreamingReplay replay = new StreamingReplay(handle);
        heard.forEach(replay::take);
        return replay.core.translation();
    }

    private void take(MissedEvent event) {
        RawJson data = core.pluginData(event);
        if (data != null) {
            RawJson id = data.member("id");
            String named = id == null ? "" : id.asString();
            String status = data.string("status");
            Consumer<Instant> known = ofMountpoint.get(String.valueOf(data.string("event")));
            if (status != null && core.isOwn(event)) {
                mountpoint = named;
                own(event.at(), status, id);
            } else if (known != null && named.equals(mountpoint)) {
                known.accept(event.at());
            }
        } else if (core.isOwn(event)) {
            ofCore(event);
        }
    }

    private void own(Instant at, String status, @Nullable RawJson id) {
        if (status.equals("switching") && id != null) {
            tell(at, Map.of("switched", "ok", "id", id), null);
        } else if (status.equals("starting") && up && !core.hasDescription()) {
            // Goes on after a pause.
            tell(at, Map.of("status", "started"), null);
        } else {
            tell(at, Map.of("status", status), core.takeDescription());
        }
    }

    private void ofCore(MissedEvent event) {
        if (ReplayBuilder.isWebRtcUp(event)) {
            up = true;
            if (!reportsStarted) {
                tell(event.at(), Map.of("status", "started"), null);
            }
        } else if (ReplayBuilder.isHangup(event)) {
            up = false;
        }
        if (core.isBeginning(event)) {
            mountpoint = null;
        }
        core.take(event);
        RawJson offered = ReplayBuilder.localDescription(event);
        if (offered != null && "offer".equals(offered.string("type"))) {
            Matcher named = NAME.matcher(String.valueOf(offered.string("sdp")));
            mountpoint = named.find() ? named.group(1) : mountpoint;
            tell(event.at(), Map.of("status", up ? "updating" : "preparing"), core.takeDescription());
        }
    }

    private void tell(Instant at, Map<String, Object> result, @Nullable RawJson jsep) {
        core.plugin(at, Map.of("streaming", "event", "result", result), jsep);
    }
}
