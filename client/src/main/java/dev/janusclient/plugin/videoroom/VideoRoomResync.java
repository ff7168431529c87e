// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.error.JanusPluginException;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.videoroom.VideoRoomState.Role;
import dev.janusclient.recovery.HandleStatus;
import dev.janusclient.recovery.Resync;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what a video room handle knows of its room with what Janus says of it now; a pure function. */
final class VideoRoomResync {
    private final VideoRoomState known;
    private final JanusId room;
    private final Resync.Builder said;

    VideoRoomResync(VideoRoomState known, JanusId room, Resync.Builder said) {
        this.known = known;
        this.room = room;
        this.said = said;
    }

    /** The state with what the Admin API says of the handle and no event of the plugin's could tell. */
    static VideoRoomState completed(VideoRoomState before, HandleStatus facts, Resync.Builder said) {
        VideoRoomState state = before;
        if (before.media() != facts.negotiated()) {
            state = before.withMedia(facts.negotiated());
            said.finding(facts.negotiated() ? "a PeerConnection was negotiated" : "there is no PeerConnection");
        }
        RawJson plugin = facts.pluginSpecific();
        RawJson room = plugin == null ? null : plugin.member("room");
        String name = plugin == null ? null : plugin.string("display");
        if (before.role() == Role.PUBLISHER && name != null && !name.equals(before.display())) {
            state = state.called(name);
            said.finding("we are called '" + name + "'");
        }
        if (plugin != null && room != null && before.role() == null) {
            boolean publishes = "publisher".equals(plugin.string("type"));
            RawJson id = plugin.member("id");
            RawJson privateId = plugin.member("private_id");
            state = state.found(
                    publishes ? Role.PUBLISHER : Role.SUBSCRIBER,
                    JanusId.of(room),
                    !publishes || id == null ? null : JanusId.of(id),
                    !publishes || privateId == null ? null : privateId.asLong(),
                    publishes ? plugin.string("display") : null);
            said.finding("we are in room " + room + " as a " + plugin.string("type"));
        }
        return state;
    }

    /** No source could say who is in the room. */
    void refused(@Nullable Throwable why) {
        if (why instanceof JanusPluginException refusal && refusal.errorCode() == VideoRoomErrorCode.NO_SUCH_ROOM) {
            said.inferred(Map.of("videoroom", "destroyed", "room", room)).finding("room " + room + " is gone");
        } else {
            said.unresolved("who is in room " + room + (why == null ? "" : ": " + why.getMessage()));
        }
    }

    /**
     * What is different.
     *
     * @param now who is in the room
     * @param streams for a subscriber: what it receives, by the Admin API; null if it could not be asked
     */
    void compare(List<VideoRoomReply.Participant> now, @Nullable RawJson streams) {
        if (known.role() == Role.SUBSCRIBER) {
            subscription(now, streams);
            return;
        }
        VideoRoomReply.Participant ourselves = find(known.id(), now);
        if (ourselves == null) {
            said.inferred(event("leaving", "ok"))
                    .finding("we are not in room " + room + " any more")
                    .unresolved("whether we left room " + room + " or were thrown out");
            return;
        }
        if (known.media() && !ourselves.publisher()) {
            said.finding("nothing of ours is published right now");
        }
        List<VideoRoomReply.Participant> others = new ArrayList<>(now);
        others.remove(ourselves);
        if (known.others() == null) {
            said.finding(others.size() + " others are in room " + room);
        } else {
            compareOthers(known.others(), others);
        }
        said.unresolved("names, streams and moderation that changed, and who came and left again, in the meantime");
    }

    /** Our own name, if we are there and have one that is not known. */
    Optional<String> name(List<VideoRoomReply.Participant> now) {
        VideoRoomReply.Participant ourselves = known.role() == Role.PUBLISHER ? find(known.id(), now) : null;
        return Optional.ofNullable(ourselves == null ? null : ourselves.display())
                .filter(name -> !name.equals(known.display()));
    }

