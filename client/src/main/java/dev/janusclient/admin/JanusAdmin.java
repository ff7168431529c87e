// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import dev.janusclient.JanusClientOptions;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.internal.connection.Transports;
import dev.janusclient.internal.worker.Workers;
import dev.janusclient.message.Check;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.transport.TransportFactory;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A client of a Janus server's admin API: its sessions and handles, settings, tokens and modules. It connects when it is
 * first used, and again after the connection was lost.
 *
 * <p>Every request ends: answered, refused ({@link dev.janusclient.error.JanusServerException}; 403 is a wrong secret), past
 * its deadline, or with the connection. A plugin or module that refuses ends it with {@link JanusPluginException}.
 *
 * <p>Threading: methods may be called from any thread and never block. Futures complete on the executor of the options.
 */
public final class JanusAdmin implements AutoCloseable {
    private final AdminLink link;
    private final @Nullable Workers workers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private JanusAdmin(URI uri, Secret adminSecret, JanusClientOptions options, TransportFactory transports) {
        Executor executor = options.callbackExecutor();
        workers = executor == null ? Workers.acquire() : null;
        link = new AdminLink(
                uri, adminSecret, options, executor == null ? Objects.requireNonNull(workers) : executor, transports);
    }

    /**
     * Makes a client with all defaults. Nothing is sent yet.
     *
     * @param uri where the admin API listens, for example {@code ws://localhost:7188} or {@code
     *     http://localhost:7088/admin}
     * @throws IllegalArgumentException if the URI makes no sense or no transport on the class path serves it
     */
    public static JanusAdmin create(String uri, Secret adminSecret) {
        return create(uri, adminSecret, JanusClientOptions.defaults());
    }

    /**
     * Makes a client. Deadlines, limits and the executor are taken from the options; what concerns sessions, and the API
     * secret and token, means nothing here.
     */
    public static JanusAdmin create(String uri, Secret adminSecret, JanusClientOptions options) {
        URI parsed = Transports.parse(uri);
        return create(parsed, adminSecret, options, Transports.forUri(parsed));
    }

    /** Makes a client over a transport of one's own choice. */
    public static JanusAdmin create(
            URI uri, Secret adminSecret, JanusClientOptions options, TransportFactory transports) {
        return new JanusAdmin(uri, adminSecret, options, transports);
    }

    /** Closes the connection and ends every future that waits. Repeatable. */
    @Override
    public void close() {
        link.close();
        if (workers != null && closed.compareAndSet(false, true)) {
            workers.release();
        }
    }

    /** Asks the server what it is; needs no secret. */
    public CompletableFuture<ServerInfo> info() {
        return link.ask(AdminProtocol.INFO);
    }

    /** Checks whether the server answers; needs no secret. */
    public CompletableFuture<Void> ping() {
        return done(link.ask(AdminProtocol.PING));
    }

    /** The server's settings. */
    public CompletableFuture<AdminReply.Status> status() {
        return link.ask(AdminProtocol.GET_STATUS);
    }

    /**
     * Sets how long sessions may be quiet.
     *
     * @param seconds 0 is for ever
     * @return the value that holds now
     */
    public CompletableFuture<Integer> setSessionTimeout(int seconds) {
        Check.notNegative("timeout", seconds);
        return link.ask(AdminProtocol.SET_SESSION_TIMEOUT, new AdminRequest.Timeout(seconds))
                .thenApply(AdminReply.Timeout::timeout);
    }

    /**
     * Sets how long one session may be quiet.
     *
     * @param seconds 0 is for ever, -1 takes the server's value again
     * @return the value that holds now
     */
    public CompletableFuture<Integer> setSessionTimeout(long sessionId, int seconds) {
        return link.ask(AdminProtocol.SET_ONE_SESSIONS_TIMEOUT, sessionId, 0, new AdminRequest.Timeout(seconds))
                .thenApply(AdminReply.Timeout::timeout);
    }

    /** Sets how much is logged, 0 to 7. */
    public CompletableFuture<Integer> setLogLevel(int level) {
        return link.ask(AdminProtocol.SET_LOG_LEVEL, new AdminRequest.Level(level))
                .thenApply(AdminReply.Level::level);
    }

    /** Logs every lock, or stops doing so. Very much. */
    public CompletableFuture<Boolean> setLockingDebug(boolean debug) {
        return link.ask(AdminProtocol.SET_LOCKING_DEBUG, new AdminRequest.Debug(debug))
                .thenApply(AdminReply.LockingDebug::lockingDebug);
    }

