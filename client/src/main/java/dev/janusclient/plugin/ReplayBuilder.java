// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin;

import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.ReplayTranslator.HandleContext;
import dev.janusclient.plugin.ReplayTranslator.Message;
import dev.janusclient.plugin.ReplayTranslator.ReplayItem;
import dev.janusclient.plugin.ReplayTranslator.Translation;
import dev.janusclient.plugin.ReplayTranslator.Unreplayable;
import dev.janusclient.recovery.MissedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for the handles of all plugins when events of event handlers are replayed: the core's own events, and
 * the descriptions, each of which belongs to the plugin's event that comes next. Collects what comes of it.
 */
public final class ReplayBuilder {
    private static final int HANDLE = 2;
    private static final int JSEP = 8;
    private static final int WEBRTC = 16;
    private static final int MEDIA = 32;
    private static final int PLUGIN = 64;
    private static final int PEER_CONNECTION = 6;
    private static final int SLOW_LINK = 2;
    private static final String ICE_FAILED = "ice-failed";

    private final HandleContext handle;
    private final List<ReplayItem> items = new ArrayList<>();
    private @Nullable RawJson description;
    private @Nullable String ice;

    /** Begins with nothing. */
    public ReplayBuilder(HandleContext handle) {
        this.handle = handle;
    }

    /** Whether an event is the handle's own, and not another's that may concern it. */
    public boolean isOwn(MissedEvent event) {
        return event.handleId() == handle.ticket().handleId();
    }

    boolean isOwnPluginEvent(MissedEvent event) {
        return isOwn(event) && type(event.message()) == PLUGIN;
    }

    /** What the plugin sent with an event; null if it is not from the handle's plugin. */
    public @Nullable RawJson pluginData(MissedEvent event) {
        RawJson inner = event.message().member("event");
        return inner == null
                        || type(event.message()) != PLUGIN
                        || !handle.ticket().plugin().equals(inner.string("plugin"))
                ? null
                : inner.member("data");
    }

    /** Janus's own description in an event, of whichever handle; null if there is none. */
    public static @Nullable RawJson localDescription(MissedEvent event) {
        return description(event, "local");
    }

    /** The other side's description in an event, of whichever handle; null if there is none. */
    public static @Nullable RawJson remoteDescription(MissedEvent event) {
        return description(event, "remote");
    }

    private static @Nullable RawJson description(MissedEvent event, String owner) {
        RawJson inner = event.message().member("event");
        return inner == null || type(event.message()) != JSEP || !owner.equals(inner.string("owner"))
                ? null
                : inner.member("jsep");
    }

    /** Whether the handle begins with an event: what its ticket says came to be after it. */
    public boolean isBeginning(MissedEvent event) {
        RawJson inner = event.message().member("event");
        return inner != null
                && isOwn(event)
                && type(event.message()) == HANDLE
                && "attached".equals(inner.string("name"));
    }

    /** Whether an event tells that a PeerConnection is up, of whichever handle. */
    public static boolean isWebRtcUp(MissedEvent event) {
        return isConnection(event, "webrtcup");
    }

    /** Whether an event tells that a PeerConnection is gone, of whichever handle. */
    public static boolean isHangup(MissedEvent event) {
        return isConnection(event, "hangup");
    }

    private static boolean isConnection(MissedEvent event, String what) {
        RawJson inner = event.message().member("event");
        return inner != null && type(event.message()) == WEBRTC && what.equals(inner.string("connection"));
    }

    /** The medium of which the other side misses packets of Janus's, if an event tells so; else null. */
    public static @Nullable String slowDownlink(MissedEvent event) {
        RawJson inner = event.message().member("event");
        return inner != null && type(event.message()) == MEDIA && "downlink".equals(inner.string("slow_link"))
                ? inner.string("media")
                : null;
    }

