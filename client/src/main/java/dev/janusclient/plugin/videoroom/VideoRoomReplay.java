// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.ReplayBuilder;
import dev.janusclient.plugin.ReplayTranslator.HandleContext;
import dev.janusclient.plugin.ReplayTranslator.Translation;
import dev.janusclient.recovery.MissedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a participant of a video room is sent, from what event handlers receive: mostly of others' handles, each thing once
 * for the whole room.
 *
 * <p>Event handlers do not receive new names and metadata, layers, nor who was in a room that was joined.
 */
final class VideoRoomReplay {
    private interface Rule {
        void apply(Instant at, MissedEvent event, RawJson data);
    }

    private final ReplayBuilder core;
    private final Map<String, Rule> ofOthers = new HashMap<>();
    private final Map<String, Rule> ofOurs = new HashMap<>();
    private final Map<String, Rule> ofRoom = new HashMap<>();
    private final Map<Long, RawJson> answers = new HashMap<>();
    private final Set<Long> offering = new HashSet<>();
    private final boolean tellsOfSilent;
    private final long ownHandle;
    private boolean detached;
    private @Nullable JanusId room;
    private @Nullable String id;
    private boolean subscriber;
    private @Nullable RawJson bitrate;

    private VideoRoomReplay(HandleContext handle) {
        core = new ReplayBuilder(handle);
        ownHandle = handle.ticket().handleId();
        VideoRoomState state = VideoRoomState.TABLE.readOrInitial(handle.ticket());
        room = state.room();
        id = state.id() == null ? null : state.id().toString();
        subscriber = state.role() == VideoRoomState.Role.SUBSCRIBER;
        VideoRoomOthers others = state.others();
        String joining = VideoRoomProtocol.EVENTS.tag(VideoRoomEvent.PeerJoining.class);
        tellsOfSilent = (others != null && others.tellsOfSilent())
                || handle.ticket().recent().stream()
                        .anyMatch(seen -> seen.isOf(joining, VideoRoomEvent.PeerJoining.class));
        ofOthers.put("joined", this::joining);
        ofOthers.put("published", this::publishing);
        ofOthers.put("updated", this::publishing);
        ofOthers.put("unpublished", (at, event, data) -> tell(at, data, "unpublished"));
        ofOthers.put("leaving", (at, event, data) -> tell(at, data, "leaving"));
        ofOthers.put("kicked", (at, event, data) -> tell(at, data, "kicked"));
        ofOthers.put("configured", this::configuredByOther);
        ofOurs.put("joined", this::joined);
        ofOurs.put("kicked", (at, event, data) -> gone(at, Map.of("leaving", "ok", "reason", "kicked")));
        ofOurs.put("leaving", (at, event, data) -> left(at));
        ofOurs.put("configured", this::configured);
        ofOurs.put("subscribing", this::subscribing);
        ofOurs.put(
                "switched",
                (at, event, data) -> core.unreplayable(
                        at,
                        VideoRoomProtocol.EVENTS.tag(VideoRoomEvent.Switched.class),
                        "the subscription was switched; to what is not reported"));
        ofRoom.put("talking", (at, event, data) -> asItIs(at, data));
        ofRoom.put("stopped-talking", (at, event, data) -> asItIs(at, data));
        ofRoom.put("moderated", this::moderated);
        ofRoom.put("destroyed", (at, event, data) -> destroyed(at, data));
    }

    static Translation translate(HandleContext handle, List<MissedEvent> heard) {
        VideoRoomReplay replay = new VideoRoomReplay(handle);
        replay.detached = heard.stream()
                .anyMatch(event ->
                        replay.core.isOwn(event) && event.message().toString().contains("\"detached\""));
        heard.forEach(replay::take);
        return replay.core.translation();
    }

    private void take(MissedEvent event) {
        RawJson data = core.pluginData(event);
        RawJson described = ReplayBuilder.localDescription(event);
        if (described != null) {
            answers.put(event.handleId(), described);
        } else if (ReplayBuilder.remoteDescription(event) != null) {
            offering.add(event.handleId());
        }
        if (data != null) {
            ofPlugin(event, data);
        } else if (core.isOwn(event)) {
            ofCore(event);
        }
    }

    private void ofCore(MissedEvent event) {
        if (core.isBeginning(event)) {
            room = null;
            id = null;
        }
        core.take(event);
        RawJson inner = event.message().member("event");
        String link = inner == null ? null : inner.string("slow_link");
        // The plugin tells who sends of what is lost on its way to Janus, and who receives of what is lost on its way
        // there.
        if (link != null && link.equals(subscriber ? "uplink" : "downlink")) {
            Map<String, Object> slow = new LinkedHashMap<>();
            slow.put("videoroom", "slow_link");
            ReplayBuilder.put(slow, "current-bitrate", subscriber ? null : bitrate);
            core.plugin(event.at(), slow, null);
        }
    }

