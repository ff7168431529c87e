// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.SessionRoute;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.message.ServerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a session whose connection is lost, and the steps by which it becomes active again. Holds no state of its own. */
public final class SessionRecovery {
    private final SessionCore session;

    SessionRecovery(SessionCore session) {
        this.session = session;
    }

    /** How long it was not heard, if its connection is lost; null if it is not. By a clock that does not go back. */
    public @Nullable Duration silence() {
        Outage outage = session.outage();
        return outage == null
                ? null
                : Duration.ofNanos(session.context().scheduler().nanoTime() - outage.lastHeard());
    }

    /** What an attempt to recover it that was broken off could not find out, by handle. */
    public Map<Long, List<String>> unresolved() {
        Outage outage = session.outage();
        return outage == null ? Map.of() : outage.unresolved();
    }

    /** What was known when the connection was lost; null if it is not. */
    public @Nullable HandoverTicket knownWhenLost() {
        Outage outage = session.outage();
        return outage == null ? null : outage.known();
    }

    /** Goes over to another connection: what comes there is held until {@link #release()}; nothing is sent yet. */
    public void moveTo(Connection connection, ServerInfo server) {
        SessionRoute route = session.routeOver(connection);
        route.hold();
        for (HandleCore handle : session.handles()) {
            route.attach(handle.handleId(), handle.sink());
        }
        session.step(new SessionInput.Moved(new Binding(connection, route, server)));
        session.checkConnection();
    }

    /** The claim was accepted: requests can be sent. What comes is still held. */
    public void claimed() {
        session.step(new SessionInput.Claimed());
    }

    /** Delivers late what concerns the session as a whole. */
    public void replay(JanusMessage message, @Nullable Instant at) {
        session.emit(session.context().coreEvents().decode(message).asReplayed(at));
    }

    /**
     * Its handles have received what they missed: should the connection end now, that is not replayed again.
     *
     * @param unresolved what could not be found out, by handle
     */
    public void caughtUp(Map<Long, List<String>> unresolved) {
        if (session.isSuspended()) {
            session.step(new SessionInput.CaughtUp(session.snapshot(), unresolved));
        }
    }

    /**
     * What was held is delivered, and everything after it; requests that waited for the recovery are sent.
     *
     * @return how many messages of a handle there was no room for
     */
    public Map<Long, Long> release() {
        Map<Long, Long> dropped = session.binding().route().release();
        session.step(new SessionInput.Released());
        return dropped;
    }
}
