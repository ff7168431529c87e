package dev.janusclient;

import dev.janusclient.internal.connection.ConnectionManager;
import dev.janusclient.internal.message.Request;
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
    private final ClientContext host;

    SessionRebuilder(ClientContext host) {
        this.host = host;
    }

    /** Makes it; a failure leaves the outcome what it was. */
    CompletableFuture<ReclaimOutcome> rebuild(
            ReclaimOutcome.Lost lost, List<JanusPlugin> handles, ConnectionManager.ActiveConnection<ServerInfo> live) {
        Map<Long, Wanted> wanted = new LinkedHashMap<>();
        handles.forEach(handle -> wanted.put(handle.handleId(), new Wanted(handle.type(), handle.opaqueId())));
        return rebuild(lost, wanted, live);
    }

    /** What a new handle is made like. */
    record Wanted(PluginType<?> type, @Nullable String opaqueId) {}

    CompletableFuture<ReclaimOutcome> rebuild(
            ReclaimOutcome.Lost lost, Map<Long, Wanted> wanted, ConnectionManager.ActiveConnection<ServerInfo> live) {
        return live.connection()
                .request(Request.of("create"))
                .thenApply(reply -> {
                    JanusSession session =
                            new JanusSession(host, live.connection(), live.server(), ClientContext.idIn(reply));
                    host.sessionStarted(session);
                    session.noticeLostConnection();
                    return session;
                })
                .thenCompose(
                        session -> attachAll(session, wanted).thenApply(handles -> outcome(lost, session, handles)))
                .exceptionally(failure -> lost);
    }

    private static ReclaimOutcome outcome(ReclaimOutcome.Lost lost, JanusSession session, List<HandleOutcome> handles) {
        return new ReclaimOutcome.Rebuilt(lost.sessionId(), session, handles, lost.reason(), lost.detail());
    }

    private static CompletableFuture<List<HandleOutcome>> attachAll(JanusSession session, Map<Long, Wanted> wanted) {
        CompletableFuture<List<HandleOutcome>> made = CompletableFuture.completedFuture(new ArrayList<>());
        for (Map.Entry<Long, Wanted> one : wanted.entrySet()) {
            PluginType<?> type = one.getValue().type();
            made = made.thenCompose(handles -> session.attach(
                            type, AttachOptions.opaqueId(one.getValue().opaqueId()))
                    .handle((handle, failure) -> {
                        handles.add(new HandleOutcome(
                                one.getKey(),
                                type.name(),
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
