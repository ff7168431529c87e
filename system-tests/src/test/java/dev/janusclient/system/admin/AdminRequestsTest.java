// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.admin;

import static dev.janusclient.system.admin.Wait.done;
import static dev.janusclient.system.admin.Wait.moduleRefused;
import static dev.janusclient.system.admin.Wait.refused;
import static dev.janusclient.system.admin.Wait.understood;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.janusclient.AttachOptions;
import dev.janusclient.CoreEvent;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.admin.AdminReply;
import dev.janusclient.admin.AdminRequest;
import dev.janusclient.admin.EventHandlerEvent;
import dev.janusclient.admin.HandleInfo;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.error.JanusUnauthorizedException;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.testkit.EventCollector;
import dev.janusclient.testkit.JanusExtension;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.LeakCheck;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.UntilJanus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every request of the admin API that needs no token and no media. */
class AdminRequestsTest {
    private static final Secret SECRET = Secret.of("the admin's");
    private static final EventCollector EVENTS = EventCollector.start();
    private static final String SAMPLE = "janus.eventhandler.sampleevh";
    private static final String WEBSOCKETS = "janus.transport.websockets";
    private static final String LOGGER = "janus.logger.jsonlog";
    private static final String ECHO = "janus.plugin.echotest";

    @RegisterExtension
    static final JanusExtension janus = JanusExtension.with(JanusServer.builder()
            .adminSecret(SECRET.reveal())
            .plugins("echotest", "videoroom")
            .set("janus.jcfg", "general", "event_loops", 2)
            .set("janus.jcfg", "loggers", "disable", "none.so")
            .eventHandler("sample", EVENTS.config()));

    private @Nullable LeakCheck threads;
    private @Nullable JanusAdmin opened;
    private @Nullable JanusClient client;

    @BeforeEach
    void open() {
        threads = LeakCheck.ofThreads("janus-client-");
        opened = JanusAdmin.create(janus.server().adminUri().toString(), SECRET);
        client = JanusClient.create(janus.server().uri().toString());
    }

    @AfterEach
    void close() {
        admin().close();
        client().close();
        Objects.requireNonNull(threads).assertNothingLeaked(Duration.ofSeconds(10));
    }

    @AfterAll
    static void noEventWasRefused() {
        EVENTS.close();
        assertThat(EVENTS.refused()).isEmpty();
    }

    private JanusAdmin admin() {
        return Objects.requireNonNull(opened);
    }

    private JanusClient client() {
        return Objects.requireNonNull(client);
    }

    private JanusSession session() {
        return done(client().createSession());
    }

    private static JanusEchoTestPlugin echo(JanusSession session) {
        return done(session.attach(JanusEchoTestPlugin.TYPE, AttachOptions.opaqueId("mine")));
    }

    @Test
    void infoAndPingNeedNoSecret() {
        try (JanusAdmin unauthorized =
                JanusAdmin.create(janus.server().adminUri().toString(), Secret.of("wrong"))) {
            assertThat(done(unauthorized.info()).serverName())
                    .isEqualTo(janus.server().serverName());
            understood(done(unauthorized.info()));
            done(unauthorized.ping());
            assertThat(refused(403, unauthorized.listSessions())).isInstanceOf(JanusUnauthorizedException.class);
        }
    }

    /** Sets something to another value and back, and looks for it in the status. */
    private <T> void setsAndBack(
            Function<AdminReply.Status, T> read, Function<T, T> other, Function<T, CompletableFuture<T>> set) {
        T before = read.apply(done(admin().status()));
        T changed = other.apply(before);
        assertThat(done(set.apply(changed))).isEqualTo(changed).isNotEqualTo(before);
        assertThat(read.apply(done(admin().status()))).isEqualTo(changed);
        assertThat(done(set.apply(before))).isEqualTo(before);
        assertThat(read.apply(done(admin().status()))).isEqualTo(before);
    }

    @Test
    void everySettingIsChangedAndBack() {
        AdminReply.Status status = done(admin().status());
        understood(status);
        assertThat(status.tokenAuth()).isFalse();
        setsAndBack(AdminReply.Status::sessionTimeout, old -> old + 5, admin()::setSessionTimeout);
        setsAndBack(AdminReply.Status::logLevel, old -> old - 1, admin()::setLogLevel);
        setsAndBack(AdminReply.Status::lockingDebug, old -> !old, admin()::setLockingDebug);
        setsAndBack(AdminReply.Status::refcountDebug, old -> !old, admin()::setRefcountDebug);
        setsAndBack(AdminReply.Status::logTimestamps, old -> !old, admin()::setLogTimestamps);
        setsAndBack(AdminReply.Status::logColors, old -> !old, admin()::setLogColors);
        setsAndBack(AdminReply.Status::minNackQueue, old -> old + 100, admin()::setMinNackQueue);
        setsAndBack(AdminReply.Status::nackOptimizations, old -> !old, admin()::setNackOptimizations);
        setsAndBack(AdminReply.Status::noMediaTimer, old -> old + 1, admin()::setNoMediaTimer);
        setsAndBack(AdminReply.Status::slowlinkThreshold, old -> old + 1, admin()::setSlowlinkThreshold);
    }

