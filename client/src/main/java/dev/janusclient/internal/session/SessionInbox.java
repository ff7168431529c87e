// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.internal.connection.SessionRoute;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.MessageKind;
import dev.janusclient.transport.CloseReason;
import java.time.Instant;

/** What comes for a session as a whole: its messages, and news of its connection. */
final class SessionInbox extends StreamOwner implements SessionRoute.SessionSink {
    private final SessionCore session;

    SessionInbox(SessionCore session) {
        this.session = session;
    }

    @Override
    SessionCore session() {
        return session;
    }

    @Override
    public void onLost(long count) {
        session.events().emit(lost(count));
    }

    @Override
    public void onMessage(JanusMessage message) {
        if (message.kind() == MessageKind.TIMEOUT) {
            session.step(new SessionInput.End("it timed out at Janus"));
        }
        session.emit(session.context().coreEvents().decode(message));
    }

    @Override
    public void afterwards(Runnable task) {
        session.events().afterDelivery(task);
    }

    @Override
    public void onGone(String reason) {
        session.gone("it does not exist any more: " + reason, reason);
    }

    @Override
    public boolean maySend() {
        return session.mayCommand();
    }

    @Override
    public void onConnectionLost(CloseReason reason) {
        SessionState now = session.state();
        if (now == null) {
            // It ended while this was being made; checkConnection() sees it.
            return;
        }
        if (now instanceof SessionState.HandedOff off && off.sender() != null) {
            off.sender().connectionLost();
        }
        if (now.isActive() || now.outage() != null) {
            boolean recovers =
                    session.context().settings().recovers() && reason.kind() != CloseReason.Kind.CLIENT_CLOSED;
            long lastHeard = now.binding().connection().lastHeard();
            session.step(new SessionInput.ConnectionLost(
                    reason, recovers, session.snapshot(wallTime(lastHeard)), lastHeard));
        }
    }

    private Instant wallTime(long nanos) {
        long ago = session.context().scheduler().nanoTime() - nanos;
        return session.context().clock().instant().minusNanos(Math.max(0, ago));
    }
}
