// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.jmh;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.internal.connection.Observed;
import dev.janusclient.internal.log.WireLog;
import dev.janusclient.internal.message.JanusMessage;
import dev.janusclient.message.JanusId;
import dev.janusclient.micrometer.MicrometerObserver;
import dev.janusclient.observe.ClientObserver;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.plugin.videoroom.VideoRoomEvent;
import dev.janusclient.plugin.videoroom.VideoRoomReply;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What the parts take: all of it on one thread, with an executor that runs things where they are. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PartsBenchmark {
    private static final int DEPTH = 64;
    private static final URI SERVER = URI.create("ws://loopback:8188");
    private static final String ROOMS = "janus.plugin.videoroom";
    private static final JanusId ROOM = JanusId.of(1234);

    private final byte[] exists = Texts.of(Texts.EXISTS, "abcdefghijklmnop");
    private final byte[] talking = Texts.of(Texts.TALKING, "");
    private final byte[] publishers = Texts.of(Texts.PUBLISHERS, "");
    private final Loopback heardBySome = new Loopback();
    private final Loopback heardByNone = new Loopback();
    private final Loopback measured = new Loopback();
    private final JanusClient heard = client(heardBySome, ClientObserver.NONE);
    private final JanusClient unheard = client(heardByNone, ClientObserver.NONE);
    private final JanusClient observed = client(measured, micrometer());
    private final JanusVideoRoomPlugin room = attach(heard);
    private final JanusVideoRoomPlugin quietRoom = attach(unheard);
    private final JanusVideoRoomPlugin observedRoom = attach(observed);
    private final CompletableFuture<String> answered = CompletableFuture.completedFuture("answered");

    private static JanusClient client(Loopback loopback, ClientObserver observer) {
        return JanusClient.create(
                SERVER,
                JanusClientOptions.builder()
                        .callbackExecutor(Runnable::run)
                        .observer(observer)
                        .build(),
                loopback);
    }

    /** As an application has it that takes times and counts of requests. */
    private static ClientObserver micrometer() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        return new MicrometerObserver(observations, meters);
    }

    private static JanusVideoRoomPlugin attach(JanusClient janus) {
        return janus.createSession().join().attach(JanusVideoRoomPlugin.TYPE).join();
    }

    @Setup
    public void listen(Blackhole blackhole) {
        room.on(VideoRoomEvent.class, blackhole::consume);
        observedRoom.on(VideoRoomEvent.class, blackhole::consume);
        // Somebody listens to this handle, but not to what is said here.
        quietRoom.on(VideoRoomEvent.Kicked.class, blackhole::consume);
    }

    @TearDown
    public void close() {
        heard.close();
        unheard.close();
        observed.close();
    }

    /** Codec: the envelope of a reply. */
    @Benchmark
    public JanusMessage openEnvelopeOfReply() {
        return JanusMessage.parse(exists, DEPTH);
    }

    /** Codec: the envelope of an event. */
    @Benchmark
    public JanusMessage openEnvelopeOfEvent() {
        return JanusMessage.parse(talking, DEPTH);
    }

    /** The log of messages, off as it is by default: what it adds to each message. */
    @Benchmark
    public void wireLogThatIsOff() {
        WireLog.received(1, talking);
    }

    /** What a request and an event spend on an observer if the client has none. */
    @Benchmark
    public CompletableFuture<String> observerThatIsAbsent() {
        ClientObserver none = ClientObserver.NONE;
        none.eventReceived(ROOMS, "talking", false);
        return Observed.until(answered, none.requestStarted(SERVER, ROOMS, "exists", 1, 2));
    }

    /** Codec and routing: request written, answered, matched, decoded. */
    @Benchmark
    public VideoRoomReply.Exists requestAndReply() {
        return room.exists(ROOM).join();
    }

    /** The same with Micrometer's timers and counters. */
    @Benchmark
    public VideoRoomReply.Exists requestAndReplyWithMicrometer() {
        return observedRoom.exists(ROOM).join();
    }

    /** Routing: an event that nobody listens to. It is kept for a listener; the oldest that is kept goes for it. */
    @Benchmark
    public void eventThatNobodyWants() {
        heardByNone.say(talking);
    }

    /** Dispatch: a small event to its listener. */
    @Benchmark
    public void smallEventToListener() {
        heardBySome.say(talking);
    }

    /** The same with Micrometer's counters. */
    @Benchmark
    public void smallEventWithMicrometer() {
        measured.say(talking);
    }

    /** Dispatch: a publisher list to its listener. */
    @Benchmark
    public void publishersToListener() {
        heardBySome.say(publishers);
    }
}
