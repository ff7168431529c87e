// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.cluster.store.Ownership;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreResult;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.internal.log.LogBudget;
import dev.janusclient.recovery.LostReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of a group: its parts, and the sessions that it owns. {@link Membership} keeps it in the group and looks at the store, {@link
 * Takeovers} takes sessions over, {@link Giving} gives them away.
 *
 * <p>Threading: any thread, except where it is said. What decides something runs on the group's thread, {@link #loop()}.
 */
final class GroupCore {
    private static final Logger log = LoggerFactory.getLogger(GroupCore.class);

    /** How often servers without a connection are tried. */
    private static final long CHECK_MILLIS = 1_000;

    private static final String UNREACHABLE = "its server can't be reached from here";

    private final GroupSettings settings;
    private final LogBudget logs = new LogBudget(System::nanoTime);
    private final ScheduledThreadPoolExecutor loop;
    private final GroupReports reports;
    private final GroupServers servers;
    private final FreeSessions freeSessions = new FreeSessions();
    private final Takeovers takeovers = new Takeovers(this);
    private final Giving giving = new Giving(this);
    private final Membership membership;
    private final Map<SessionKey, OwnedSession> owned = new ConcurrentHashMap<>();
    private final Batches<SessionKey> removals;
    private final Batches<SessionKey> failed;
    private final Batches<SessionKey> unreachable;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean draining;
    private volatile boolean closed;

    GroupCore(GroupSettings settings) {
        this.settings = settings;
        String name = settings.member().name();
        this.loop = StoreThread.thread("janus-failover-" + name);
        // What is due still runs when the group is closed, such as the end of a registration.
        loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.reports = new GroupReports(name, settings.listener(), settings.metrics(), logs);
        this.membership = new Membership(this);
        this.removals = new Batches<>(keys -> withMember(member -> member.remove(keys)));
        this.failed = releases("it could not be resumed here");
        this.unreachable = releases(UNREACHABLE);
        Map<String, JanusClient> clients = new LinkedHashMap<>();
        settings.servers()
                .forEach((server, how) -> clients.put(
                        server,
                        how.client(
                                known -> membership.confirm(new SessionKey(server, known.sessionId())),
                                settings.sources())));
        this.servers = new GroupServers(clients, this::serverChanged);
    }

    private Batches<SessionKey> releases(String why) {
        return new Batches<>(keys -> withMember(member -> member.release(keys, why)));
    }

    private interface Call {
        CompletableFuture<?> on(ClusterMember member);
    }

    /** Without a member nothing is owned, so that there is nothing to do. */
    private CompletableFuture<?> withMember(Call call) {
        ClusterMember member = membership.member();
        return member == null ? CompletableFuture.completedFuture(true) : call.on(member);
    }

    CompletableFuture<Void> start() {
        CompletableFuture<Void> tried = servers.check();
        loop.scheduleWithFixedDelay(servers::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        return membership.start().thenCombine(tried, (joined, reached) -> null);
    }

    GroupSettings settings() {
        return settings;
    }

    ScheduledThreadPoolExecutor loop() {
        return loop;
    }

    GroupReports reports() {
        return reports;
    }

    GroupServers servers() {
        return servers;
    }

    FreeSessions freeSessions() {
        return freeSessions;
    }

    Takeovers takeovers() {
        return takeovers;
    }

    Giving giving() {
        return giving;
    }

    Membership membership() {
        return membership;
    }

    LogBudget logs() {
        return logs;
    }

    /** Whether it owns nothing and takes nothing over; on the group's thread. */
    boolean isQuiet() {
        return owned.isEmpty() && takeovers.isIdle();
    }

    boolean isDraining() {
        return draining;
    }

    boolean isClosed() {
        return closed;
    }

    List<OwnedSession> sessions() {
        return new ArrayList<>(owned.values());
    }

    /** Null if this member does not own it. */
    @Nullable OwnedSession session(SessionKey key) {
        return owned.get(key);
    }

    int ownedSessions() {
        return owned.size();
    }

    Map<String, Integer> sessionsByServer() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        servers.names().forEach(name -> counts.put(name, 0));
        owned.keySet().forEach(key -> counts.merge(key.server(), 1, Integer::sum));
        return counts;
    }

    /** A server can be reached, or can't be reached any more. */
    private void serverChanged(String server, @Nullable String problem) {
        if (problem == null) {
            reports.notifyListener(to -> to.serverUp(server));
            membership.lookSoon();
        } else {
            logs.warn(log, "member {}: server '{}': {}", settings.member().name(), server, problem);
            reports.notifyListener(to -> to.serverDown(server, problem));
        }
    }

    /** Makes a session that this process has created this member's. Fails if it can't be; the session is then not used any more here. */
    CompletableFuture<OwnedSession> own(ClusterMember member, JanusSession session, String server, String kind) {
        SessionKey key = new SessionKey(server, session.id());
        return member.own(session, server, kind).thenApply(result -> {
            if (!(result instanceof StoreResult.Ok ok)) {
                throw new IllegalStateException("session " + key + " can't be owned: " + result);
            }
            return added(new OwnedSession(this, key, kind, ok.epoch(), session));
        });
    }

