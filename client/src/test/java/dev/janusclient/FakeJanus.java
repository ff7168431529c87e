// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.internal.connection.EventStream;
import dev.janusclient.internal.session.SessionCore;
import dev.janusclient.message.RawJson;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Janus in memory: it records what is sent, answers by a script, and lets a test speak for it. Answers are given on the
 * thread that sends. In the script's frames {@code '} stands for {@code "}, {@code $T}, {@code $S} and {@code $H} for the
 * request's transaction, session and handle, and {@code $N} for a new id.
 */
public final class FakeJanus implements TransportFactory {
    public static final String ACK = "{'janus':'ack','session_id':$S,'transaction':'$T'}";
    public static final String SUCCESS = "{'janus':'success','session_id':$S,'transaction':'$T'}";
    public static final String NEW_ID = "{'janus':'success','transaction':'$T','data':{'id':$N}}";

    /** One request as it went over the wire. */
    public record Frame(RawJson json) {
        public String transaction() {
            return Objects.requireNonNull(json.string("transaction"));
        }

        /** The request's word; for a message with the plugin's request behind it: {@code message:register}. */
        public String label() {
            String word = Objects.requireNonNull(json.string("janus"));
            RawJson body = json.member("body");
            return body == null ? word : word + ":" + body.string("request");
        }

        public RawJson body() {
            return Objects.requireNonNull(json.member("body"));
        }

        public long number(String member) {
            RawJson value = json.member(member);
            return value == null ? 0 : value.asLong();
        }
    }

    private final ManualScheduler scheduler = new ManualScheduler();
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final List<JanusClient> clients = new CopyOnWriteArrayList<>();
    private final Map<String, Consumer<Frame>> script = new ConcurrentHashMap<>();
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong(1000);
    private final List<CompletableFuture<JanusTransport>> held = new CopyOnWriteArrayList<>();
    private volatile boolean holdsConnects;
    private volatile @Nullable RuntimeException refusal;
    private volatile String version = "1.1.2";
    private volatile int sessionTimeout = 60;
    private volatile int reclaimTimeout = 60;
    private volatile boolean canStop = true;
    private volatile boolean shared;

    public FakeJanus() {
        answer("create", NEW_ID).answer("attach", NEW_ID).answer("ping", "{'janus':'pong','transaction':'$T'}");
        answer("keepalive", ACK).answer("trickle", ACK);
        for (String word : List.of("claim", "destroy", "detach", "hangup")) {
            answer(word, SUCCESS);
        }
        handler("info", frame -> push(fill(info(), frame)));
    }

    private String info() {
        return "{'janus':'server_info','transaction':'$T','name':'Janus WebRTC"
                + " Server','version':1102,'version_string':'"
                + version + "','server-name':'fake','session-timeout':" + sessionTimeout
                + ",'reclaim-session-timeout':" + reclaimTimeout + "}";
    }

    /** Scripts the answer to requests of a label. */
    public FakeJanus answer(String label, String... answers) {
        return handler(label, frame -> List.of(answers).forEach(answer -> push(fill(answer, frame))));
    }

    /** Scripts an error. */
    public FakeJanus refuse(String label, int code) {
        return answer(label, "{'janus':'error','transaction':'$T','error':{'code':" + code + ",'reason':'so it is'}}");
    }

    /** Leaves requests of a label without an answer. */
    public FakeJanus silent(String label) {
        return handler(label, frame -> {});
    }

    /** Does something of a test's own for requests of a label. */
    public FakeJanus handler(String label, Consumer<Frame> handler) {
        script.put(label, handler);
        return this;
    }

    public FakeJanus version(String versionString) {
        version = versionString;
        return this;
    }

    public FakeJanus timeouts(int session, int reclaim) {
        sessionTimeout = session;
        reclaimTimeout = reclaim;
        return this;
    }

    /** Lets connects hang until {@link #releaseConnects()}. */
    public FakeJanus holdConnects() {
        holdsConnects = true;
        return this;
    }

    public void releaseConnects() {
        holdsConnects = false;
        for (int i = 0; i < held.size(); i++) {
            held.get(i).complete(links.get(links.size() - held.size() + i));
        }
        held.clear();
    }

    /** Fails connects from now on; null lets them through again. */
    public FakeJanus refuseConnects(@Nullable RuntimeException why) {
        refusal = why;
        return this;
    }

    /** Puts a request's particulars into an answer. */
    public String fill(String answer, Frame frame) {
        return answer.replace("$T", frame.transaction())
                .replace("$S", Long.toString(frame.number("session_id")))
                .replace("$H", Long.toString(frame.number("handle_id")))
                .replace("$N", answer.contains("$N") ? Long.toString(ids.incrementAndGet()) : "");
    }

    /** Says something. */
    public void push(String frame) {
        pushBytes(frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    public void pushBytes(byte[] frame) {
        link().listener.onMessage(frame);
    }

    /** Speaks for a handle: a plugin's event with the given data. */
    public void event(JanusPlugin handle, String data) {
        push("{'janus':'event','session_id':" + handle.session().id() + ",'sender':" + handle.handleId()
                + ",'plugindata':{'plugin':'" + handle.plugin() + "','data':" + data + "}}");
    }

    /** Whether what is said now is read; a transport that was told to stop reads nothing. */
    public boolean isReading() {
        return !link().stopped;
    }

    /** Makes transports that can't stop reading. */
    public FakeJanus cannotStop() {
        canStop = false;
        return this;
    }

    /** Makes its transport one that carries answers for other processes, too. */
    public FakeJanus shared() {
        shared = true;
        return this;
    }

    /** Ends the newest connection. */
    public void lose(CloseReason.Kind kind) {
        link().end(new CloseReason(kind, "as the test said", null));
    }

    /** Makes the newest connection refuse to send, as a closed one does, without telling its listener. */
    public void failSends() {
        link().failing = true;
    }

    private Link link() {
        return links.get(links.size() - 1);
    }

    /** Whether every connection that was handed out has been closed. */
    public boolean allClosed() {
        return links.stream().allMatch(link -> link.ended.get());
    }

    public int connects() {
        return links.size();
    }

    /** Everything that was sent, by label. */
    public List<String> sent() {
        return frames.stream().map(Frame::label).toList();
    }

    public List<Frame> frames(String label) {
        return frames.stream().filter(frame -> frame.label().equals(label)).toList();
    }

    public Frame lastFrame() {
        return frames.get(frames.size() - 1);
    }

    /** Forgets what was sent so far. */
    public void forget() {
        frames.clear();
    }

    public ManualScheduler scheduler() {
        return scheduler;
    }

    /** Lets the time pass in which further listeners may follow the first one, so that what waited for them is delivered. */
    public void listenersAreThere() {
        scheduler.advance(EventStream.REGISTRATION_WINDOW);
    }

    /** A client whose futures complete and whose listeners run on the thread that is there. */
    public JanusClient client() {
        return client(options -> {});
    }

    public JanusClient client(Consumer<JanusClientOptions.Builder> with) {
        return poolClient(options -> with.accept(options.callbackExecutor(Runnable::run)));
    }

    /** A client with an executor of its own, if the options name none; it recovers nothing, unless the options say so. */
    public JanusClient poolClient(Consumer<JanusClientOptions.Builder> with) {
        JanusClientOptions.Builder options = JanusClientOptions.builder().recovery(RecoveryOptions.disabled());
        with.accept(options);
        JanusClient client = JanusClient.create(URI.create("ws://janus.test"), options.build(), this, scheduler);
        clients.add(client);
        return client;
    }

    /** What stands behind a session. */
    public static SessionCore core(JanusSession session) {
        return session.core();
    }

    /** How many requests, routes and sessions a client holds. */
    public static int entries(JanusClient client) {
        return client.entries();
    }

    /** Closes what the test left open; nothing may stay behind. */
    public void assertNothingLeft() {
        for (JanusClient client : clients) {
            client.close();
            assertThat(client.entries()).as("entries of a closed client").isZero();
        }
        assertThat(scheduler.activeTasks()).as("activeTasks").isZero();
        assertThat(held.isEmpty() && !allClosed()).as("transports left open").isFalse();
    }

    @Override
    public Set<String> schemes() {
        return Set.of("ws");
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        RuntimeException refused = refusal;
        if (refused != null) {
            return CompletableFuture.failedFuture(refused);
        }
        Link link = new Link(listener);
        links.add(link);
        if (!holdsConnects) {
            return CompletableFuture.completedFuture(link);
        }
        CompletableFuture<JanusTransport> later = new CompletableFuture<>();
        held.add(later);
        return later;
    }

    private final class Link implements JanusTransport {
        final TransportListener listener;
        final AtomicBoolean ended = new AtomicBoolean();
        volatile boolean failing;
        volatile boolean stopped;

        Link(TransportListener listener) {
            this.listener = listener;
        }

        @Override
        public void send(byte[] json) {
            if (failing || ended.get()) {
                throw new IllegalStateException("closed");
            }
            Frame frame = new Frame(RawJson.of(new String(json, StandardCharsets.UTF_8)));
            frames.add(frame);
            script.getOrDefault(frame.label(), unscripted -> {}).accept(frame);
        }

        @Override
        public boolean isShared() {
            return shared;
        }

        @Override
        public boolean pauseReading(boolean stop) {
            stopped = stop && canStop;
            return canStop;
        }

        @Override
        public void close() {
            end(new CloseReason(CloseReason.Kind.CLIENT_CLOSED, "closed", null));
        }

        void end(CloseReason reason) {
            if (ended.compareAndSet(false, true)) {
                listener.onClosed(reason);
            }
        }
    }
}
