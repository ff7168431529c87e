// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import dev.janusclient.Backlog;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusSession;
import dev.janusclient.Subscription;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.RawJson;
import dev.janusclient.netty.NettyWebSocketFactory;
import dev.janusclient.okhttp.OkHttpTransportFactory;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.transport.TransportFactory;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Our client, as a process under measurement: {@code JanusWork URI netty|okhttp pool|direct}. */
public final class JanusWork {
    static final JanusId ROOM = JanusId.of(1234);
    private static final EchoTestRequest.Settings SETTINGS =
            EchoTestRequest.Settings.builder().audio(true).video(true).build();

    /** So many are there before the growth is measured: the classes are loaded then, and the tables have grown up. */
    private static final int FIRST = 200;

    private final Supplier<JanusClient> clients;
    private final Supplier<Reconnects> reconnects;
    private final JanusClient janus;
    private final JanusSession session;
    private final JanusVideoRoomPlugin room;
    private final JanusEchoTestPlugin echo;
    private final Set<Object> kept = Collections.newSetFromMap(new ConcurrentHashMap<>());

    private JanusWork(Supplier<JanusClient> clients, Supplier<Reconnects> reconnects) {
        this.clients = clients;
        this.reconnects = reconnects;
        janus = clients.get();
        session = janus.createSession().join();
        room = session.attach(JanusVideoRoomPlugin.TYPE).join();
        echo = session.attach(JanusEchoTestPlugin.TYPE).join();
    }

    public static void main(String[] args) throws Exception {
        URI uri = URI.create(args[0]);
        TransportFactory transports =
                args[1].equals("okhttp") ? new OkHttpTransportFactory() : new NettyWebSocketFactory();
        JanusClientOptions.Builder options = JanusClientOptions.builder()
                // Every event is wanted here. OkHttp can't be stopped, and keeps what comes too fast.
                .backlog(args[1].equals("okhttp") ? Backlog.dropOldest(1_000_000) : Backlog.pauseReading(10_000));
        if (args[2].equals("direct")) {
            options.callbackExecutor(Runnable::run);
        }
        JanusClientOptions built = options.build();
        new JanusWork(() -> JanusClient.create(uri, built, transports), () -> new Reconnects(uri, transports)).serve();
    }

    private void serve() throws Exception {
        Map<String, Work.Task> tasks = new HashMap<>();
        tasks.put("sync", (inFlight, count) -> new Pipeline(count, () -> room.exists(ROOM)).run(inFlight));
        tasks.put("async", (inFlight, count) -> new Pipeline(count, () -> echo.configure(SETTINGS)).run(inFlight));
        tasks.put("burst", (inFlight, count) -> burst(count));
        tasks.put("threads", (threads, count) -> new ManyThreads(session, threads, count).run());
        tasks.put("handles", grown(() -> session.attach(JanusVideoRoomPlugin.TYPE)));
        tasks.put("sessions", grown(janus::createSession));
        tasks.put("connections", grown(this::connection));
        tasks.put("visits", (inFlight, count) -> new Pipeline(count, this::visit).run(inFlight));
        tasks.put("reconnects", (inFlight, count) -> reconnects.get().run(count));
        tasks.put("standing", (inFlight, count) -> Heap.standing());
        Work.serve(tasks);
    }

    private Work.Outcome burst(int count) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(count + 1);
        CountDownLatch over = new CountDownLatch(1);
        long began = System.nanoTime();
        Subscription listening = room.on(VideoRoomEvent.class, event -> {
            if (left.decrementAndGet() == 0) {
                over.countDown();
            }
        });
        askForBurst(room, count);
        boolean all = over.await(60, TimeUnit.SECONDS);
        long took = System.nanoTime() - began;
        listening.close();
        if (!all) {
            throw new IllegalStateException(left.get() + " events are missing");
        }
        return () -> String.format(Locale.ROOT, "rate=%.0f", count * 1e9 / took);
    }

    /** Asks the stub for events; one more follows them. */
    static void askForBurst(JanusVideoRoomPlugin room, int count) {
        room.message(RawJson.of("{\"request\":\"bench.burst\",\"count\":" + count + "}"), null);
    }

    /** Makes many of something that stays, and tells how much heap each one takes. */
    private Work.Task grown(Supplier<? extends CompletableFuture<?>> make) {
        Supplier<CompletableFuture<?>> keeping = () -> make.get().thenAccept(kept::add);
        return (inFlight, count) -> {
            new Pipeline(FIRST, keeping).run(inFlight);
            long before = Heap.used();
            new Pipeline(count, keeping).run(inFlight);
            long bytes = (Heap.used() - before) / count;
            return () -> "bytes=" + bytes;
        };
    }

    /** A session that comes, asks and goes. */
    private CompletableFuture<?> visit() {
        return janus.createSession().thenCompose(visitor -> visitor.attach(JanusVideoRoomPlugin.TYPE)
                .thenCompose(handle -> handle.exists(ROOM))
                .thenCompose(answer -> visitor.destroy()));
    }

    private CompletableFuture<JanusSession> connection() {
        JanusClient another = clients.get();
        kept.add(another);
        return another.createSession();
    }
}
