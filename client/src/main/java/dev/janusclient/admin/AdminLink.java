// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import dev.janusclient.JanusClientOptions;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.internal.connection.ByteBudget;
import dev.janusclient.internal.connection.Connection;
import dev.janusclient.internal.connection.ConnectionManager;
import dev.janusclient.internal.connection.ConnectionOptions;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.internal.message.Credentials;
import dev.janusclient.internal.message.Request;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The connection to the admin API, made when it is first used and again after it was lost, and what is asked over it. */
final class AdminLink {
    private final Scheduler scheduler = Scheduler.system();
    private final ConnectionManager<Boolean> link;

    AdminLink(URI uri, Secret adminSecret, JanusClientOptions options, Executor executor, TransportFactory transports) {
        TransportOptions transport = new TransportOptions(
                        options.connectTimeout(),
                        options.pingInterval(),
                        options.idleTimeout(),
                        options.maxFrameBytes(),
                        options.maxMessageBytes(),
                        TransportOptions.ADMIN)
                .withNetwork(options.network());
        ConnectionOptions connection = new ConnectionOptions(
                uri,
                transport,
                Credentials.admin(adminSecret),
                options.requestTimeout(),
                options.maxJsonDepth(),
                new ByteBudget(0),
                executor,
                ClientObserver.NONE,
                new LogBudget(scheduler::nanoTime));
        // An admin API needs no first request, and nothing has to be reclaimed after a loss.
        this.link = new ConnectionManager<>(
                List.of(new ConnectionManager.Address(uri, transports)),
                connection,
                scheduler,
                open -> CompletableFuture.completedFuture(true),
                ConnectionManager.Listener.none());
    }

    /** An open connection, for a request that errors call by this name. */
    CompletableFuture<Connection> open(String request) {
        return link.active(request).thenApply(ConnectionManager.ActiveConnection::connection);
    }

    void close() {
        link.close();
        scheduler.close();
    }

    static CompletableFuture<AdminReply.Result> result(
            String module, RawJson request, CompletableFuture<AdminReply.Response> reply) {
        return respond(module, request, reply).thenApply(response -> response.as(AdminReply.Result.class));
    }

    /** Janus calls every answer of a plugin or module a success. */
    static CompletableFuture<RawJson> respond(
            String module, RawJson request, CompletableFuture<AdminReply.Response> reply) {
        return reply.thenApply(answer -> {
            RawJson response = answer.response();
            RawJson code = response.member("error_code");
            if (code == null) {
                return response;
            }
            String word = request.string("request");
            String error = response.string("error");
            throw new JanusPluginException(
                    module,
                    word == null ? "message" : word,
                    (int) code.asLong(),
                    null,
                    error == null ? "no reason given" : error);
        });
    }

    <R> CompletableFuture<R> ask(AdminCall<Void, R> call) {
        return ask(call, 0, 0, null);
    }

    <Q, R> CompletableFuture<R> ask(AdminCall<Q, R> call, Q body) {
        return ask(call, 0, 0, body);
    }

    <Q, R> CompletableFuture<R> ask(AdminCall<Q, R> call, long sessionId, long handleId, @Nullable Q body) {
        call.scope().check(sessionId, handleId);
        Request bare = Request.of(call.name(), sessionId, handleId);
        Request request = body == null ? bare : bare.withAll(Json.encode(call.body(), body));
        return open(call.name())
                .thenCompose(connection -> connection.request(request))
                .thenApply(reply -> call.decode(reply.whole()));
    }
}
