// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.Json;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a participant of an AudioBridge room is sent, from what event handlers receive: each thing once for the whole room,
 * and how a participant is now only in pieces, which are put together here.
 *
 * <p>Event handlers do not receive who was in a room that was joined; nor whether a participant that is suspended is sent no
 * events meanwhile ({@code pause_events}), and so whether who takes part is in the event that ends it.
 */
final class AudioBridgeReplay {
    private interface Rule {
        void apply(Instant at, MissedEvent event, RawJson data);
    }

    private static final String MUTED = "muted";
    private static final String SUSPENDED = "suspended";
    private static final Map<String, Object> CONFIGURED = Map.of("audiobridge", "event", "result", "ok");

    private final ReplayBuilder core;
    private final Map<String, Rule> rules = new HashMap<>();
    private final Map<String, Map<String, Object>> participants = new HashMap<>();
    private final Map<Long, RawJson> handles = new HashMap<>();
    private @Nullable JanusId room;
    private @Nullable String id;
    private boolean suspended;
    private boolean offered;
    private boolean configuring;

    private AudioBridgeReplay(HandleContext handle) {
        core = new ReplayBuilder(handle);
        AudioBridgeState state = AudioBridgeState.TABLE.readOrInitial(handle.ticket());
        room = state.room();
        id = state.id() == null ? null : state.id().toString();
        suspended = Boolean.TRUE.equals(state.suspended());
        rules.put("joined", this::joined);
        rules.put("configured", this::configured);
        rules.put("mute", (at, event, data) -> muted(at, data, true));
        rules.put("unmute", (at, event, data) -> muted(at, data, false));
        rules.put("mute_room", (at, event, data) -> maybe(at, "event", data, Map.of(MUTED, true)));
        rules.put("unmute_room", (at, event, data) -> maybe(at, "event", data, Map.of(MUTED, false)));
        rules.put(SUSPENDED, this::suspended);
        rules.put("resumed", this::resumed);
        rules.put("left", this::left);
        rules.put("kicked", (at, event, data) -> tell(at, "event", data, named("kicked", data, "id")));
        rules.put("kicked_all", this::kickedAll);
        rules.put("destroyed", (at, event, data) -> tell(at, "destroyed", data, Map.of()));
        rules.put("talking", (at, event, data) -> maybe(at, "talking", data, named("id", data, "id")));
        rules.put("stopped-talking", (at, event, data) -> maybe(at, "stopped-talking", data, named("id", data, "id")));
        rules.put("announcement-started", this::announced);
        rules.put("announcement-stopped", this::announced);
    }

    static Translation translate(HandleContext handle, List<MissedEvent> heard) {
        AudioBridgeReplay replay = new AudioBridgeReplay(handle);
        heard.forEach(replay::take);
        return replay.core.translation();
    }

    private void take(MissedEvent event) {
        RawJson data = core.pluginData(event);
        if (data != null) {
            String reported = data.string("event");
            Rule rule = rules.get(reported == null ? String.valueOf(data.string("audiobridge")) : reported);
            if (rule != null) {
                rule.apply(event.at(), event, data);
            }
        } else if (core.isOwn(event)) {
            if (core.isBeginning(event)) {
                room = null;
                id = null;
            }
            core.take(event);
            described(event);
            setUp(event);
        } else {
            setUp(event);
        }
    }

    /** The answer to an offer of ours is reported after the event it belongs to. */
    private void described(MissedEvent event) {
        offered = ReplayBuilder.remoteDescription(event) != null
                || (offered && ReplayBuilder.localDescription(event) == null);
        if (ReplayBuilder.localDescription(event) != null) {
            RawJson ours = core.takeDescription();
            if (configuring) {
                core.plugin(event.at(), CONFIGURED, ours);
            }
            configuring = false;
        }
    }

    /** Others receive that a participant's PeerConnection is up; that it is gone they receive as leaving. */
    private void setUp(MissedEvent event) {
        RawJson joined = handles.get(event.handleId());
        Map<String, Object> participant = joined == null ? null : participants.get(place(joined));
        if (joined != null && participant != null && ReplayBuilder.isWebRtcUp(event)) {
            participant.put("setup", true);
            if (!core.isOwn(event) && isHere(joined)) {
                changed(event.at(), participant);
            }
        }
    }

    private void joined(Instant at, MissedEvent event, RawJson data) {
        String who = text(data, "id");
        Map<String, Object> participant = new LinkedHashMap<>();
        for (String member : List.of("id", "display", "setup", MUTED, SUSPENDED, "spatial_position")) {
            ReplayBuilder.put(participant, member, data.member(member));
        }
        participant.putIfAbsent("setup", false);
        if (core.isOwn(event)) {
            room = roomOf(data);
            id = who;
            suspended = data.member(SUSPENDED) != null;
            core.unreplayable(
                    at,
                    AudioBridgeProtocol.EVENTS.tag(AudioBridgeEvent.Joined.class),
                    "room " + room + " was joined; who is in it is not reported");
        }
        participants.put(place(data), participant);
        handles.put(event.handleId(), data);
        if (!core.isOwn(event)) {
            maybe(at, "joined", data, Map.of("participants", List.of(new LinkedHashMap<>(participant))));
        }
    }

