// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.doctor.CheckUp;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.error.RelinquishReason;
import dev.janusclient.handover.HandleTicket;
import dev.janusclient.handover.HandoverKeys;
import dev.janusclient.handover.HandoverTicket;
import dev.janusclient.handover.ServerIdentity;
import dev.janusclient.handover.TicketSigner;
import dev.janusclient.internal.worker.Scheduler;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.Records;
import dev.janusclient.plugin.SideChannel;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipCallReplacement;
import dev.janusclient.plugin.textroom.JanusTextRoomPlugin;
import dev.janusclient.plugin.textroom.TextRoomChannel;
import dev.janusclient.plugin.textroom.TextRoomRequest;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomPublisher;
import dev.janusclient.plugin.videoroom.VideoRoomSubscriber;
import dev.janusclient.reclaim.AdminCheckUp;
import dev.janusclient.reclaim.AdminSource;
import dev.janusclient.reclaim.EventJournal;
import dev.janusclient.reclaim.JournalCheckUp;
import dev.janusclient.reclaim.MediaContinuation;
import dev.janusclient.reclaim.Reclaim;
import dev.janusclient.recovery.ClaimGuard;
import dev.janusclient.recovery.GapSource;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No code of a user's runs on the thread that waits for deadlines, and none holds up what other callers wait for. */
@Timeout(120)
class CallbackThreadsTest {
    private static final Duration SOON = Duration.ofMillis(400);

    /** Whose methods users implement, or that need a real server, with the test that has them. */
    private static final Map<Class<?>, String> ELSEWHERE = Map.of(
            GapSource.class, "users implement it: aSourceThatEndsOnAnyThreadLeavesThatThread",
            ClaimGuard.class, "users implement it: ClaimGuardTest",
            CheckUp.class, "users implement it",
            MediaContinuation.Attempt.class, "users implement it: ContinuedMediaTest",
            PeerConnection.class, "users implement it",
            SipCallReplacement.class, "needs a call: CallReplacedTest",
            TransportFactory.class, "users implement it",
            SideChannel.class, "by TextRoomChannel",
            AdminCheckUp.class, "makes its own JanusAdmin; DoctorTest",
            JournalCheckUp.class, "needs event handlers; DoctorTest");

    /** Ends with an event or the handle: whatWaitsForAnEventEndsOnTheExecutor. */
    private static final Set<String> WITHOUT_LIMIT = Set.of("next");

    private final CountDownLatch gate = new CountDownLatch(1);
    private final Map<String, String> threads = new ConcurrentHashMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final FakeJanus janus = new FakeJanus().version("9.9.9");

    @AfterEach
    void end() throws Exception {
        gate.countDown();
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private JanusClient client(FakeJanus server, Consumer<JanusClientOptions.Builder> with) {
        JanusClientOptions.Builder options =
                JanusClientOptions.builder().requestTimeout(SOON).recovery(RecoveryOptions.disabled());
        with.accept(options);
        JanusClient client = JanusClient.create(URI.create("ws://janus.test"), options.build(), server);
        open.add(client);
        return client;
    }

    private JanusAdmin admin() {
        JanusAdmin admin = JanusAdmin.create(
                URI.create("ws://janus.test"),
                Secret.of("hunter2"),
                JanusClientOptions.builder().requestTimeout(SOON).build(),
                new SilentTransports());
        open.add(admin);
        return admin;
    }

    private static HandoverTicket ticket(long sessionId) {
        return HandoverTicket.of(
                new ServerIdentity("fake", "9.9.9", "ws://janus.test"),
                sessionId,
                Instant.now(),
                List.of(new HandleTicket(77, "janus.plugin.sip", null, null, null, List.of(), List.of())));
    }

    /** Chains what blocks, and notes where it runs. */
    private void block(String name, CompletableFuture<?> future) {
        Thread caller = Thread.currentThread();
        future.whenComplete((value, failure) -> {
            threads.put(name, Thread.currentThread().getName());
            if (Thread.currentThread() != caller) {
                awaitGate();
            }
        });
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A deadline of a client that has nothing to do with what blocks. */
    private void assertDeadlinesPass() {
        JanusClient other = client(new FakeJanus().silent("create"), options -> {});
        Outcome.failure(other.createSession(), JanusTimeoutException.class);
    }

    private void assertNoneOnTheTimer(int expected) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> threads.size() >= expected);
        assertThat(threads)
                .allSatisfy((method, thread) -> assertThat(thread).as(method).isNotEqualTo(Scheduler.TIMER_THREAD));
        assertDeadlinesPass();
    }

