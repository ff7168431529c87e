// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.Attachment;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.internal.connection.Transports;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.plugin.EventTable;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.transport.CloseReason;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.JanusPeerOptions;
import dev.janusclient.webrtc.OfferOptions;
import dev.janusclient.webrtc.ToneHeard;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What Janus's core tells and takes, whatever the plugin: seen on the echo test, through a plugin type of one's own. */
class CoreEventsTest {
    /** An event of the echo test. */
    record Echo(RawJson data, Jsep jsep) {}

    /** A plugin that this library has no types for. */
    static final class EchoHandle extends JanusPlugin {
        static final PluginType<EchoHandle> TYPE = new PluginType<>(
                "janus.plugin.echotest",
                EchoHandle::new,
                List.of(),
                EventTable.<Echo, Echo>builder(Echo.class, Echo::new).build(),
                List.of());

        EchoHandle(Attachment attachment) {
            super(attachment);
        }
    }

    @Test
    void candidatesTrickleBothWaysUntilTheMediaIsUp() {
        try (JanusServer server = JanusServer.builder().fullTrickle().start();
                JanusClient client = JanusClient.create(server.uri().toString());
                JanusPeer peer = JanusPeer.create(
                        JanusPeerOptions.builder().trickle(true).build())) {
            EchoHandle echo = Outcome.of(Outcome.of(client.createSession()).attach(EchoHandle.TYPE));
            BlockingQueue<CoreEvent> received = listen(echo);
            CompletableFuture<Jsep> answered = new CompletableFuture<>();
            echo.on(Echo.class, event -> {
                if (event.jsep() != null) {
                    answered.complete(event.jsep());
                }
            });
            List<IceCandidate> candidates = new CopyOnWriteArrayList<>();
            List<CompletableFuture<Void>> acks = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> gathered = new CompletableFuture<>();

            Jsep offer = Outcome.of(peer.offer(OfferOptions.audioOnly()));
            Outcome.of(echo.message(RawJson.of("{\"audio\":true}"), offer));
            peer.onLocalCandidate(candidate -> {
                candidates.add(candidate);
                acks.add(echo.trickle(candidate));
            });
            peer.onLocalCandidatesComplete(() -> gathered.complete(null));
            Outcome.of(gathered);
            acks.add(echo.trickle(List.copyOf(candidates)));
            acks.add(echo.trickleCompleted());
            Outcome.of(peer.acceptAnswer(Outcome.of(answered)));
            echo.on(CoreEvent.Trickle.class, trickle -> {
                if (trickle.candidate() != null) {
                    peer.addRemoteCandidate(trickle.candidate());
                }
            });
            Outcome.of(peer.connected());

            acks.forEach(Outcome::of);
            assertThat(candidates).isNotEmpty();
            await(received, CoreEvent.WebRtcUp.class);
            CoreEvent.Media media = await(received, CoreEvent.Media.class);
            assertThat(media.type()).isEqualTo("audio");
            assertThat(media.receiving()).isTrue();
            CompletableFuture<ToneHeard> heard = peer.receivedAudio().hears(440);
            Outcome.of(peer.audio().sendTone(440));
            Outcome.of(heard);

            Outcome.of(echo.hangup());
            assertThat(await(received, CoreEvent.HangUp.class).reason()).isNotBlank();
        }
    }

    @Test
    void theServersCandidatesAreDelivered() {
        try (JanusServer server = JanusServer.builder().fullTrickle().start();
                JanusClient client = JanusClient.create(server.uri().toString());
                JanusPeer peer = JanusPeer.create()) {
            EchoHandle echo = Outcome.of(Outcome.of(client.createSession()).attach(EchoHandle.TYPE));
            BlockingQueue<CoreEvent> received = listen(echo);

            Outcome.of(echo.message(RawJson.of("{\"audio\":true}"), Outcome.of(peer.offer(OfferOptions.audioOnly()))));

            CoreEvent.Trickle first = await(received, CoreEvent.Trickle.class);
            assertThat(first.candidate()).isNotNull();
            assertThat(first.candidate().candidate()).contains("typ host");
            CoreEvent.Trickle last = first;
            while (!last.completed()) {
                last = await(received, CoreEvent.Trickle.class);
            }
        }
    }