    @Test
    @UntilJanus(value = "1.3.1", reason = "set_libnice_debug was removed")
    void theDebuggingOfLibniceIsSwitchedOff() {
        assertThat(done(admin().status()).libniceDebug()).isNotNull();
        assertThat(done(admin().setLibniceDebug(false))).isFalse();
    }

    @Test
    void sessionsAreCreatedOnlyWhileTheServerAcceptsThem() {
        assertThat(done(admin().acceptNewSessions(false))).isFalse();
        assertThat(done(admin().info()).acceptingNewSessions()).isFalse();
        refused(472, client().createSession());
        assertThat(done(admin().acceptNewSessions(true))).isTrue();
        session();
    }

    @Test
    void aSessionAndItsHandlesAreFound() {
        JanusSession session = session();
        JanusEchoTestPlugin echo = echo(session);
        assertThat(done(admin().listSessions())).contains(session.id());
        assertThat(done(admin().listHandles(session.id()))).containsExactly(echo.handleId());
        assertThat(done(admin().overview()).sessions())
                .filteredOn(one -> one.id() == session.id())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.transport()).isEqualTo(WEBSOCKETS);
                    assertThat(one.handles()).extracting(HandleInfo::opaqueId).containsExactly("mine");
                });

        HandleInfo info = done(admin().handleInfo(session.id(), echo.handleId()));
        understood(info);
        assertThat(info.sessionId()).isEqualTo(session.id());
        assertThat(info.handleId()).isEqualTo(echo.handleId());
        assertThat(info.opaqueId()).isEqualTo("mine");
        assertThat(info.plugin()).isEqualTo(ECHO);
        assertThat(info.sessionTransport()).isEqualTo(WEBSOCKETS);
        assertThat(info.loopRunning()).isTrue();
        assertThat(info.created()).isBetween(info.sessionLastActivity() - 10_000_000, info.currentTime());
        assertThat(Objects.requireNonNull(info.pluginSpecific()).member("bitrate"))
                .hasToString("0");
        assertThat(Objects.requireNonNull(info.flags()).gotOffer()).isFalse();
        assertThat(info.webrtc()).isNull();

        HandleInfo less = done(admin().handlePluginInfo(session.id(), echo.handleId()));
        understood(less);
        assertThat(less.pluginSpecific()).isNotNull();
        assertThat(less.flags()).isNull();
        assertThat(less.sdps()).isNull();
    }

    @Test
    void aSessionsTimeoutIsItsOwn() {
        JanusSession session = session();
        JanusEchoTestPlugin echo = echo(session);
        assertThat(done(admin().setSessionTimeout(session.id(), 99))).isEqualTo(99);
        assertThat(done(admin().handleInfo(session.id(), echo.handleId())).sessionTimeout())
                .isEqualTo(99);
        assertThat(done(admin().setSessionTimeout(session.id(), -1))).isEqualTo(-1);
        assertThat(done(admin().setSessionTimeout(session.id(), 0))).isZero();
    }

    @Test
    void aHandleIsDetachedAndItsOwnerIsReported() {
        JanusSession session = session();
        JanusEchoTestPlugin echo = echo(session);
        CompletableFuture<CoreEvent> detached = new CompletableFuture<>();
        echo.on(CoreEvent.Detached.class, detached::complete);
        done(admin().hangupWebrtc(session.id(), echo.handleId()));
        done(admin().detachHandle(session.id(), echo.handleId()));
        done(detached);
        assertThat(echo.isAttached()).isFalse();
        assertThat(done(admin().listHandles(session.id()))).isEmpty();
        refused(459, admin().handleInfo(session.id(), echo.handleId()));
        refused(459, admin().detachHandle(session.id(), echo.handleId()));
        refused(459, admin().hangupWebrtc(session.id(), echo.handleId()));
    }

    @Test
    void aSessionIsDestroyedAndItsOwnerFindsOut() {
        JanusSession session = session();
        done(admin().destroySession(session.id()));
        assertThat(refused(458, session.keepalive())).isInstanceOf(JanusSessionNotFoundException.class);
        assertThat(done(admin().listSessions())).doesNotContain(session.id());
        refused(458, admin().destroySession(session.id()));
        refused(458, admin().listHandles(session.id()));
        refused(458, admin().setSessionTimeout(session.id(), 60));
    }

    @Test
    void packetsAreWrittenToFiles(@TempDir Path folder) {
        JanusSession session = session();
        long id = session.id();
        long handle = echo(session).handleId();
        AdminRequest.PacketDump where = new AdminRequest.PacketDump(folder.toString(), "dump", 100);

        done(admin().startPcap(id, handle, where));
        HandleInfo dumping = done(admin().handleInfo(id, handle));
        understood(dumping);
        assertThat(dumping.dumpToPcap()).isTrue();
        assertThat(Path.of(Objects.requireNonNull(dumping.pcapFile()))).exists();
        refused(490, admin().startPcap(id, handle, where));
        done(admin().stopPcap(id, handle));
        refused(490, admin().stopPcap(id, handle));

        done(admin().startText2pcap(id, handle, new AdminRequest.PacketDump(folder.toString(), null, null)));
        HandleInfo text = done(admin().handleInfo(id, handle));
        understood(text);
        assertThat(text.dumpToText2pcap()).isTrue();
        assertThat(Files.exists(Path.of(Objects.requireNonNull(text.text2pcapFile()))))
                .isTrue();
        done(admin().stopText2pcap(id, handle));
        assertThat(done(admin().handleInfo(id, handle)).dumpToText2pcap()).isFalse();
    }

    @Test
    void aPluginAnswersWithoutAHandle() {
        RawJson list = done(admin().messagePlugin("janus.plugin.videoroom", "list", null));
        assertThat(list.string("videoroom")).isEqualTo("success");
        RawJson created = done(admin().messagePlugin("janus.plugin.videoroom", "create", Map.of("room", 77)));
        assertThat(created.member("room")).hasToString("77");
        assertThat(moduleRefused(admin().messagePlugin("janus.plugin.videoroom", "destroy", Map.of("room", 78)))
                        .code())
                .isEqualTo(426);
        refused(460, admin().messagePlugin("janus.plugin.none", "list", null));
    }

    @Test
    void aTransportIsAsked() {
        done(client().connect());
        AdminReply.Result connections = done(admin().transportConnections(WEBSOCKETS));
        understood(connections);
        assertThat(connections.result()).isEqualTo(200);
        assertThat(Objects.requireNonNull(connections.connections()).asLong()).isGreaterThanOrEqualTo(2);
        AdminReply.Result configured = done(admin().configureTransport(
                        WEBSOCKETS, new AdminRequest.TransportSettings(true, "compact", "err,warn")));
        understood(configured);
        assertThat(configured.result()).isEqualTo(200);
        assertThat(moduleRefused(admin().queryTransport(WEBSOCKETS, RawJson.of("{\"request\":\"nonsense\"}")))
                        .request())
                .isEqualTo("nonsense");
        refused(460, admin().transportConnections("janus.transport.none"));
    }

    @Test
    void anEventHandlerIsAskedAndTellsWhatItIsGiven() {
        AdminReply.Result tweaked = done(admin().tweakEventHandler(
                        SAMPLE,
                        AdminRequest.EventHandlerSettings.builder()
                                .events("all")
                                .grouping(true)
                                .maxRetransmissions(3)
                                .retransmissionsBackoff(50)
                                .build()));
        understood(tweaked);
        assertThat(tweaked.result()).isEqualTo(200);
        assertThat(moduleRefused(admin().queryEventHandler(SAMPLE, RawJson.of("{\"request\":\"nonsense\"}")))
                        .plugin())
                .isEqualTo(SAMPLE);
        refused(460, admin().queryEventHandler("janus.eventhandler.none", RawJson.of("{}")));

        done(admin().customEvent("a.test", RawJson.of("{\"answer\":42}")));
        EventHandlerEvent.External received = EVENTS.await(
                EventHandlerEvent.External.class, event -> event.schema().equals("a.test"), Wait.AT_MOST);
        understood(received);
        assertThat(Objects.requireNonNull(received.data().member("answer")).asLong())
                .isEqualTo(42);
        assertThat(received.origin().emitter()).isEqualTo(janus.server().serverName());
    }

    @Test
    void aLoggerIsAskedAndLinesAreLogged() {
        understood(done(admin().queryLogger(LOGGER, RawJson.of("{}"))));
        refused(460, admin().queryLogger("janus.logger.none", RawJson.of("{}")));
        done(admin().customLogline("said by a test"));
        done(admin().customLogline("warned by a test", 3));
        // Janus writes its log in a thread of its own.
        await().untilAsserted(() -> assertThat(janus.server().log()).contains("said by a test", "warned by a test"));
    }

    @Test
    void theNetworkIsTried() {
        AdminReply.Resolved resolved = done(admin().resolveAddress("localhost"));
        understood(resolved);
        assertThat(resolved.ip()).isIn("127.0.0.1", "::1");
        refused(490, admin().resolveAddress("no.such.name.invalid"));
        try (StunResponder stun = new StunResponder(PrivateNetwork.address())) {
            AdminReply.StunTest outside = done(admin().testStun(PrivateNetwork.address(), stun.port()));
            understood(outside);
            assertThat(outside.publicPort()).isPositive();
            assertThat(outside.publicIp()).isNotBlank();
        }
        refused(490, admin().testStun("no.such.name.invalid", 3478));
    }

    @Test
    void theEventLoopsAreReported() {
        echo(session());
        assertThat(done(admin().loopsInfo())).hasSize(2).allSatisfy(Wait::understood);
        assertThat(done(admin().loopsInfo()).stream()
                        .mapToInt(AdminReply.Loop::handles)
                        .sum())
                .isPositive();
    }

    @Test
    void tokensAreRefusedWhereTheServerHasNone() {
        refused(490, admin().listTokens());
        refused(490, admin().addToken(Secret.of("x")));
    }
}
