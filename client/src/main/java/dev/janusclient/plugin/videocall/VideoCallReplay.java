// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videocall;

import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.ReplayBuilder;
import dev.janusclient.plugin.ReplayTranslator.HandleContext;
import dev.janusclient.plugin.ReplayTranslator.Translation;
import dev.janusclient.recovery.MissedEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a party of a video call is sent, from what event handlers receive: of both parties. Who belongs together is found by
 * the descriptions, which Janus passes from one to the other with their origin (RFC 8866, section 5.2) left as it is.
 *
 * <p>Event handlers do not receive simulcast layers, nor the words with which the peer hung up.
 */
final class VideoCallReplay {
    private static final String REMOTE = "Remote ";

    /** What event handlers receive of the peer's hang-up, whatever words it has for us. */
    private static final String WORDLESS = "Remote hangup";

    private final ReplayBuilder core;
    private final Map<Long, String> names = new HashMap<>();
    private final Map<String, Long> origins = new HashMap<>();
    private @Nullable String username;
    private @Nullable String peer;
    private boolean up;

    private VideoCallReplay(HandleContext handle) {
        core = new ReplayBuilder(handle);
        VideoCallState state = VideoCallState.TABLE.readOrInitial(handle.ticket());
        username = state.username();
        peer = state.peer();
        up = state.call() == VideoCallState.Call.UP;
    }

    static Translation translate(HandleContext handle, List<MissedEvent> heard) {
        VideoCallReplay replay = new VideoCallReplay(handle);
        heard.forEach(replay::take);
        return replay.core.translation();
    }

    private void take(MissedEvent event) {
        RawJson data = core.pluginData(event);
        RawJson theirs = ReplayBuilder.remoteDescription(event);
        if (theirs != null) {
            origins.put(origin(theirs), event.handleId());
        } else if (data != null && "registered".equals(data.string("event"))) {
            names.put(event.handleId(), String.valueOf(data.string("username")));
        }
        if (!core.isOwn(event)) {
            return;
        }
        if (core.isBeginning(event)) {
            username = null;
            peer = null;
            up = false;
        }
        if (data != null) {
            own(event.at(), data);
        } else {
            core.take(event);
            RawJson ours = core.takeDescription();
            if (ours != null) {
                described(event.at(), ours);
            }
        }
    }

    private void own(Instant at, RawJson data) {
        String name = String.valueOf(data.string("event"));
        switch (name) {
            case "registered" -> {
                username = data.string("username");
                tell(at, "registered", username, null, null);
            }
            case "configured" -> tell(at, "set", null, null, null);
            case "hangup" -> hungUp(at, String.valueOf(data.string("reason")));
            case "accepted" -> {
                up = true;
                tell(at, name, null, null, null);
            }
            default -> tell(at, name, null, null, null);
        }
    }

    private void hungUp(Instant at, String reason) {
        up = false;
        String who = reason.startsWith(REMOTE) ? peer : username;
        if (who == null) {
            core.unreplayable(
                    at,
                    VideoCallProtocol.EVENTS.tag(VideoCallEvent.Hangup.class),
                    "a call was hung up (" + reason + "); with whom is not known");
        } else {
            tell(at, "hangup", who, reason, null);
            if (reason.equals(WORDLESS)) {
                core.unreplayable(at, null, "with which words " + who + " hung up");
            }
        }
    }

    private void described(Instant at, RawJson ours) {
        boolean offer = "offer".equals(ours.string("type"));
        Long other = origins.get(origin(ours));
        if (up) {
            tell(at, "update", null, null, ours);
            return;
        }
        String name = other == null ? null : names.get(other);
        peer = name == null ? peer : name;
        up = !offer;
        String known = peer;
        if (known == null) {
            core.unreplayable(
                    at,
                    VideoCallProtocol.EVENTS.tag(
                            offer ? VideoCallEvent.IncomingCall.class : VideoCallEvent.Accepted.class),
                    "a user called or answered; who it was is not known");
        } else {
            tell(at, offer ? "incomingcall" : "accepted", known, null, ours);
        }
    }

    private static String origin(RawJson jsep) {
        String sdp = String.valueOf(jsep.string("sdp"));
        int begin = sdp.indexOf("o=");
        return begin < 0 ? "" : sdp.substring(begin).split("\\s", 3)[1];
    }

    private void tell(Instant at, String event, @Nullable String who, @Nullable String reason, @Nullable RawJson jsep) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("event", event);
        ReplayBuilder.put(result, "username", who);
        ReplayBuilder.put(result, "reason", reason);
        core.plugin(at, Map.of("videocall", "event", "result", result), jsep);
    }
}
