// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.error.RelinquishReason;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.transport.CloseReason;

/** Makes the events that are not a plugin's. Their types belong to the users, who see them at the door. */
public interface CoreEvents {
    /** The name of {@link #eventsDropped}. */
    String EVENTS_DROPPED = "events-dropped";

    /** The name of {@link #connectionLost}. */
    String CONNECTION_LOST = "connection-lost";

    /** The name of {@link #sessionGone}. */
    String SESSION_GONE = "session-gone";

    /** The name of {@link #claimedElsewhere}. */
    String CLAIMED_ELSEWHERE = "claimed-elsewhere";

    /** The name of {@link #relinquished}. */
    String RELINQUISHED = "relinquished";

    /** The name of the event that a session was taken back. */
    String RECLAIMED = "reclaimed";

    /** The name of the events of a client's connection. */
    String CONNECTION_STATE = "connection-state";

    /** Whether a type is of these events. */
    boolean isCoreEvent(Class<?> eventType);

    /** What Janus sends about a handle or a session, whatever the plugin. */
    EventEmission decode(JanusMessage message);

    /** So many events were dropped. */
    Object eventsDropped(long count);

    /** The handle is detached here because its listeners were too slow. */
    Object listenerAbandoned(int waiting);

    /** The session's connection has ended. */
    Object connectionLost(CloseReason reason);

    /** Another process has control of the session. */
    Object claimedElsewhere(String evidence);

    /** This process has given up control of the session. */
    Object relinquished(RelinquishReason reason);

    /** The session does not exist any more. */
    Object sessionGone(String reason);
}
