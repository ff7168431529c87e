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
 * @param suspended those of them that are suspended; null for none
 */
@Json
public record AudioBridgeOthers(Set<JanusId> ids, Set<JanusId> muted, @Nullable Set<JanusId> suspended) {
    static final int LIMIT = 64;

    public AudioBridgeOthers {
        ids = Set.copyOf(ids);
        muted = Set.copyOf(muted);
        suspended = suspended == null || suspended.isEmpty() ? null : Set.copyOf(suspended);
    }

    static @Nullable AudioBridgeOthers of(List<AudioBridgeParticipant> participants) {
        return new AudioBridgeOthers(Set.of(), Set.of(), null).with(participants);
    }

    boolean isSuspended(JanusId id) {
        return suspended != null && suspended.contains(id);
    }

    @Nullable AudioBridgeOthers with(List<AudioBridgeParticipant> participants) {
        AudioBridgeOthers now = this;
        for (AudioBridgeParticipant one : participants) {
            now = now.with(one.id(), one.muted(), one.suspended());
        }
        return now.ids.size() > LIMIT ? null : now;
    }

    AudioBridgeOthers without(JanusId id) {
        return new AudioBridgeOthers(changed(ids, id, false), changed(muted, id, false), changed(suspended, id, false));
    }

    /** With one of them suspended, or not any more. */
    AudioBridgeOthers suspended(JanusId id, boolean now) {
        return ids.contains(id) ? with(id, muted.contains(id), now) : this;
    }

    private AudioBridgeOthers with(JanusId id, boolean nowMuted, boolean nowSuspended) {
        return new AudioBridgeOthers(
                changed(ids, id, true), changed(muted, id, nowMuted), changed(suspended, id, nowSuspended));
    }

    private static Set<JanusId> changed(@Nullable Set<JanusId> before, JanusId id, boolean in) {
        Set<JanusId> now = before == null ? new LinkedHashSet<>() : new LinkedHashSet<>(before);
        if (in) {
            now.add(id);
        } else {
            now.remove(id);
        }
        return now;
    }
}
