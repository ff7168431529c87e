// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import static dev.janusclient.system.transport.Soon.done;
import static dev.janusclient.system.transport.Soon.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.AttachOptions;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.PluginType;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.error.JanusClosedException;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.error.JanusUnauthorizedException;
import dev.janusclient.message.IceCandidate;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.audiobridge.AudioBridgeEvent;
import dev.janusclient.plugin.audiobridge.AudioBridgeReply;
import dev.janusclient.plugin.audiobridge.AudioBridgeRequest;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.echotest.EchoTestEvent;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.JanusServerBuilder;
import dev.janusclient.testkit.LeakCheck;
import dev.janusclient.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every transport does with the real Janus. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TransportContract {
    private static final Secret ADMIN_SECRET = Secret.of("of the admin");
    private static final String API_SECRET = "of the api?&=";
    private static final int MANY = 1_000;

    static final EchoTestRequest.Settings AUDIO =
            EchoTestRequest.Settings.builder().audio(true).build();

    private final Way way;
    private JanusServer server;
    private LeakCheck threads;

    TransportContract(Way way) {
        this.way = way;
    }

    /** Further settings, for a subclass that needs a broker or certificates. */
    JanusServerBuilder prepare(JanusServerBuilder builder) {
        return way.open().apply(builder);
    }

    private JanusServerBuilder builder() {
        return prepare(JanusServer.builder())
                .plugins("echotest", "audiobridge")
                .adminSecret(ADMIN_SECRET.reveal())
                .reclaimSessionTimeout(20)
                .fullTrickle();
    }

    @BeforeAll
    void start() {
        server = builder().start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void remember() {
        threads = LeakCheck.ofThreads("janus-client-");
    }

    @AfterEach
    void nothingIsLeft() {
        threads.assertNothingLeaked(Duration.ofSeconds(10));
    }

    /** The server of the class. */
    final JanusServer server() {
        return server;
    }

    @Test
    void requestsAreAnsweredAndEventsArrive() {
        try (JanusClient client = way.client(server)) {
            assertThat(done(client.info()).serverName()).isEqualTo(server.serverName());
            assertThat(done(client.ping())).isPositive();
            JanusSession session = done(client.createSession());
            JanusEchoTestPlugin echo = done(session.attach(JanusEchoTestPlugin.TYPE));

            assertThat(done(echo.configure(AUDIO))).isInstanceOf(EchoTestEvent.Ok.class);

            done(session.keepalive());
            done(echo.detach());
            done(session.destroy());
            failed(client.claimSession(session.id()), JanusSessionNotFoundException.class);
        }
    }

    @Test
    void candidatesGoBothWays() {
        try (JanusClient client = way.client(server)) {
            JanusSession session = done(client.createSession());
            JanusEchoTestPlugin echo = done(session.attach(JanusEchoTestPlugin.TYPE));
            BlockingQueue<CoreEvent.Trickle> candidates = new LinkedBlockingQueue<>();
            echo.on(CoreEvent.Trickle.class, candidates::add);

            EchoTestEvent.Ok answer = done(echo.start(Jsep.offer(Sdp.AUDIO_OFFER)));

            assertThat(answer.jsep()).isNotNull();
            done(echo.trickle(new IceCandidate("candidate:1 1 udp 2015363327 192.0.2.1 40000 typ host", "0", 0)));
            done(echo.trickleCompleted());
            assertThat(poll(candidates)).isNotNull();
            done(echo.hangup());
        }
    }

    @Test
    void aLargeDescriptionIsPushed() {
        String large = Sdp.ofLength(way.largestPush() - 1_000);
        try (JanusClient client = way.client(server);
                JanusClient other = Way.WEB_SOCKET.client(server)) {
            JanusAudioBridgePlugin listener = attach(client, JanusAudioBridgePlugin.TYPE);
            JanusAudioBridgePlugin guest = attach(other, JanusAudioBridgePlugin.TYPE);
            JanusId room = room(listener, "a room");
            done(listener.join(room, "first"));
            BlockingQueue<AudioBridgeEvent.PeerJoined> joined = new LinkedBlockingQueue<>();
            listener.on(AudioBridgeEvent.PeerJoined.class, joined::add);

            for (int i = 1; i <= 3; i++) {
                done(guest.join(room, large));
                assertThat(poll(joined).participants().get(0).display()).isEqualTo(large);
                done(guest.leave());
            }
        }
    }

    @Test
    void aLargeRequestGoesOutAndComesBackInAReply() {
        String large = Sdp.ofLength(way.largestRequest() - 1_000);
        try (JanusClient client = way.client(server)) {
            JanusAudioBridgePlugin handle = attach(client, JanusAudioBridgePlugin.TYPE);
            JanusId room = room(handle, large);

            assertThat(done(handle.list()).list())
                    .filteredOn(listed -> listed.room().equals(room))
                    .singleElement()
                    .satisfies(listed -> assertThat(listed.description()).isEqualTo(large));
            destroy(handle, room);
        }
    }

    @Test
    void aThousandRequestsAreUnderWayAtOnce() {
        try (JanusClient client = way.client(server)) {
            JanusSession session = done(client.createSession());
            JanusEchoTestPlugin echo = done(session.attach(JanusEchoTestPlugin.TYPE));
            List<CompletableFuture<?>> answers = new ArrayList<>();
            for (int i = 0; i < MANY / 2; i++) {
                answers.add(session.keepalive());
                answers.add(echo.configure(AUDIO));
            }
            answers.forEach(Soon::done);
        }
    }

    @Test
    void listenersMayWaitForAnswersToRequestsOfTheirOwn() {
        try (JanusClient client = way.client(server)) {
            JanusSession session = done(client.createSession());
            List<CompletableFuture<EchoTestEvent.Ok>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                JanusEchoTestPlugin echo = done(session.attach(JanusEchoTestPlugin.TYPE));
                CompletableFuture<EchoTestEvent.Ok> last = new CompletableFuture<>();
                AtomicBoolean asked = new AtomicBoolean();
                echo.on(EchoTestEvent.Ok.class, event -> {
                    if (asked.compareAndSet(false, true)) {
                        done(echo.configure(AUDIO));
                        last.complete(done(echo.configure(AUDIO)));
                    }
                });
                answers.add(last);
                echo.configure(AUDIO);
            }
            answers.forEach(Soon::done);
            done(session.destroy());
        }
    }

    @Test
    void aClosedClientLeavesItsSessionToTheNextWhichTakesTheHandleToo() {
        JanusSession before;
        JanusEchoTestPlugin old;
        try (JanusClient first = way.client(server)) {
            before = done(first.createSession());
            old = done(before.attach(JanusEchoTestPlugin.TYPE));
        }
        failed(before.keepalive(), JanusClosedException.class);

        try (JanusClient second = way.client(server)) {
            JanusSession after = done(second.claimSession(before.id()));
            JanusEchoTestPlugin handle =
                    done(after.attach(JanusEchoTestPlugin.TYPE, AttachOptions.existingHandle(old.handleId())));
            assertThat(done(handle.configure(AUDIO))).isInstanceOf(EchoTestEvent.Ok.class);
            done(after.destroy());
        }
    }

    @Test
    void aServerThatIsKilledEndsWhatWaits() {
        try (JanusServer mortal = builder().start();
                JanusClient client = way.client(mortal)) {
            JanusSession session = done(client.createSession());
            mortal.pause();
            CompletableFuture<Void> waiting = session.keepalive();
            mortal.kill();

            failed(waiting, JanusConnectionLostException.class);
            assertThat(session.isActive()).isFalse();
            mortal.restart();
            done(done(client.createSession()).keepalive());
        }
    }

    @Test
    void aServerThatStopsInAnOrderlyWayIsNoticedWithoutARequest() {
        try (JanusServer mortal = builder().start();
                JanusClient client = way.client(mortal)) {
            CompletableFuture<CoreEvent.ConnectionLost> lost = new CompletableFuture<>();
            done(client.createSession()).on(CoreEvent.ConnectionLost.class, lost::complete);

            mortal.stop();

            assertThat(done(lost).reason().detail()).isNotBlank();
        }
    }

    @Test
    void aFrozenServerIsSilent() {
        try (JanusServer frozen = builder().start();
                JanusClient client = way.client(frozen)) {
            CompletableFuture<CoreEvent.ConnectionLost> lost = new CompletableFuture<>();
            done(client.createSession()).on(CoreEvent.ConnectionLost.class, lost::complete);

            frozen.pause();

            assertThat(done(lost).reason().kind()).isEqualTo(CloseReason.Kind.IDLE_TIMEOUT);
        }
    }

    @Test
    void nobodyThereIsAFailureToConnect() {
        try (JanusServer dead = builder().start()) {
            dead.kill();
            try (JanusClient client = way.client(dead, Way.options().connectTimeout(Duration.ofSeconds(2)))) {
                failed(client.createSession(), JanusConnectException.class);
            }
        }
    }

    @Test
    void theRightSecretOpensAndAWrongOneIsRefused() {
        try (JanusServer locked = builder().apiSecret(API_SECRET).start();
                JanusClient right = way.client(locked, Way.options().apiSecret(API_SECRET));
                JanusClient wrong = way.client(locked, Way.options().apiSecret("another"))) {
            JanusSession session = done(right.createSession());
            JanusEchoTestPlugin echo = done(session.attach(JanusEchoTestPlugin.TYPE));
            assertThat(done(echo.configure(AUDIO))).isInstanceOf(EchoTestEvent.Ok.class);

            failed(wrong.createSession(), JanusUnauthorizedException.class);
            failed(wrong.claimSession(session.id()), JanusUnauthorizedException.class);
            assertThat(done(echo.configure(AUDIO))).isInstanceOf(EchoTestEvent.Ok.class);
        }
    }

    @Test
    void aStoredTokenOpensUntilItIsRemoved() {
        Secret token = Secret.of("of the tokens?&=");
        try (JanusServer locked = builder().tokenAuth().start();
                JanusAdmin admin = way.admin(locked, ADMIN_SECRET);
                JanusClient right = way.client(locked, Way.options().token(token.reveal()));
                JanusClient wrong = way.client(locked, Way.options().token("another"))) {
            done(admin.addToken(token, List.of(JanusEchoTestPlugin.TYPE.name())));
            JanusEchoTestPlugin echo = attach(right, JanusEchoTestPlugin.TYPE);
            assertThat(done(echo.configure(AUDIO))).isInstanceOf(EchoTestEvent.Ok.class);
            failed(wrong.createSession(), JanusUnauthorizedException.class);

            done(admin.removeToken(token));

            failed(echo.configure(AUDIO), JanusUnauthorizedException.class);
        }
    }

    @Test
    void aSignedTokenIsRenewedWhileConnectedAndAnExpiredOneIsRefused() {
        Tokens tokens = new Tokens(Duration.ofSeconds(2), JanusEchoTestPlugin.TYPE.name());
        JanusClientOptions.Builder options = Way.options().token(tokens).keepaliveInterval(Duration.ofMillis(300));
        try (JanusServer locked = builder().signedTokens(Tokens.KEY.reveal()).start();
                JanusClient client = way.client(locked, options);
                JanusClient other = way.client(locked, options)) {
            JanusSession session = done(client.createSession());
            JanusEchoTestPlugin echo = done(session.attach(JanusEchoTestPlugin.TYPE));
            // Keepalives, and polls, go on asking for it.
            tokens.awaitExpiryOf(tokens.first());
            assertThat(done(echo.configure(AUDIO))).isInstanceOf(EchoTestEvent.Ok.class);

            tokens.stopRenewing();
            failed(echo.configure(AUDIO), JanusUnauthorizedException.class);
            failed(other.claimSession(session.id()), JanusUnauthorizedException.class);

            tokens.renewAgain();
            assertThat(done(echo.configure(AUDIO))).isInstanceOf(EchoTestEvent.Ok.class);
            assertThat(done(other.claimSession(session.id())).isActive()).isTrue();
        }
    }

    @Test
    void aMessageOverTheLimitEndsTheConnectionUnlessOthersUseItToo() {
        int limit = Math.min(50_000, way.largestPush() / 2);
        try (JanusClient client = way.client(server, Way.options().maxMessageBytes(limit));
                JanusClient other = Way.WEB_SOCKET.client(server)) {
            JanusSession session = done(client.createSession());
            JanusAudioBridgePlugin handle = done(session.attach(JanusAudioBridgePlugin.TYPE));
            JanusId room = room(attach(other, JanusAudioBridgePlugin.TYPE), Sdp.ofLength(limit));

            CompletableFuture<AudioBridgeReply.Rooms> rooms = handle.list();

            if (way.isShared()) {
                // Dropped; so the request has its timeout before it, and all others go on.
                assertThat(done(client.info()).serverName()).isEqualTo(server.serverName());
                assertThat(rooms).isNotDone();
            } else {
                assertThat(failed(rooms, JanusConnectionLostException.class)
                                .reason()
                                .kind())
                        .isEqualTo(CloseReason.Kind.PROTOCOL_ERROR);
            }
            destroy(attach(other, JanusAudioBridgePlugin.TYPE), room);
        }
    }

    @Test
    void theAdminApiIsThereToo() {
        try (JanusAdmin admin = way.admin(server, ADMIN_SECRET);
                JanusAdmin outsider = way.admin(server, Secret.of("wrong"));
                JanusClient client = way.client(server)) {
            JanusSession session = done(client.createSession());
            assertThat(done(admin.listSessions())).contains(session.id());
            done(admin.destroySession(session.id()));
            failed(session.keepalive(), JanusSessionNotFoundException.class);
            failed(outsider.listSessions(), JanusUnauthorizedException.class);
        }
    }

    /** A handle in a session of its own. */
    static <P extends JanusPlugin> P attach(JanusClient client, PluginType<P> type) {
        return done(done(client.createSession()).attach(type));
    }

    /** A new room. */
    static JanusId room(JanusAudioBridgePlugin handle, String description) {
        return done(handle.create(AudioBridgeRequest.Create.builder()
                        .description(description)
                        .build()))
                .room();
    }

    static void destroy(JanusAudioBridgePlugin handle, JanusId room) {
        done(handle.destroy(AudioBridgeRequest.Destroy.builder().room(room).build()));
    }

    /** The next event. */
    static <E> E poll(BlockingQueue<E> events) {
        try {
            E event = events.poll(Soon.AT_MOST.toSeconds(), TimeUnit.SECONDS);
            assertThat(event).as("an event").isNotNull();
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
