// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import dev.janusclient.error.JanusPluginException;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.Resync;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what an AudioBridge handle knows of its room with what Janus says of it now; a pure function. */
final class AudioBridgeResync {
    private final AudioBridgeState known;
    private final JanusId room;
    private final Resync.Builder said;

    AudioBridgeResync(AudioBridgeState known, JanusId room, Resync.Builder said) {
        this.known = known;
        this.room = room;
        this.said = said;
    }

    /** The state with what the Admin API says of the handle and no event of the plugin's could tell. */
    static AudioBridgeState completed(AudioBridgeState before, HandleStatus facts, Resync.Builder said) {
        AudioBridgeState state = before;
        if (before.media() != facts.negotiated()) {
            state = before.negotiated(facts.negotiated());
            said.finding(facts.negotiated() ? "a PeerConnection was negotiated" : "there is no PeerConnection");
        }
        RawJson plugin = facts.pluginSpecific();
        RawJson room = plugin == null ? null : plugin.member("room");
        RawJson id = plugin == null ? null : plugin.member("id");
        if (plugin != null && room != null && id != null && before.room() == null) {
            state = state.found(
                    JanusId.of(room), JanusId.of(id), plugin.string("display"), trueOrNull(plugin.member("suspended")));
            said.finding("we take part in room " + room);
        }
        return state;
    }

    private static @Nullable Boolean trueOrNull(@Nullable RawJson value) {
        return (value != null && Boolean.TRUE.equals(value.as(Object.class))) ? true : null;
    }

    /** No source could say who takes part. */
    void refused(@Nullable Throwable why) {
        if (why instanceof JanusPluginException refusal && refusal.errorCode() == AudioBridgeErrorCode.NO_SUCH_ROOM) {
            said.inferred(Map.of("audiobridge", "destroyed", "room", room)).finding("room " + room + " is gone");
        } else {
            said.unresolved("who takes part in room " + room + (why == null ? "" : ": " + why.getMessage()));
        }
    }

    void compare(List<AudioBridgeParticipant> now) {
        JanusId own = known.id();
        AudioBridgeParticipant ourselves = find(own, now);
        if (ourselves == null) {
            if (own != null) {
                said.inferred(Map.of("audiobridge", "left", "room", room, "id", own));
            }
            said.finding("we take no part in room " + room + " any more")
                    .unresolved("whether we left room " + room + ", were thrown out or lost our PeerConnection");
            return;
        }
        if (known.muted() != null && known.muted() != ourselves.muted()) {
            said.inferred(event("participants", List.of(json(ourselves))))
                    .finding(ourselves.muted() ? "we are muted" : "we are not muted any more");
        }
        compareSuspension(ourselves, Boolean.TRUE.equals(known.suspended()), "we are");
        List<AudioBridgeParticipant> others = new ArrayList<>(now);
        others.remove(ourselves);
        AudioBridgeOthers before = known.others();
        if (before == null) {
            said.finding(others.size() + " others take part in room " + room);
        } else {
            compareOthers(before, others);
        }
        said.unresolved("who talked, and who came and left again, in the meantime");
    }

    private void compareOthers(AudioBridgeOthers before, List<AudioBridgeParticipant> now) {
        Set<JanusId> left = new LinkedHashSet<>(before.ids());
        now.forEach(one -> left.remove(one.id()));
        left.forEach(id -> said.inferred(event("leaving", id)));
        tell("left", left);
        Set<JanusId> joined = new LinkedHashSet<>();
        Set<JanusId> changed = new LinkedHashSet<>();
        for (AudioBridgeParticipant one : now) {
            if (!before.ids().contains(one.id())) {
                joined.add(one.id());
                said.inferred(Map.of("audiobridge", "joined", "room", room, "participants", List.of(json(one))));
            } else if (one.muted() != before.muted().contains(one.id())) {
                changed.add(one.id());
                said.inferred(event("participants", List.of(json(one))));
            } else {
                compareSuspension(one, before.isSuspended(one.id()), one.id() + " is");
            }
        }
        tell("joined", joined);
        tell("were muted or unmuted", changed);
    }

    private void compareSuspension(AudioBridgeParticipant now, boolean before, String who) {
        boolean suspended = now.suspended();
        if (suspended != before) {
            said.inferred(event(suspended ? "suspended" : "resumed", now.id()))
                    .finding(who + (suspended ? " suspended" : " not suspended any more"));
        }
    }

    private void tell(String what, Set<JanusId> who) {
        if (!who.isEmpty()) {
            said.finding(who.size() + " others " + what + ": " + who);
        }
    }

    private Map<String, Object> event(String member, Object value) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("audiobridge", "event");
        event.put("room", room);
        event.put(member, value);
        return event;
    }

    private static RawJson json(AudioBridgeParticipant participant) {
        return Json.encode(AudioBridgeParticipant.class, participant);
    }

    private static @Nullable AudioBridgeParticipant find(
            @Nullable JanusId id, List<AudioBridgeParticipant> participants) {
        return participants.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
