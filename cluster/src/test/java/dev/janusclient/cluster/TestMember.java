// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.ReclaimOutcome;
import dev.janusclient.cluster.store.OwnershipStore;
import dev.janusclient.cluster.store.SessionKey;
import dev.janusclient.cluster.store.StoreException;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.recovery.LostReason;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A member of a group for tests: it notes what is reported to it, and can be kept from its store. */
final class TestMember implements SessionHandler, GroupListener, GroupMetrics, AutoCloseable {
    /** Long enough never to expire by itself on a busy machine; a test ends it in the store. */
    static final Duration LEASE = Duration.ofSeconds(60);

    final String name;
    final Queue<String> events = new ConcurrentLinkedQueue<>();
    final Queue<SessionKey> resumed = new ConcurrentLinkedQueue<>();
    final Queue<SessionKey> lost = new ConcurrentLinkedQueue<>();
    final Queue<LostReason> lostReasons = new ConcurrentLinkedQueue<>();
    final Queue<RelinquishReason> relinquished = new ConcurrentLinkedQueue<>();
    final Map<String, AtomicInteger> storeCalls = new ConcurrentHashMap<>();
    final Map<Counter, AtomicLong> counts = new ConcurrentHashMap<>();

    volatile boolean storeOutOfReach;
    volatile @Nullable RuntimeException refusal;

    /** What its joins wait for; null for nothing. */
    volatile @Nullable CountDownLatch joinsHeld;

    private @Nullable FailoverGroup group;

    TestMember(String name) {
        this.name = name;
    }

    FailoverGroup.Builder builder(OwnershipStore store, Duration lease, StubJanus... servers) {
        FailoverGroup.Builder builder = FailoverGroup.builder(countedAndCut(store), MemberOptions.of(name, lease))
                .handler("call", this)
                .listener(this)
                .metrics(this);
        int number = 0;
        for (StubJanus server : servers) {
            builder.server(
                    "janus-" + ++number,
                    JanusClientOptions.defaults(),
                    options -> JanusClient.create(URI.create("ws://janus.test"), options, server.as(name)));
        }
        return builder;
    }

    TestMember start(OwnershipStore store, StubJanus... servers) {
        return start(builder(store, LEASE, servers));
    }

    TestMember start(FailoverGroup.Builder builder) {
        group = of(builder.start());
        return this;
    }

    static <T> T of(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    FailoverGroup group() {
        FailoverGroup started = group;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }

    /** Whether a server can be reached is found out a little after the start. */
    void awaitServers() {
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> group().status().servers().stream()
                .allMatch(GroupStatus.Server::up));
    }

    int calls(String operation) {
        return storeCalls.computeIfAbsent(operation, any -> new AtomicInteger()).get();
    }

    long count(Counter counter) {
        return counts.computeIfAbsent(counter, any -> new AtomicLong()).get();
    }

    private OwnershipStore countedAndCut(OwnershipStore store) {
        return (OwnershipStore) Proxy.newProxyInstance(
                OwnershipStore.class.getClassLoader(), new Class<?>[] {OwnershipStore.class}, (proxy, method, args) -> {
                    storeCalls
                            .computeIfAbsent(method.getName(), any -> new AtomicInteger())
                            .incrementAndGet();
                    boolean local = method.getName().equals("description")
                            || method.getName().equals("onWake")
                            || method.getName().equals("maxTicketLength");
                    if (storeOutOfReach && !local) {
                        throw new StoreException("out of reach", null);
                    }
                    CountDownLatch held = joinsHeld;
                    if (held != null && method.getName().equals("join")) {
                        held.await();
                    }
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public CompletionStage<?> resumed(OwnedSession session, ReclaimOutcome outcome) {
        RuntimeException why = refusal;
        if (why != null) {
            throw why;
        }
        resumed.add(session.key());
        return CompletableFuture.completedFuture(outcome);
    }

    @Override
    public void takenOver(GroupStatus.Takeover takeover) {
        events.add("takenOver " + takeover.session());
    }

    @Override
    public void takeoverFailed(SessionKey session, String kind, Throwable why) {
        events.add("takeoverFailed " + session + " " + why.getMessage());
    }

    @Override
    public void relinquished(SessionKey session, String kind, RelinquishReason reason) {
        relinquished.add(reason);
    }

    @Override
    public void sessionLost(SessionKey session, String kind, LostReason reason, String detail) {
        lost.add(session);
        lostReasons.add(reason);
    }

    @Override
    public void leaseLost() {
        events.add("leaseLost");
    }

    @Override
    public void leaseObtained() {
        events.add("leaseObtained");
    }

    @Override
    public void serverDown(String server, String problem) {
        events.add("serverDown " + server);
    }

    @Override
    public void serverUp(String server) {
        events.add("serverUp " + server);
    }

    @Override
    public void count(Counter counter, long by) {
        counts.computeIfAbsent(counter, any -> new AtomicLong()).addAndGet(by);
    }

    @Override
    public void time(Timer timer, Duration took) {}

    @Override
    public void close() {
        if (group != null) {
            group.close();
        }
    }
}
