// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.command;

import dev.janusclient.AttachOptions;
import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.JanusPlugin;
import dev.janusclient.JanusSession;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import dev.janusclient.plugin.audiobridge.JanusAudioBridgePlugin;
import dev.janusclient.plugin.echotest.JanusEchoTestPlugin;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipEvent;
import dev.janusclient.plugin.sip.SipRequest;
import dev.janusclient.plugin.videoroom.JanusVideoRoomPlugin;
import dev.janusclient.testkit.JanusServer;
import dev.janusclient.testkit.PrivateNetwork;
import dev.janusclient.testkit.SipCaller;
import dev.janusclient.testkit.SipMedia;
import dev.janusclient.testkit.SipRegistrar;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A Janus with its event handler, a session with handles of three plugins, a session without an owner, and a call that was refused. */
final class Scene implements AutoCloseable {
    static final String API_SECRET = "the api's";
    static final String ADMIN_SECRET = "the admin's";

    static final String ROOM_SECRET = "the choir's";

    /** Names as a hostile client could choose them: for a terminal and for a page. */
    static final String HOSTILE = "\u001b[31m<b>\u202eevil😀";

    private static final String ADDRESS = PrivateNetwork.address();

    private final Deque<Runnable> kept = new ArrayDeque<>();
    final Command command = keep(new Command(), Command::close);
    final Command.Started events;
    final JanusServer janus;
    final JanusSession session;
    final JanusSipPlugin sip;
    final JanusPlugin publisher;
    final JanusPlugin singer;
    final JanusSession orphan;
    final JanusPlugin echo;
    final String callId;

    Scene() {
        command.with("JANUS_API_SECRET", API_SECRET).with("JANUS_ADMIN_SECRET", ADMIN_SECRET);
        events = keep(command.start("serve-events", "--listen", "127.0.0.1:0", "-o", "json"), Command.Started::close);
        String eventsUrl = Objects.requireNonNull(RawJson.of(events.await("}")).string("url"));
        janus = keep(
                JanusServer.builder()
                        .apiSecret(API_SECRET)
                        .adminSecret(ADMIN_SECRET)
                        .http()
                        .reclaimSessionTimeout(600)
                        .sessionTimeout(900)
                        .plugins("sip", "videoroom", "audiobridge", "textroom", "echotest")
                        .append(
                                "janus.plugin.videoroom.jcfg",
                                "room-1234: {\n\tdescription = \"Demo\"\n\tpublishers = 6\n\tpin = \"x\"\n}\n")
                        .eventHandler(
                                "sample",
                                "general: {\n\tenabled = true\n\tevents = \"all\"\n\tgrouping = true\n\tbackend = \""
                                        + eventsUrl + "\"\n}\n")
                        .start(),
                JanusServer::close);
        command.with("JANUS_URL", janus.uri().toString())
                .with("JANUS_ADMIN_URL", janus.adminUri().toString());
        session = done(client().createSession());
        sip = done(session.attach(JanusSipPlugin.TYPE, AttachOptions.opaqueId(HOSTILE)));
        publisher = done(session.attach(JanusVideoRoomPlugin.TYPE));
        done(publisher.message(
                RawJson.of(
                        "{\"request\":\"join\",\"ptype\":\"publisher\",\"room\":1234,\"id\":5,\"pin\":\"x\",\"display\":\"Zoë\"}"),
                null));
        singer = done(session.attach(JanusAudioBridgePlugin.TYPE));
        done(singer.message(
                RawJson.of("{\"request\":\"create\",\"room\":77,\"description\":\"Choir\",\"secret\":\"" + ROOM_SECRET
                        + "\"}"),
                null));
        done(singer.message(
                RawJson.of("{\"request\":\"join\",\"room\":77,\"id\":8,\"display\":\"<i>Bob</i>\"}"), null));
        callId = refusedCall();
        JanusClient lost = client();
        orphan = done(lost.createSession());
        echo = done(orphan.attach(JanusEchoTestPlugin.TYPE, AttachOptions.opaqueId("lost")));
        lost.close();
    }

    private <C> C keep(C made, Consumer<C> close) {
        kept.push(() -> close.accept(made));
        return made;
    }

    JanusClient client() {
        JanusClientOptions options = options().apiSecret(API_SECRET).build();
        return keep(JanusClient.create(janus.uri().toString(), options), JanusClient::close);
    }

    /** Limits for a machine that has other things to do. */
    static JanusClientOptions.Builder options() {
        return JanusClientOptions.builder()
                .connectTimeout(Duration.ofSeconds(60))
                .requestTimeout(Duration.ofSeconds(60));
    }

    /** Somebody calls alice, who is busy. */
    private String refusedCall() {
        SipRegistrar registrar = keep(SipRegistrar.start(ADDRESS), SipRegistrar::close);
        CompletableFuture<SipEvent.IncomingCall> call = new CompletableFuture<>();
        CompletableFuture<SipEvent.Hangup> end = new CompletableFuture<>();
        sip.on(SipEvent.IncomingCall.class, call::complete);
        sip.on(SipEvent.Hangup.class, end::complete);
        done(sip.register(SipRequest.Register.builder()
                .username("sip:alice@" + registrar.address() + ":" + registrar.port())
                .secret(Secret.of("any"))
                .proxy(registrar.proxy())
                .build()));
        SipCaller caller =
                keep(SipCaller.call(registrar.awaitContact("alice"), SipMedia.none(ADDRESS)), SipCaller::close);
        SipEvent.IncomingCall ringing = done(call);
        done(sip.decline(SipRequest.Decline.builder().code(486).build()));
        done(end);
        var unused = caller.awaitFinalStatus();
        return String.valueOf(ringing.callId());
    }

    static <T> T done(CompletableFuture<T> future) {
        return future.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        while (!kept.isEmpty()) {
            kept.pop().run();
        }
    }
}
