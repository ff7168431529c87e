// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.videoroom;

import dev.janusclient.message.JanusId;
import io.avaje.jsonb.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who else a publisher was told of, as briefly as it can be said: it travels in tickets. Kept for rooms of up to {@value
 * #LIMIT} others.
 *
 * @param publishing who publishes
 * @param silent who is there without publishing, as far as the room tells
 * @param tellsOfSilent whether the room tells of somebody who joins without publishing
 */
@Json
public record VideoRoomOthers(Set<JanusId> publishing, Set<JanusId> silent, boolean tellsOfSilent) {
    static final int LIMIT = 64;

    public VideoRoomOthers {
        publishing = Set.copyOf(publishing);
        silent = Set.copyOf(silent);
    }

    static @Nullable VideoRoomOthers of(VideoRoomEvent.Joined joined) {
        VideoRoomOthers others = new VideoRoomOthers(Set.of(), Set.of(), joined.attendees() != null);
        if (joined.attendees() != null) {
            for (VideoRoomEvent.Attendee one : joined.attendees()) {
                others = others.moved(one.id(), false);
            }
        }
        return others.published(joined.publishers());
    }

    /** With somebody who does not publish yet; null if they have become too many. */
    @Nullable VideoRoomOthers joined(JanusId id) {
        return moved(id, false).limited();
    }

    VideoRoomOthers unpublished(JanusId id) {
        return moved(id, false);
    }

    /** With those who publish; null if they have become too many. */
    @Nullable VideoRoomOthers published(List<VideoRoomEvent.Publisher> publishers) {
        VideoRoomOthers others = this;
        for (VideoRoomEvent.Publisher one : publishers) {
            others = others.moved(one.id(), true);
        }
        return others.limited();
    }

    private VideoRoomOthers moved(JanusId id, boolean publishes) {
        VideoRoomOthers rest = without(id);
        Set<JanusId> more = new LinkedHashSet<>(publishes ? rest.publishing : rest.silent);
        more.add(id);
        return publishes
                ? new VideoRoomOthers(more, rest.silent, tellsOfSilent)
                : new VideoRoomOthers(rest.publishing, more, tellsOfSilent);
    }

    VideoRoomOthers without(JanusId id) {
        Set<JanusId> nowPublishing = new LinkedHashSet<>(publishing);
        Set<JanusId> nowSilent = new LinkedHashSet<>(silent);
        nowPublishing.remove(id);
        nowSilent.remove(id);
        return new VideoRoomOthers(nowPublishing, nowSilent, tellsOfSilent);
    }

    private @Nullable VideoRoomOthers limited() {
        return publishing.size() + silent.size() > LIMIT ? null : this;
    }
}
