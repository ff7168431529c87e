// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.recovery;

import dev.janusclient.internal.connection.ConnectionManager.ActiveConnection;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.session.ClientContext;
import dev.janusclient.internal.session.HandleCore;
import dev.janusclient.internal.session.HandleKind;
import dev.janusclient.internal.session.NewHandle;
import dev.janusclient.internal.session.SessionCore;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.recovery.MediaRecovery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes a session anew in the place of a lost one, with new handles to the same plugins. Nothing else is set up. */
final class SessionRebuilder {
    private final ClientContext context;

    SessionRebuilder(ClientContext context) {
        this.context = context;
    }

    /** What a new handle is made like. */
    record Wanted(HandleKind kind, @Nullable String opaqueId) {}

    /** Makes it; a failure leaves the result what it was. */
    CompletableFuture<ReclaimResult> rebuild(
            ReclaimResult.Lost lost, List<HandleCore> handles, ActiveConnection<ServerInfo> active) {
        Map<Long, Wanted> wanted = new LinkedHashMap<>();
        handles.forEach(handle -> wanted.put(handle.handleId(), new Wanted(handle.kind(), handle.opaqueId())));
        return rebuild(lost, wanted, active);
    }

    CompletableFuture<ReclaimResult> rebuild(
            ReclaimResult.Lost lost, Map<Long, Wanted> wanted, ActiveConnection<ServerInfo> active) {
        return active.connection()
                .request(Request.of("create"))
                .thenApply(reply ->
                        context.started(context.newSession(active.connection(), active.server(), reply.newId())))
                .thenCompose(
                        session -> attachAll(session, wanted).thenApply(handles -> rebuilt(lost, session, handles)))
                .exceptionally(failure -> lost);
    }

    private static ReclaimResult rebuilt(ReclaimResult.Lost lost, SessionCore session, List<HandleResult> handles) {
        return new ReclaimResult.Rebuilt(lost.sessionId(), session, handles, lost.reason(), lost.detail());
    }

    private static CompletableFuture<List<HandleResult>> attachAll(SessionCore session, Map<Long, Wanted> wanted) {
        CompletableFuture<List<HandleResult>> made = CompletableFuture.completedFuture(new ArrayList<>());
        for (Map.Entry<Long, Wanted> one : wanted.entrySet()) {
            HandleKind kind = one.getValue().kind();
            made = made.thenCompose(handles -> session.attach(
                            kind, NewHandle.named(one.getValue().opaqueId()))
                    .handle((handle, failure) -> {
                        handles.add(new HandleResult(
                                one.getKey(),
                                kind.plugin(),
                                handle,
                                0,
                                failure == null ? List.of() : List.of("no new handle: " + failure.getMessage()),
                                List.of(),
                                new MediaRecovery.None()));
                        return handles;
                    }));
        }
        return made;
    }
}
