// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import dev.janusclient.internal.connection.ByteBudget;
import dev.janusclient.internal.connection.EventStream;
import dev.janusclient.internal.recovery.ReclaimResult;
import dev.janusclient.internal.recovery.RecoveryListener;
import dev.janusclient.internal.session.ClientContext;
import dev.janusclient.internal.session.CoreEvents;
import dev.janusclient.internal.session.EventEmission;
import dev.janusclient.internal.session.SessionCore;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.observe.SessionReclaim;
import dev.janusclient.recovery.LostReason;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a client and its server stand, and who listens to changes of that. States that were dropped are not reported to listeners:
 * the newest is what counts.
 *
 * <p>Threading: any thread.
 */
final class ConnectionStates implements RecoveryListener, EventStream.Owner {
    private final ClientContext context;
    private final ByteBudget undelivered;
    private final ClientObserver observer;
    private volatile ConnectionState current = new ConnectionState.Disconnected();

    /** Null while no listener has been registered. */
    private volatile @Nullable EventStream changes;

    ConnectionStates(ClientContext context, ByteBudget undelivered, ClientObserver observer) {
        this.context = context;
        this.undelivered = undelivered;
        this.observer = observer;
    }

    ConnectionState current() {
        return current;
    }

    <S extends ConnectionState> Subscription on(Class<S> stateType, Consumer<? super S> listener) {
        return changes().on(stateType, listener)::run;
    }

    private synchronized EventStream changes() {
        EventStream made = changes;
        if (made == null) {
            made = new EventStream(
                    ClientSettings.stateDelivery(context.executor(), context.scheduler(), undelivered, context.logs()),
                    this);
            changes = made;
        }
        return made;
    }

    private void entered(ConnectionState now) {
        current = now;
        EventStream listening = changes;
        if (listening != null) {
            listening.emit(EventEmission.passing(CoreEvents.CONNECTION_STATE, now));
        }
    }

    void closed() {
        entered(new ConnectionState.Closed());
        synchronized (this) {
            notifyAll();
        }
    }

    synchronized void awaitClosed() throws InterruptedException {
        while (!(current instanceof ConnectionState.Closed)) {
            wait();
        }
    }

    @Override
    public void disconnected() {
        entered(new ConnectionState.Disconnected());
    }

    @Override
    public void connected(ServerInfo server) {
        entered(new ConnectionState.Connected(server));
    }

    @Override
    public void suspended(CloseReason reason, int attempt, Duration next) {
        entered(new ConnectionState.Suspended(reason, attempt, next));
    }

    @Override
    public void reclaimed(SessionCore session, ReclaimResult result) {
        observer.sessionReclaimed(Reclaims.report(result, SessionReclaim.Cause.RECONNECT));
        session.emit(EventEmission.of(CoreEvents.RECLAIMED, new CoreEvent.Reclaimed(Faces.of(result))));
    }

    @Override
    public void resumed(ServerInfo server, List<ReclaimResult> results) {
        entered(new ConnectionState.Resumed(server, Faces.of(results)));
    }

    @Override
    public void lost(LostReason reason, List<ReclaimResult> results) {
        entered(new ConnectionState.Lost(reason, Faces.of(results)));
    }

    @Override
    public Object eventsDropped(long count) {
        return new CoreEvent.EventsDropped(count);
    }

    @Override
    public Object listenerAbandoned(int waiting) {
        return new CoreEvent.ListenerAbandoned(waiting);
    }

    @Override
    public String toString() {
        return current.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
