// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.recovery.Gap;
import dev.janusclient.recovery.LostReason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of taking a session back. Exactly one of four things, none of which can be taken for another. */
public sealed interface ReclaimOutcome {
    /** The id of the session that was wanted. */
    long sessionId();

    /** The handles that were wanted, in the order of their ids; empty if the session is lost. */
    List<HandleOutcome> handles();

    /** The session that can be used now: the old one, or the one made in its place; null if there is none. */
    @Nullable JanusSession session();

    /** What became of one handle, by the id it had. */
    default Optional<HandleOutcome> handle(long handleId) {
        return handles().stream()
                .filter(handle -> handle.handleId() == handleId)
                .findFirst();
    }

    /** The first usable handle of a plugin. */
    default <P extends JanusPlugin> Optional<P> handle(PluginType<P> type) {
        return handles().stream()
                .filter(handle -> handle.plugin().equals(type.name()))
                .map(handle -> handle.handle(type))
                .filter(Optional::isPresent)
                .map(Optional::get)
                .findFirst();
    }

    /**
     * The session is back, and nothing was missed: what happened meanwhile was delivered, marked as replayed.
     *
     * @param evidence how this is known, in a sentence for a person
     */
    record Resumed(JanusSession session, List<HandleOutcome> handles, String evidence) implements ReclaimOutcome {
        public Resumed {
            handles = List.copyOf(handles);
        }

        @Override
        public long sessionId() {
            return session.id();
        }
    }

    /** The session is back, and events may have been missed. What could be found out was delivered, marked as replayed. */
    record ResumedWithGap(JanusSession session, List<HandleOutcome> handles, Gap gap) implements ReclaimOutcome {
        public ResumedWithGap {
            handles = List.copyOf(handles);
        }

        @Override
        public long sessionId() {
            return session.id();
        }
    }

    /**
     * The session is lost; another one was made in its place, as the caller allowed. Its handles are attached to the same
     * plugins, and know nothing.
     *
     * @param sessionId the lost session's id
     * @param session the new one
     * @param handles by the ids of the lost ones, with the new ones inside
     */
    record Rebuilt(long sessionId, JanusSession session, List<HandleOutcome> handles, LostReason reason, String detail)
            implements ReclaimOutcome {
        public Rebuilt {
            handles = List.copyOf(handles);
        }
    }

    /**
     * The session can't be reclaimed.
     *
     * @param detail a sentence for a person
     */
    record Lost(long sessionId, LostReason reason, String detail) implements ReclaimOutcome {
        @Override
        public List<HandleOutcome> handles() {
            return List.of();
        }

        @Override
        public @Nullable JanusSession session() {
            return null;
        }
    }
}