    /** Every class of the exported packages that has a public method which gives a future. */
    private static Map<Class<?>, List<Method>> futures() {
        Map<Class<?>, List<Method>> found = new LinkedHashMap<>();
        for (JavaClass one : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.janusclient")) {
            if (!one.getModifiers().contains(JavaModifier.PUBLIC)
                    || one.getPackageName().contains(".internal")
                    || one.isAssignableTo(Throwable.class)) {
                continue;
            }
            Class<?> type = one.reflect();
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())
                        && !method.isSynthetic()
                        && CompletionStage.class.isAssignableFrom(method.getReturnType())) {
                    found.computeIfAbsent(type, none -> new ArrayList<>()).add(method);
                }
            }
        }
        return found;
    }

    @Test
    void noFutureThatAMethodGivesEndsOnTheTimer() throws ReflectiveOperationException {
        JanusClient client = client(janus, options -> {});
        JanusSession session = Outcome.of(client.createSession());
        Map<Class<?>, Object> objects = new LinkedHashMap<>();
        JanusAdmin admin = admin();
        objects.put(JanusClient.class, client);
        objects.put(JanusSession.class, session);
        objects.put(JanusPlugin.class, Outcome.of(session.attach(JanusSipPlugin.TYPE)));
        objects.put(JanusAdmin.class, admin);
        objects.put(Reclaim.class, Reclaim.with(client));
        objects.put(
                EventJournal.class,
                EventJournal.create(new EventJournal.Limits(10, Duration.ofMinutes(1), SOON, SOON.multipliedBy(2))));
        objects.put(AdminSource.class, new AdminSource(admin));
        objects.put(SessionKeepalive.class, Outcome.of(client.keepAlive(4711, SOON)));
        Map<Class<?>, List<Method>> futures = futures();
        for (Class<?> type : futures.keySet()) {
            if (JanusPlugin.class.isAssignableFrom(type) && !objects.containsKey(type)) {
                objects.put(type, Outcome.of(session.attach((PluginType<?>)
                        type.getField("TYPE").get(null))));
            }
        }
        JanusVideoRoomPlugin room =
                (JanusVideoRoomPlugin) Objects.requireNonNull(objects.get(JanusVideoRoomPlugin.class));
        objects.put(VideoRoomPublisher.class, room.asPublisher());
        objects.put(VideoRoomSubscriber.class, room.asSubscriber());
        objects.put(
                TextRoomChannel.class,
                ((JanusTextRoomPlugin) Objects.requireNonNull(objects.get(JanusTextRoomPlugin.class)))
                        .channel(text -> {}));
        for (String label : Set.of("create", "attach", "claim", "keepalive", "ping", "info", "destroy", "detach")) {
            janus.silent(label);
        }
        janus.silent("hangup").silent("trickle");
        int begun = 0;
        for (Map.Entry<Class<?>, List<Method>> entry : futures.entrySet()) {
            if (ELSEWHERE.containsKey(entry.getKey())) {
                continue;
            }
            Object object = Objects.requireNonNull(
                    objects.get(entry.getKey()), () -> "an object of each class with futures: " + entry.getKey());
            for (Method method : entry.getValue()) {
                if (!WITHOUT_LIMIT.contains(method.getName())) {
                    block(method.toString(), invoke(method, object));
                    begun++;
                }
            }
        }
        assertThat(begun).isGreaterThan(200);
        assertNoneOnTheTimer(begun);
    }

    /** With numbers of which the method takes one. */
    private static CompletableFuture<?> invoke(Method method, Object object) throws ReflectiveOperationException {
        IllegalArgumentException refused = null;
        for (int number : new int[] {486, 5}) {
            try {
                return (CompletableFuture<?>) method.invoke(object, arguments(method, number));
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof IllegalArgumentException why)) {
                    throw e;
                }
                refused = why;
            }
        }
        throw new AssertionError(method + " takes nothing", refused);
    }

    private static Object[] arguments(Method method, int number) {
        Type[] types = method.getGenericParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(types[i], number);
        }
        return arguments;
    }

    private static Object argument(Type type, int number) {
        Class<?> raw = type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : raw(type);
        if (raw == PluginType.class) {
            return JanusSipPlugin.TYPE;
        } else if (raw == AttachOptions.class) {
            return AttachOptions.NONE;
        } else if (raw == Duration.class) {
            return Duration.ofMinutes(1);
        } else if (raw == HandoverTicket.class) {
            return ticket(4712);
        } else if (raw == ReclaimPlan.class) {
            return new ReclaimPlan(List.of(JanusSipPlugin.TYPE), List.of(), false, SOON);
        } else if (raw == CheckUp[].class) {
            return new CheckUp[0];
        } else if (raw == Consumer.class) {
            return (Consumer<Object>) nothing -> {};
        } else if (raw.getPackageName().equals("dev.janusclient.handover")) {
            return raw == HandoverKeys.class ? HandoverKeys.of(new byte[16]) : new TicketSigner(new byte[16]);
        } else if (raw.isSealed()) {
            return argument(raw.getPermittedSubclasses()[0], number);
        } else if (raw == TextRoomRequest.Message.class) {
            return Records.filled(raw, Set.of("to"));
        }
        return Records.value(type, number);
    }

    private static Class<?> raw(Type type) {
        return type instanceof Class<?> plain ? plain : Object.class;
    }

    @Test
    void whatWaitsForAnEventEndsOnTheExecutor() {
        JanusSession session = Outcome.of(client(janus, options -> {}).createSession());
        block("next", Outcome.of(session.attach(JanusSipPlugin.TYPE)).next(CoreEvent.HangUp.class));
        session.relinquish(new RelinquishReason.Released("it was released"));
        assertNoneOnTheTimer(1);
    }

    @Test
    void whatFollowsAReclaimRunsOnTheExecutorWhateverEndedItsSources() {
        JanusClient client = client(janus, options -> {});
        EventJournal journal =
                EventJournal.create(new EventJournal.Limits(10, Duration.ofMinutes(1), SOON, SOON.multipliedBy(2)));
        block("journal", Reclaim.with(client).source(journal).take(ticket(1000)));
        HandoverTicket handedOff = ticket(1001).withForwarding("abc");
        block("last owner", Reclaim.with(client).handoffTimeout(SOON).take(handedOff));
        block("its end", Outcome.of(client.keepAlive(1002, SOON)).ended());
        assertNoneOnTheTimer(3);
    }

    @Test
    void aSourceThatEndsOnAnyThreadLeavesThatThread() throws InterruptedException {
        JanusClient client = client(janus, options -> {});
        CompletableFuture<dev.janusclient.recovery.Findings> found = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        GapSource source = new GapSource() {
            @Override
            public String name() {
                return "a source";
            }

            @Override
            public CompletableFuture<dev.janusclient.recovery.Findings> query(HandoverTicket ticket) {
                asked.countDown();
                return found;
            }
        };
        block("source", Reclaim.with(client).source(source).take(ticket(1000)));
        asked.await();
        Thread elsewhere = new Thread(() -> found.complete(dev.janusclient.recovery.Findings.NOTHING), "elsewhere");
        elsewhere.start();
        elsewhere.join();
        await().until(() -> threads.containsKey("source"));
        assertThat(threads.get("source")).isNotEqualTo("elsewhere");
    }

    @Test
    void aMarkThatIsHeardLeavesTheThreadThatBroughtIt() throws InterruptedException {
        JanusAdmin admin = admin();
        EventJournal journal = EventJournal.create(
                new EventJournal.Limits(10, Duration.ofMinutes(1), SOON, Duration.ofSeconds(30)), admin);
        SilentTransports.frames.clear();
        block("mark", journal.query(ticket(1000)));
        await().until(() -> !SilentTransports.frames.isEmpty());
        RawJson sent = RawJson.of(SilentTransports.frames.get(0));
        RawJson event = RawJson.of("{\"emitter\":\"fake\",\"type\":4,\"timestamp\":1,\"event\":{\"schema\":\""
                + sent.string("schema") + "\",\"data\":" + sent.member("data") + "}}");
        Thread elsewhere = new Thread(() -> journal.accept(event), "elsewhere");
        elsewhere.start();
        elsewhere.join();
        await().until(() -> threads.containsKey("mark"));
        assertThat(threads.get("mark")).isNotEqualTo("elsewhere");
    }

    @Test
    void withAnExecutorThatRunsTasksInTheCallingThreadOtherClientsDoNotWait() {
        JanusClient client = client(janus.silent("create"), options -> options.callbackExecutor(Runnable::run));
        block("create", client.createSession());
        assertNoneOnTheTimer(1);
    }

    @Test
    void callersOfOneConnectionDoNotWaitForEachOther() {
        CompletableFuture<JanusTransport> connecting = new CompletableFuture<>();
        JanusClient client = JanusClient.create(
                URI.create("ws://janus.test"), JanusClientOptions.defaults(), new SilentTransports() {
                    @Override
                    public CompletableFuture<JanusTransport> connect(
                            URI uri,
                            dev.janusclient.transport.TransportOptions options,
                            dev.janusclient.transport.TransportListener listener) {
                        return connecting;
                    }
                });
        open.add(client);
        for (int i = 0; i < 3; i++) {
            block("connect " + i, client.connect());
            block("info " + i, client.info());
        }
        connecting.completeExceptionally(new dev.janusclient.error.JanusConnectException("as the test said", null));
        assertNoneOnTheTimer(6);
    }

    @Test
    void callersOfOneEndDoNotWaitForEachOther() {
        JanusClient client = client(janus, options -> {});
        SessionKeepalive keepalive = Outcome.of(client.keepAlive(1002, SOON));
        for (int i = 0; i < 3; i++) {
            block("ended " + i, keepalive.ended());
        }
        assertNoneOnTheTimer(3);
    }

    @Test
    void aSourceOfTokensThatBlocksHoldsUpNoDeadline() {
        AtomicInteger asked = new AtomicInteger();
        JanusClient client = client(janus, options -> options.keepaliveInterval(Duration.ofMillis(50))
                .token(() -> {
                    // After info and create.
                    if (asked.incrementAndGet() > 2) {
                        threads.put("token " + asked, Thread.currentThread().getName());
                        awaitGate();
                    }
                    return Secret.of("hunter2");
                }));
        JanusSession session = Outcome.of(client.createSession());
        assertNoneOnTheTimer(1);
        assertThat(threads).as("one task asks for keepalives").hasSize(1);
        assertThat(session.isActive()).isTrue();
    }

    /** Connections that are open and on which nothing is said. */
    private static class SilentTransports implements TransportFactory {
        static final List<String> frames = new java.util.concurrent.CopyOnWriteArrayList<>();

        @Override
        public Set<String> schemes() {
            return Set.of("ws");
        }

        @Override
        public CompletableFuture<JanusTransport> connect(
                URI uri,
                dev.janusclient.transport.TransportOptions options,
                dev.janusclient.transport.TransportListener listener) {
            return CompletableFuture.completedFuture(new JanusTransport() {
                @Override
                public void send(byte[] json) {
                    frames.add(new String(json, java.nio.charset.StandardCharsets.UTF_8));
                }

                @Override
                public void close() {
                    listener.onClosed(new dev.janusclient.transport.CloseReason(
                            dev.janusclient.transport.CloseReason.Kind.CLIENT_CLOSED, "closed", null));
                }
            });
        }
    }
}
