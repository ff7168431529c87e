// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.audiobridge;

import dev.janusclient.message.JanusId;
import io.avaje.jsonb.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who else takes part in a room, as briefly as it can be said: it travels in tickets. Kept for rooms of up to {@value
 * #LIMIT} others.
 *
 * @param ids all of them
 * @param muted those of them that are muted
 */
@Json
public record AudioBridgeOthers(Set<JanusId> ids, Set<JanusId> muted) {
    static final int LIMIT = 64;

    public AudioBridgeOthers {
        ids = Set.copyOf(ids);
        muted = Set.copyOf(muted);
    }

    static @Nullable AudioBridgeOthers of(List<AudioBridgeParticipant> participants) {
        return new AudioBridgeOthers(Set.of(), Set.of()).with(participants);
    }

    @Nullable AudioBridgeOthers with(List<AudioBridgeParticipant> participants) {
        Set<JanusId> nowIds = new LinkedHashSet<>(ids);
        Set<JanusId> nowMuted = new LinkedHashSet<>(muted);
        for (AudioBridgeParticipant one : participants) {
            nowIds.add(one.id());
            if (one.muted()) {
                nowMuted.add(one.id());
            } else {
                nowMuted.remove(one.id());
            }
        }
        return nowIds.size() > LIMIT ? null : new AudioBridgeOthers(nowIds, nowMuted);
    }

    AudioBridgeOthers without(JanusId id) {
        Set<JanusId> nowIds = new LinkedHashSet<>(ids);
        Set<JanusId> nowMuted = new LinkedHashSet<>(muted);
        nowIds.remove(id);
        nowMuted.remove(id);
        return new AudioBridgeOthers(nowIds, nowMuted);
    }
}
