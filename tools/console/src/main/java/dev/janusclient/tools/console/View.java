// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import dev.janusclient.message.Secret;
import dev.janusclient.tools.model.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a console shows, and what it can do. Values are what {@link dev.janusclient.tools.model.JsonText} writes. Methods block, may be
 * called from any thread, and throw {@link ProblemException}.
 */
public interface View {
    /**
     * A part of the state that is pushed to every page.
     *
     * @param name one word
     */
    record Topic(String name, Source source) {
        /** Reads the topic's value. */
        @FunctionalInterface
        public interface Source {
            Object read();
        }
    }

    /**
     * Something that ends something.
     *
     * @param session the session, or the session of the handle
     * @param handle 0 for the session itself
     */
    record Action(Verb verb, long session, long handle) {}

    /** What can be done. */
    enum Verb {
        /** Ends the PeerConnection of a handle. */
        HANGUP,
        /** Ends a handle. */
        DETACH,
        /** Ends a session with all its handles. */
        DESTROY
    }

    /**
     * Something that changes who is in a room, and who is heard.
     *
     * @param plugin without {@code janus.plugin.}
     * @param secret of the room; null if none was given
     */
    record Moderation(Wish wish, String plugin, String room, String participant, @Nullable Secret secret) {
        /** What is to become of the participant. */
        public enum Wish {
            KICK,
            MUTE,
            UNMUTE
        }
    }

    /**
     * A part of a list that may be too long for a page.
     *
     * @param of {@code sessions}, {@code handles} or {@code owners}
     * @param search what handles have to have in an id or a name; empty for all
     * @param orphans whether only sessions that have lost their connection are wanted
     * @param from the number of the first row, counted from 0
     */
    record ListQuery(String of, String search, boolean orphans, int from) {
        public ListQuery {
            if (from < 0) {
                throw new IllegalArgumentException("from: " + from + " is negative");
            }
        }
    }

    /**
     * Some rows of a list.
     *
     * @param total how many rows the list has
     * @param from the number of the first of these
     */
    record Listing(int total, int from, List<?> rows) {
        public Listing {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Something that asks the owner of a session to give it away.
     *
     * @param to the name of the member that is to have it; null for any other
     */
    record Handover(long session, @Nullable String to) {}

    /** What is pushed, in the order in which it is read. */
    List<Topic> topics();

    /** A part of a list. */
    Listing list(ListQuery query);

    /** Everything of one handle. */
    Object handle(long session, long handle);

    /** The time line of one call. */
    Object call(String callId);

    /** Who is in a room. */
    Object room(String plugin, String room);

    /** Does it; what was done, in a sentence. */
    String act(Action action);

    /** Asks for it; what was done, in a sentence. */
    String handOver(Handover wanted);

    /**
     * Does it; what was done, in a sentence.
     *
     * @throws ProblemException {@code UNAUTHORIZED} if the room's secret is missing or another one
     */
    String moderate(Moderation moderation);
}