    /** Takes an event of the handle that comes from the core; false if it is another. */
    public boolean take(MissedEvent event) {
        RawJson inner = event.message().member("event");
        if (inner == null || !isOwn(event)) {
            return false;
        }
        RawJson subtype = event.message().member("subtype");
        boolean second = subtype != null && subtype.asLong() == SLOW_LINK;
        return switch (type(event.message())) {
            case HANDLE -> {
                if ("detached".equals(inner.string("name"))) {
                    core(event.at(), "detached", Map.of());
                }
                yield true;
            }
            case JSEP -> {
                describe(event);
                yield true;
            }
            case WEBRTC -> {
                webrtc(event.at(), inner, subtype);
                yield true;
            }
            case MEDIA -> {
                media(event.at(), inner, second);
                yield true;
            }
            default -> false;
        };
    }

    private void describe(MissedEvent event) {
        RawJson jsep = localDescription(event);
        if (jsep == null) {
            return;
        }
        description = jsep;
        String sdp = jsep.string("sdp");
        if (sdp != null && !sdp.contains("a=candidate")) {
            unreplayable(
                    event.at(),
                    null,
                    "Janus's candidates for its " + jsep.string("type") + " came one by one (full trickle)");
        }
    }

    private void webrtc(Instant at, RawJson inner, @Nullable RawJson subtype) {
        String connection = inner.string("connection");
        if (subtype != null && subtype.asLong() == PEER_CONNECTION && connection != null) {
            Map<String, Object> members = new LinkedHashMap<>();
            put(members, "reason", inner.member("reason"));
            core(at, connection, members);
        } else if (inner.string("ice") != null) {
            String before = ice;
            ice = inner.string("ice");
            if ("failed".equals(ice) && handle.serverHas("1.2.0")) {
                failed(at, before);
            }
        }
    }

    /** An owner is sent that only of what was connected before; ICE that never succeeded ends with a hangup (ice.c). */
    private void failed(Instant at, @Nullable String before) {
        if (before == null) {
            uncertain(at, ICE_FAILED, "whether ICE failed after it had succeeded: how it was before is not known");
        } else if (before.equals("connected") || before.equals("ready")) {
            core(at, ICE_FAILED, Map.of());
        }
    }

    private void media(Instant at, RawJson inner, boolean slowLink) {
        Map<String, Object> members = new LinkedHashMap<>();
        put(members, "mid", inner.member("mid"));
        if (slowLink) {
            put(members, "media", inner.member("media"));
            members.put("uplink", "uplink".equals(inner.string("slow_link")));
            put(members, "lost", inner.member("lost_lastsec"));
            core(at, "slowlink", members);
        } else {
            put(members, "type", inner.member("media"));
            put(members, "substream", inner.member("substream"));
            put(members, "receiving", inner.member("receiving"));
            put(members, "seconds", inner.member("seconds"));
            core(at, "media", members);
        }
    }

    /** Adds a member unless it is absent. */
    public static void put(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    /** Whether a description was reported that no event has taken yet. */
    public boolean hasDescription() {
        return description != null;
    }

    /** The description that was reported and no event has taken yet; it is taken now. */
    public @Nullable RawJson takeDescription() {
        RawJson taken = description;
        description = null;
        return taken;
    }

    /** Tells a message of the core. */
    public void core(Instant at, String kind, Map<String, Object> members) {
        items.add(new Message(at, Json.withMember("janus", kind, Json.encode(members))));
    }

    /** Tells an event of the plugin. */
    public void plugin(Instant at, Map<String, ?> data, @Nullable RawJson jsep) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("plugindata", Map.of("plugin", handle.ticket().plugin(), "data", data));
        put(message, "jsep", jsep);
        core(at, "event", message);
    }

    /**
     * Says that something was sent that can't be replayed.
     *
     * @param tag the tag of the event's row in the plugin's {@link EventTable}, if that is known
     */
    public void unreplayable(Instant at, @Nullable String tag, String what) {
        items.add(new Unreplayable(at, tag, true, what));
    }

    /**
     * Says that something may have been sent: Janus reports what happened, and not whether the handle's owner is sent it.
     *
     * @param tag the tag of the event's row in the plugin's {@link EventTable}
     */
    public void uncertain(Instant at, String tag, String what) {
        items.add(new Unreplayable(at, tag, false, what));
    }

    /** Everything so far. */
    public Translation translation() {
        return new Translation(items);
    }

    private static int type(RawJson envelope) {
        RawJson type = envelope.member("type");
        return type == null ? 0 : (int) type.asLong();
    }
}
