// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.admin;

import static dev.janusclient.system.admin.Wait.done;
import static dev.janusclient.system.admin.Wait.understood;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.janusclient.AttachOptions;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.admin.EventHandlerEvent;
import dev.janusclient.admin.EventHandlerReceiver;
import dev.janusclient.admin.HandleInfo;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.message.Jsep;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.netty.EventHandlerHttpHandler;
import dev.janusclient.plugin.echotest.EchoTestRequest;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.EventCollector;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.webrtc.JanusPeer;
import dev.janusclient.webrtc.OfferOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What event handlers tell of a whole life: of the server, a session, a handle and its media. */
class EventHandlerTest {
    private static final Secret ADMIN = Secret.of("the admin's");
    private static final String ECHO = "janus.plugin.echotest";

    /** Losses can't be made here at will. */
    private static final Set<Class<?>> NOT_SEEN =
            Set.of(EventHandlerEvent.SlowLink.class, EventHandlerEvent.Unknown.class);

    @Test
    void aWholeLifeIsReported() {
        try (EventCollector events = EventCollector.start()) {
            try (JanusServer server = JanusServer.builder()
                            .adminSecret(ADMIN.reveal())
                            .plugins("echotest")
                            .eventHandler("sample", events.config())
                            .start();
                    JanusAdmin admin = JanusAdmin.create(server.adminUri().toString(), ADMIN)) {
                EventHandlerEvent.ServerStatus started = events.await(EventHandlerEvent.ServerStatus.class);
                assertThat(started.status()).isEqualTo("started");
                assertThat(Objects.requireNonNull(started.info()).string("server-name"))
                        .isEqualTo(server.serverName());
                aCall(server, admin, events);
                done(admin.acceptNewSessions(true));
                done(admin.customEvent("a.test", RawJson.of("{}")));
                events.await(EventHandlerEvent.External.class);
                aTimeout(server, admin, events);
                server.stop();
                assertThat(events.await(EventHandlerEvent.ServerShutdown.class).signum())
                        .isEqualTo(15);
            }
            assertThat(events.refused()).isEmpty();
            events.events().forEach(Wait::understood);
            Set<Class<?>> seen = events.events().stream().map(Object::getClass).collect(Collectors.toSet());
            Set<Class<?>> wanted = Set.of(EventHandlerEvent.class.getPermittedSubclasses()).stream()
                    .filter(type -> !NOT_SEEN.contains(type))
                    .collect(Collectors.toSet());
            assertThat(seen).isEqualTo(wanted);
        }
    }

    @Test
    void janusPostsWithThePasswordThatIsAskedFor() throws IOException {
        EventHandlerReceiver receiver = EventHandlerReceiver.builder()
                .basicAuth("janus", Secret.of("hunter2"))
                .build();
        List<EventHandlerEvent> received = new CopyOnWriteArrayList<>();
        receiver.on(EventHandlerEvent.SessionCreated.class, received::add);
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", new EventHandlerHttpHandler(receiver));
        http.start();
        try {
            for (String password : new String[] {"hunter3", "hunter2"}) {
                try (JanusServer server = JanusServer.builder()
                                .plugins("echotest")
                                .eventHandler("sample", config(http, password))
                                .start();
                        JanusClient client = JanusClient.create(server.uri().toString())) {
                    done(client.createSession());
                    if (password.equals("hunter2")) {
                        Awaitility.await().until(() -> !received.isEmpty());
                    }
                }
                assertThat(received.isEmpty()).as(password).isEqualTo(password.equals("hunter3"));
            }
        } finally {
            http.stop(0);
        }
    }

    private static String config(HttpServer http, String password) {
        return "general: {\n\tenabled = true\n\tevents = \"all\"\n\tbackend = \"http://127.0.0.1:"
                + http.getAddress().getPort() + "/\"\n\tbackend_user = \"janus\"\n\tbackend_pwd = \"" + password
                + "\"\n}\n";
    }

