// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.internal.connection.EventStream;

/** What the event streams of a session and of its handles have in common. No field: handles are many. */
abstract class StreamOwner implements EventStream.Owner {
    abstract SessionCore session();

    @Override
    public Object eventsDropped(long count) {
        return session().context().coreEvents().eventsDropped(count);
    }

    @Override
    public Object listenerAbandoned(int waiting) {
        return session().context().coreEvents().listenerAbandoned(waiting);
    }

    @Override
    public boolean pauseReading(EventStream stream, boolean pause) {
        return session().pauseReading(stream, pause);
    }

    @Override
    public void dropped(long count) {
        session().context().observer().eventsDropped(count);
    }

    /** Messages were lost before they were events. */
    EventEmission lost(long count) {
        dropped(count);
        return EventEmission.of(CoreEvents.EVENTS_DROPPED, eventsDropped(count));
    }
}