    private void compareOthers(VideoRoomOthers before, List<VideoRoomReply.Participant> now) {
        Set<JanusId> left = new LinkedHashSet<>(before.publishing());
        left.addAll(before.silent());
        now.forEach(one -> left.remove(one.id()));
        left.forEach(id -> said.inferred(event("leaving", id)));
        tell("left", left);
        Set<JanusId> silenced = new LinkedHashSet<>();
        Set<JanusId> published = new LinkedHashSet<>();
        Set<JanusId> nonPublishers = new LinkedHashSet<>();
        for (VideoRoomReply.Participant one : now) {
            boolean didPublish = before.publishing().contains(one.id());
            if (didPublish && !one.publisher()) {
                silenced.add(one.id());
                said.inferred(event("unpublished", one.id()));
            } else if (!didPublish && one.publisher()) {
                published.add(one.id());
                said.inferred(event("publishers", List.of(publisher(one))));
            } else if (!one.publisher() && !before.silent().contains(one.id())) {
                nonPublishers.add(one.id());
                if (before.tellsOfSilent()) {
                    said.inferred(event("joining", attendee(one)));
                }
            }
        }
        tell("do not publish any more", silenced);
        tell("publish now", published);
        tell("are in the room without publishing", nonPublishers);
        if (!published.isEmpty()) {
            said.unresolved("which streams are published by " + published);
        }
    }

    /** Subscribers are notified when what they receive changes, not when a participant leaves. */
    private void subscription(List<VideoRoomReply.Participant> now, @Nullable RawJson streams) {
        List<VideoRoomStream.Subscribed> before = Objects.requireNonNullElse(known.streams(), List.of());
        if (streams == null) {
            Set<JanusId> gone = new LinkedHashSet<>();
            for (VideoRoomStream.Subscribed stream : before) {
                if (stream.feedId() != null && find(stream.feedId(), now) == null) {
                    gone.add(stream.feedId());
                }
            }
            tell("that we received left", gone);
            said.unresolved("how the subscription is now");
            return;
        }
        List<VideoRoomStream.Subscribed> after = streams.elements().stream()
                .map(stream -> stream.as(VideoRoomStream.Subscribed.class))
                .collect(Collectors.toList());
        if (!outline(before).equals(outline(after))) {
            said.inferred(Map.of("videoroom", "updated", "room", room, "streams", streams))
                    .finding("the subscription has changed");
        }
    }

    /** What a subscription is about, without what changes all the time. */
    private static List<?> outline(List<VideoRoomStream.Subscribed> streams) {
        return streams.stream()
                .map(one -> Arrays.asList(one.mid(), one.active(), one.feedId(), one.feedMid()))
                .collect(Collectors.toList());
    }

    private void tell(String what, Set<JanusId> who) {
        if (!who.isEmpty()) {
            said.finding(who.size() + " others " + what + ": " + who);
        }
    }

    private static Map<String, Object> attendee(VideoRoomReply.Participant one) {
        Map<String, Object> attendee = new LinkedHashMap<>();
        attendee.put("id", one.id());
        if (one.display() != null) {
            attendee.put("display", one.display());
        }
        return attendee;
    }

    /** As far as the list tells of it: its streams are missing. */
    private static Map<String, Object> publisher(VideoRoomReply.Participant one) {
        Map<String, Object> publisher = attendee(one);
        if (one.talking() != null) {
            publisher.put("talking", one.talking());
        }
        publisher.put("streams", List.of());
        return publisher;
    }

    private Map<String, Object> event(String member, Object value) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("videoroom", "event");
        event.put("room", room);
        event.put(member, value);
        return event;
    }

    private static VideoRoomReply.@Nullable Participant find(
            @Nullable JanusId id, List<VideoRoomReply.Participant> participants) {
        return participants.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
