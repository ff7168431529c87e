package dev.janusclient.admin;

import dev.janusclient.JanusClientOptions;
import dev.janusclient.connection.Connection;
import dev.janusclient.connection.ConnectionOptions;
import dev.janusclient.connection.Futures;
import dev.janusclient.connection.Ticker;
import dev.janusclient.error.JanusClosedException;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.message.Credentials;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Request;
import dev.janusclient.message.Secret;
import dev.janusclient.message.TransactionIds;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The connection to the admin API, made when it is first used and again after it was lost, and what is asked over it. */
final class AdminLink {
    private final ConnectionOptions options;
    private final TransportFactory transports;
    private final Ticker ticker = Ticker.system();
    private final TransactionIds transactions = new TransactionIds();
    private @Nullable CompletableFuture<Connection> live;
    private boolean closed;

    AdminLink(URI uri, Secret adminSecret, JanusClientOptions options, Executor executor, TransportFactory transports) {
        TransportOptions transport = new TransportOptions(
                options.connectTimeout(),
                options.pingInterval(),
                options.idleLimit(),
                options.maxFrameBytes(),
                options.maxMessageBytes(),
                TransportOptions.ADMIN);
        this.options = new ConnectionOptions(
                uri,
                transport,
                Credentials.admin(adminSecret),
                options.requestDeadline(),
                options.maxJsonDepth(),
                executor);
        this.transports = transports;
    }

    /** An open connection, for a request that errors call by this name. */
    synchronized CompletableFuture<Connection> open(String request) {
        if (closed) {
            return Futures.failed(new JanusClosedException(request));
        }
        if (live == null || (live.isDone() && !isOpen(live))) {
            live = connect();
        }
        return live;
    }

    private static boolean isOpen(CompletableFuture<Connection> done) {
        return !done.isCompletedExceptionally() && done.join().isOpen();
    }

    private CompletableFuture<Connection> connect() {
        CompletableFuture<Connection> opened = new CompletableFuture<>();
        Connection.open(transports, options, ticker, transactions, ended -> {})
                .whenComplete((connection, failure) -> onExecutor(() -> {
                    if (failure != null) {
                        opened.completeExceptionally(failure);
                    } else if (!opened.complete(connection)) {
                        // Closed while the connection was being made.
                        connection.close();
                    }
                }));
        return opened;
    }

    void close() {
        CompletableFuture<Connection> last;
        synchronized (this) {
            closed = true;
            last = live;
            live = null;
        }
        ticker.close();
        if (last != null && !last.completeExceptionally(new JanusClosedException("connect"))) {
            last.thenAccept(Connection::close);
        }
    }

    private void onExecutor(Runnable completion) {
        try {
            options.executor().execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run();
        }
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
                    "UNKNOWN",
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