    /** Logs every reference count, or stops doing so. Very much. */
    public CompletableFuture<Boolean> setRefcountDebug(boolean debug) {
        return link.ask(AdminProtocol.SET_REFCOUNT_DEBUG, new AdminRequest.Debug(debug))
                .thenApply(AdminReply.RefcountDebug::refcountDebug);
    }

    /** Lets libnice log, or stops it. Janus 1.3.2 and later do not know this any more (453). */
    public CompletableFuture<Boolean> setLibniceDebug(boolean debug) {
        return link.ask(AdminProtocol.SET_LIBNICE_DEBUG, new AdminRequest.Debug(debug))
                .thenApply(AdminReply.LibniceDebug::libniceDebug);
    }

    /** Sets whether log lines begin with the time. */
    public CompletableFuture<Boolean> setLogTimestamps(boolean timestamps) {
        return link.ask(AdminProtocol.SET_LOG_TIMESTAMPS, new AdminRequest.LogTimestamps(timestamps))
                .thenApply(AdminReply.LogTimestamps::logTimestamps);
    }

    /** Sets whether the log is coloured. */
    public CompletableFuture<Boolean> setLogColors(boolean colors) {
        return link.ask(AdminProtocol.SET_LOG_COLORS, new AdminRequest.LogColors(colors))
                .thenApply(AdminReply.LogColors::logColors);
    }

    /** Sets the least that is kept for retransmissions, in milliseconds. */
    public CompletableFuture<Integer> setMinNackQueue(int millis) {
        return link.ask(AdminProtocol.SET_MIN_NACK_QUEUE, new AdminRequest.MinNackQueue(millis))
                .thenApply(AdminReply.MinNackQueue::minNackQueue);
    }

    /** Sets whether key frames that arrive empty the queue for retransmissions. */
    public CompletableFuture<Boolean> setNackOptimizations(boolean optimize) {
        return link.ask(AdminProtocol.SET_NACK_OPTIMIZATIONS, new AdminRequest.NackOptimizations(optimize))
                .thenApply(AdminReply.NackOptimizations::nackOptimizations);
    }

    /** Sets after how many seconds without packets a {@code media} event tells so; 0 never. */
    public CompletableFuture<Integer> setNoMediaTimer(int seconds) {
        return link.ask(AdminProtocol.SET_NO_MEDIA_TIMER, new AdminRequest.NoMediaTimer(seconds))
                .thenApply(AdminReply.NoMediaTimer::noMediaTimer);
    }

    /** Sets how many packets a second must be lost for a {@code slowlink} event; 0 never. */
    public CompletableFuture<Integer> setSlowlinkThreshold(int packets) {
        return link.ask(AdminProtocol.SET_SLOWLINK_THRESHOLD, new AdminRequest.SlowlinkThreshold(packets))
                .thenApply(AdminReply.SlowlinkThreshold::slowlinkThreshold);
    }

    /** Sets whether sessions may be created; otherwise {@code create} is refused with 472. Those that are there stay. */
    public CompletableFuture<Boolean> acceptNewSessions(boolean accept) {
        return link.ask(AdminProtocol.ACCEPT_NEW_SESSIONS, new AdminRequest.Accept(accept))
                .thenApply(AdminReply.Accepting::accept);
    }

    /**
     * Sends a plugin one of its synchronous requests, without a handle.
     *
     * @param plugin for example {@code janus.plugin.videoroom}
     * @param request the body, with its {@code request} member
     * @return what the plugin says, or a failure with {@link JanusPluginException} if it refuses
     */
    public CompletableFuture<RawJson> messagePlugin(String plugin, RawJson request) {
        return AdminLink.respond(
                plugin,
                request,
                link.ask(AdminProtocol.MESSAGE_PLUGIN, new AdminRequest.MessagePlugin(plugin, request)));
    }

    /**
     * Sends a plugin one of its synchronous requests, without a handle.
     *
     * @param request the request's word, for example {@code list}
     * @param body one of the plugin's request records, or a map; null if the request has no members
     */
    public CompletableFuture<RawJson> messagePlugin(String plugin, String request, @Nullable Object body) {
        return messagePlugin(plugin, Json.withMember("request", request, body == null ? null : Json.encode(body)));
    }