    /** Makes a session that was acquired and claimed this member's. Throws if it has been lost meanwhile. */
    OwnedSession bind(ClusterMember member, SessionKey key, String kind, long epoch, JanusSession session) {
        member.bind(key, session);
        return added(new OwnedSession(this, key, kind, epoch, session));
    }

    private OwnedSession added(OwnedSession session) {
        owned.put(session.key(), session);
        if (!session.session().isActive() && !session.session().isSuspended()) {
            // Its loss was reported before it was here.
            owned.remove(session.key(), session);
            throw new IllegalStateException("session " + session.key() + " was lost before it was resumed");
        }
        session.session().on(CoreEvent.class, event -> happened(session, event));
        return session;
    }

    private void happened(OwnedSession session, CoreEvent event) {
        if (event instanceof CoreEvent.Timeout) {
            ended(session, LostReason.EXPIRED, "it timed out at Janus");
        } else if (event instanceof CoreEvent.SessionGone gone) {
            ended(session, LostReason.GONE, gone.reason());
        } else if (event instanceof CoreEvent.ClaimedElsewhere elsewhere) {
            ended(session, LostReason.CLAIM_REFUSED, elsewhere.evidence());
        } else if (event instanceof CoreEvent.Reclaimed reclaimed
                && reclaimed.outcome() instanceof ReclaimOutcome.Lost lost) {
            ended(session, lost.reason(), lost.detail());
        }
    }

    private void ended(OwnedSession session, LostReason reason, String detail) {
        if (owned.remove(session.key(), session)) {
            gone(session.key(), session.kind(), reason, detail);
        }
    }

    /** A session that this member owns exists no longer. */
    void gone(SessionKey key, String kind, LostReason reason, String detail) {
        owned.remove(key);
        removals.add(key);
        reports.lost();
        reports.notifyListener(to -> to.sessionLost(key, kind, reason, detail));
    }

    /** A session that this member has acquired was free for longer than it can have lived. */
    void expired(Ownership row) {
        String last = freeSessions.lastFailure(row.session());
        freeSessions.forget(row.session());
        boolean up = servers.isUp(row.session().server());
        gone(
                row.session(),
                row.kind(),
                up ? LostReason.EXPIRED : LostReason.UNREACHABLE,
                "no member has resumed it for longer than Janus keeps a session without an owner"
                        + (last == null ? "" : "; the last attempt here failed: " + last));
    }

    /** A session that this member has acquired could not be resumed; on the group's thread. */
    void takeoverFailed(SessionKey key, String kind, Throwable why) {
        owned.remove(key);
        String text = String.valueOf(why.getMessage());
        logs.warn(
                log,
                "member {}: session {} could not be resumed: {}",
                settings.member().name(),
                key,
                text);
        freeSessions.failed(key, text, System.nanoTime());
        failed.add(key);
        reports.count(GroupMetrics.Counter.TAKEOVERS_FAILED, 1);
        reports.notifyListener(to -> to.takeoverFailed(key, kind, why));
    }

    /** This member does not own a session any more. */
    void relinquished(SessionKey key, RelinquishReason reason) {
        OwnedSession session = owned.remove(key);
        if (session != null) {
            reports.count(GroupMetrics.Counter.RELINQUISHED, 1);
            reports.notifyListener(to -> to.relinquished(key, session.kind(), reason));
        }
    }

    CompletableFuture<Void> destroy(OwnedSession session) {
        return session.session().destroy().thenApply(done -> {
            if (owned.remove(session.key(), session)) {
                removals.add(session.key());
            }
            return null;
        });
    }

    /** Forgets sessions that the application has ended by themselves; on the group's thread. */
    void sweep() {
        for (OwnedSession one : sessions()) {
            JanusSession session = one.session();
            if (!session.isActive() && !session.isSuspended() && owned.remove(one.key(), one)) {
                removals.add(one.key());
            }
        }
    }

    /** Gives sessions of servers up that other members may still reach; on the group's thread. */
    void releaseUnreachable() {
        List<String> down = servers.downFor(settings.member().lease());
        for (OwnedSession one : sessions()) {
            if (down.contains(one.key().server()) && one.session().isSuspended()) {
                relinquished(one.key(), new RelinquishReason.Released(UNREACHABLE));
                unreachable.add(one.key());
            }
        }
    }

    CompletableFuture<Integer> drain(Duration atMost) {
        draining = true;
        CompletableFuture<Integer> drained = new Drain(this).run(atMost);
        ended.whenComplete((done, failure) ->
                drained.completeExceptionally(new IllegalStateException("the group was closed while it drained")));
        return drained;
    }

    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        membership.close();
        owned.clear();
        servers.close();
        loop.shutdown();
        reports.close();
        ended.complete(null);
    }
}
