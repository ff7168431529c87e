package dev.janusclient;

import dev.janusclient.error.JanusProtocolException;
import dev.janusclient.handover.ServerIdentity;
import dev.janusclient.internal.connection.EventStream;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.ServerInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the sessions of one client share. */
final class ClientContext {
    private static final Logger log = LoggerFactory.getLogger(JanusClient.class);

    private final URI uri;
    private final JanusClientOptions options;
    private final Executor executor;
    private final Scheduler scheduler;
    private final Map<Long, JanusSession> sessions = new ConcurrentHashMap<>();

    ClientContext(URI uri, JanusClientOptions options, Executor executor, Scheduler scheduler) {
        this.uri = uri;
        this.options = options;
        this.executor = executor;
        this.scheduler = scheduler;
    }

    Executor executor() {
        return executor;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** Runs something where the user wants it; if that place is closed, here. */
    void run(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    EventStream newEventStream(EventStream.Owner owner) {
        return new EventStream(executor, options.maxUndeliveredEvents(), options.backlog(), owner);
    }

    boolean checksVersions() {
        return options.versionCheck();
    }

    boolean recovers() {
        return options.recovery().enabled();
    }

    Duration requestTimeout() {
        return options.requestTimeout();
    }

    int maxJsonDepth() {
        return options.maxJsonDepth();
    }

    Clock clock() {
        return Clock.systemUTC();
    }

    ServerIdentity identity(ServerInfo server) {
        return new ServerIdentity(server.serverName(), server.versionString(), uri.toString());
    }

    /** Notes a session; one of the same id that was here before has lost control of it. */
    void sessionStarted(JanusSession session) {
        JanusSession before = sessions.put(session.id(), session);
        if (before != null && before != session) {
            before.superseded();
        }
    }

    void sessionEnded(JanusSession session) {
        sessions.remove(session.id(), session);
    }

    /** The sessions whose connection is lost and that are to be had back. */
    List<JanusSession> suspended() {
        List<JanusSession> suspended = new ArrayList<>();
        for (JanusSession session : sessions.values()) {
            if (session.isSuspended() && !session.isActive()) {
                suspended.add(session);
            }
        }
        return suspended;
    }

    int sessions() {
        return sessions.size();
    }

    void warnIfNotReclaimable(ServerInfo server, String what) {
        if (!server.reclaimEnabled()) {
            log.warn(
                    "{}, but reclaim_session_timeout of Janus '{}' is 0: a session dies with its connection, and nobody"
                            + " can claim it after a crash. Set it in janus.jcfg, for example to 60",
                    what,
                    server.serverName());
        }
    }

    static long idIn(JanusMessage reply) {
        RawJson data = reply.data();
        RawJson id = data == null ? null : data.member("id");
        if (id == null) {
            throw new JanusProtocolException("data.id is missing in Janus's reply");
        }
        return id.asLong();
    }
}