    private void configured(Instant at, MissedEvent event, RawJson data) {
        if (core.isOwn(event)) {
            configuring = offered;
            if (!configuring) {
                core.plugin(at, CONFIGURED, null);
            }
        }
        Map<String, Object> participant = participants.get(place(data));
        if (participant == null) {
            if (!core.isOwn(event) && isHere(data)) {
                core.uncertain(
                        at,
                        AudioBridgeProtocol.EVENTS.tag(AudioBridgeEvent.ParticipantChanged.class),
                        text(data, "id")
                                + " changed something; whether others see it, and what else is true of it, is not known");
            }
            return;
        }
        Map<String, Object> before = new LinkedHashMap<>(participant);
        for (String member : List.of("display", MUTED, "spatial_position")) {
            ReplayBuilder.put(participant, member, data.member(member));
        }
        if (!core.isOwn(event) && isHere(data) && !participant.equals(before)) {
            changed(at, participant);
        }
    }

    private void muted(Instant at, RawJson data, boolean on) {
        if (!isHere(data)) {
            return;
        }
        Map<String, Object> participant = participants.get(place(data));
        if (participant == null) {
            core.unreplayable(
                    at,
                    AudioBridgeProtocol.EVENTS.tag(AudioBridgeEvent.ParticipantChanged.class),
                    text(data, "id") + " was " + (on ? MUTED : "unmuted") + "; what else is true of it is not known");
        } else {
            participant.put(MUTED, on);
            changed(at, participant);
        }
    }

    private void changed(Instant at, Map<String, Object> participant) {
        Map<String, Object> reported = new LinkedHashMap<>();
        reported.put("audiobridge", "event");
        reported.put("room", roomAsReported());
        reported.put("participants", List.of(new LinkedHashMap<>(participant)));
        maybe(at, reported);
    }

    private void suspended(Instant at, MissedEvent event, RawJson data) {
        note(data, participant -> participant.put(SUSPENDED, true));
        if (isHere(data) && text(data, "id").equals(id)) {
            tell(at, "event", data, named(SUSPENDED, data, "id"));
            suspended = true;
        } else {
            maybe(at, "event", data, named(SUSPENDED, data, "id"));
        }
    }

    private void resumed(Instant at, MissedEvent event, RawJson data) {
        note(data, participant -> participant.remove(SUSPENDED));
        if (isHere(data) && text(data, "id").equals(id)) {
            suspended = false;
            core.unreplayable(
                    at,
                    AudioBridgeProtocol.EVENTS.tag(AudioBridgeEvent.Resumed.class),
                    "we were resumed in room " + room + "; who is in it is not reported");
        } else {
            maybe(at, "event", data, named("resumed", data, "id"));
        }
    }

    private void note(RawJson data, Consumer<Map<String, Object>> change) {
        Map<String, Object> participant = participants.get(place(data));
        if (participant != null) {
            change.accept(participant);
        }
    }

    private void left(Instant at, MissedEvent event, RawJson data) {
        String who = text(data, "id");
        participants.remove(place(data));
        if (!isHere(data)) {
            return;
        }
        if (!who.equals(id)) {
            // One that lost its PeerConnection leaves for everyone; it is reported of no handle.
            if (event.handleId() == 0) {
                tell(at, "event", data, named("leaving", data, "id"));
            } else {
                maybe(at, "event", data, named("leaving", data, "id"));
            }
            return;
        }
        if (core.isOwn(event)) {
            tell(at, "left", data, named("id", data, "id"));
        }
        room = null;
        id = null;
    }

    /** Each participant receives its own. */
    private void kickedAll(Instant at, MissedEvent event, RawJson data) {
        if (text(data, "id").equals(id)) {
            tell(at, "event", data, named("kicked_all", data, "id"));
        }
    }

    private void announced(Instant at, MissedEvent event, RawJson data) {
        maybe(at, String.valueOf(data.string("event")), data, named("file_id", data, "file_id"));
    }

    private void tell(Instant at, String what, RawJson data, Map<String, ?> members) {
        if (isHere(data)) {
            core.plugin(at, event(what, data, members), null);
        }
    }

    /** As {@link #tell}, of something that is not sent to a participant that is suspended with {@code pause_events}. */
    private void maybe(Instant at, String what, RawJson data, Map<String, ?> members) {
        if (isHere(data)) {
            maybe(at, event(what, data, members));
        }
    }

    private void maybe(Instant at, Map<String, Object> event) {
        String tag =
                suspended ? AudioBridgeProtocol.EVENTS.match(Json.encode(event)).tag() : null;
        if (tag == null) {
            core.plugin(at, event, null);
        } else {
            core.uncertain(
                    at,
                    tag,
                    "what happened in room " + room + " while we were suspended: whether that was sent depends on"
                            + " pause_events, which is not reported");
        }
    }

    private static Map<String, Object> event(String what, RawJson data, Map<String, ?> members) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("audiobridge", what);
        ReplayBuilder.put(event, "room", data.member("room"));
        event.putAll(members);
        return event;
    }

    private static Map<String, Object> named(String name, RawJson data, String member) {
        Map<String, Object> members = new LinkedHashMap<>();
        ReplayBuilder.put(members, name, data.member(member));
        return members;
    }

    /** A participant's id counts in its room only. */
    private static String place(RawJson data) {
        return text(data, "room") + " " + text(data, "id");
    }

    private boolean isHere(RawJson data) {
        JanusId where = roomOf(data);
        return where != null && where.equals(room);
    }

    private static @Nullable JanusId roomOf(RawJson data) {
        RawJson where = data.member("room");
        if (where == null) {
            return null;
        }
        return where.isString() ? JanusId.of(where.asString()) : JanusId.of(where.asLong());
    }

    private Object roomAsReported() {
        JanusId here = room;
        return here == null || here.isText() ? String.valueOf(here) : (Object) here.asLong();
    }

    private static String text(RawJson data, String member) {
        RawJson value = data.member(member);
        return value == null ? "" : value.asString();
    }
}
