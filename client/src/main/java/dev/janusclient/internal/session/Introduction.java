// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.session;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.error.JanusRefusedException;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.ServerInfos;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.message.Version;
import dev.janusclient.internal.worker.Futures;
import dev.janusclient.message.Json;
import dev.janusclient.message.ServerInfo;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks servers what they are. The answer is advisory: a proxy may refuse {@code info} or leave out the version, and sessions
 * work all the same. Only a server that does not answer at all is not used.
 *
 * <p>Threading: any thread.
 */
public final class Introduction {
    private static final Logger log = LoggerFactory.getLogger(Introduction.class);

    private static final int MAX_WARNINGS = 16;

    /** What was warned of already: a client that reconnects need not repeat it. */
    private Set<String> warned = Set.of();

    /** What a server says of itself; a failure if it does not. */
    public static CompletableFuture<ServerInfo> ask(Connection connection) {
        return connection.request(Request.of("info")).thenApply(Introduction::decode);
    }

    private static ServerInfo decode(JanusMessage reply) {
        return ServerInfos.shared(Json.flatten(reply.whole(), null, Set.of("janus", "transaction"), Map.of())
                .as(ServerInfo.class));
    }

    /** As {@link #ask}, but a server that answers without saying what it is is {@link ServerInfo#UNKNOWN}. */
    public CompletableFuture<ServerInfo> of(Connection connection) {
        return ask(connection).handle(this::known);
    }

    private ServerInfo known(@Nullable ServerInfo server, @Nullable Throwable failure) {
        if (server != null) {
            warnOf(server);
            return server;
        }
        Throwable cause = failure == null ? new IllegalStateException("no answer") : Futures.cause(failure);
        if (cause instanceof JanusRefusedException || cause instanceof JanusProtocolException) {
            warn(
                    "the server does not say what it is: {}. Sessions work; requests are not compared with its version",
                    String.valueOf(cause.getMessage()));
            return ServerInfo.UNKNOWN;
        }
        throw new CompletionException(cause);
    }

    private void warnOf(ServerInfo server) {
        if (!server.versionKnown()) {
            warn(
                    "'{}' does not say its version. Sessions work; requests are not compared with it",
                    String.valueOf(server.name()));
        } else if (!Version.atLeast(server.versionString(), "1.0.0")) {
            warn(
                    "Janus {} is older than 1.0, for which this client is made. Sessions and handles work; some requests are"
                            + " refused, and some events are unknown ones",
                    server.versionString());
        }
    }

    private void warn(String format, String said) {
        if (isNew(format + said)) {
            LogBudget.warnOnce(log, format, said);
        }
    }

    private synchronized boolean isNew(String warning) {
        if (warned.isEmpty()) {
            warned = new HashSet<>();
        }
        // A server that says something else each time must neither fill the log nor the memory.
        return warned.size() < MAX_WARNINGS && warned.add(warning);
    }
}
