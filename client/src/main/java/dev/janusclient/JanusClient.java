package dev.janusclient;

import dev.janusclient.connection.CallbackPool;
import dev.janusclient.connection.Connection;
import dev.janusclient.connection.ConnectionOptions;
import dev.janusclient.connection.Futures;
import dev.janusclient.connection.SessionRoute;
import dev.janusclient.connection.Ticker;
import dev.janusclient.connection.Transports;
import dev.janusclient.error.JanusClosedException;
import dev.janusclient.message.Credentials;
import dev.janusclient.message.JanusMessage;
import dev.janusclient.message.Json;
import dev.janusclient.message.Request;
import dev.janusclient.message.TransactionIds;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of one Janus server. It connects when it is first used, and again after the connection was lost.
 *
 * <p>Threading: methods may be called from any thread and never block. Futures complete on the client's executor.
 *
 * <p>Closing a client does not end its sessions: they live on at Janus for the reclaim timeout. To end one, {@linkplain
 * JanusSession#destroy() destroy} it.
 */
public final class JanusClient implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JanusClient.class);

    /** A connection and what the server behind it said of itself. */
    private record Live(Connection connection, ServerInfo server) {}

    private final JanusClientOptions options;
    private final ConnectionOptions connectionOptions;
    private final TransportFactory transports;
    private final Ticker ticker;
    private final @Nullable ExecutorService ownExecutor;
    private final SessionHost host;
    private final TransactionIds transactions = new TransactionIds();
    private @Nullable CompletableFuture<Live> live;
    private @Nullable Connection newest;
    private boolean closed;

    private JanusClient(URI uri, JanusClientOptions options, TransportFactory transports, Ticker ticker) {
        this.options = options;
        this.transports = transports;
        this.ticker = ticker;
        Executor given = options.executor();
        this.ownExecutor = given == null ? CallbackPool.create() : null;
        Executor executor = given == null ? Objects.requireNonNull(ownExecutor) : given;
        this.connectionOptions = new ConnectionOptions(
                uri,
                new TransportOptions(
                        options.connectTimeout(),
                        options.pingInterval(),
                        options.idleLimit(),
                        options.maxFrameBytes(),
                        options.maxMessageBytes()),
                new Credentials(options.apiSecret(), options.token()),
                options.requestDeadline(),
                options.maxJsonDepth(),
                executor);
        this.host = new SessionHost(uri, executor, options.eventBuffer(), options.versionCheck());
    }

    /**
     * Makes a client with all defaults. Nothing is sent yet.
     *
     * @param uri where Janus listens, for example {@code ws://localhost:8188}
     * @throws IllegalArgumentException if the URI makes no sense or no transport on the class path serves it
     */
    public static JanusClient create(String uri) {
        return create(uri, JanusClientOptions.defaults());
    }

    /** Makes a client. As {@link #create(String)}. */
    public static JanusClient create(String uri, JanusClientOptions options) {
        URI parsed = Transports.parse(uri);
        return create(parsed, options, Transports.forUri(parsed));
    }

    /** Makes a client over a transport of one's own choice. */
    public static JanusClient create(URI uri, JanusClientOptions options, TransportFactory transports) {
        return new JanusClient(uri, options, transports, Ticker.system());
    }

    /** As above, with time in a test's hands. */
    static JanusClient create(URI uri, JanusClientOptions options, TransportFactory transports, Ticker ticker) {
        return new JanusClient(uri, options, transports, ticker);
    }

    /** Connects, if it is not connected yet. Other methods do so by themselves. */
    public CompletableFuture<Void> connect() {
        return live("connect").thenApply(up -> null);
    }

    /** Asks the server what it is. */
    public CompletableFuture<ServerInfo> info() {
        return live("info").thenCompose(up -> serverInfo(up.connection()));
    }

    /** Asks whether anybody is there; gives the time it took. */
    public CompletableFuture<Duration> ping() {
        return live("ping").thenCompose(up -> {
            long start = ticker.nanoTime();
            return up.connection()
                    .request(Request.of("ping"))
                    .thenApply(pong -> Duration.ofNanos(ticker.nanoTime() - start));
        });
    }

    /** Creates a session; Janus picks its id. */
    public CompletableFuture<JanusSession> createSession() {
        return createSession(Request.of("create"));
    }

    /**
     * Creates a session with a chosen id.
     *
     * @param sessionId greater than 0; one that is taken fails with 468
     */
    public CompletableFuture<JanusSession> createSession(long sessionId) {
        requireId(sessionId);
        return createSession(Request.of("create").with("id", Json.encode(Long.class, sessionId)));
    }

    private CompletableFuture<JanusSession> createSession(Request create) {
        return live("create").thenCompose(up -> up.connection().request(create).thenApply(reply -> {
            host.warnIfNotReclaimable(up.server(), "a session was created");
            return started(new JanusSession(host, up.connection(), up.server(), SessionHost.idIn(reply)));
        }));
    }

    /**
     * Takes control of a session that is there already, whoever had it. The process that had it is told nothing by Janus;
     * its handles stay, and are picked up with {@link AttachOptions#existingHandle}.
     *
     * @return the session, or a failure with {@link dev.janusclient.error.SessionNotFoundException} if it is not there:
     *     timed out, destroyed, on another server, or never was
     */
    public CompletableFuture<JanusSession> claimSession(long sessionId) {
        requireId(sessionId);
        return live("claim").thenCompose(up -> {
            // Made first, so that what the session says before the claim is answered finds somebody.
            SessionRoute before = up.connection().currentRoute(sessionId);
            JanusSession session = new JanusSession(host, up.connection(), up.server(), sessionId);
            return session.request(Request.of("claim", sessionId), null).handle((done, failure) -> {
                if (failure != null) {
                    session.superseded();
                    if (before != null) {
                        up.connection().reinstate(before, session.route());
                    }
                    throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
                }
                host.warnIfNotReclaimable(up.server(), "session " + sessionId + " was claimed");
                return started(session);
            });
        });
    }

    /** Whether a connection is open right now. */
    public synchronized boolean isConnected() {
        return live != null
                && live.isDone()
                && !live.isCompletedExceptionally()
                && live.join().connection().isOpen();
    }

    /**
     * Closes the connection and ends every future that waits. Sessions live on at Janus. Repeatable.
     */
    @Override
    public void close() {
        CompletableFuture<Live> last;
        Connection open;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = live;
            live = null;
            open = newest;
        }
        if (open != null) {
            open.close();
        }
        ticker.close();
        if (last != null) {
            // A connection that is still being made is closed when it is there; nobody waits for it any more.
            onExecutor(() -> last.completeExceptionally(new JanusClosedException("connect")));
        }
        if (ownExecutor != null) {
            ownExecutor.shutdown();
        }
    }

    /** Completes a future where the user wants it; if that place is closed, here. */
    private void onExecutor(Runnable completion) {
        try {
            connectionOptions.executor().execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run();
        }
    }

    /** What is held for requests and sessions right now; 0 when all of them have ended. */
    synchronized int entries() {
        return (newest == null ? 0 : newest.pendingRequests() + newest.routedSessions()) + host.sessions();
    }

    private JanusSession started(JanusSession session) {
        host.sessionStarted(session);
        session.noticeLostConnection();
        return session;
    }

    private synchronized CompletableFuture<Live> live(String request) {
        if (closed) {
            return Futures.failed(new JanusClosedException(request));
        }
        if (live == null || (live.isDone() && !isConnected())) {
            live = open();
        }
        return live;
    }

    private CompletableFuture<Live> open() {
        CompletableFuture<Live> opened = new CompletableFuture<>();
        Connection.open(transports, connectionOptions, ticker, transactions, this::ended)
                .thenCompose(connection -> {
                    if (!keep(connection)) {
                        connection.close();
                    }
                    return introduce(connection);
                })
                .whenComplete((up, failure) -> onExecutor(() -> {
                    if (failure == null) {
                        opened.complete(up);
                    } else {
                        opened.completeExceptionally(failure);
                    }
                }));
        return opened;
    }

    /** False if the client was closed while the connection was being made. */
    private synchronized boolean keep(Connection connection) {
        newest = connection;
        return !closed;
    }

    private CompletableFuture<Live> introduce(Connection connection) {
        return serverInfo(connection).handle((server, failure) -> {
            if (failure != null) {
                connection.close();
                throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
            }
            connection.keepaliveEvery(keepaliveFor(server));
            return new Live(connection, server);
        });
    }

    private synchronized void ended(Connection connection) {
        if (live != null
                && live.isDone()
                && !live.isCompletedExceptionally()
                && live.join().connection() == connection) {
            live = null;
        }
    }

    private CompletableFuture<ServerInfo> serverInfo(Connection connection) {
        return connection.request(Request.of("info")).thenApply(reply -> decodeInfo(reply));
    }

    private static ServerInfo decodeInfo(JanusMessage reply) {
        return Json.flatten(reply.whole(), null, Set.of("janus", "transaction"), Map.of())
                .as(ServerInfo.class);
    }

    private Duration keepaliveFor(ServerInfo server) {
        Duration bound = server.longestSafeSilence();
        Duration wanted = options.keepalive();
        if (wanted == null) {
            return bound;
        }
        if (wanted.compareTo(bound) > 0) {
            log.warn(
                    "keepalive: {} is longer than is safe with this server's timeouts; {} is used (session_timeout {} s,"
                            + " reclaim_session_timeout {} s)",
                    wanted,
                    bound,
                    server.sessionTimeout(),
                    server.reclaimSessionTimeout());
            return bound;
        }
        return wanted;
    }

    private static void requireId(long sessionId) {
        if (sessionId <= 0) {
            throw new IllegalArgumentException("sessionId: " + sessionId + " is not the id of a session");
        }
    }
}