    private void ofPlugin(MissedEvent event, RawJson data) {
        String reported = data.string("event");
        String name = reported == null ? String.valueOf(data.string("videoroom")) : reported;
        if (name.equals("updated") && data.member("id") == null) {
            subscriptionUpdated(event.at(), data);
            return;
        }
        boolean ours = core.isOwn(event) || (isHere(data) && text(data, "id").equals(id));
        Rule rule = ours ? ofOurs.get(name) : ofOthers.get(name);
        if (rule == null) {
            rule = ofRoom.get(name);
        }
        if (rule != null && (ours || isHere(data))) {
            rule.apply(event.at(), event, data);
        }
        if (name.equals("configured")) {
            offering.remove(event.handleId());
        }
    }

    private void joined(Instant at, MissedEvent event, RawJson data) {
        room = roomOf(data);
        id = text(data, "id");
        subscriber = false;
        core.unreplayable(
                at,
                VideoRoomProtocol.EVENTS.tag(VideoRoomEvent.Joined.class),
                "room " + room + " was joined; who is in it is not reported");
    }

    private void joining(Instant at, MissedEvent event, RawJson data) {
        if (tellsOfSilent && !subscriber) {
            Map<String, Object> who = members(data, "id", "display", "metadata");
            event(at, Map.of("joining", who));
        }
    }

    private void publishing(Instant at, MissedEvent event, RawJson data) {
        RawJson streams = data.member("streams");
        if (subscriber || streams == null || data.member("id") == null) {
            return;
        }
        Map<String, Object> publisher = members(data, "id", "display", "metadata", "dummy");
        List<Map<String, Object>> all = new ArrayList<>();
        for (RawJson stream : streams.elements()) {
            Map<String, Object> one = members(stream);
            one.putAll(VideoRoomCodecs.of(answers.get(event.handleId()), stream));
            all.add(one);
            String type = stream.string("type");
            String codec = stream.string("codec");
            if (codec != null && ("audio".equals(type) || "video".equals(type))) {
                publisher.putIfAbsent(type + "_codec", codec);
            }
        }
        publisher.put("streams", all);
        event(at, Map.of("publishers", List.of(publisher)));
    }

    private void configuredByOther(Instant at, MissedEvent event, RawJson data) {
        if (!subscriber && !offering.contains(event.handleId())) {
            core.unreplayable(
                    at, null, text(data, "id") + " changed something; if it was its name, the new one is not reported");
        }
    }

    private void configured(Instant at, MissedEvent event, RawJson data) {
        bitrate = data.member("bitrate");
    }

    private void moderated(Instant at, MissedEvent event, RawJson data) {
        if (!subscriber) {
            event(at, members(data, "id", "mid", "moderation"));
        }
    }

    private void left(Instant at) {
        if (!detached) {
            gone(at, Map.of("leaving", "ok"));
        }
    }

    private void subscribing(Instant at, MissedEvent event, RawJson data) {
        room = roomOf(data);
        subscriber = true;
        core.plugin(at, with("attached", data), core.takeDescription());
    }

    /**
     * Reported for another's handle if another caused it. It is ours if we have just been sent an offer that describes
     * as many streams.
     */
    private void subscriptionUpdated(Instant at, RawJson data) {
        RawJson offer = answers.get(ownHandle);
        RawJson streams = data.member("streams");
        if (subscriber && streams != null && isHere(data) && core.hasDescription()) {
            String sdp = offer == null ? "" : String.valueOf(offer.string("sdp"));
            if (sdp.split("(?m)^m=", -1).length - 1 == streams.elements().size()) {
                core.plugin(at, with("updated", data), core.takeDescription());
            }
        }
    }

    private static Map<String, Object> with(String what, RawJson data) {
        Map<String, Object> reported = new LinkedHashMap<>();
        reported.put("videoroom", what);
        reported.putAll(members(data, "room", "streams"));
        return reported;
    }

    private void asItIs(Instant at, RawJson data) {
        if (!subscriber) {
            core.plugin(at, members(data), null);
        }
    }

    private void destroyed(Instant at, RawJson data) {
        if (!subscriber) {
            Map<String, Object> reported = new LinkedHashMap<>();
            reported.put("videoroom", "destroyed");
            reported.putAll(members(data, "room"));
            core.plugin(at, reported, null);
        }
        room = null;
        id = null;
    }

    private void tell(Instant at, RawJson data, String what) {
        if (!subscriber) {
            Map<String, Object> reported = members(data, "display", "metadata");
            ReplayBuilder.put(reported, what, data.member("id"));
            reported.putAll(members(data, "display", "metadata"));
            event(at, reported);
        }
    }

    private void gone(Instant at, Map<String, ?> what) {
        event(at, what);
        room = null;
        id = null;
    }

    private void event(Instant at, Map<String, ?> what) {
        Map<String, Object> reported = new LinkedHashMap<>();
        reported.put("videoroom", "event");
        reported.put("room", roomAsReported());
        reported.putAll(what);
        core.plugin(at, reported, null);
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

    /** Some members, or all if none are named. */
    private static Map<String, Object> members(RawJson json, String... names) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (names.length == 0 && json.as(Object.class) instanceof Map<?, ?> all) {
            all.forEach((name, value) -> members.put(String.valueOf(name), value));
        }
        for (String name : names) {
            ReplayBuilder.put(members, name, json.member(name));
        }
        return members;
    }
}