    /** Asks a transport something; {@link JanusPluginException} if it refuses. */
    public CompletableFuture<AdminReply.Result> queryTransport(String transport, RawJson request) {
        return AdminLink.result(
                transport,
                request,
                link.ask(AdminProtocol.QUERY_TRANSPORT, new AdminRequest.QueryTransport(transport, request)));
    }

    /** Asks a transport how many connections it has: WebSockets, HTTP, Unix sockets. */
    public CompletableFuture<AdminReply.Result> transportConnections(String transport) {
        return queryTransport(transport, Json.withMember("request", "connections", null));
    }

    /** Changes a transport's settings. */
    public CompletableFuture<AdminReply.Result> configureTransport(
            String transport, AdminRequest.TransportSettings settings) {
        return queryTransport(transport, Json.withMember("request", "configure", Json.encode(settings)));
    }

    /** Asks an event handler something; {@link JanusPluginException} if it refuses. */
    public CompletableFuture<AdminReply.Result> queryEventHandler(String handler, RawJson request) {
        return AdminLink.result(
                handler,
                request,
                link.ask(AdminProtocol.QUERY_EVENTHANDLER, new AdminRequest.QueryEventHandler(handler, request)));
    }

    /** Changes an event handler's settings. */
    public CompletableFuture<AdminReply.Result> tweakEventHandler(
            String handler, AdminRequest.EventHandlerSettings settings) {
        return queryEventHandler(handler, Json.withMember("request", "tweak", Json.encode(settings)));
    }

    /** Asks a logger something; {@link JanusPluginException} if it refuses. */
    public CompletableFuture<AdminReply.Result> queryLogger(String logger, RawJson request) {
        return AdminLink.result(
                logger, request, link.ask(AdminProtocol.QUERY_LOGGER, new AdminRequest.QueryLogger(logger, request)));
    }

    /** Gives the event handlers an event of one's own; they tell it as {@link EventHandlerEvent.External}. */
    public CompletableFuture<Void> customEvent(String schema, RawJson data) {
        return done(link.ask(AdminProtocol.CUSTOM_EVENT, new AdminRequest.CustomEvent(schema, data)));
    }

    /** Writes a line into the log. */
    public CompletableFuture<Void> customLogline(String line) {
        return customLogline(line, null);
    }

    /**
     * Writes a line into the log.
     *
     * @param level 1 to 7; null takes that of information
     */
    public CompletableFuture<Void> customLogline(String line, @Nullable Integer level) {
        return done(link.ask(AdminProtocol.CUSTOM_LOGLINE, new AdminRequest.CustomLogline(line, level)));
    }

    /** Stores a token that may use every plugin; gives the plugins. */
    public CompletableFuture<List<String>> addToken(Secret token) {
        return plugins(AdminProtocol.ADD_TOKEN, token, null);
    }

    /** Stores a token that may use some plugins; gives them. */
    public CompletableFuture<List<String>> addToken(Secret token, List<String> plugins) {
        return plugins(AdminProtocol.ADD_TOKEN, token, plugins);
    }

    /** The stored tokens. */
    public CompletableFuture<List<AdminReply.StoredToken>> listTokens() {
        return link.ask(AdminProtocol.LIST_TOKENS).thenApply(AdminReply.Tokens::tokens);
    }

    /** Lets a token use more plugins; gives all that it may use now. */
    public CompletableFuture<List<String>> allowToken(Secret token, List<String> plugins) {
        return plugins(AdminProtocol.ALLOW_TOKEN, token, some(plugins));
    }

    /** Keeps a token from plugins; gives those that are left. */
    public CompletableFuture<List<String>> disallowToken(Secret token, List<String> plugins) {
        return plugins(AdminProtocol.DISALLOW_TOKEN, token, some(plugins));
    }

    /** Forgets a token (490 if it is not there). Sessions that were created with it stay. */
    public CompletableFuture<Void> removeToken(Secret token) {
        return done(link.ask(AdminProtocol.REMOVE_TOKEN, new AdminRequest.Token(token)));
    }

    /** Lets the server look a name up. */
    public CompletableFuture<AdminReply.Resolved> resolveAddress(String address) {
        return link.ask(AdminProtocol.RESOLVE_ADDRESS, new AdminRequest.Address(address));
    }

    /** Has the server query a STUN server. Janus serves no other admin request meanwhile: 5 seconds if no answer comes. */
    public CompletableFuture<AdminReply.StunTest> testStun(String address, int port) {
        return testStun(new AdminRequest.StunTest(address, port, null));
    }