    @Test
    void aHandleThatSomebodyElseDetachedIsReported() {
        try (JanusServer server =
                        JanusServer.builder().reclaimSessionTimeout(10).start();
                JanusClient owner = JanusClient.create(server.uri().toString())) {
            JanusSession session = Outcome.of(owner.createSession());
            EchoHandle handle = Outcome.of(session.attach(EchoHandle.TYPE));
            BlockingQueue<CoreEvent> received = listen(handle);

            // Anybody may command: this one never claimed the session.
            Outsider.send(
                    server.uri(),
                    "{\"janus\":\"detach\",\"session_id\":" + session.id() + ",\"handle_id\":" + handle.handleId()
                            + ",\"transaction\":\"outsider\"}");

            await(received, CoreEvent.Detached.class);
            assertThat(handle.isAttached()).isFalse();
            assertThat(session.isActive()).isTrue();
        }
    }

    @Test
    void aSessionThatTimesOutIsReported() {
        try (JanusServer server = JanusServer.builder().sessionTimeout(2).start();
                JanusClient client = JanusClient.create(
                        server.uri(), JanusClientOptions.defaults(), new WithoutKeepalives(server.uri()))) {
            JanusSession session = Outcome.of(client.createSession());
            CompletableFuture<CoreEvent> timeout = new CompletableFuture<>();
            session.on(CoreEvent.Timeout.class, timeout::complete);

            assertThat(Outcome.of(timeout)).isEqualTo(new CoreEvent.Timeout());
            assertThat(session.isActive()).isFalse();
        }
    }

    private static BlockingQueue<CoreEvent> listen(JanusPlugin handle) {
        BlockingQueue<CoreEvent> received = new LinkedBlockingQueue<>();
        handle.on(CoreEvent.class, received::add);
        return received;
    }

    private static <E> E await(BlockingQueue<CoreEvent> received, Class<E> type) {
        try {
            while (true) {
                CoreEvent event = received.poll(15, TimeUnit.SECONDS);
                assertThat(event).as("%s was not told", type.getSimpleName()).isNotNull();
                if (type.isInstance(event)) {
                    return type.cast(event);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Somebody with a connection of their own. */
    private static final class Outsider implements TransportListener {
        private final CompletableFuture<String> answer = new CompletableFuture<>();

        static String send(URI uri, String json) {
            Outsider outsider = new Outsider();
            JanusTransport transport = Outcome.of(Transports.forUri(uri)
                    .connect(
                            uri,
                            new TransportOptions(Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO, 1 << 20, 1 << 20),
                            outsider));
            transport.send(json.getBytes(StandardCharsets.UTF_8));
            String answer = Outcome.of(outsider.answer);
            transport.close();
            return answer;
        }

        @Override
        public void onMessage(byte[] json) {
            answer.complete(new String(json, StandardCharsets.UTF_8));
        }

        @Override
        public void onClosed(CloseReason reason) {
            answer.completeExceptionally(new IllegalStateException(reason.detail()));
        }
    }

    /** A transport that loses keepalives, as a client would that hangs. */
    private record WithoutKeepalives(URI uri) implements TransportFactory {
        @Override
        public Set<String> schemes() {
            return Set.of("ws");
        }

        @Override
        public CompletableFuture<JanusTransport> connect(
                URI address, TransportOptions options, TransportListener listener) {
            return Transports.forUri(uri).connect(address, options, listener).thenApply(real -> new JanusTransport() {
                @Override
                public void send(byte[] json) {
                    if (!new String(json, StandardCharsets.UTF_8).contains("\"keepalive\"")) {
                        real.send(json);
                    }
                }

                @Override
                public void close() {
                    real.close();
                }
            });
        }
    }
}