    private static void aCall(JanusServer server, JanusAdmin admin, EventCollector events) {
        try (JanusClient client = JanusClient.create(server.uri().toString());
                JanusPeer peer = JanusPeer.create()) {
            JanusSession session = done(client.createSession());
            EventHandlerEvent.SessionCreated created = events.await(
                    EventHandlerEvent.SessionCreated.class, event -> isOf(event, session.id()), Wait.AT_MOST);
            EventHandlerEvent.Link link = Objects.requireNonNull(created.transport());
            assertThat(link.transport()).isEqualTo("janus.transport.websockets");
            assertThat(events.events(EventHandlerEvent.Transport.class))
                    .anySatisfy(event -> assertThat(event.id()).isEqualTo(link.id()));

            JanusEchoTestPlugin echo = done(session.attach(JanusEchoTestPlugin.TYPE, AttachOptions.opaqueId("mine")));
            EventHandlerEvent.HandleAttached attached = events.await(EventHandlerEvent.HandleAttached.class);
            assertThat(attached.plugin()).isEqualTo(ECHO);
            assertThat(attached.opaqueId()).isEqualTo("mine");
            assertThat(attached.origin().handleId()).isEqualTo(echo.handleId());

            Jsep offer = done(peer.offer(OfferOptions.audioOnly()));
            Jsep answer = Objects.requireNonNull(
                    done(echo.start(EchoTestRequest.Settings.NONE, offer)).jsep());
            done(peer.acceptAnswer(answer));
            done(peer.connected());
            assertThat(events.await(
                                    EventHandlerEvent.Description.class,
                                    event -> event.owner().equals("local"),
                                    Wait.AT_MOST)
                            .jsep()
                            .sdp())
                    .isEqualTo(answer.sdp());
            assertThat(events.await(EventHandlerEvent.MediaStats.class).media()).isEqualTo("audio");
            assertThat(events.await(EventHandlerEvent.MediaState.class).receiving())
                    .isTrue();
            theCallIsSeen(admin, session, echo, answer);

            CompletableFuture<CoreEvent> hungUp = new CompletableFuture<>();
            echo.on(CoreEvent.HangUp.class, hungUp::complete);
            done(admin.hangupWebrtc(session.id(), echo.handleId()));
            done(hungUp);
            assertThat(events.await(
                                    EventHandlerEvent.ConnectionState.class,
                                    event -> event.connection().equals("hangup"),
                                    Wait.AT_MOST)
                            .reason())
                    .isNotBlank();
            done(echo.detach());
            events.await(EventHandlerEvent.HandleDetached.class);
            done(session.destroy());
            events.await(EventHandlerEvent.SessionDestroyed.class, event -> isOf(event, session.id()), Wait.AT_MOST);
        }
    }

    private static void theCallIsSeen(JanusAdmin admin, JanusSession session, JanusEchoTestPlugin echo, Jsep answer) {
        HandleInfo info = done(admin.handleInfo(session.id(), echo.handleId()));
        understood(info);
        HandleInfo.Flags flags = Objects.requireNonNull(info.flags());
        assertThat(List.of(flags.gotOffer(), flags.gotAnswer(), flags.negotiated(), flags.ready()))
                .containsOnly(true);
        assertThat(Objects.requireNonNull(info.sdps()).local()).isEqualTo(answer.sdp());
        assertThat(info.iceMode()).isEqualTo("full");
        assertThat(info.iceRole()).isEqualTo("controlled");
        HandleInfo.PeerConnection webrtc = Objects.requireNonNull(info.webrtc());
        assertThat(webrtc.ice().state()).isIn("connected", "ready");
        assertThat(webrtc.ice().selectedPair()).contains("<->");
        assertThat(webrtc.dtls().dtlsState()).isEqualTo("connected");
        assertThat(webrtc.media()).hasSize(1);
        HandleInfo.Medium audio = webrtc.media().values().iterator().next();
        assertThat(audio.type()).isEqualTo("audio");
        assertThat(Objects.requireNonNull(audio.direction()).send()).isTrue();
        assertThat(Objects.requireNonNull(audio.stats()).isObject()).isTrue();
    }

    private static void aTimeout(JanusServer server, JanusAdmin admin, EventCollector events) {
        try (JanusClient client = JanusClient.create(server.uri().toString())) {
            JanusSession session = done(client.createSession());
            CompletableFuture<CoreEvent> timeout = new CompletableFuture<>();
            session.on(CoreEvent.Timeout.class, timeout::complete);
            done(admin.setSessionTimeout(session.id(), 1));
            done(timeout);
            events.await(EventHandlerEvent.SessionTimedOut.class, event -> isOf(event, session.id()), Wait.AT_MOST);
        }
    }

    private static boolean isOf(EventHandlerEvent event, long sessionId) {
        return Objects.equals(event.origin().sessionId(), sessionId);
    }
}
