// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.observe;

import dev.janusclient.transport.CloseReason;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Receives what a client does, to count and time it; {@code JanusClientOptions.Builder.observer} registers it. One object may
 * serve several clients. Every method does nothing unless it is overridden, and a client without an observer allocates nothing
 * for one.
 *
 * <p>Threading: called on whatever thread does the work, a connection's reader included, and by several at once. So methods
 * must be quick and must not block. What they throw is logged, and changes nothing for the client.
 */
public interface ClientObserver {
    /** Observes nothing. */
    ClientObserver NONE = new ClientObserver() {};

    /** Stands in the place of a plugin's name for what is Janus's own: {@code attach}, {@code trickle}, {@code webrtcup}. */
    String CORE = "core";

    /** The end of one request. */
    interface RequestEnd {
        /**
         * It has ended; called once.
         *
         * @param failure what its future fails with; null if it was answered
         */
        void ended(@Nullable Throwable failure);
    }

    /**
     * A request is about to be sent, on the thread of its caller if there is a connection already. It is reported once, even if
     * it is sent again after a lost connection. Not reported are the keepalives that a client sends by itself, and requests that
     * are refused before a session or connection is looked at (too new for the server, unreadable).
     *
     * @param server the address of the server. It may hold credentials: take the host and the port only
     * @param plugin the plugin's package name, or {@link #CORE}
     * @param request its name: {@code call}, {@code join}, {@code create}
     * @param sessionId 0 if it names none
     * @param handleId 0 if it names none
     * @return receives its end; null if that is of no interest
     */
    default @Nullable RequestEnd requestStarted(
            URI server, String plugin, String request, long sessionId, long handleId) {
        return null;
    }

    /**
     * An event of a handle or a session has come, and goes to its listeners now.
     *
     * @param plugin the plugin's package name; {@link #CORE} for what is about a session
     * @param event its name, of a limited number: a plugin's tag of the wire such as {@code result.event=incomingcall}, a word of
     *     the core such as {@code hangup}, {@code unknown}, or one of this library's own such as {@code claimed-elsewhere}
     * @param replayed whether it is delivered late: an earlier owner has received it, or should have
     */
    default void eventReceived(String plugin, String event, boolean replayed) {}

    /** So many events were dropped, because no listener was registered in time or listeners are too slow. */
    default void eventsDropped(long count) {}

    /** A connection is open, and the server has answered. The address may hold credentials. */
    default void connectionOpened(URI server) {}

    /** A connection has ended, by {@link CloseReason.Kind#CLIENT_CLOSED} because the client was closed. */
    default void connectionClosed(CloseReason reason) {}

    /** An attempt to take a session back has ended. */
    default void sessionReclaimed(SessionReclaim reclaim) {}

    /** The media of a handle whose owner has died goes on in this process. Reported by reclaims that continue media or replace calls. */
    default void mediaContinued(ContinuedMedia continued) {}

    /**
     * The media of a handle was to be continued and is not: no way to it worked, or the session could not be had. Media that ended before that,
     * with a call for example, is not reported.
     */
    default void mediaLost() {}
}