    /** As above, from a chosen port. */
    public CompletableFuture<AdminReply.StunTest> testStun(AdminRequest.StunTest test) {
        return link.ask(AdminProtocol.TEST_STUN, test);
    }

    /** The static event loops; empty if the server has none. */
    public CompletableFuture<List<AdminReply.Loop>> loopsInfo() {
        return link.ask(AdminProtocol.LOOPS_INFO).thenApply(AdminReply.Loops::loops);
    }

    /** The ids of all sessions. */
    public CompletableFuture<List<Long>> listSessions() {
        return link.ask(AdminProtocol.LIST_SESSIONS).thenApply(AdminReply.Sessions::sessions);
    }

    /** The ids of a session's handles. */
    public CompletableFuture<List<Long>> listHandles(long sessionId) {
        return link.ask(AdminProtocol.LIST_HANDLES, sessionId, 0, null).thenApply(AdminReply.Handles::handles);
    }

    /**
     * All sessions, with everything Janus tells of each of their handles. It takes a request for each session and each handle, 128
     * at a time.
     */
    public CompletableFuture<AdminOverview> overview() {
        return AdminOverview.of(this);
    }

    /** Everything Janus tells of a handle. */
    public CompletableFuture<HandleInfo> handleInfo(long sessionId, long handleId) {
        return handleInfo(sessionId, handleId, new AdminRequest.HandleInfo(null));
    }

    /** What a handle's plugin tells of it; the rest is left out. */
    public CompletableFuture<HandleInfo> handlePluginInfo(long sessionId, long handleId) {
        return handleInfo(sessionId, handleId, new AdminRequest.HandleInfo(true));
    }

    private CompletableFuture<HandleInfo> handleInfo(long sessionId, long handleId, AdminRequest.HandleInfo what) {
        return link.ask(AdminProtocol.HANDLE_INFO, sessionId, handleId, what).thenApply(AdminReply.Handle::info);
    }

    /** Ends a session. Its owner is not notified, and gets 458 for its next request. */
    public CompletableFuture<Void> destroySession(long sessionId) {
        return done(link.ask(AdminProtocol.DESTROY_SESSION, sessionId, 0, null));
    }

    /** Detaches a handle; the session's owner receives {@code detached}. */
    public CompletableFuture<Void> detachHandle(long sessionId, long handleId) {
        return done(link.ask(AdminProtocol.DETACH_HANDLE, sessionId, handleId, null));
    }

    /** Ends a handle's PeerConnection; the handle stays. */
    public CompletableFuture<Void> hangupWebrtc(long sessionId, long handleId) {
        return done(link.ask(AdminProtocol.HANGUP_WEBRTC, sessionId, handleId, null));
    }

    /** Writes a handle's packets into a file on the server, decrypted; 490 if it does so already. */
    public CompletableFuture<Void> startPcap(long sessionId, long handleId, AdminRequest.PacketDump where) {
        return done(link.ask(AdminProtocol.START_PCAP, sessionId, handleId, where));
    }

    /** Ends what {@link #startPcap} began. */
    public CompletableFuture<Void> stopPcap(long sessionId, long handleId) {
        return done(link.ask(AdminProtocol.STOP_PCAP, sessionId, handleId, null));
    }

    /** Writes a handle's packets as text, which {@code text2pcap} reads. */
    public CompletableFuture<Void> startText2pcap(long sessionId, long handleId, AdminRequest.PacketDump where) {
        return done(link.ask(AdminProtocol.START_TEXT2PCAP, sessionId, handleId, where));
    }

    /** Ends what {@link #startText2pcap} began. */
    public CompletableFuture<Void> stopText2pcap(long sessionId, long handleId) {
        return done(link.ask(AdminProtocol.STOP_TEXT2PCAP, sessionId, handleId, null));
    }

    private static List<String> some(List<String> plugins) {
        if (plugins.isEmpty()) {
            throw new IllegalArgumentException("plugins: it is mandatory, but is empty");
        }
        return plugins;
    }

    private CompletableFuture<List<String>> plugins(
            AdminCall<AdminRequest.TokenPlugins, AdminReply.Plugins> call,
            Secret token,
            @Nullable List<String> plugins) {
        return link.ask(call, new AdminRequest.TokenPlugins(token, plugins)).thenApply(AdminReply.Plugins::plugins);
    }

    private static CompletableFuture<Void> done(CompletableFuture<AdminReply.Done> reply) {
        return reply.thenApply(done -> null);
    }
}
